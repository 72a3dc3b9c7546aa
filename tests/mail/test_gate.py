"""What no parser may see."""

from dataclasses import replace
from hashlib import sha256

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


def test_a_boundary_after_a_cr_alone_is_one_for_the_gate_as_for_parsers() -> None:
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\rx\r" * 1_001

    assert check(raw).refused == "more than 1000 parts"


def test_a_big_part_without_an_empty_line_after_its_headers_is_text_from_its_first_line_on() -> None:
    words = "All our mail is down.\n\n" + "Nobody can write. " * 5_000

    assert read_mail(a_multipart(words)).text == words.rstrip()


def test_many_small_parts_stay_out_of_the_parser_when_they_are_large_together() -> None:
    files = [f"Content-Disposition: attachment; filename={at}.txt\n\n{at:030d}" + "x" * 60_000 for at in range(100)]
    raw = a_multipart("Content-Type: text/plain\n\nAll our mail is down.", *files)

    facts = read_mail(raw)

    assert len(check(raw).slim) < 1_200_000
    assert {one.size for one in facts.attachments} == {60_030}
    assert attachment_bytes(raw, "101") == files[-1].partition("\n\n")[2].encode()


@pytest.mark.parametrize("place", ["before", "after"])
def test_much_text_around_the_parts_stays_out_of_the_parser(place: str) -> None:
    around = "x" * 1_000_000
    raw = a_multipart("Content-Type: text/plain\n\nAll our mail is down.").decode()
    head, _, body = raw.partition("\r\n\r\n")
    raw = f"{head}\r\n\r\n{around}\r\n{body}" if place == "before" else f"{raw}\r\n{around}"

    assert len(check(raw.encode()).slim) < 2_000
    assert read_mail(raw.encode()).text == "All our mail is down."


def test_an_attached_mail_is_kept_as_it_came() -> None:
    mail = "From: al@other.example\nSubject: a\n long one\n\nIt is\ndown.\n"
    raw = a_multipart("Content-Type: text/plain\n\nsee", f"Content-Type: message/rfc822\n\n{mail}")
    came = mail.replace("\n", "\r\n").encode()

    facts = read_mail(raw)

    assert attachment_bytes(raw, "2") == came
    assert facts.attached_mails[0].subject == "a long one"
    assert facts.attachments[0].sha256 == sha256(came).hexdigest()


def test_an_attached_mail_that_ends_with_the_mail_around_it_is_cut_there() -> None:
    inner = b"Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nhi\r\n"
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner

    assert attachment_bytes(raw + b"--b--\r\n", "1") == inner.removesuffix(b"\r\n")


QP = "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nK=E4se"
BASE64 = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nS8Okc2U="
RICH = "Content-Type: text/html\n\n<p>K&auml;se</p>"


@pytest.mark.parametrize("part", [QP, BASE64, RICH])
@pytest.mark.parametrize(
    "more", [b"X: a\r\n" * 1_001, b"X-Y: aaaaaaaaa\r\n" * 30_000, b"X: " + b"a" * 20_000 + b"\r\n"]
)
def test_a_mail_refused_for_its_headers_keeps_its_first_text(part: str, more: bytes) -> None:
    multipart, single = a_multipart(part, "Content-Type: text/plain\n\nx"), (part.replace("\n", "\r\n")).encode()

    assert [read_mail(more + raw).text for raw in (multipart, HEAD + single)] == ["Käse", "Käse"]


def test_a_mail_of_40_mb_keeps_its_first_text() -> None:
    assert read_mail(a_mail("All our mail is down.\r\n" * 2_000_000)).text.startswith("All our mail is down.")
