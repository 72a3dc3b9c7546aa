"""The comments in what `init` writes are good settings too."""

import re
from pathlib import Path

import pytest
import yaml

from mailhelp.config.settings import commented_settings, load_settings, small_rules


def uncommented(text: str) -> str:
    return re.sub(r"(?m)^# (?=\[|[a-z_]+ = )", "", text)


def blocks(text: str) -> list[str]:
    """Return the file once for each of its sections, with the comments of that section alone taken off."""
    parts = re.split(r"(?m)^(?=(?:# )?\[)", text)
    return ["".join(parts[:n] + [uncommented(parts[n])] + parts[n + 1 :]) for n in range(1, len(parts))]


@pytest.mark.parametrize("text", blocks(commented_settings()))
def test_each_section_of_comments_loads(text: str, tmp_path: Path) -> None:
    (tmp_path / "mailhelp.toml").write_text(text.replace('"…"', '"id"'), encoding="utf-8")

    assert load_settings(tmp_path / "mailhelp.toml").desk.name == "Service Support"


def test_the_small_rules_extend_the_standard_ones_and_nothing_else() -> None:
    assert yaml.safe_load(small_rules()) == {"extends": "standard"}


def test_the_small_rules_can_name_the_first_admin() -> None:
    rules = yaml.safe_load(small_rules((("Tom", "tom@desk.example"),)))

    assert rules["staff"] == {"Tom": {"address": "tom@desk.example", "role": "admin"}}
