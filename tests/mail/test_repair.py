"""Header blocks that mail from life breaks."""

import pytest

from mailhelp.mail.parse import read_mail


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
