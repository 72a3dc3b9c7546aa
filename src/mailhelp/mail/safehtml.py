"""HTML of a mail made safe for showing: no script, no remote content, nothing that leaves its frame."""

import re
from html import escape

import nh3
from selectolax.lexbor import LexborHTMLParser

from mailhelp.mail.gallery import Gallery
from mailhelp.mail.htmlgate import refusal
from mailhelp.mail.htmlshown import ATTRIBUTES, DROPPED, EVERYWHERE, TAGS, TOLD, ShownWalk, without_controls
from mailhelp.mail.htmlstyle import KEPT, sheets
from mailhelp.mail.htmltext import without_tags
from mailhelp.mail.limits import DEFAULT, Limits

_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]*+={0,2}\Z")
_FETCHING = re.compile(r"(?i)url\s*\(|image-set|expression|\\")


def safe_html(html: str, gallery: Gallery | None = None, limits: Limits = DEFAULT) -> str:
    """Return HTML that may be shown in a page of one's own.

    Pictures are shown only if they came with the mail, from `gallery` or as data:, and stand in it as data:; of others
    "[image: name]" is told. Links go to http, https, mailto and tel, tell nobody where they stood, and where they
    really lead is told behind them. What nobody saw is left out. What the gate refuses is shown as its bare words.
    """
    html = html.replace("\x00", "")
    if refusal(html, limits):
        return f"<pre>{escape(without_controls(without_tags(html[: limits.html * 4])))}</pre>"
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    if root is None:
        return ""
    # The walk writes only what it knows; the cleaner does not rely on that.
    return _CLEANER.clean(ShownWalk(gallery or Gallery({}), sheets(html)).read(root))


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """Return the value of an attribute as it may stay, None when it may not."""
    if attribute == "src":
        return value if _PICTURE.match(value) else None
    if attribute == "href":
        return None if value.strip().lower().startswith("data:") else value
    if attribute == "class":
        return value if value == TOLD else None
    return None if attribute == "style" and _FETCHING.search(value) else value


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED),
    attributes={
        "*": {*EVERYWHERE, "style"},
        **{tag: set(names) for tag, names in ATTRIBUTES.items()},
        "a": {"href"},
        "img": {*ATTRIBUTES["img"], "src"},
        "span": {"class"},
    },
    attribute_filter=_kept,
    filter_style_properties=set(KEPT),
    url_schemes={"http", "https", "mailto", "tel", "data"},
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    url_relative="deny",
)
