"""Signs that the bytes of a mail are not all there, or are no mail."""

import re

from mailhelp.core.facts import MailFacts
from mailhelp.core.rawheaders import body_start

_HEADERS_OF_MAIL = frozenset(
    "from to cc subject date received message-id mime-version content-type return-path delivered-to reply-to".split()
)
_TEXT_CONTROLS = b"\t\n\r\f\x08\x1b"
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in _TEXT_CONTROLS)
_LOOKED_AT = 4096
_HALF_QUOTED = re.compile(rb"=[0-9A-Fa-f]?\Z")
_WHITE = b" \t\r\n"


def not_a_mail(raw: bytes, facts: MailFacts) -> str:
    """Return why these bytes are no mail, and what to do; "" for all that could be one.

    Text without headers could be: somebody wrote it.
    """
    if not raw.strip(b"\0" + _WHITE):
        return "holds nothing but empty lines: give a mail with its headers" if raw else "is empty: give a mail"
    if any(name.lower() in _HEADERS_OF_MAIL for name, _ in facts.headers):
        return ""
    start = raw[:_LOOKED_AT]
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return "is binary and has no headers: give the mail itself, saved as .eml" if controls * 20 > len(start) else ""


def cut_off(raw: bytes, facts: MailFacts) -> str:
    """Return where a mail without parts ends too early, "" when nothing tells so.

    Of a mail with parts the parser sees that its last boundary is missing.
    """
    start = body_start(raw)
    if facts.headers and start == len(raw) and not raw.endswith((b"\n", b"\r")):
        return "the mail ends within its headers: it may be cut off"
    if facts.header("content-type")[:1] and facts.header("content-type")[0].lower().startswith("multipart/"):
        return ""
    encoding = "".join(facts.header("content-transfer-encoding")[:1]).strip().lower()
    if encoding == "base64" and len(raw[start:].translate(None, _WHITE)) % 4:
        return "the mail ends within its base64: it may be cut off"
    if encoding == "quoted-printable" and _HALF_QUOTED.search(raw[start:][-3:]):
        return "the mail ends within its quoted-printable: it may be cut off"
    return ""
