"""What is body and what is attached."""

import hashlib

import pytest

from mailhelp.core.errors import BadData
from mailhelp.mail.filenames import safe_name
from mailhelp.mail.parse import attachment_bytes, read_mail
from tests.mail.letters import a_mail, a_multipart

TEXT = "Content-Type: text/plain; charset=utf-8\n\nplain words"
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>rich words</p>"
PICTURE = "Content-Type: image/png; name=a.png\nContent-ID: <pic@x>\nContent-Disposition: inline\n\nPNG"


def test_of_two_forms_the_plain_one_is_the_body() -> None:
    assert read_mail(a_multipart(TEXT, HTML, kind="alternative")).text == "plain words"


def test_html_is_the_body_where_the_plain_form_is_empty() -> None:
    assert read_mail(a_multipart("Content-Type: text/plain\n\n", HTML, kind="alternative")).text == "rich words"


def test_pieces_of_a_body_stand_one_below_the_other() -> None:
    facts = read_mail(a_multipart(HTML, PICTURE, "Content-Type: text/plain\n\nmy signature"))

    assert facts.text == "rich words\n\nmy signature"


def test_an_inline_picture_is_attached_with_its_content_id() -> None:
    (found,) = read_mail(a_multipart(HTML, PICTURE, kind="related")).attachments

    assert (found.part, found.filename, found.content_type, found.size) == ("2", "a.png", "image/png", 3)
    assert (found.inline, found.content_id) == (True, "pic@x")
    assert found.sha256 == hashlib.sha256(b"PNG").hexdigest()


def test_a_mail_attached_is_kept_whole() -> None:
    inner = "From: ana@x.example\nSubject: inner\n\ninner words"
    raw = a_multipart(TEXT, f"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n{inner}")

    facts = read_mail(raw)

    assert facts.text == "plain words"
    assert attachment_bytes(raw, facts.attachments[0].part).replace(b"\r\n", b"\n").strip() == inner.encode()


def test_an_attachment_is_cut_from_the_mail_when_asked_for() -> None:
    raw = a_multipart(TEXT, "Content-Transfer-Encoding: base64\nContent-Type: application/pdf; name=a.pdf\n\nJVBERg==")

    assert attachment_bytes(raw, "2") == b"%PDF"


def test_a_part_that_is_not_there_is_said_so() -> None:
    with pytest.raises(BadData, match="no part"):
        attachment_bytes(a_mail(), "7")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\TEMP\\a.png", "a.png"),
        ("inv\u202efdp.exe", "invfdp.exe"),
        (".htaccess", "htaccess"),
        ("\u200b.htaccess", "htaccess"),
        ("a\r\nX-Inj: 1.txt", "aX-Inj_ 1.txt"),
        ("con.txt", "_con.txt"),
        ("..", None),
        ("a" * 400 + ".pdf", "a" * 251 + ".pdf"),
    ],
)
def test_a_file_name_is_made_safe(written: str, shown: str | None) -> None:
    assert safe_name(written) == shown


def test_flowed_text_has_its_paragraphs_on_one_line() -> None:
    facts = read_mail(a_mail("one \ntwo\n> quoted \n> words\n-- \nJo", Content_Type="text/plain; format=flowed"))

    assert facts.text == "one two\n> quoted words\n-- \nJo"
