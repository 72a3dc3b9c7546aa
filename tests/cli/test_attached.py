"""What is attached to kept mails: listed, found, and given out as it was sent."""

import base64
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.asking import Asking, write_desk
from tests.flow.desk import FlowDesk
from tests.mail.letters import a_mail, a_multipart
from tests.mail.test_enclosed import INNER, a_file, a_tnef, a_winmail

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PDF = bytes(range(256)) * 40
REPORT = "Content-Type: application/pdf; name=report.pdf\nContent-Transfer-Encoding: base64\n\n" + (
    base64.encodebytes(PDF).decode()
)
LOGO = "Content-Type: image/png; name=logo.png\nContent-ID: <logo@x>\nContent-Disposition: attachment\n\nPNG"
HTML = 'Content-Type: text/html\n\n<p>Our website is down.</p><img src="cid:logo@x">'
OLD = (
    "Content-Type: message/rfc822\n\nFrom: Ana Box <ana@old.example>\nSubject: Grüße from the old desk\n"
    "Date: Fri, 20 Nov 2026 09:00:00 +0000\nMessage-ID: <old@old.example>\n\nold words"
)
PLAIN = INNER.replace("\r", "")
TEA = "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Tea\nEND:VEVENT"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    opened = FlowDesk(tmp_path, now=MONDAY)
    yield opened
    opened.close()


def test_a_mail_is_told_with_its_attachments(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_multipart(HTML, LOGO, REPORT, OLD))
    its_id = ask("mails", "--json").row["id"]

    row, people = ask("mail", its_id, "--json").row, ask("mail", its_id).out

    told = [
        (one["part"], one["filename"], one["content_type"], one["size"], one["inline"]) for one in row["attachments"]
    ]
    assert told[:2] == [
        ("2", "logo.png", "image/png", 3, True),
        ("3", "report.pdf", "application/pdf", len(PDF), False),
    ]
    assert (row["attached_mails"][0]["part"], row["attached_mails"][0]["sender"]) == ("4", "ana@old.example")
    assert "report.pdf" in people and "a mail from ana@old.example: Grüße from the old desk" in people


def test_an_attachment_is_given_out_byte_for_byte(ask: Asking, desk: FlowDesk, tmp_path: Path) -> None:
    desk.receive(a_multipart(HTML, REPORT))
    its_id = ask("mails", "--json").row["id"]

    for what in ("2", "report.pdf"):
        command = (sys.executable, "-m", "mailhelp", "mail", its_id, "--attachment", what)
        assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout == PDF


def test_an_attachment_that_is_not_there_is_said_so(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_multipart(HTML, REPORT))
    its_id = ask("mails", "--json").row["id"]

    asked = ask("mail", its_id, "--attachment", "7")

    assert (asked.code, asked.out) == (1, "")
    assert 'no attachment "7": the parts that it has are 2' in asked.err


def test_an_attachment_whose_bytes_have_changed_is_not_given_out(ask: Asking, desk: FlowDesk, tmp_path: Path) -> None:
    desk.receive(a_multipart(HTML, REPORT))
    its_id = ask("mails", "--json").row["id"]
    with closing(sqlite3.connect(tmp_path / "var" / "mailhelp.db")) as other, other:
        other.execute("UPDATE attachments SET sha256 = ?", ("0" * 64,))

    asked = ask("mail", its_id, "--attachment", "2")

    assert (asked.code, asked.out) == (65, "")
    assert "SHA-256 differs" in asked.err


def test_mail_of_history_is_told_with_its_attachments_too(ask: Asking, tmp_path: Path) -> None:
    write_desk(tmp_path)
    (tmp_path / "old.eml").write_bytes(a_multipart(HTML, REPORT, OLD))
    its_id = ask("ingest", "old.eml", "--json").row["id"]

    row = ask("mail", its_id, "--json").row

    assert [one["filename"] for one in row["attachments"]] == ["report.pdf", "Grüße from the old desk.eml"]
    assert [one["sender"] for one in row["attached_mails"]] == ["ana@old.example"]


@pytest.mark.parametrize("what", ["ANA@old.example", "<old@old.example>", "grüsse FROM the old"])
def test_a_mail_is_found_by_the_mail_that_is_attached_to_it(ask: Asking, desk: FlowDesk, what: str) -> None:
    desk.receive(a_multipart(HTML, OLD, Subject="With the old one"))
    desk.receive(a_multipart(HTML, REPORT, Subject="Without"))

    found = ask("mails", "--attached", what, "--json")

    assert [row["subject"] for row in found.rows] == ["With the old one"]
    assert ask("mails", "--attached", "nobody@old.example", "--json").rows == []
    assert ask("mails", "--attached", "%", "--json").rows == []


def test_the_same_content_in_two_mails_is_recognised(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_multipart(HTML, REPORT))
    desk.later(seconds=1)
    desk.receive(a_multipart(HTML, REPORT.replace("report.pdf", "again.pdf"), Subject="Again"))
    again, first = ask("mails", "--json").rows

    (file,) = ask("mail", again["id"], "--json").row["attachments"]

    assert (file["filename"], file["first_in"]) == ("again.pdf", first["id"])
    assert f"came before in mail {first['id']}" in ask("ticket", "2").out
    assert ask("mail", first["id"], "--json").row["attachments"][0]["first_in"] is None


def test_an_invitation_is_told_as_such_on_its_ticket_and_to_staff(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_multipart("Content-Type: text/plain\n\nPlease come", TEA, kind="alternative"))

    story = ask("ticket", "1", "--json").row

    assert [(one["invitation"], one["invitation_to"]) for one in story["mails"]] == [("request", "Tea")]
    assert "an invitation (request) to Tea" in ask("ticket", "1").out
    notice = next(one for one in desk.tray.delivered if one.recipient == "tom@desk.example").mail
    assert "With it came an invitation (request) to Tea." in str(notice.get_body().get_content())


def test_what_is_encrypted_is_told_on_its_ticket_and_to_staff(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_multipart("Content-Type: application/pgp-encrypted\n\nVersion: 1", kind="encrypted"))

    assert "encrypted with PGP: that cannot be read here" in ask("ticket", "1").out
    notice = next(one for one in desk.tray.delivered if one.recipient == "tom@desk.example").mail
    assert "! It is encrypted with PGP: that cannot be read here." in str(notice.get_body(("plain",)).get_content())


def test_staff_see_the_files_of_a_mail_and_not_its_logo(desk: FlowDesk) -> None:
    desk.receive(a_multipart(HTML, LOGO, REPORT, OLD))

    notice = next(one for one in desk.tray.delivered if one.recipient == "tom@desk.example").mail
    text = str(notice.get_body(("plain",)).get_content())

    assert "- report.pdf, 10 KB" in text and "a mail from ana@old.example" in text
    assert "logo.png" not in text and "[A picture stands in the text.]" in text


@pytest.mark.parametrize(
    ("raw", "part", "content"),
    [
        (a_multipart(HTML, a_winmail(a_tnef(a_file(b"a.txt", b"in the winmail")))), "2.1", "in the winmail"),
        (a_mail("see\nbegin 644 a.txt\n#86)C\n`\nend\n"), "1.1", "abc"),
        (a_multipart(HTML, f"Content-Type: application/octet-stream; name=a.eml\n\n{PLAIN}"), "2", PLAIN),
    ],
)
def test_files_inside_other_files_are_given_out_too(
    ask: Asking, desk: FlowDesk, raw: bytes, part: str, content: str
) -> None:
    desk.receive(raw)

    given = ask("mail", ask("mails", "--json").row["id"], "--attachment", part)

    assert (given.code, given.out.replace("\r\n", "\n").strip()) == (0, content.replace("\r\n", "\n").strip())


def test_an_archive_stays_closed(ask: Asking, desk: FlowDesk) -> None:
    inside = BytesIO()
    with ZipFile(inside, "w") as archive:
        archive.writestr("virus.exe", "MZ")
    packed = base64.encodebytes(inside.getvalue()).decode()
    desk.receive(a_multipart(HTML, f"Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\n{packed}"))

    (file,) = ask("mail", ask("mails", "--json").row["id"], "--json").row["attachments"]

    assert (file["part"], file["content_type"], file["size"]) == ("2", "application/zip", len(inside.getvalue()))
