"""Which mail a delivery report is about: its Message-ID, from the copy, the words, or the report's own headers."""

import re
from collections.abc import Iterator
from itertools import islice

from mailhelp.core.rawheaders import raw_headers
from mailhelp.mail.bouncestatus import MOST
from mailhelp.mail.headers import RawHeaders, ids
from mailhelp.mail.part import MEDIA, Part, unpacked

MESSAGE_ID = re.compile(
    r"(?im)^[>|*\s]{0,8}(?:(?:the |original ){0,2}message[- ]?id(?:entifier)?(?: was)?|nachrichten-?id"
    r"|internet message id|id[- ](?:de|du|des) (?:message|mensaje)|id (?:messaggio|da mensagem)|bericht-?id"
    r"|メッセージ ?id|邮件 ?id)\**"
    r"\s{0,4}[:：]\s{0,80}<([^<>\s\x00-\x1f\x7f-\x9f]{1,998})>"
)
_MESSAGE_ID_BYTES = re.compile(rb"(?im)^message-id:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s\x00-\x1f\x7f]{1,998})>")
_MOST_PARTS = 50
_MOST_COPIES = 8  # a report returns one mail; a digest of reports a few
_LONGEST_HEAD = 65_536
_COPY_KINDS = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/global-headers",
    "message/partial",
    "text/rfc822",
)
_FILES = ("application/octet-stream", "text/plain", "message/delivery-status")
_NAMED_MAIL = re.compile(r"(?i)\.(eml|msg|hdr|txt)$")
_HEADERS = re.compile(rb"(?im)^(?:received|from|return-path|message-id|subject|to|date):")


def original_id(headers: RawHeaders, root: Part, text: str) -> str | None:
    """Return the Message-ID of the mail that a report is about, without brackets; None where nothing tells.

    From the copy of the mail, else from the words, else what the report answers (Exchange, Gmail).
    """
    for copy in copies(root):
        found = ids(copy, b"message-id", 1)
        if found:
            return found[0]
    inside = MESSAGE_ID.search(text, 0, 4 * MOST)
    return inside.group(1) if inside else (_in_any_part(root) or _answered(headers))


def _in_any_part(root: Part) -> str | None:
    """Look for the header in the bytes of parts whose headers are broken, or whose type tells nothing."""
    leaves = [part for part in root.walk() if part is not root and not part.children and part.main not in MEDIA]
    for part in leaves[:_MOST_PARTS]:
        found = _MESSAGE_ID_BYTES.search(unpacked(bytes(part.body[:MOST]), part.encoding))
        if found:
            return found.group(1).decode("utf-8", "replace")
    return None


def copies(root: Part) -> Iterator[RawHeaders]:
    """Yield the headers of the mails that a report returns; a report that is wrapped in another is none of them."""
    below = [part for part in root.walk() if part is not root]
    returned = (part for part in below if part.kind in _COPY_KINDS and not _is_report(part))
    for part in islice(returned, _MOST_COPIES):
        yield _head_of(part)
    files = (part for part in below if part.kind in _FILES and _NAMED_MAIL.search((part.filename or "")[-9:]))
    for part in islice(files, _MOST_COPIES):
        content = part.beginning(_LONGEST_HEAD)
        if _HEADERS.match(content[:200].lstrip()):
            yield raw_headers(content)


def _is_report(part: Part) -> bool:
    inner = part.children[0] if part.children else None
    return inner is not None and inner.kind == "multipart/report"


def _head_of(part: Part) -> RawHeaders:
    """Return the headers of a returned mail; Exim and others leave an empty line before them."""
    return part.children[0].headers if part.children else raw_headers(part.beginning(_LONGEST_HEAD).lstrip(b"\r\n"))


def _answered(headers: RawHeaders) -> str | None:
    for name in (b"in-reply-to", b"reference", b"references", b"original-message-id", b"x-original-message-id"):
        found = ids(headers, name, 50)
        if found:
            return found[-1]
    return None
