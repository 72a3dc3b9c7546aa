"""What the code has and what the docs say are the same: commands, settings, rule keys, notices, templates."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailhelp.channels.smtp_out import Deferred, Refused, Sent
from mailhelp.cli.commands import COMMANDS
from mailhelp.config.settings import documented_settings, load_settings
from mailhelp.config.shipped import templates_folder
from mailhelp.core.notices import NoticeKind

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = ROOT / "docs" / "operations.md"
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
DESK = '[desk]\nname = "Desk"\naddress = "help@desk.example"\n'


def section(title: str) -> str:
    """Return the text below a second-level title of docs/operations.md."""
    page = OPERATIONS.read_text(encoding="utf-8")
    return page.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def first_cells(text: str) -> list[str]:
    """Return what stands in code style at the beginning of each table row."""
    return re.findall(r"(?m)^\| `([^`]+)`", text)


def settings_in_docs() -> list[str]:
    parts = re.split(r"(?m)^### \[+([a-z_]+)\]+$", section("Every setting"))[1:]
    tables = zip(parts[::2], parts[1::2], strict=True)
    return [f"{name}.{key}" for name, table in tables for key in first_cells(table)]


def toml_blocks() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for block in re.findall(r"(?ms)^ *```toml\n(.*?)^ *```", page.read_text(encoding="utf-8")):
            yield page.name, block


def logged_events() -> set[str]:
    """Return the events of all log lines in the code; `event=notice_%s` stands for what a relay can say."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    outcomes = {f"notice_{outcome.__name__.lower()}" for outcome in (Sent, Deferred, Refused)}
    found = set(re.findall(r"\"event=([a-z_]+)[ \"']", code)) | set(re.findall(r"= event_line\(\s*\"([a-z_]+)\"", code))
    found |= set(re.findall(r"\(event_line\(\s*\"([a-z_]+)\"", code))
    return found | (outcomes if "event=notice_%s" in code else set())


def commands_in_code(page: Path) -> set[str]:
    """Return the words that follow `mailhelp` at the beginning of what a page shows as code."""
    text = page.read_text(encoding="utf-8")
    fenced = re.findall(r"(?ms)^ *```\w*\n(.*?)^ *```", text)
    indented = re.findall(r"(?m)^ {4}(\S.*)$", text)
    inline = re.findall(r"`([^`\n]+)`", text)
    lines = [line for code in (*fenced, *indented, *inline) for line in code.splitlines()]
    return {found[1] for line in lines if (found := re.search(r"(?:^ *|bin/)mailhelp ([a-z][a-z-]+)", line))}


def test_no_page_names_a_command_that_does_not_exist() -> None:
    named = {page.name: commands_in_code(page) for page in PAGES}

    assert "verify" in named["operations.md"]
    assert {name: unknown for name, words in named.items() if (unknown := words - COMMANDS.keys())} == {}


def test_every_setting_is_in_the_docs_and_every_setting_of_the_docs_exists() -> None:
    assert sorted(settings_in_docs()) == sorted(documented_settings())


@pytest.mark.parametrize(("page", "block"), list(toml_blocks()))
def test_examples_of_settings_are_taken_as_they_stand(page: str, block: str, tmp_path: Path) -> None:
    config = tmp_path / "mailhelp.toml"
    config.write_text(f"{block}\n{DESK}" if "[desk]" not in block else block.replace("[desk]", DESK), "utf-8")

    assert load_settings(config).desk.address == "help@desk.example", page


def test_every_notice_is_in_the_docs_and_every_notice_of_the_docs_exists() -> None:
    assert sorted(first_cells(section("Every notice"))) == sorted(NoticeKind)


def test_every_template_is_in_the_docs_and_every_template_of_the_docs_exists() -> None:
    shipped = {path.name.partition(".")[0] for path in templates_folder().rglob("*.j2")}
    text = section("Every notice")
    parts = re.findall(r"`([a-z-]+)`", text.rpartition("\n|")[2].partition("\n")[2])

    assert sorted(shipped) == sorted({*first_cells(text), *parts})


def test_every_event_of_the_log_is_in_the_docs_and_every_event_of_the_docs_exists() -> None:
    cells = re.findall(r"(?m)^\| (`[^|]+) \|", section("What the log says"))
    named = {event for cell in cells for event in re.findall(r"`([a-z_]+)`", cell)}

    assert sorted(named) == sorted(logged_events())
