"""What no parser may see."""

from dataclasses import replace

import pytest

from mailhelp.mail.gate import check
from mailhelp.mail.limits import DEFAULT
from mailhelp.mail.parse import attachment_bytes, read_mail
from tests.mail.letters import a_mail, a_multipart

HEAD = b"From: jo@client.example\r\nSubject: Help\r\n"


def nested(depth: int) -> bytes:
    heads = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (at, at) for at in range(depth)
    )
    return HEAD + heads + b"Content-Type: text/plain\r\n\r\nhi\r\n"


@pytest.mark.parametrize(
    ("raw", "cause"),
    [
        (HEAD + b"X: " + b"a" * 20_000 + b"\r\n\r\nhi", "a header is over 16 KB"),
        (HEAD + b"X: a\r\n" * 1_001 + b"\r\nhi", "more than 1000 headers"),
        (HEAD + b"X-Y: aaaaaaaaa\r\n" * 30_000 + b"\r\nhi", "the headers are over 256 KB"),
        (nested(101), "parts nested deeper than 100"),
        (HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 120 + b"\r\nhi", "parts nested deeper than 100"),
        (
            HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 1_001,
            "more than 1000 parts",
        ),
    ],
)
def test_a_mail_over_a_limit_gets_the_plain_reading(raw: bytes, cause: str) -> None:
    facts = read_mail(raw)

    assert not facts.readable
    assert cause in facts.defects
    assert facts.sender is not None and facts.sender.address == "jo@client.example"


def test_inside_the_limits_parsers_may_read() -> None:
    assert check(nested(99)).refused == ""


def test_a_limit_can_be_set() -> None:
    assert check(a_mail("x" * 2_000_000), replace(DEFAULT, mail=1_048_576)).refused == "the mail is over 1 MB"


def test_a_big_body_is_kept_from_the_parsers_and_read_all_the_same() -> None:
    words = "All our mail is down. " * 10_000
    raw = a_multipart(f"Content-Type: text/plain\n\n{words}", "Content-Disposition: attachment; filename=a.txt\n\nabc")

    assert len(check(raw).slim) < 5_000
    assert read_mail(raw).text.startswith("All our mail is down.")
    assert attachment_bytes(raw, "2") == b"abc"


def test_the_line_for_a_big_body_cannot_be_forged() -> None:
    seen = next(iter(check(a_mail("x" * 100_000)).kept_out)).decode()

    assert read_mail(a_mail(seen)).text == seen


def test_what_is_refused_keeps_its_first_text() -> None:
    part = "Content-Type: text/plain\n\nAll our mail is down."
    raw = a_multipart(part, *["Content-Type: text/plain\n\nx"] * 1_001)

    assert read_mail(raw).text == "All our mail is down."
