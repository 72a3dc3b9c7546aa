"""What the rings of the design forbid and import-linter cannot see: the core opens no file and reads no clock."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CORE = Path(__file__).resolve().parents[2] / "src" / "mailhelp" / "core"
FORBIDDEN_NAMES = {"open", "input", "print", "exec", "eval", "__import__", "breakpoint"}
FORBIDDEN_METHODS = {"now", "utcnow", "today", "astimezone"}
FORBIDDEN_ALONE = {"astimezone"}


def faults(tree: ast.AST) -> Iterator[str]:
    """Yield line and name of each call that does I/O, reads a clock or depends on the machine's zone."""
    for call in ast.walk(tree):
        match call:
            case ast.Call(func=ast.Name(id=name)) if name in FORBIDDEN_NAMES:
                yield f"{call.lineno}: {name}()"
            case ast.Call(func=ast.Attribute(attr=name), args=arguments) if name in FORBIDDEN_METHODS:
                if name not in FORBIDDEN_ALONE or not arguments:
                    yield f"{call.lineno}: .{name}()"


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda path: str(path.relative_to(CORE)))
def test_the_core_opens_nothing_and_asks_no_clock(path: Path) -> None:
    assert list(faults(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_a_clock_and_a_file_in_the_core_would_be_found() -> None:
    wrong = ast.parse("open('x')\ndatetime.now(UTC)\nmoment.astimezone()\nmoment.astimezone(zone)\n")

    assert list(faults(wrong)) == ["1: open()", "2: .now()", "3: .astimezone()"]
