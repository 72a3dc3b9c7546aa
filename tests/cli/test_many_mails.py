"""parse on folders: which files, in which order, how far it is, and how it ends when it is stopped."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mailhelp.cli.parsing import FEW
from tests.cli.asking import Asking, a_mail

PARSE = (sys.executable, "-m", "mailhelp", "parse")
MANY = FEW + 16


def folder_of(tmp_path: Path, count: int = MANY, *, body: str = "Our website is down.") -> list[str]:
    """Write so many mails into the folder "mails" and return their names in the order of the folder."""
    (tmp_path / "mails").mkdir()
    names = [f"mails/{number:04d}.eml" for number in range(count)]
    for number, name in enumerate(names):
        (tmp_path / name).write_bytes(a_mail(number=number, body=body))
    return names


def test_a_folder_is_read_in_the_order_of_its_names_whatever_they_are(ask: Asking, tmp_path: Path) -> None:
    for name in ("b/2.eml", "b/1", "a.eml", "c/d/e.txt", "B.eml"):
        (tmp_path / "mails" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mails" / name).write_bytes(a_mail())

    rows = ask("parse", "mails", "--json").rows

    names = ["B.eml", "a.eml", "b/1", "b/2.eml", "c/d/e.txt"]
    assert [(row["file"], row["ok"]) for row in rows] == [(f"mails/{name}", True) for name in names]


def test_of_a_maildir_only_mail_is_read(ask: Asking, tmp_path: Path) -> None:
    for name in ("cur/2:2,S", "new/1", "tmp/3", "dovecot-uidlist", "Archive/cur/4", "Archive/new/.5", ".Sent/cur/6"):
        (tmp_path / "box" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "box" / name).write_bytes(a_mail())

    answer = ask("parse", "box")

    assert re.findall(r"(?m)^box/(.*)$", answer.out) == ["Archive/cur/4", "cur/2:2,S", "new/1"]


def test_how_many_were_read_and_passed_over_is_told(ask: Asking, tmp_path: Path) -> None:
    folder_of(tmp_path, 3)
    (tmp_path / "mails" / "empty").touch()
    (tmp_path / "mails" / ".hidden").write_bytes(a_mail())

    answer = ask("parse", "mails")

    assert answer.err.splitlines()[-1] == (
        "mailhelp: 3 of 4 files read, 1 could not be read, 1 hidden file or folder passed over"
    )


def test_links_to_folders_are_not_followed(ask: Asking, tmp_path: Path) -> None:
    folder_of(tmp_path, 1)
    (tmp_path / "mails" / "round").symlink_to(tmp_path / "mails")
    (tmp_path / "mails" / "z.eml").symlink_to(tmp_path / "mails" / "0000.eml")

    rows = ask("parse", "mails", "--json").rows

    assert [(row["file"], row["ok"]) for row in rows] == [
        ("mails/0000.eml", True),
        ("mails/round", False),
        ("mails/z.eml", True),
    ]


@pytest.fixture
def deep_folder(tmp_path: Path) -> Iterator[Path]:
    """Give a folder with a mail 1,500 folders below it; Python's own removal of folders would fail on it."""
    here = os.open(".", os.O_RDONLY)
    os.chdir(tmp_path)
    for name in ("deep", *["d"] * 1500):
        os.mkdir(name)
        os.chdir(name)
    Path("one.eml").write_bytes(a_mail())
    os.fchdir(here)
    os.close(here)
    yield tmp_path / "deep"
    subprocess.run(["rm", "-rf", tmp_path / "deep"], check=True)


def test_folders_nested_deeper_than_python_calls_are_read(ask: Asking, deep_folder: Path) -> None:
    row = ask("parse", "deep", "--json").row

    assert row["ok"]
    assert row["file"] == "deep/" + "d/" * 1500 + "one.eml"


@pytest.mark.parametrize("words", [("--json",), ()])
def test_many_mails_are_answered_as_one_by_one(ask: Asking, tmp_path: Path, words: tuple[str, ...]) -> None:
    names = folder_of(tmp_path)
    one_by_one = "".join(ask("parse", name, *words).out for name in names[:20])

    together = ask("parse", "mails", *words)

    assert together.code == 0
    assert together.out.startswith(one_by_one)
    assert together.out.count("Website not available") == MANY


def test_nothing_is_told_of_progress_without_a_terminal(tmp_path: Path) -> None:
    folder_of(tmp_path)

    ran = subprocess.run((*PARSE, "mails", "--json"), cwd=tmp_path, capture_output=True, check=True)

    assert (len(ran.stdout.splitlines()), ran.stderr) == (MANY, b"")


def on_a_terminal(tmp_path: Path, *words: str, shared: bool) -> tuple[str, str]:
    """Run parse with standard error on a terminal, and standard output too if `shared`; return what both got."""
    ours, theirs = pty.openpty()
    terminal = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    out = theirs if shared else subprocess.PIPE
    with subprocess.Popen((*PARSE, *words), cwd=tmp_path, env=terminal, stdout=out, stderr=theirs) as command:
        os.close(theirs)
        piped = command.stdout.read() if command.stdout else b""
        seen = b"".join(iter(lambda: _piece(ours), b""))
    os.close(ours)
    assert command.returncode == 0
    return piped.decode(), seen.decode().replace("\r\n", "\n")


def _piece(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_progress_is_told_on_a_terminal_and_not_in_what_is_piped(tmp_path: Path) -> None:
    folder_of(tmp_path)

    out, seen = on_a_terminal(tmp_path, "mails", "--json", shared=False)

    assert len([json.loads(line) for line in out.splitlines()]) == MANY
    assert f"/{MANY}" in seen and "reading mails" in seen
    assert seen.endswith(f"mailhelp: {MANY} of {MANY} files read\n")


def test_no_letter_of_an_answer_stands_in_the_bar_on_a_shared_terminal(tmp_path: Path) -> None:
    names = folder_of(tmp_path)
    (tmp_path / "mails" / "0010.eml").write_bytes(b"")

    _, seen = on_a_terminal(tmp_path, "mails", "--json", shared=True)

    rows = [json.loads(line) for line in re.findall(r'(?m)(\{"file": .*\})$', seen)]
    assert [row["file"] for row in rows] == names
    assert "\nmailhelp: mails/0010.eml is empty: give a mail\n" in seen
    assert "reading mails" in seen


def test_one_mail_tells_of_no_progress_even_on_a_terminal(tmp_path: Path) -> None:
    folder_of(tmp_path, 1)

    assert on_a_terminal(tmp_path, "mails/0000.eml", "--json", shared=False)[1] == ""


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Give a command that is reading mails and has printed the first line."""
    folder_of(tmp_path, 400, body="line\n" * 3000)
    with subprocess.Popen(
        (*PARSE, "mails"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as command:
        assert command.stdout is not None
        command.stdout.readline()
        yield command


def readers_of(command: subprocess.Popen[bytes]) -> list[Path]:
    children = Path(f"/proc/{command.pid}/task/{command.pid}/children").read_text().split()
    assert children
    return [Path("/proc") / child for child in children]


@pytest.mark.parametrize("stop", [os.kill, os.killpg])
def test_ctrl_c_ends_all_processes_at_once(at_work: subprocess.Popen[bytes], stop: Callable[[int, int], None]) -> None:
    readers = readers_of(at_work)

    stop(at_work.pid, signal.SIGINT)

    assert at_work.communicate()[1] == b""
    assert at_work.returncode == 130
    assert not any(reader.exists() for reader in readers)


def test_a_reader_of_the_output_that_goes_away_ends_all_processes_in_silence(
    at_work: subprocess.Popen[bytes],
) -> None:
    readers = readers_of(at_work)
    assert at_work.stdout is not None and at_work.stderr is not None

    at_work.stdout.close()

    assert (at_work.stderr.read(), at_work.wait()) == (b"", 141)
    assert not any(reader.exists() for reader in readers)


def test_no_reader_outlives_a_command_that_was_killed(at_work: subprocess.Popen[bytes]) -> None:
    readers = [os.pidfd_open(int(reader.name)) for reader in readers_of(at_work)]

    at_work.kill()

    for reader in readers:
        assert select.select([reader], [], [], 60)[0], "it is still there"
        os.close(reader)
