"""A mail as a page that is safe to open."""

import base64

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailhelp.mail.mailpage import mail_page, text_page
from mailhelp.mail.parse import read_mail
from tests.mail.attacks import ATTACKS

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
PICTURE = (
    "Content-Type: image/png; name=shot.png\nContent-ID: <shot@x>\nContent-Disposition: inline; filename=shot.png\n"
    f"Content-Transfer-Encoding: base64\n\n{base64.b64encode(PNG).decode()}\n"
)
HTML = "Content-Type: text/html; charset=utf-8\n\n"


def page(content: str, *, head: str = "From: Jo <jo@harbour.example>\nSubject: Hi\n") -> str:
    raw = f"{head}MIME-Version: 1.0\n{content}".encode()
    return mail_page(raw, read_mail(raw))


def in_parts(kind: str, *parts: str) -> str:
    return f"Content-Type: multipart/{kind}; boundary=b\n\n" + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n"


def body_of(shown: str) -> LexborNode:
    node = LexborHTMLParser(shown).css_first("main")
    assert node is not None
    return node


def words(shown: str) -> str:
    return " ".join(body_of(shown).text(separator=" ").split())


def test_a_page_is_whole_and_forbids_whatever_could_leave_it() -> None:
    shown = page(HTML + "<p>Hello")

    assert shown.startswith('<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n')
    assert "default-src 'none'; img-src data:;" in shown
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in shown
    assert "prefers-color-scheme: dark" in shown


def test_a_page_says_who_wrote_about_what() -> None:
    head = "From: Jo <jo@harbour.example>\nTo: help@desk.example\nSubject: <b>Hi</b> =?utf-8?Q?=C3=BC?=\n"

    shown = page(HTML + "<p>Hello", head=head + "Date: Mon, 23 Nov 2026 10:00:00 +0100\n")

    assert '<h1 dir="auto">&lt;b&gt;Hi&lt;/b&gt; ü</h1>' in shown
    for told in ("Jo &lt;jo@harbour.example&gt;", "help@desk.example", "2026-11-23 10:00+01:00"):
        assert f"<bdi>{told}</bdi>" in shown


def test_a_picture_stands_where_the_mail_names_it() -> None:
    shown = page(in_parts("related", HTML + 'One <img src="cid:shot@x"> two', PICTURE))

    (picture,) = body_of(shown).css("img")
    assert (picture.attributes["src"] or "").startswith("data:image/png;base64,")
    assert "<figure>" not in shown


def test_pictures_between_pieces_of_text_are_shown_below_them() -> None:
    shown = page(
        in_parts("mixed", "Content-Type: text/plain\n\nSee below:", PICTURE, "Content-Type: text/plain\n\nBye")
    )

    assert words(shown) == "See below: Bye shot.png"
    assert len(body_of(shown).css("figure img")) == 1


def test_a_mail_in_plain_text_is_shown_as_it_is() -> None:
    shown = page("Content-Type: text/plain\n\nOne <b>\n  two & three")

    assert '<div class="words" dir="auto">One &lt;b&gt;\n  two &amp; three</div>' in shown


def test_of_a_mail_in_two_forms_the_html_is_shown() -> None:
    shown = page(in_parts("alternative", "Content-Type: text/plain\n\nplain", HTML + "<p>HTML"))

    assert words(shown) == "HTML"


def test_of_a_mail_in_two_forms_the_text_is_shown_when_the_html_says_nothing() -> None:
    shown = page(in_parts("alternative", "Content-Type: text/plain\n\nplain", HTML + "<p> <br><span></span>"))

    assert words(shown) == "plain"


def test_a_mail_that_no_parser_may_see_is_shown_by_its_first_text() -> None:
    shown = page("".join(f"X-{number}: y\n" for number in range(2000)) + "\n<script>a()</script> Help\n")

    assert "&lt;script&gt;a()&lt;/script&gt; Help" in shown


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_mail_changes_what_is_around_it(attack: str) -> None:
    tree = LexborHTMLParser(page(HTML + attack + "<p>end"))

    assert [node.text() for node in tree.css("header h1")] == ["Hi"]
    assert len(tree.css("header, main, body, head, style, title")) == 6
    assert len(tree.css("meta")) == 6 and not tree.css("script, link, base, iframe, form, svg, math, object")


@pytest.mark.parametrize("html", [True, False])
def test_a_bare_body_is_a_page_too(html: bool) -> None:
    assert words(text_page("One &amp; two <script>a()</script>", html=html)) == (
        "One & two" if html else "One &amp; two <script>a()</script>"
    )


@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 99, b"\xff" * 999, b"Content-Type: text/html; charset=utf-7\n\n+ADw-b+AD4-"]
)
def test_any_bytes_make_a_page(raw: bytes) -> None:
    assert mail_page(raw, read_mail(raw)).endswith("</html>\n")
