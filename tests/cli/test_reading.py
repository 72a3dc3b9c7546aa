"""parse, classify and deadline: they need no configuration, and scripts can rely on their JSON."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.asking import Asking, a_mail

PARSED = [
    "file", "ok", "message_id", "from", "to", "cc", "reply_to", "subject", "date", "in_reply_to", "references", "text",
    "reply", "attachments", "automatic", "bounce", "forwarded", "charset_guessed", "defects",
]  # fmt: skip
CLASSIFIED = ["file", "kind", "request_type", "impact", "urgency", "priority", "confidence", "reasons"]
FRIDAY = "2026-11-27T16:00+00:00"


@pytest.fixture
def mail(tmp_path: Path) -> str:
    (tmp_path / "one.eml").write_bytes(a_mail())
    return "one.eml"


def test_parse_prints_the_keys_of_the_design_first(ask: Asking, mail: str) -> None:
    answer = ask("parse", mail, "--json")

    assert answer.code == 0
    assert list(answer.row)[: len(PARSED)] == PARSED
    assert answer.row["from"] == {"name": "Jo Harper", "address": "jo1@harbour.example"}
    assert (answer.row["ok"], answer.row["subject"]) == (True, "Website not available")


def test_parse_shows_a_mail_to_people(ask: Asking, mail: str) -> None:
    answer = ask("parse", mail)

    assert answer.code == 0
    assert "Jo Harper <jo1@harbour.example>" in answer.out and "Our website is down." in answer.out


def test_parse_goes_on_after_what_cannot_be_read(ask: Asking, mail: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    answer = ask("parse", "gone.eml", "folder", mail, "--json")

    assert answer.code == 0
    assert [(row["file"], row["ok"]) for row in answer.rows] == [("gone.eml", False), ("folder", False), (mail, True)]
    assert "gone.eml cannot be read" in answer.rows[0]["defects"][0]
    assert len(answer.err.splitlines()) == 2


@pytest.mark.parametrize("command", ["parse", "classify"])
def test_65_only_when_nothing_could_be_read(ask: Asking, mail: str, tmp_path: Path, command: str) -> None:
    (tmp_path / "folder").mkdir()

    assert ask(command, "gone.eml", "folder").code == 65
    assert ask(command, "gone.eml", mail).code == 0


@pytest.mark.parametrize("content", [b"", b"\0\xff\xfe\x00" * 500, b"\n\n\n", bytes(range(256)) * 9])
@pytest.mark.parametrize("command", ["parse", "classify"])
def test_rubbish_is_read_as_far_as_it_can_be(ask: Asking, tmp_path: Path, content: bytes, command: str) -> None:
    (tmp_path / "rubbish").write_bytes(content)

    answer = ask(command, "rubbish", "--json")

    assert answer.code in (0, 65)
    assert answer.row["file"] == "rubbish"
    assert "Traceback" not in answer.err


def test_an_endless_file_is_no_mail(ask: Asking) -> None:
    answer = ask("parse", "/dev/zero")

    assert answer.code == 65
    assert "larger than 64 MB" in answer.err


def test_parse_reads_a_bare_body(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "body").write_text(
        "New words.\n\nOn Mon, 23 Nov 2026 at 10:00, Tom <tom@desk.example> wrote:\n> Old words.\n"
    )
    (tmp_path / "page").write_text("<p>New <b>words</b>.</p>")

    plain = ask("parse", "--body", "body", "--json").row
    html = ask("parse", "--body", "--html", "page", "--json").row

    assert plain["reply"].strip() == "New words."
    assert html["text"].strip() == "New words."


def test_classify_prints_the_keys_of_the_design(ask: Asking, mail: str) -> None:
    answer = ask("classify", mail, "--json")

    assert answer.code == 0
    assert list(answer.row) == CLASSIFIED
    assert (answer.row["kind"], answer.row["priority"], answer.row["request_type"]) == ("incident", "P1", None)
    assert "website down" in {reason["rule"] for reason in answer.row["reasons"]}


def test_classify_by_other_rules(ask: Asking, mail: str, tmp_path: Path) -> None:
    (tmp_path / "calm.yaml").write_text("extends: standard\nmatrix: {urgency: [high], high: [P4]}\n")
    asked = "{name: asked, when: {any: [website]}, evidence: {kind: request, strength: fair}}"
    (tmp_path / "own.yaml").write_text(f"extends: standard\noverrides: [{asked}]\n")

    assert ask("classify", mail, "--rules", "calm.yaml").code == 78
    assert ask("classify", mail, "--rules", "own.yaml", "--json").row["kind"] == "request"


def test_the_deadline_of_the_service_text(ask: Asking) -> None:
    answer = ask("deadline", "--target", "P1", "--received", FRIDAY, "--json")

    assert answer.row == {
        "due_at": "2026-12-01T11:00:00+00:00",
        "work_by": "2026-11-30T17:30:00+00:00",
        "moved_by": "P2",
        "counted": [
            ["2026-11-27T16:00:00+00:00", "2026-11-27T17:30:00+00:00"],
            ["2026-11-30T09:00:00+00:00", "2026-11-30T17:30:00+00:00"],
            ["2026-12-01T09:00:00+00:00", "2026-12-01T11:00:00+00:00"],
        ],
    }


def test_the_deadline_for_people(ask: Asking) -> None:
    answer = ask("deadline", "--target", "P1", "--received", FRIDAY)

    assert answer.code == 0
    assert "Tuesday 01 December 2026 11:00 GMT" in answer.out
    assert "Monday 30 November 2026 17:30 GMT (moved by P2)" in answer.out


def test_what_is_agreed_has_no_deadline(ask: Asking) -> None:
    row = ask("deadline", "--target", "enhanced", "--received", FRIDAY, "--json").row

    assert row == {"due_at": None, "work_by": None, "moved_by": None, "counted": []}


@pytest.mark.parametrize(
    ("received", "says"),
    [
        ("2026-11-27T16:00", "has no zone"),
        ("2026-11-27", "has no zone"),
        ("tomorrow", "is not a time"),
        ("", "is not a time"),
        ("9999-12-31T23:00+00:00", "between the years"),
        ("0001-01-01T00:00+05:00", "between the years"),
    ],
)
def test_a_time_that_is_none_is_an_error(ask: Asking, received: str, says: str) -> None:
    answer = ask("deadline", "--target", "P1", "--received", received)

    assert answer.code == 2
    assert says in answer.err and answer.err.count("\n") == 1


def test_an_unknown_target_names_those_there_are(ask: Asking) -> None:
    answer = ask("deadline", "--target", "P9", "--received", FRIDAY)

    assert answer.code == 2
    assert "P1, P2, P3, P4, basic, enhanced" in answer.err


def test_a_terminal_that_is_not_utf_8_ends_no_command(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(a_mail("Grüße", body="Schöne Grüße"))
    command = (sys.executable, "-m", "mailhelp", "parse", "one.eml")
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}

    shown = subprocess.run(command, cwd=tmp_path, env=ascii_only, capture_output=True, check=False)
    json = subprocess.run((*command, "--json"), cwd=tmp_path, env=ascii_only, capture_output=True, check=False)

    assert (shown.returncode, json.returncode) == (0, 0), shown.stderr + json.stderr
    assert b"Sch\\u00f6ne" in json.stdout


def test_a_reader_that_goes_away_ends_a_command_in_silence(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(a_mail(body="line\n" * 50_000))
    command = f"{sys.executable} -m mailhelp parse one.eml | head -1"

    ran = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, check=False)

    assert ran.stderr == b""


def test_a_desk_in_the_folder_is_asked_by_its_own_rules(ask: Asking, mail: str, tmp_path: Path) -> None:
    assert ask("init", ".").code == 0
    rules = tmp_path / "rules.yaml"
    rules.write_text(rules.read_text() + "\ntargets: {P1: 4 hours}\n")

    found = ask("deadline", "--target", "P1", "--received", "2026-11-23T10:00+00:00", "--json")

    assert found.row["due_at"] == "2026-11-23T14:00:00+00:00"
