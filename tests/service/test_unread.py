"""What no parser may see becomes a ticket all the same: from its headers, its first text, and with the cause."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailhelp.daemon.wiring_channels import fetchers
from mailhelp.store.ticketrows import TicketRow
from tests.channels.imap_stub import ImapStub
from tests.flow.desk import SETTINGS, FlowDesk

HEAD = (
    b"From: Jo <jo@harbour.example>\r\nTo: help@desk.example\r\nSubject: Help\r\nMessage-ID: <u1@harbour.example>\r\n"
)
WORDS = b"All our mail is down, please come.\r\n"
TEXT = b"Content-Type: text/plain\r\n\r\n" + WORDS
MULTIPART = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
DEEP = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(101))

OVER = {
    "1,001 headers": (b"X-Junk: a\r\n" * 1_001 + HEAD + TEXT, "more than 1000 headers"),
    "300 KB of headers": (b"X-Junk: aaaaaaaaaa\r\n" * 15_000 + HEAD + TEXT, "the headers are over 256 KB"),
    "a header of 20 KB": (b"X-Junk: " + b"a" * 20_000 + b"\r\n" + HEAD + TEXT, "a header is over 16 KB"),
    "1,001 parts": (HEAD + MULTIPART + (b"--b\r\n" + TEXT) * 1_001, "more than 1000 parts"),
    "text, then 101 levels": (
        HEAD + MULTIPART + b"--b\r\n" + TEXT + b"--b\r\n" + DEEP + TEXT,
        "parts nested deeper than 100",
    ),
    "120 mails in each other": (
        HEAD + MULTIPART + b"--b\r\n" + TEXT + b"--b\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 120,
        "parts nested deeper than 100",
    ),
    "200,000 lines of dashes": (
        HEAD + MULTIPART + b"--b\r\n" + TEXT + b"--c\r\n" * 200_000,
        'more than 100000 lines that begin with "--"',
    ),
}


def told_to_staff(desk: FlowDesk) -> str:
    """Return the text of the last notice to staff, its lines unwrapped."""
    notice = next(one for one in reversed(desk.tray.delivered) if one.recipient == "tom@desk.example")
    body = notice.mail.get_body(("plain",))
    assert body is not None
    return re.sub(r"\s+", " ", body.get_content())


def the_ticket(desk: FlowDesk) -> TicketRow:
    (ticket,) = desk.desk.rooms.tickets.tickets()
    return ticket


@pytest.mark.parametrize("name", OVER)
def test_a_mail_over_a_limit_becomes_a_ticket_that_asks_staff_to_read_it(desk: FlowDesk, name: str) -> None:
    raw, cause = OVER[name]

    mail_id = desk.receive(raw)

    ticket, told = the_ticket(desk), told_to_staff(desk)
    assert (desk.fate(mail_id), ticket.priority, ticket.requester) == ("opened", "P3", "jo@harbour.example")
    assert ticket.subject == "Please read this mail: Help"
    assert "All our mail is down, please come." in told
    assert cause in told
    assert [one.recipient for one in desk.tray.delivered].count("jo@harbour.example") == 1
    assert desk.unexplained() == 0


@pytest.mark.parametrize("html", [b"<p>x</p>" * 70_000, b"<div>" * 300, b"<p>&amp;</p>" * 20_001])
def test_html_over_a_limit_is_read_without_its_tags_and_staff_are_told(desk: FlowDesk, html: bytes) -> None:
    mail_id = desk.receive(HEAD + b"Content-Type: text/html\r\n\r\n<p>Our website is down.</p>" + html)

    assert (desk.fate(mail_id), the_ticket(desk).subject) == ("opened", "Help")
    assert "Our website is down." in told_to_staff(desk)
    assert "HTML" in told_to_staff(desk)


def test_a_text_over_a_megabyte_is_read_in_its_beginning_and_staff_are_told(desk: FlowDesk) -> None:
    desk.receive(HEAD + TEXT + b"x y z\r\n" * 200_000)

    assert "the text is very long: only its beginning is read" in told_to_staff(desk)


MAILBOX = """
[[imap]]
name = "support"
host = "127.0.0.1"
port = {port}
tls = "none"
user = "support"
password = {{env = "A_PASSWORD"}}
start = 2026-11-01
[reading]
mail = "1MB"
"""


def test_a_mail_over_the_limit_in_a_mailbox_becomes_a_ticket_and_stays_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_PASSWORD", "secret")
    huge = HEAD + MULTIPART + b"--b\r\n" + TEXT + b"--b\r\nContent-Type: image/png\r\n\r\n" + b"x" * 1_100_000
    with ImapStub({1: huge}) as server:
        settings = SETTINGS + MAILBOX.format(port=server.port)
        desk = FlowDesk(tmp_path, settings=settings, now=datetime(2026, 11, 23, 10, tzinfo=UTC))
        fetcher = fetchers(desk.desk, kept=lambda: None, told=lambda name, state, detail: None)[0]
        fetcher.fetch_once()
        desk.work()

    (mail,) = desk.desk.rooms.inbox.mails()
    assert (the_ticket(desk).subject, the_ticket(desk).priority) == ("Please read this mail: Help", "P3")
    assert "All our mail is down, please come." in told_to_staff(desk)
    assert "is too large" in told_to_staff(desk) and "in the mailbox support/INBOX" in told_to_staff(desk)
    assert not mail.complete and mail.size < 400_000
    assert server.mails == {1: huge} and server.count(r"BODY.PEEK\[\]\)") == 0
    assert desk.unexplained() == 0
    desk.close()
