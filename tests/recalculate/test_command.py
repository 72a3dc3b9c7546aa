"""The command: a dry run unless --yes is said."""

import json
from pathlib import Path

import pytest

from mailhelp.cli.commands import run_command
from mailhelp.daemon.clocks import now
from tests.flow.desk import FlowDesk
from tests.recalculate.desks import RESET, STAFF, a_desk, new_rules, write

LONGER = "targets: {P3: 9 business days}\n"


@pytest.fixture
def settings(tmp_path: Path) -> str:
    desk: FlowDesk = a_desk(tmp_path)
    desk.now = now()
    write(desk, RESET)
    new_rules(desk, LONGER)
    desk.close()
    return str(tmp_path / "mailhelp.toml")


def printed(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    assert run_command(["recalculate", *args]) == 0
    return capsys.readouterr().out


def test_without_yes_it_shows_what_would_move_and_does_nothing(
    settings: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = printed(capsys, "--config", settings)

    assert "the promise of 1 would move, 1 of them to later" in shown
    assert "nothing has been changed: `mailhelp recalculate --yes` does it" in shown
    assert printed(capsys, "--config", settings) == shown


def test_with_yes_it_is_done_once(settings: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = printed(capsys, "--config", settings, "--yes")

    assert "1 ticket recalculated; the requester of 1 ticket told" in first
    assert "0 tickets recalculated" in printed(capsys, "--config", settings, "--yes")
    assert "no promise would move" in printed(capsys, "--config", settings)


def test_json_is_one_object_for_each_ticket_concerned(settings: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = json.loads(printed(capsys, "--config", settings, "--json"))
    done = json.loads(printed(capsys, "--config", settings, "--json", "--yes", "--quiet"))

    assert (shown["number"], shown["later"], shown["told"], shown["done"]) == (1, True, True, False)
    assert (done["new_due_at"], done["told"], done["done"]) == (shown["new_due_at"], False, True)


def test_the_rules_in_force_count_not_a_file_that_was_not_taken(
    settings: str, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "--config", settings, "--yes")
    Path(settings).with_name("rules.yaml").write_text(STAFF)

    assert "no promise would move" in printed(capsys, "--config", settings)
