"""What parse is given by mistake: each a clear answer, and exit 65 only when nothing could be read."""

import base64
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mailhelp.cli.mailfiles import MailFile, taken_from
from mailhelp.core.errors import BadData
from tests.cli.asking import Asking, a_mail

HEAD = b"From: Jo <jo@harbour.example>\r\nSubject: Hi\r\nMIME-Version: 1.0\r\n"
IN_PARTS = (
    HEAD
    + b'Content-Type: multipart/mixed; boundary="cut"\r\n\r\n--cut\r\nContent-Type: text/plain\r\n\r\nHello there.\r\n'
    + b"--cut\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + base64.encodebytes(bytes(range(256)) * 3)
    + b"--cut--\r\n"
)
IN_BASE64 = HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(b"Our website is down. " * 9)
IN_QUOTED = HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\nOur website is down."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\n\r\n\n", "nothing but empty lines"),
        (b"\0" * 100_000, "nothing but empty lines"),
        (bytes(range(256)) * 9, "is binary and has no headers"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + os.urandom(3000), "is binary and has no headers"),
        (b"PK\x03\x04" + os.urandom(3000), "is a ZIP archive: unpack it first"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is an Outlook .msg file: save the mail as .eml"),
    ],
)
def test_what_is_no_mail_says_so(ask: Asking, tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "rubbish").write_bytes(content)

    answer = ask("parse", "rubbish", "--json")

    assert answer.code == 65
    assert answer.row["ok"] is False and answer.row["text"] == ""
    assert says in answer.row["defects"][0] and says in answer.err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Our website is down.\nPlease help.\n", "the mail has no headers"),
        (HEAD[:40], "ends within its headers"),
        (IN_PARTS[: IN_PARTS.index(b"--cut\r\nContent-Type: app") + 3], "ends before its last boundary"),
        (IN_PARTS[:-200], "ends before its last boundary"),
        (IN_PARTS[:-3], "ends before its last boundary"),
        (IN_BASE64[:-43], "ends within its base64"),
        (IN_QUOTED + b" =", "ends within its quoted-printable"),
        (IN_QUOTED + b" =C", "ends within its quoted-printable"),
    ],
)
def test_what_is_cut_off_is_read_as_far_as_it_goes(ask: Asking, tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "cut.eml").write_bytes(content)

    answer = ask("parse", "cut.eml", "--json")

    assert (answer.code, answer.row["ok"], answer.err) == (0, True, "")
    assert any(says in defect for defect in answer.row["defects"])


@pytest.mark.parametrize("content", [a_mail(), HEAD, HEAD + b"\r\n", IN_PARTS, IN_BASE64, IN_QUOTED + b" =\r\nAgain."])
def test_what_is_whole_is_not_called_cut_off(ask: Asking, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "whole.eml").write_bytes(content)

    assert ask("parse", "whole.eml", "--json").row["defects"] == []


def test_several_mails_in_one_file_are_told(ask: Asking, tmp_path: Path) -> None:
    line = b"From jo@harbour.example Mon Nov 23 16:00:00 2026\n"
    mail = a_mail().replace(b"\r\n", b"\n")
    (tmp_path / "one.mbox").write_bytes(line + mail)
    (tmp_path / "two.mbox").write_bytes(line + mail + b"\n" + line + mail)

    one, two = ask("parse", "one.mbox", "two.mbox", "--json").rows

    assert not any("mbox" in defect for defect in one["defects"])
    assert any("mailhelp ingest" in defect for defect in two["defects"])


@pytest.mark.parametrize(("path", "says"), [("/dev/zero", "is a device"), ("/dev/null", "is a device")])
def test_a_device_is_not_opened(ask: Asking, path: str, says: str) -> None:
    answer = ask("parse", path, "--json")

    assert (answer.code, answer.row["ok"]) == (65, False)
    assert says in answer.row["defects"][0]


def test_a_socket_is_told(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")

        assert "is a socket" in ask("parse", "s", "--json").row["defects"][0]


def test_a_pipe_that_nobody_writes_to_is_given_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(BadData, match="nobody has written to it"):
        taken_from(MailFile(str(tmp_path / "pipe")), patience=0.05)


def test_a_pipe_that_is_held_open_in_silence_is_given_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    silent = os.open(tmp_path / "pipe", os.O_RDWR)

    with pytest.raises(BadData, match="nobody has written to it"):
        taken_from(MailFile(str(tmp_path / "pipe")), patience=0.05)

    os.close(silent)


def test_a_pipe_with_a_mail_is_read(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(a_mail(body="line\n" * 50_000))
    command = f"{sys.executable} -m mailhelp parse <(cat one.eml) --json"

    ran = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=True)

    assert ran.stdout.count(b"line\\n") == 2 * 49_999
    assert ran.stderr == b""


def test_a_pipe_in_a_folder_holds_nobody_up(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "mails").mkdir()
    os.mkfifo(tmp_path / "mails" / "a")
    (tmp_path / "mails" / "b").write_bytes(a_mail())

    rows = ask("parse", "mails", "--json").rows

    assert [row["ok"] for row in rows] == [False, True]
    assert "is a pipe, not a file" in rows[0]["defects"][0]


def test_a_folder_without_mails_is_told(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "mails" / "more").mkdir(parents=True)
    (tmp_path / "mails" / ".hidden").write_bytes(a_mail())

    answer = ask("parse", "mails", "--json")

    assert (answer.code, answer.row["ok"]) == (65, False)
    assert answer.row["defects"] == ["mails is a folder without a file in it: name one that holds mails"]


@pytest.mark.parametrize(("link", "says"), [("loop", "cannot be read"), ("nowhere", "is not there")])
def test_a_link_that_leads_nowhere_is_told(ask: Asking, tmp_path: Path, link: str, says: str) -> None:
    (tmp_path / link).symlink_to("loop" if link == "loop" else "gone")

    assert says in ask("parse", link, "--json").row["defects"][0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_says_what_to_do(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir(mode=0)
    (tmp_path / "one.eml").write_bytes(a_mail())
    (tmp_path / "one.eml").chmod(0)

    rows = ask("parse", "folder", "one.eml", "--json").rows

    assert all("check its permissions" in row["defects"][0] for row in rows) and len(rows) == 2


def test_of_five_gigabytes_headers_and_first_text_are_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.eml").open("wb") as huge:
        huge.write(a_mail())
        huge.truncate(5 << 30)
    command = (sys.executable, "-m", "mailhelp", "parse", "huge.eml", "--json")

    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, preexec_fn=lambda: _hold_to(1 << 30))

    assert b'"ok": false' in ran.stdout and b'"subject": "Website not available"' in ran.stdout
    assert b"Our website is down." in ran.stdout and b"has 5,120 MB, more than the 40 MB" in ran.stdout


def _hold_to(address_space: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))


def test_five_gigabytes_of_nothing_are_no_mail(ask: Asking, tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as huge:
        huge.truncate(5 << 30)

    answer = ask("parse", "huge", "--json")

    assert (answer.code, answer.row["ok"]) == (65, False)
