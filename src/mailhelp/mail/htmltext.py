"""HTML to plain text as a person would read it, behind a gate of its own."""

import re
from dataclasses import dataclass
from html import unescape
from io import StringIO

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailhelp.mail.htmlgate import refusal
from mailhelp.mail.htmlquotes import cut_quotes
from mailhelp.mail.htmlsigns import HIDDEN, HIDING, MARKS, UNSEEN, Page
from mailhelp.mail.htmlwalk import Walk
from mailhelp.mail.limits import DEFAULT, Limits

_NOTHING = r"\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:[;!]|$)"
_HIDDEN = re.compile(rf"(?i)display\s*:\s*none|visibility\s*:\s*hidden|(?:max-height|opacity){_NOTHING}")
# A tag, which ends at its ">" or at the next "<", and what stands behind it.
_AFTER_TAG = re.compile(r"(<[^<>]*+(?:>|(?=<)|\Z)|\A)[^<]*+")
_NO_SIZE = re.compile(rf"(?i)font-size{_NOTHING}")


@dataclass(frozen=True, slots=True)
class Readable:
    """HTML as text: all of it, and what remains when the quotes that its marks tell are cut.

    refused: why no parser read it, "" when one did.
    """

    text: str
    own: str
    refused: str = ""


def readable(html: str, limits: Limits = DEFAULT) -> Readable:
    """Return the text of an HTML body; what the gate refuses is read by dropping its tags, in linear time."""
    html = html.replace("\x00", "")
    page = Page.of(html)
    if refused := refusal(html, limits, page=page):
        text = without_tags(html[: limits.html * 4])
        return Readable(text, text, refused)
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    if root is None:
        return Readable("", "")
    _take_out_unseen(root, page.signs)
    text = Walk().read(root.html or "")
    marked = not page.signs.isdisjoint(MARKS)
    return Readable(text, Walk().read(root.html or "") if marked and cut_quotes(tree) else text)


def _take_out_unseen(root: LexborNode, signs: frozenset[str]) -> None:
    """Take out of the tree what nobody sees."""
    unseen = [name for name in UNSEEN if f"<{name}" in signs]
    hiding = [f'[style*="{sign}" i]' for sign in HIDING if sign in signs]
    hiding += ["[hidden]"] if HIDDEN in signs else []
    found = root.css(", ".join([*unseen, *hiding])) if unseen or hiding else []
    # Each once, and from the end, so that what stands in another goes before it.
    for node in reversed({node.mem_id: node for node in found}.values()):
        if node.tag not in ("html", "body") and (node.tag in UNSEEN or _is_hidden(node)):
            node.decompose()


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    style = attributes.get("style") or ""
    if "hidden" in attributes or _HIDDEN.search(style):
        return True
    return _NO_SIZE.search(style) is not None and not _has_sized_words(node)


def _has_sized_words(node: LexborNode) -> bool:
    """Return True when something in a node has a size of its own: newsletters give their layout none."""
    sized = (one.attributes.get("style") or "" for one in node.css('[style*="font-size" i], font[size]'))
    return any(not _NO_SIZE.search(style) for style in sized)


def without_tags(html: str) -> str:
    """Return HTML with its tags dropped: crude, linear, for what no parser may see."""
    text = StringIO()
    for found in _AFTER_TAG.finditer(html):
        if line := " ".join(html[found.end(1) : found.end()].split()):
            text.write(f"{line}\n")
    return unescape(text.getvalue().removesuffix("\n"))
