"""What needs no parser is read as a parser would."""

import email

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.mail.gate import check
from mailhelp.mail.parser import parse_tree

LINES = (
    *("From: a@x.example", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Type:text/html;"),
    *("\tcharset=x", " b", "Content-Transfer-Encoding: base64", "Content-Language: en", "Content-Id:", "X: é"),
    *("content-type: text/plain; name*0=a", "Content-Disposition: inline"),
)
BODIES = st.sampled_from(["hi\r\n", "", "é\n\nx", "aGk=\r\n", "aGk", "--b\r\n", "\x00", "a: b\n\nc"])


@given(lines=st.lists(st.sampled_from(LINES), max_size=8), end=st.sampled_from(["\r\n", "\n"]), body=BODIES)
def test_a_mail_of_one_part_has_the_headers_and_the_body_that_a_parser_finds(
    lines: list[str], end: str, body: str
) -> None:
    slim = check((end.join([*lines, "", ""]) + body).encode()).slim

    tree, parsed = parse_tree(slim), email.message_from_bytes(slim)

    assert tree is not None
    assert list(tree.message.raw_items()) == list(parsed.raw_items())
    assert tree.message.get_payload() == parsed.get_payload()


@pytest.mark.parametrize(
    ("mail", "parser"),
    [
        (b"Content-Type: text/plain\n\nhi", "none"),
        (b"\nhi", "none"),
        (b"Content-Transfer-Encoding: base64\n\naGk=\n", "none"),
        (b"Content-Transfer-Encoding: base64\n\naGk\n", "mail-parser"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhi\n--b--\n", "mail-parser"),
        (b"Content-Type: message/rfc822\n\nSubject: s\n\nhi", "mail-parser"),
        (b"Content-Type: text/plain", "mail-parser"),
    ],
)
def test_only_what_has_no_parts_and_no_faults_is_read_without_a_parser(mail: bytes, parser: str) -> None:
    tree = parse_tree(mail)

    assert tree is not None
    assert tree.parser == parser
