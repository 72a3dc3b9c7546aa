"""docs/rules.md has every key of rules.yaml, and every example in it is taken as it stands."""

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from mailhelp.config import calendar
from mailhelp.config.rulesfile import load_rules_text

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "src" / "mailhelp" / "config"
PAGE = ROOT / "docs" / "rules.md"


def keys_in_code() -> set[str]:
    """Return all keys that the readers of rules.yaml allow: what they pass to `Entry.mapping`, and those of hours."""
    return {key for path in CONFIG.glob("*.py") for key in keys_of_module(path)} | set(calendar.KEYS)


def keys_of_module(path: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match call:
            case ast.Call(func=ast.Attribute(attr="mapping"), args=[allowed]):
                yield from words(allowed, path.stem)


def words(allowed: ast.expr, module: str) -> Iterable[str]:
    """Return the words of a tuple of constants, or of a constant of the module."""
    if isinstance(allowed, ast.Name):
        return tuple(getattr(importlib.import_module(f"mailhelp.config.{module}"), allowed.id))
    return (one.value for one in ast.walk(allowed) if isinstance(one, ast.Constant) and isinstance(one.value, str))


def examples() -> list[str]:
    return re.findall(r"(?ms)^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"))


def test_every_key_of_the_rules_is_in_the_docs() -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = set(re.findall(r"`([a-z_]+)`", page)) | set(re.findall(r"([a-z_]+):", " ".join(examples())))

    assert len(keys_in_code()) > 30
    assert keys_in_code() - shown == set()


def test_the_docs_have_examples_of_rules() -> None:
    assert len(examples()) >= 5


@pytest.mark.parametrize("example", examples() if PAGE.exists() else [])
def test_an_example_of_the_docs_is_taken_as_it_stands(example: str) -> None:
    text = example if "extends:" in example else f"extends: standard\n{example}"

    assert load_rules_text(text).known_names
