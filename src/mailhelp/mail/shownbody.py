"""Which form of a mail's words is read: the plain one, but where it only says that there is another."""

import re

from mailhelp.mail.bodytext import Body, body_of
from mailhelp.mail.layout import Layout
from mailhelp.mail.limits import Limits

LONGEST_STUB = 500
_STUB = re.compile(
    r"(?i)\b(?:html|mime)[- ]?(?:e-?mail|mail|message|part|format|version|viewer|reader|client|capable|compatible"
    r"|compliant|enabled|aware|nachricht|fähig)"
    r"|\b(?:not|n't|nicht|pas|no|non|niet) (?:support|unterstütz\w*|supporta).{0,20}\bhtml\b"
    r"|\bhtml\b.{0,40}\b(?:enable|view|display|aktivier\w*|anzeig\w*|activ\w*)"
    r"|\bview (?:it|this)\b.{0,40}\b(?:browser|html|online)\b"
)
_WORD = re.compile(r"\w+")


def shown_body(laid_out: Layout, limits: Limits) -> Body:
    """Return the words of a mail: in HTML where the plain form is empty, or only says that the words are in HTML."""
    plain = body_of(laid_out.text, limits)
    if laid_out.html == laid_out.text or not (_is_blank(plain) or _may_be_stub(plain.text)):
        return plain
    html = body_of(laid_out.html, limits)
    return html if _is_blank(plain) or _says_other(plain.text, html.text) else plain


def _is_blank(body: Body) -> bool:
    return not body.text.strip()


def _may_be_stub(text: str) -> bool:
    """Return True for a short text that begins with a line about HTML."""
    return len(text) <= LONGEST_STUB and _STUB.search(text.strip().partition("\n")[0]) is not None


def _says_other(plain: str, html: str) -> bool:
    """Return True when most words of the plain form are not in the HTML: then it is no form of the same words."""
    words, others = _WORD.findall(plain.casefold()), set(_WORD.findall(html.casefold()))
    return len(html.split()) > 2 and sum(word in others for word in words) < 0.5 * len(words)
