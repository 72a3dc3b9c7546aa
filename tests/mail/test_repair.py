"""Header blocks that mail from life breaks."""

import pytest

from mailhelp.mail.parse import attachment_bytes, read_mail
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


HEADERS = (
    b"From: jo@client.example\r\nSubject: Help\r\nMessage-ID: <m1@client.example>\r\n"
    b"Date: 23 Nov 2026 09:00:00 +0000\r\n"
)
MAIL = HEADERS + b"\r\nhi"


@pytest.mark.parametrize(
    ("raw", "defect"),
    [
        (b"\xef\xbb\xbf" + MAIL, "a byte order mark before the headers"),
        (MAIL.decode().encode("utf-16"), "the mail is in UTF-16"),
        (MAIL.replace(b"\r\n", b"\r\r\n"), "line ends are CR CR LF"),
        (MAIL.replace(b"\r\n", b"\n\r"), "line ends are LF CR"),
        (MAIL.replace(b"\r\n", b"\r"), "line ends are bare CR"),
        (b" " + MAIL, "the headers are indented"),
        (b"    " + HEADERS.strip().replace(b"\r\n", b"\r\n    ") + b"\r\n\r\nhi", "the headers are indented"),
        (b"Received: from a\r\n\r\n\tby b; 23 Nov 2026\r\n" + MAIL, "an empty line among the headers"),
        (b"X-A: b\r\n\r\n" + MAIL, "an empty line among the headers"),
        (MAIL.replace(b"example>\r\nDate", b"example>Date"), "two headers on one line"),
        (MAIL.replace(b"+0000", b"+0000MIME-Version: 1.0"), "two headers on one line"),
        (MAIL.replace(b"Help", b"HelpMIME-Version: 1.0"), "two headers on one line"),
        (MAIL.replace(b"example>", b"example>X-Shop: 1"), "two headers on one line"),
        (MAIL.replace(b"Subject", b"From jo@client.example 23 Nov 2026\r\nSubject"), "a line before the headers"),
        (b">From jo@client.example 23 Nov 2026\r\n" + MAIL, "a line before the headers"),
        (b"HTTP/1.1 200 OK\r\n" + MAIL, "a line before the headers"),
        (b"Betr\xe4ff: Hilfe\r\n" + MAIL, "a line before the headers"),
        (MAIL.replace(b"Message-ID", b"this is no header\r\nMessage-ID"), "a header line is not folded"),
    ],
)
def test_what_hides_headers_is_mended_and_told(raw: bytes, defect: str) -> None:
    facts = read_mail(raw)

    assert facts.sender is not None and facts.sender.address == "jo@client.example"
    assert (facts.subject.removesuffix(" this is no header"), facts.text) == ("Help", "hi")
    assert (facts.message_id, facts.date is not None) == ("m1@client.example", True)
    assert defect in facts.defects


@pytest.mark.parametrize(
    ("old", "new", "subject"),
    [
        (b"Help", b"Help\r\n\tme", "Help me"),
        (b"Help", b"Help\r\n \r\n me", "Help me"),
        (b"Help", b"\r\n Help", "Help"),
        (b"Subject: Help", b"Subject: Help\n\tme\r\n all", "Help me all"),
        (b"Subject: Help", b"Subject: Help\rX-A: b", "Help"),
        (b"Subject: Help", b"Subject:\r\nSubject: Help\r\nSubject: Other", "Help"),
        (b"Subject: Help", b"sUBJECT:Help", "Help"),
        (b"Help", b"=?utf-8?Q?Gr=C3=BC?=\r\n=?utf-8?Q?=C3=9Fe?=", "Grüße"),
        (b"Help", b"=?utf-8?Q?Gr=C3=BC=\r\nC3=9Fe?=", "Grüße"),
        (b"Help", b"=?utf-8?Q?Gr=C3\r\n =BC=C3=9Fe?=", "Grüße"),
        (b"Help", "Счёт".encode("cp866") + b"\r\nContent-Type: text/plain; charset=cp866", "Счёт"),
        (b"Help", "Űrlap".encode("cp1250") + b"\r\nContent-Type: text/plain; charset=windows-1250", "Űrlap"),
        (b"Help", "Grüße".encode() + b"\r\nContent-Type: text/plain; charset=windows-1250", "Grüße"),
    ],
)
def test_a_subject_is_whole_however_it_is_folded_and_encoded(old: bytes, new: bytes, subject: str) -> None:
    assert read_mail(MAIL.replace(old, new)).subject == subject


@pytest.mark.parametrize(
    ("written", "message_id"),
    [
        (b"<a@x.example>", "a@x.example"),
        (b"<a@x.example> <b@x.example>", "a@x.example"),
        (b"<a@x.example>\r\nMessage-ID: <b@x.example>", "a@x.example"),
        (b"\r\nMessage-ID: <b@x.example>", "b@x.example"),
        (b"<>\r\nMessage-ID: <b@x.example>", "b@x.example"),
        (b"<a@x.example> (added by mx)", "a@x.example"),
        (b"a@x.example", "a@x.example"),
        (b"< a @ x.example >", "a@x.example"),
        (b"", None),
        (b"<>", None),
        (b"< >", None),
    ],
)
def test_the_first_message_id_counts(written: bytes, message_id: str | None) -> None:
    assert read_mail(MAIL.replace(b"<m1@client.example>", written)).message_id == message_id


def test_a_mail_without_message_id_is_known_by_its_hash_whatever_way_it_took() -> None:
    mail = MAIL.replace(b"Message-ID: <m1@client.example>\r\n", b"")
    found = read_mail(mail)

    again = read_mail(b"Received: from elsewhere\r\n" + mail.replace(b"\r\n", b"\n") + b"\n\n")
    other = read_mail(mail.replace(b"hi", b"ho"))

    assert found.message_id is None
    assert found.fingerprint == again.fingerprint != other.fingerprint


def test_a_date_that_cannot_be_read_gives_way_to_one_that_can() -> None:
    facts = read_mail(MAIL.replace(b"Date:", b"Date: gestern\r\nDate:"))

    assert facts.date is not None and facts.date.day == 23


@pytest.mark.parametrize(
    "piece", [b" \r\n", b"\r\r\n", b"To: <a>From:", b"a:bMIME-Version: 1", b"X-A: b\r\n\r\n", b" a:"]
)
def test_hostile_beginnings_of_400_kb_end(piece: bytes) -> None:
    assert repaired(piece * (400_000 // len(piece)))[0]


def test_an_attached_text_about_boundaries_keeps_its_bytes() -> None:
    text = b"Content-Type: multipart/mixed;\r\nboundary=foo\r\nis wrong"
    raw = b"From: jo@client.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n"
    raw += (
        b"--b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\n"
        + text
        + b"\r\n--b--\r\n"
    )

    assert attachment_bytes(raw, "2") == text
