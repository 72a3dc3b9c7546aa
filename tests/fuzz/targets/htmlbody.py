"""HTML becomes a text and a page that run nothing, load nothing and lead nowhere unasked."""

import re
from html.parser import HTMLParser

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailhelp.mail.htmlgate import refusal
from mailhelp.mail.htmltext import readable
from mailhelp.mail.limits import Limits
from mailhelp.mail.safehtml import safe_html
from tests.fuzz import words
from tests.fuzz.holds import text_holds

SEEDS = "html"
WORDS = words.HTML
SMALL = Limits(html_depth=12)
# Elements that parsers put around others: html, body, and tbody, tr and colgroup in each table.
IMPLIED = 8
ACTIVE = frozenset(
    "script style iframe frame frameset object embed applet base meta link form input button svg math template noscript"
    " textarea select title audio video source track portal".split()
)
LINKS = re.compile(r"(?i)(https?|mailto|tel):")
PICTURES = re.compile(r"(?i)(cid:|data:image/(png|jpe?g|gif|webp);base64,)")
MOVING = re.compile(r"(?i)url\s*\(|image-set|expression|@import|position\s*:|behaviou?r\s*:|-moz-binding")

Attributes = list[tuple[str, str | None]]


def check(data: bytes) -> None:
    html = data.decode("utf-8", "replace")
    read = readable(html)
    text_holds(read.text + read.own)
    assert len(read.text) <= 64 * len(html) + 1024, "a text much longer than its HTML"
    _depth_holds(html)
    shown = safe_html(html)
    text_holds(shown)
    _page_holds(shown)
    _page_holds(safe_html(shown))


def _depth_holds(html: str) -> None:
    if not refusal(html, SMALL):
        deep = _depth_of(html)
        assert deep <= 3 * SMALL.html_depth + IMPLIED, f"{deep} levels behind a gate of {SMALL.html_depth}"


def _depth_of(html: str) -> int:
    root = LexborHTMLParser(html).root
    above, deepest = [(root, 1)] if root is not None else [], 0
    while above:
        node, depth = above.pop()
        deepest = max(deepest, depth)
        child = node.first_child
        while child is not None:
            above.append((child, depth + 1))
            child = child.next
    return deepest


class _Reader(HTMLParser):
    """Reads a page tag by tag, as another parser than the one that wrote it."""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        _element_holds(tag, attrs)

    handle_startendtag = handle_starttag


def _page_holds(shown: str) -> None:
    """A page has nothing active in it for two parsers of different make."""
    reader = _Reader()
    reader.feed(shown)
    reader.close()
    for node in _elements(shown):
        _element_holds(node.tag or "", list(node.attributes.items()))


def _elements(shown: str) -> list[LexborNode]:
    body = LexborHTMLParser(shown).body
    return body.css("*")[1:] if body is not None else []


def _element_holds(tag: str, attributes: Attributes) -> None:
    assert tag not in ACTIVE, f"<{tag}> in a page to be shown"
    for name, written in attributes:
        value = re.sub(r"[\x00-\x20\xa0]", "", written or "")
        assert not name.startswith("on") and name not in (
            "srcset",
            "srcdoc",
            "background",
            "action",
            "formaction",
            "id",
        )
        if name == "href":
            assert LINKS.match(value), f"a link to {value[:40]!r}"
        elif name == "src":
            assert PICTURES.match(value), f"a picture from {value[:40]!r}"
        elif name == "style":
            assert not MOVING.search(value), f"a style of {value[:60]!r}"
