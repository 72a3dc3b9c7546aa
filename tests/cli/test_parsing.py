"""parse: it needs no configuration, scripts can rely on its JSON, and people can read what it shows."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.asking import Asking, a_mail

KEYS = [
    "file", "ok", "message_id", "from", "to", "cc", "reply_to", "subject", "date", "in_reply_to", "references", "text",
    "reply", "attachments", "automatic", "bounce", "forwarded", "charset_guessed", "defects",
]  # fmt: skip
PARSE = (sys.executable, "-m", "mailhelp", "parse")


@pytest.fixture
def mail(tmp_path: Path) -> str:
    (tmp_path / "one.eml").write_bytes(a_mail())
    return "one.eml"


def test_parse_prints_the_keys_of_the_design_first(ask: Asking, mail: str) -> None:
    answer = ask("parse", mail, "--json")

    assert answer.code == 0
    assert list(answer.row)[: len(KEYS)] == KEYS
    assert answer.row["from"] == {"name": "Jo Harper", "address": "jo1@harbour.example"}
    assert (answer.row["ok"], answer.row["subject"]) == (True, "Website not available")


def test_parse_shows_a_mail_to_people(ask: Asking, mail: str) -> None:
    answer = ask("parse", mail)

    assert answer.code == 0
    assert answer.out.startswith("one.eml\n")
    assert "Jo Harper <jo1@harbour.example>" in answer.out and "\nOur website is down.\n" in answer.out


def test_a_folder_stands_for_its_files_and_one_bad_file_hides_no_other(ask: Asking, mail: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "two.eml").write_bytes(a_mail(number=2))

    answer = ask("parse", "gone.eml", "folder", mail, "--json")

    assert answer.code == 0
    assert [(row["file"], row["ok"]) for row in answer.rows] == [
        ("gone.eml", False),
        ("folder/two.eml", True),
        (mail, True),
    ]
    assert answer.err == "mailhelp: gone.eml is not there: check the path\n"


def test_parse_reads_a_bare_body(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "body").write_text(
        "New words.\n\nOn Mon, 23 Nov 2026 at 10:00, Tom <tom@desk.example> wrote:\n> Old words.\n"
    )
    (tmp_path / "page").write_text("<p>New <b>words</b>.</p>")

    plain = ask("parse", "--body", "body", "--json").row
    html = ask("parse", "--body", "--html", "page", "--json").row

    assert plain["reply"].strip() == "New words."
    assert html["text"].strip() == "New words."


def test_a_mail_comes_from_standard_input_too(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(a_mail())))

    row = ask("parse", "-", "--json").row

    assert (row["file"], row["subject"]) == ("-", "Website not available")


@pytest.mark.parametrize("words", [("-", "one.eml"), ("one.eml", "--workers", "0")])
def test_what_makes_no_sense_is_a_usage_error(ask: Asking, mail: str, words: tuple[str, ...]) -> None:
    assert ask("parse", *words).code == 2


def test_nothing_that_a_terminal_obeys_is_shown(ask: Asking, tmp_path: Path) -> None:
    subject = "=?utf-8?B?G1syShtdMDtwd25lZAfigK5mZHA=?="
    (tmp_path / "o\x1b[31m.eml").write_bytes(a_mail(subject, body="one\x1b[2J\x9b2J\r\n\ttwo\u202eabc\u200b"))

    answer = ask("parse", "o\x1b[31m.eml", "gone\x1b[2J.eml")

    assert all(line.isprintable() for line in (answer.out + answer.err).split("\n"))
    assert "one\\u001b[2J" in answer.out and "    two\\u202eabc\n" in answer.out


def test_a_terminal_that_is_not_utf_8_ends_no_command(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(a_mail("Grüße", body="Schöne Grüße"))
    command = (*PARSE, "one.eml")
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}

    shown = subprocess.run(command, cwd=tmp_path, env=ascii_only, capture_output=True, check=False)
    json = subprocess.run((*command, "--json"), cwd=tmp_path, env=ascii_only, capture_output=True, check=False)

    assert (shown.returncode, json.returncode) == (0, 0), shown.stderr + json.stderr
    assert b"Sch\\u00f6ne" in json.stdout


def test_a_reader_that_goes_away_ends_a_command_in_silence(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(a_mail(body="line\n" * 50_000))

    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}

    with subprocess.Popen(
        (*PARSE, "one.eml"), cwd=tmp_path, env=buffered, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as command:
        assert command.stdout is not None and command.stderr is not None
        command.stdout.readline()
        command.stdout.close()

        assert (command.stderr.read(), command.wait()) == (b"", 141)
