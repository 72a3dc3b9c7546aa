"""ingest: every mail is on disk before it says so, and what is no mail stops none of the others."""

import io
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.asking import Asking, a_mail, write_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Path]:
    write_desk(tmp_path)
    yield tmp_path


def piped(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_file_is_history(ask: Asking, desk: Path) -> None:
    (desk / "one.eml").write_bytes(a_mail())

    taken = ask("ingest", "one.eml")

    assert (taken.code, taken.err) == (0, "mailhelp: 1 mail kept\n")
    assert [(row["fate"], row["channel"]) for row in ask("mails", "--json").rows] == [("history", "file")]


def test_a_file_with_live_is_news(ask: Asking, desk: Path) -> None:
    (desk / "one.eml").write_bytes(a_mail())

    taken = ask("ingest", "one.eml", "--live", "--json")

    assert taken.row["new"] is True and taken.row["file"] == "one.eml"
    assert [(row["id"], row["fate"]) for row in ask("mails", "--json").rows] == [(taken.row["id"], None)]


def test_a_pipe_is_news_with_its_envelope(ask: Asking, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, a_mail())

    taken = ask("ingest", "-", "--sender", "", "--recipient", "help@desk.example", "--received", "2026-11-23T10:00Z")

    (row,) = ask("mails", "--json").rows
    assert taken.code == 0
    assert (row["fate"], row["channel"]) == (None, "pipe")
    assert row["received_at"] == "2026-11-23T10:00:00+00:00"


def test_what_is_kept_comes_back_byte_for_byte(ask: Asking, desk: Path) -> None:
    (desk / "one.eml").write_bytes(a_mail())
    kept = ask("ingest", "one.eml", "--json").row

    ran = subprocess.run(
        (sys.executable, "-m", "mailhelp", "mail", kept["id"], "--raw"), cwd=desk, capture_output=True, check=True
    )

    assert ran.stdout == a_mail()


def test_a_hundred_mails_are_kept_once_each(ask: Asking, desk: Path) -> None:
    folder = desk / "mails"
    folder.mkdir()
    for number in range(100):
        (folder / f"{number:03}.eml").write_bytes(a_mail(number=number))

    taken = ask("ingest", "mails", "--json")

    assert taken.code == 0
    assert len({row["id"] for row in taken.rows}) == 100
    assert len({row["message_id"] for row in ask("mails", "--json").rows}) == 100


def test_what_is_no_mail_stops_none_of_the_others(ask: Asking, desk: Path) -> None:
    (desk / "mails").mkdir()
    for number in range(3):
        (desk / "mails" / f"{number}.eml").write_bytes(a_mail(number=number))
    (desk / "mails" / "1.eml").write_bytes(b"")

    taken = ask("ingest", "gone.eml", "mails")

    assert taken.code == 65
    assert "gone.eml is not there" in taken.err and "1.eml is empty" in taken.err
    assert len(ask("mails", "--json").rows) == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"no header at all\n"])
def test_65_when_it_is_no_mail(ask: Asking, desk: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "one.eml").write_bytes(content)
    piped(monkeypatch, content)

    assert ask("ingest", "one.eml").code == 65
    assert ask("ingest", "-").code == 65
    assert ask("mails", "--json").rows == []


def test_a_naive_time_is_refused_before_anything_is_kept(ask: Asking, desk: Path) -> None:
    (desk / "one.eml").write_bytes(a_mail())

    assert ask("ingest", "one.eml", "--received", "2026-11-23T10:00").code == 2
    assert ask("mails", "--json").rows == []


@pytest.mark.slow
def test_75_when_the_database_is_locked(ask: Asking, desk: Path) -> None:
    (desk / "one.eml").write_bytes(a_mail())
    assert ask("mails").code == 0
    with closing(sqlite3.connect(desk / "var" / "mailhelp.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        taken = ask("ingest", "one.eml", "--live")
        other.execute("ROLLBACK")

    assert taken.code == 75
    assert "in use by another program" in taken.err
    assert ask("ingest", "one.eml", "--live").code == 0


def test_a_pipe_is_asked_to_try_again_when_our_configuration_is_wrong(
    ask: Asking, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_desk(desk, settings="[desk]\nwrong = 1\n")
    piped(monkeypatch, a_mail())

    taken = ask("ingest", "-")

    assert taken.code == 75
    assert "mailhelp.toml:2:1" in taken.err


def test_a_pipe_is_asked_to_try_again_when_the_database_cannot_be_written(
    ask: Asking, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "var" / "mailhelp.db").mkdir(parents=True)
    piped(monkeypatch, a_mail())

    taken = ask("ingest", "-")

    assert taken.code == 75
    assert "mailhelp.db cannot be written" in taken.err


def test_mbox_and_maildir_are_read(ask: Asking, desk: Path) -> None:
    lines = a_mail(number=1).replace(b"\r\n", b"\n"), a_mail(number=2).replace(b"\r\n", b"\n")
    (desk / "old.mbox").write_bytes(b"".join(b"From jo@x Mon Nov 23 10:00:00 2026\n" + one + b"\n" for one in lines))
    for part in ("cur", "new", "tmp"):
        (desk / "Maildir" / part).mkdir(parents=True)
    (desk / "Maildir" / "new" / "1.host").write_bytes(a_mail(number=3))

    taken = ask("ingest", "old.mbox", "Maildir")

    assert (taken.code, taken.err) == (0, "mailhelp: 3 mails kept\n")
