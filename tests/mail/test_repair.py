"""Header blocks that mail from life breaks."""

import pytest

from mailhelp.mail.parse import read_mail
from mailhelp.mail.repair import repaired


@pytest.mark.parametrize(
    "raw",
    [
        b"From jo@client.example Mon Nov 23 09:00:00 2026\r\nFrom: jo@client.example\r\nSubject: Help\r\n\r\nhi",
        b"\r\n\r\nFrom: jo@client.example\r\nSubject: Help\r\n\r\nhi",
        b"Received: from a\r\n\\tby b\r\nFrom: jo@client.example\r\nSubject: Help\r\n\r\nhi",
        b"From: jo@client.example\rSubject: Help\r\rhi",
        b"Fr\x00om: jo@client.example\r\nSubject: He\x00lp\r\n\r\nhi",
        b"From: jo@client.example\r\nSubject: Help\r\nhi",
        b"Date: Mon, 23 Nov 2026 09:00:00 +0200Received: from a\r\nFrom: jo@client.example\r\nSubject: Help\r\n\r\nhi",
    ],
)
def test_broken_headers_are_read_all_the_same(raw: bytes) -> None:
    facts = read_mail(raw)

    assert facts.readable
    assert (facts.sender and facts.sender.address, facts.subject, facts.text) == ("jo@client.example", "Help", "hi")
    assert facts.defects


def test_two_headers_on_one_line_give_the_date() -> None:
    facts = read_mail(b"Date: Mon, 23 Nov 2026 09:00:00 +0200Received: from a\r\n\r\nhi")

    assert facts.date is not None and facts.date.isoformat() == "2026-11-23T09:00:00+02:00"


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n" * 10, b"\0" * 5_000, bytes(range(256)) * 40, b"x" * 100_000, b"\n\n:\n: :\n"]
)
def test_rubbish_gives_facts(raw: bytes) -> None:
    facts = read_mail(raw)

    assert facts.sender is None
    assert facts.defects
    assert "\0" not in facts.text


def test_white_space_before_the_colon_of_a_header_hides_nothing() -> None:
    facts = read_mail(
        b"From : jo@client.example\r\nSubject : Printer\r\nContent-Type : text/html\r\n\r\n<p>It is down.</p>"
    )

    assert (facts.subject, facts.text) == ("Printer", "It is down.")


def test_a_boundary_at_the_beginning_of_a_line_still_divides_the_mail() -> None:
    top = b"From: jo@client.example\r\nContent-Type: multipart/mixed;\r\nboundary=b\r\n\r\n--b\r\n"
    inside = b"Content-Type: multipart/mixed;\r\nboundary=c\r\n\r\n--c\r\n\r\nIt is down.\r\n--c--\r\n--b--\r\n"

    assert read_mail(top + inside).text == "It is down."


def test_a_mail_without_faults_is_not_copied() -> None:
    raw = b"From: jo@client.example\r\n\r\nIt is down."

    assert repaired(raw)[0] is raw
