"""`mailhelp do` as its user meets it."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mailhelp.core.commands import GRAMMAR
from tests.cli.asking import Asking
from tests.commands.desks import MAX, RESET, corrections, story, write
from tests.flow.desk import FlowDesk

KILLED_BEFORE_THE_COMMIT = """
import os, signal, sys
from pathlib import Path
from mailhelp.config.settings import load_settings
from mailhelp.daemon.wiring import open_desk
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.commanding import Commanding
desk = open_desk(load_settings(Path(sys.argv[1])))
with desk.database.write():
    (answer,) = Commanding(desk.rooms, desk.setting, ActiveRules(desk.rooms.rulesets, desk.setting)).do(
        [1], "#impact medium #tag vip", who="Ana"
    )
    print(len(answer.moved.notices), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_transcript_says_what_was_and_what_is(ask: Asking, desk: FlowDesk) -> None:
    write(desk)

    asked = ask("do", "PX-1", "#impact medium #note two people only", "--as", "ana")

    assert asked.code == 0 and asked.err == ""
    assert asked.out.splitlines()[1:] == [
        "  note: two people only",
        "  impact high -> medium",
        "  priority P1 -> P2 (from impact medium, urgency high)",
        "  due Tuesday 24 November 2026, 13:30 GMT -> Tuesday 24 November 2026, 17:30 GMT",
        "  jo@client.example is told of the new time",
        "  to undo it: mailhelp do PX-1 '#undo' --as 'Ana'",
    ]


def test_json_is_one_object_a_ticket(ask: Asking, desk: FlowDesk) -> None:
    write(desk)
    write(desk, RESET)

    first, second = ask("do", "1", "2", "#urgency low #take", "--as", "Tom", "--json").rows

    assert (first["number"], first["done"], first["priority"], first["assignee"]) == (1, True, "P3", "Tom")
    assert {"what": "urgency", "before": "high", "after": "low"} in first["changes"]
    assert (first["told"], second["told"], second["settled"]) == (["jo@client.example"], [], {
        "urgency": "Tom", "assign": "Tom",
    })  # fmt: skip


def test_tickets_and_ticket_show_what_was_corrected(ask: Asking, desk: FlowDesk) -> None:
    write(desk)
    ask("do", "1", "#impact medium #tag vip #assign tom", "--as", "Ana")

    row, told = ask("tickets", "--json").row, ask("ticket", "1")

    assert (row["impact"], row["priority"], row["tags"], row["assignee"]) == ("medium", "P2", ["vip"], "Tom")
    assert row["due_at"] == "2026-11-24T17:30:00+00:00"
    assert "impact medium: staff (Ana)" in told.out
    assert "Ana: impact from high to medium" in told.out
    assert ask("ticket", "1", "--json").row["history"][-1]["move_id"]


def test_commands_may_stand_apart_and_help_needs_no_desk(ask: Asking, desk: FlowDesk, tmp_path: Path) -> None:
    write(desk)

    apart = ask("do", "px-1", "#impact medium", "#urgency low", "--as", "ANA", "--json").row
    listed = ask("do", "#help", "--json", "--config", tmp_path / "nowhere.toml").rows

    assert (apart["impact"], apart["urgency"], apart["priority"]) == ("medium", "low", "P4")
    assert [one["command"] for one in listed] == [word.form for word in GRAMMAR]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("1", "#pirority p2", "--as", "Ana"), "#pirority p2: there is no such command; did you mean #priority P2?"),
        (("1", "2", "#priority P2", "--as", "Ana"), "PX-2: #priority P2: a request has no priority"),
        (("1", "99", "#take", "--as", "Ana"), "PX-99: there is no ticket 99: `mailhelp tickets` lists them"),
        (("1", "#take", "--as", "anna"), 'nobody under staff in rules.yaml is called "anna": did you mean Ana?'),
        (("1", "#undo", "--as", "Ana"), "Ana has done nothing to it yet"),
    ],
)
def test_what_is_wrong_is_told_ends_with_1_and_does_nothing(
    ask: Asking, desk: FlowDesk, words: tuple[str, ...], told: str
) -> None:
    write(desk)
    write(desk, RESET)

    asked = ask("do", *words)

    assert (asked.code, asked.out) == (1, "")
    assert told in asked.err
    assert [one.version for one in desk.desk.rooms.tickets.tickets()] == [1, 1]


def test_json_says_for_each_ticket_what_is_wrong(ask: Asking, desk: FlowDesk) -> None:
    write(desk)
    write(desk, RESET)

    asked = ask("do", "1", "2", "#priority P2", "--as", "Ana", "--json")

    assert asked.code == 1
    assert [(row["number"], row["done"], len(row["wrong"])) for row in asked.rows] == [(1, False, 0), (2, False, 1)]
    assert asked.rows[1]["wrong"][0]["nearest"] == "#incident #priority P2"


@pytest.mark.parametrize("words", [("1", "#take"), ("#take", "--as", "Ana"), ("1", "--as", "Ana"), ("1", "2")])
def test_half_of_a_command_line_is_usage(ask: Asking, desk: FlowDesk, words: tuple[str, ...]) -> None:
    asked = ask("do", *words)

    assert asked.code == 2
    assert "mailhelp do PX-12" in asked.err


@pytest.mark.parametrize("text", ["#note \x1b[2Jgone\x07", "#tag \u202evip", "#\x1b]0;x", "#assign \udcff"])
def test_what_a_terminal_would_obey_never_reaches_it(ask: Asking, desk: FlowDesk, text: str) -> None:
    write(desk)

    asked = ask("do", "1", text, "--as", "Ana")
    told = ask("ticket", "1")

    assert not set("\x1b\x07\u202e") & set(asked.out + asked.err + told.out)


def test_the_console_action_is_recorded(ask: Asking, desk: FlowDesk) -> None:
    write(desk)

    ask("do", "1", "#impact medium\n#take", "--as", "Ana")

    with desk.desk.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT action, target_kind, detail FROM console_actions").all()
    assert [tuple(row) for row in rows] == [("do", "ticket", "Ana: #impact medium\n#take")]


def test_a_kill_before_the_commit_does_nothing_at_all(desk: FlowDesk, tmp_path: Path) -> None:
    write(desk)
    command = [sys.executable, "-c", KILLED_BEFORE_THE_COMMIT, str(tmp_path / "mailhelp.toml")]

    ended = subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False, timeout=60)

    assert (ended.returncode, ended.stdout) == (-signal.SIGKILL, "1\n")
    found = story(desk)
    assert (found.ticket.version, found.ticket.impact, found.ticket.tags, found.settled) == (1, "high", (), ())
    assert [one.kind for one in found.notices if one.to != MAX and one.kind == "promise"] == []
    assert corrections(desk) == () and desk.unexplained() == 0


def test_the_docs_list_the_commands_as_the_grammar_has_them() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
    rows = re.findall(r"(?m)^\| `(#[^`]+)` \| (.+) \|$", page.read_text(encoding="utf-8"))

    assert rows == [(word.form.replace("|", "\\|"), word.means) for word in GRAMMAR]


def test_two_who_command_at_once_both_have_their_word(desk: FlowDesk, tmp_path: Path) -> None:
    write(desk)
    command = [sys.executable, "-m", "mailhelp", "do", "--as", "Ana", "--json", "--config", "mailhelp.toml", "1"]

    running = [
        subprocess.Popen([*command, f"#tag t{place} #note n{place}"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        for place in range(4)
    ]

    done = [json.loads(one.communicate(timeout=60)[0])["done"] for one in running]
    assert done == [True] * 4
    assert story(desk).ticket.tags == ("t0", "t1", "t2", "t3")
    assert len([one for one in story(desk).history if one.change == "note"]) == 4
