"""The new words of a reply, out of its plain text, or of its HTML where only that tells what is quoted."""

import re

from mailhelp.core.quoting import Mark, divide, new_words
from mailhelp.mail.bodytext import Body, body_of
from mailhelp.mail.headers import RawHeaders, first
from mailhelp.mail.htmlsigns import MARKS, signs_in
from mailhelp.mail.layout import Layout
from mailhelp.mail.limits import Limits
from mailhelp.mail.part import Part

_WORD = re.compile(r"\w+")


def reply_of(headers: RawHeaders, laid_out: Layout, body: Body, limits: Limits) -> str:
    """Return the new words of a mail with this body.

    Where no sign in the plain text tells a quote, a mail that answers another is cut in its HTML form, if that has
    marks and what remains of it stands in the plain text too.
    """
    divided = divide(body.own or body.text)
    if laid_out.html == laid_out.text or Mark.QUOTED in divided.marks or not first(headers, b"in-reply-to"):
        return divided.new
    if not any(_is_marked(part) for part in laid_out.html):
        return divided.new
    html = body_of(laid_out.html, limits)
    told = html.own != html.text and html.own.strip() and _holds(body.text, html.own)
    return new_words(html.own) if told else divided.new


def _is_marked(part: Part) -> bool:
    """Return True when HTML has signs of quoting; looked for before it is decoded."""
    content = part.beginning(524_288).lower() if part.kind == "text/html" else b""
    return not signs_in(content).isdisjoint(MARKS)


def _holds(text: str, own: str) -> bool:
    """Return True when nearly all words of `own` stand in `text`: then both forms say the same."""
    words = _WORD.findall(own)
    known = set(_WORD.findall(text))
    return sum(word in known for word in words) >= 0.9 * len(words)
