"""What fuzzing found, as sentences; the inputs themselves are in findings/."""

import pytest

from mailhelp.core.rawheaders import answered, message_id
from mailhelp.mail.bouncewords import recipients_in
from mailhelp.mail.filenames import LONGEST, safe_name
from mailhelp.mail.gate import check
from mailhelp.mail.limits import DEFAULT
from mailhelp.mail.parse import read_body, read_mail
from mailhelp.mail.safehtml import safe_html
from mailhelp.mail.uuencoded import uudecoded


def test_a_file_name_that_is_cut_ends_neither_with_a_blank_nor_with_a_dot() -> None:
    assert safe_name("a" * (LONGEST - 1) + " bc") == "a" * (LONGEST - 1)
    assert safe_name("a" * (LONGEST - 6) + " . bcd.txt") == "a" * (LONGEST - 6) + ".txt"


def test_uuencoded_lines_that_are_cut_short_make_no_flood() -> None:
    assert len(uudecoded(b"M\n" * 1_000)) <= 2_000


@pytest.mark.parametrize("words", ["\x01@\x01 550", "rcpt to: \x1b[31ma@x.example\x9f"])
def test_a_recipient_in_a_report_has_no_control_characters(words: str) -> None:
    assert not any(
        ord(char) < 32 or 127 <= ord(char) < 160 for one in recipients_in(words, frozenset()) for char in one.address
    )


@pytest.mark.parametrize(
    "address", ["d\nata:text/html,x", "\x01data:text/html,x", "c\tid:a", "ftp://x.example", "da&#9;ta:,x"]
)
def test_a_link_leads_to_pages_people_and_telephones_only(address: str) -> None:
    assert "href" not in safe_html(f'<a href="{address}">x</a>')


def test_a_message_id_has_no_blanks_and_no_control_characters() -> None:
    assert message_id(((b"Message-ID", b"<a\x02 b@x\xc2\x85.example>"),)) == "ab@x.example"
    assert answered(((b"In-Reply-To", b"<a\x02b@x.example>"),)) == "ab@x.example"


MANY = b"--c\n\nx\n" * 1_500
HEAD = b"From: a@x.example\nMIME-Version: 1.0\nContent-Type: multipart/"


@pytest.mark.parametrize(
    "hidden",
    [
        HEAD + b"digest; boundary=b\n\n--b\n\nContent-Type: multipart/mixed; boundary=c\n\n" + MANY,
        HEAD
        + b"mixed; boundary=b\n\n--b\nContent-Type: message/x\n\nContent-Type: multipart/mixed; boundary=c\n\n"
        + MANY,
        HEAD + b"mixed; boundary=b\n\n--b\ncOnTeNt-tYpE: multipart/mixed; boundary=c\n\n" + MANY,
        HEAD + b"mixed; x-boundary=b; boundary=c\n\n" + MANY,
        HEAD + b"mixed; boundary*0=c; boundary*1=\n\n" + MANY,
        HEAD + b"mixed; boundary=b\n\n--b\nContent-Type: multipart/x; boundary=c\n\n--c\n--c--\n" + MANY,
        HEAD + b"mixed; boundary=<c>\n\n" + MANY,
    ],
)
def test_parts_that_only_parsers_would_see_are_counted_too(hidden: bytes) -> None:
    assert check(hidden).refused == "more than 1000 parts"


def test_a_delivery_status_of_very_many_groups_is_kept_from_the_parsers() -> None:
    groups = b"Final-Recipient: rfc822; a@x.example\nAction: failed\n\n" * 1_000
    report = HEAD + b"report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"

    checked = check(report + groups + b"--b--\n")

    assert len(checked.slim) < 500
    assert read_mail(report + groups + b"--b--\n").bounce is not None


def test_what_the_gate_took_for_parts_and_parsers_for_one_text_is_put_back_into_it() -> None:
    words = b"These are the words of a client.\n" * 4_000
    raw = HEAD + b'mixed; name="x; boundary=b"\n\n--b\nContent-Type: text/plain\n\n' + words + b"--b--\n"

    assert b"mailhelp-kept-out" in check(raw).slim
    assert "mailhelp-kept-out" not in read_mail(raw).text
    assert read_mail(raw).text.count("words of a client") == 4_000


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote>" * 100 + "x<br>" * 20_000,
        "<ul>" * 200 + "<li>x" * 20_000,
        "<blockquote>" * 100 + "<hr>" * 20_000,
        ("<blockquote>" * 8 + "<table><tr><td>") * 12 + "<p>x" * 20_000,
    ],
)
def test_html_that_is_nested_deep_does_not_swell(html: str) -> None:
    assert len(read_body(html, html=True).text) <= max(DEFAULT.text, 12 * len(html))


def test_cells_too_deep_in_others_lose_no_words() -> None:
    text = read_body("<table><tr><td>a</td><td>" * 40 + "<p>one</p><p>two</p>" * 50, html=True).text

    assert (text.count("one"), text.count("two"), text.count("a")) == (50, 50, 40)
