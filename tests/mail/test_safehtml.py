"""HTML that is safe to show, and still says what the mail said."""

import base64
import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailhelp.mail.gallery import LARGEST, Gallery, Picture
from mailhelp.mail.htmlshown import TAGS
from mailhelp.mail.safehtml import safe_html
from tests.mail.attacks import ATTACKS

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
SHOWN = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
STYLE = re.compile(r"[a-z-]+:[\w\s#%.,'\"()-]+")


def elements(html: str) -> list[LexborNode]:
    """Return the elements that a parser finds in a fragment."""
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert body is not None
    return [node for node in body.traverse() if node.tag != "body"]


def words(html: str) -> str:
    body = LexborHTMLParser(html).body
    return " ".join(body.text().split()) if body else ""


def assert_harmless(html: str) -> None:
    """Fail when anything is left that acts, fetches, or moves out of its place; by what may be, not what may not."""
    for node in elements(html):
        assert node.tag in TAGS
        for name, value in node.attributes.items():
            assert name in {"src", "href", "class", "style", "target", "rel", "alt"} | SAFE
            assert name != "style" or all(STYLE.fullmatch(one.strip()) for one in (value or "").split(";"))
            assert name != "src" or re.fullmatch(r"data:image/(png|jpeg|gif|webp);base64,[\w+/=]*", value or "")
            assert name != "href" or urlsplit(value or "").scheme in ("http", "https", "mailto", "tel")


SAFE = set(
    "align border cellpadding cellspacing colspan dir face height lang nowrap rowspan rules scope size span start title"
    " type valign width".split()
)


def test_there_are_many_attacks() -> None:
    assert len(set(ATTACKS)) > 90


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("around", ["{}", "<p>a{}b</p>", "<table><tr><td>{}", '<a href="https://x.example">{}</a>'])
def test_nothing_that_acts_or_fetches_is_left(attack: str, around: str) -> None:
    shown = safe_html(around.format(attack))

    assert_harmless(shown)
    assert not re.search(r"(?i)url\(|expression|javascript:|@import", re.sub(r">[^<]*<", "><", f">{shown}<"))


PIECES = (
    "<p>", "</p>", "<a href=", "'", '"', ">", "<svg>", "<style>", "</style>", "<!--", "-->", "<math>", "<mtext>", "<b>",
    "<img src=x onerror=a()>", "</svg>", "<table>", "<td>", "<select>", "<noscript>", " style=", "color:red", "url(x)",
    "&lt;", "<template>", "javascript:x", "<title>", "</title>", "a", "\0", "`",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_mixture_of_pieces_is_harmful(pieces: list[str]) -> None:
    assert_harmless(safe_html("".join(pieces)))


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_made_safe_is_so_still_when_a_program_has_written_it_anew(attack: str) -> None:
    body = LexborHTMLParser(f"<!doctype html><body>{safe_html(attack)}").body

    assert body is not None
    assert_harmless(body.inner_html or "")


def test_pictures_that_came_with_the_mail_are_shown_and_others_are_named() -> None:
    gallery = Gallery({"a@x": Picture("a.png", PNG), "big@x": Picture("big.png", PNG + b"\0" * LARGEST)})

    shown = safe_html(
        f'<img src="cid:A%40x" alt="A"><img src="cid:big@x"><img src="cid:gone" alt="Gone">'
        f'<img src="https://x.example/logo.png?who=jo"><img src="{SHOWN}"><img src="data:image/svg+xml,x">',
        gallery,
    )

    assert [node.attributes["src"] for node in elements(shown) if node.tag == "img"] == [SHOWN, SHOWN]
    assert words(shown) == "[image: big.png][image: Gone][image: logo.png][image: without a name]"


def test_what_a_picture_is_called_proves_nothing() -> None:
    script = Picture("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='a()'/>")

    assert words(safe_html('<img src="cid:a">', Gallery({"a": script}))) == "[image: a.png]"


def test_a_page_holds_no_more_pictures_than_it_has_room_for() -> None:
    large = Picture("large.png", PNG + b"\0" * (LARGEST - 100))

    shown = safe_html('<img src="cid:a">' * 12, Gallery({"a": large}))

    assert (shown.count("<img "), shown.count("[image: large.png]")) == (8, 4)


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="https://x.example/t.gif" width="1" height="1">',
        '<img src="https://x.example/t.gif" style="width:0;height:0">',
        '<img src="https://x.example/spacer.gif" alt="">',
    ],
)
def test_pictures_that_show_nothing_are_not_told(picture: str) -> None:
    assert words(safe_html(f"a{picture}b")) == "ab"


def test_what_a_person_reads_stays() -> None:
    html = (
        '<h1>One</h1><ul><li><b style="color:red;position:fixed">two</b></li></ul><blockquote type="cite">three'
        '</blockquote><table border="1"><tr><th scope="row">four</th><td colspan="2">five</td></tr></table>'
        "<pre>a\n  b</pre>"
    )

    shown = safe_html(html)

    assert '<li><b style="color:rgb(255,0,0)">two</b></li>' in shown.replace(", ", ",")
    assert '<blockquote type="cite">three</blockquote>' in shown
    assert '<th scope="row">four</th><td colspan="2">five</td>' in shown and "<pre>a\n  b</pre>" in shown


@pytest.mark.parametrize(
    ("href", "told"),
    [
        ("https://evil.example/login", "[https://evil.example/login]"),
        ("https://bank.example@evil.example/", "[https://evil.example/]"),
        ("https://k.example/", "[https://k.example/]"),
        ("https://bank.exam/", "[https://bank.exam/]"),
        ("https:\\\\evil.example\\bank.example", "[https://evil.example/bank.example]"),
        ("https:evil.example", "[https://evil.example]"),
        ("https://%65vil.example/", "[https://evil.example/]"),
        ("https://bаnk.example/", "[https://xn--bnk-6cd.example/]"),
        ("https://evil\u3002example/", "[https://evil.example/]"),
        ("ht\ntps://evil.example/", "[https://evil.example/]"),
        ("HTTP://EVIL.example:8080/?q=<b>", "[http://evil.example:8080/?q=%3Cb%3E]"),
        ("mailto:jo@evil.example?subject=x", "[jo@evil.example]"),
        ("tel:+441632960961", "[+441632960961]"),
        ("https://x.example/" + "a" * 200, "[https://x.example/" + "a" * 89 + "…]"),
    ],
)
def test_where_a_link_really_leads_is_told(href: str, told: str) -> None:
    shown = safe_html(f'<a href="{href}">https://bank.example/</a>')

    assert words(shown) == f"https://bank.example/ {told}"


@pytest.mark.parametrize("text", ["https://x.example/a", "x.example/a", "see X.example/a/"])
def test_a_link_whose_words_tell_where_it_leads_is_left_alone(text: str) -> None:
    assert words(safe_html(f'<a href="https://x.example/a/">{text}</a>')) == text


def test_a_link_tells_nobody_where_it_stood() -> None:
    (link,) = [node for node in elements(safe_html('<a href="https://x.example/">x.example</a>')) if node.tag == "a"]

    assert link.attributes == {
        "href": "https://x.example/",
        "rel": "noopener noreferrer nofollow",
        "target": "_blank",
    }


@pytest.mark.parametrize(
    "href", ["", "#top", "page.html", "//x.example", "javascript:a()", "ftp://x.example", "https://"]
)
def test_what_is_no_link_for_a_person_keeps_its_words_only(href: str) -> None:
    assert words(safe_html(f'<a href="{href}">words</a>')) == "words"
    assert "<a" not in safe_html(f'<a href="{href}">words</a>')


def test_a_link_that_shows_nothing_is_left_out() -> None:
    assert words(safe_html('a<a href="https://x.example/"></a><a href="https://x.example/"><img width=1></a>b')) == "ab"


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : NONE !important",
        "display:/**/none",
        "visibility:hidden",
        "font-size:0",
        "font-size:1px",
        "font-size:0.01em",
        "opacity:0",
        "color:transparent",
        "max-height:0;overflow:hidden",
        "height:1px;overflow:hidden",
        "text-indent:-9999px",
        "position:absolute;left:-9999px",
        "position:absolute;clip:rect(0 0 0 0)",
        "clip-path:inset(100%)",
        "transform:scale(0)",
        "color:#fff;background:#ffffff",
        "color:#fefefe;background-color:white",
        "background:rgb(1, 2, 3);color:#010203",
    ],
)
def test_what_nobody_saw_is_left_out(style: str) -> None:
    assert words(safe_html(f'<p>a</p><div style="{style}">secret <b>words</b></div><p>b</p>')) == "ab"


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>secret",
        "<style>.h{display:none}</style><p class='x h'>secret",
        "<style>/* a */ p.a, #h { color: red; display:none !important }</style><p id=h>secret",
        "<table><td bgcolor=black><font color=#000000>secret",
        "<template>secret</template><script>secret</script><title>secret</title><!-- secret -->",
    ],
)
def test_what_nobody_saw_is_left_out_however_it_is_hidden(html: str) -> None:
    assert "secret" not in safe_html(html)


@pytest.mark.parametrize(
    "html",
    [
        "<style>@media (max-width:600px){.h{display:none}}</style><p class=h>words",
        "<style>.h{display:none} .h{display:block}</style><p class=h>words",
        "<style>.h{display:none}</style><p class=h style='display:block'>words",
        "<style>.h .k{display:none}</style><p class=h>words",
        "<p style='font-size:11.0pt;opacity:.9;text-indent:-18pt;position:absolute;left:10px;height:0'>words",
        "<div style='background:url(x.png)'><p style='color:#ffffff'>words",
        "<style>.b{background:#06c}</style><p class=b style='color:#fff'>words",
        "<p style='color:#fff'>words",
        "<div style='font-size:0'><p style='font-size:13px'>words",
        "<div style='font-size:0'><font size=2>words",
        "<div style='font-size:1px'><p style='font-size:small'>words",
        "<div style='color:transparent'><p style='color:red'>words",
        "<a style='mso-hide:all'>words",
        "<p style='font-size:80%'>words",
        "<table><td bgcolor=#ffffff style='color:white'><b style='color:black'>words",
        "<p style='color:white;background:tomato'>words",
    ],
)
def test_what_somebody_may_have_seen_stays(html: str) -> None:
    assert words(safe_html(html)) == "words"


def test_pictures_in_a_layout_without_a_font_size_are_shown() -> None:
    shown = safe_html(
        '<div style="font-size:0;line-height:0"><img src="cid:a"> ', Gallery({"a": Picture("a.png", PNG)})
    )

    assert "<img src=" in shown


@pytest.mark.parametrize(
    "html",
    ["<p style='color:#fff'>words", "<div style='background:url(x.png)'><p style='color:#ffffff'>words"],
)
def test_white_words_whose_ground_is_not_shown_can_be_read(html: str) -> None:
    assert "color:rgb(0,0,0)" in safe_html(html).replace(", ", ",")


def test_words_without_a_colour_of_their_own_can_be_read_on_a_dark_ground() -> None:
    assert "color:rgb(255,255,255)" in safe_html("<table><td bgcolor=#003366>words").replace(", ", ",")


def test_what_the_gate_refuses_is_shown_as_bare_words() -> None:
    assert safe_html("<div>" * 300 + "1 &lt; 2 <script>x") == "<pre>1 &lt; 2\nx</pre>"
