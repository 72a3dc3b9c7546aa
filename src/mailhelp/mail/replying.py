"""The new words of a reply, out of its plain text, or of its HTML where only that tells what is quoted."""

import re

from mailhelp.core.quoting import Mark, divide, new_words
from mailhelp.mail.bodytext import Body, body_of
from mailhelp.mail.headers import RawHeaders, first, text_of
from mailhelp.mail.htmlsigns import MARKS, signs_in
from mailhelp.mail.layout import Layout
from mailhelp.mail.limits import Limits
from mailhelp.mail.part import Part

# How mail programs begin the subject of a mail that answers or forwards one, in the languages they speak.
_PREFIX = re.compile(
    r"(?i)^\s*(?:\[[^\[\]]{1,40}\]\s*)*"
    r"(?:re|r|ref|res|rif|rép|aw|antw?|sv|vs|odp|ynt|atb|bls|vá|ad|ρε|απ|ответ|отв|відп|回复|回覆|答复|答覆|返信|답장|회신|תגובה"
    r"|השב|رد"
    r"|fwd?|wg|tr|i|rv|rm|enc|vb|pd|vl|doorst|ilt|i̇lt|tov|πρθ|пересл|переслать|转发|轉寄|轉發|転送|전달|הועבר"
    r"|إعادة توجيه)"
    r"\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：]"
)
_WORD = re.compile(r"\w+")


def reply_of(headers: RawHeaders, laid_out: Layout, body: Body, limits: Limits) -> str:
    """Return the new words of a mail with this body.

    Where no sign in the plain text tells a quote, a mail that answers another is cut in its HTML form, if that has
    marks and what remains of it stands in the plain text too.
    """
    answers = answers_one(headers)
    divided = divide(body.own or body.text, answers=answers)
    if laid_out.html == laid_out.text or Mark.QUOTED in divided.marks or not first(headers, b"in-reply-to"):
        return divided.new
    if not any(_is_marked(part) for part in laid_out.html):
        return divided.new
    html = body_of(laid_out.html, limits)
    told = html.own != html.text and html.own.strip() and _holds(body.text, html.own)
    return new_words(html.own) if told else divided.new


def answers_one(headers: RawHeaders) -> bool:
    """Return True when a mail answers or forwards another, as its headers or the start of its subject tell."""
    if first(headers, b"in-reply-to").strip() or first(headers, b"references").strip():
        return True
    return bool(_PREFIX.match(text_of(first(headers, b"subject")[:200])))


def _is_marked(part: Part) -> bool:
    """Return True when HTML has signs of quoting; looked for before it is decoded."""
    content = part.beginning(524_288).lower() if part.kind == "text/html" else b""
    return not signs_in(content).isdisjoint(MARKS)


def _holds(text: str, own: str) -> bool:
    """Return True when nearly all words of `own` stand in `text`: then both forms say the same."""
    words = _WORD.findall(own)
    known = set(_WORD.findall(text))
    return sum(word in known for word in words) >= 0.9 * len(words)
