"""What fuzzing found, as sentences; the inputs themselves are in findings/."""

import pytest

from mailhelp.core.rawheaders import answered, message_id
from mailhelp.mail.bouncewords import recipients_in
from mailhelp.mail.filenames import LONGEST, safe_name
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
