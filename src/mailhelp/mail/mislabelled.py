"""Text whose transfer encoding is not the one that its part claims."""

import binascii
import re

from mailhelp.mail.headers import from_base64
from mailhelp.mail.part import Part

_PLAIN = ("", "7bit", "8bit", "binary")
_BASE64_BLOCK = re.compile(
    rb"\s{0,100}(?:[A-Za-z0-9+/]{60}|[A-Za-z0-9+/]{64}|[A-Za-z0-9+/]{72}|[A-Za-z0-9+/]{76})\r?\n"
)
_BASE64 = re.compile(rb"[A-Za-z0-9+/\r\n]{60,}={0,2}\s*")
_RULE = re.compile(rb"[-_=*#~]{5,}")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
LONGEST_WORDS = 20


def text_bytes(part: Part, most: int) -> bytes:
    """Return the first `most` bytes of a text, its transfer encoding undone.

    Words where base64 is claimed are read as they stand: all of them, or what a mailing list has put below. Base64
    where none is claimed is undone when it gives a text.
    """
    if part.encoding == "base64" and b" " in bytes(part.body[:most]):
        return _with_words(bytes(part.body[: 2 * most]))[:most]
    content = part.beginning(most)
    if part.encoding in _PLAIN and _BASE64_BLOCK.match(content):
        return _undone(content)
    return content


def _with_words(body: bytes) -> bytes:
    """Return base64 undone up to the first line that has words, and what follows as it stands."""
    at = 0
    for line in body.splitlines(keepends=True):
        if _has_words(line.strip()):
            return from_base64(body[:at]) + (b"\r\n" if body[:at].strip() else b"") + body[at:]
        at += len(line)
    return from_base64(body)


def _has_words(line: bytes) -> bool:
    """Return True for a line of words or a rule; base64 that somebody broke with spaces has longer pieces."""
    words = line.split()
    return _RULE.fullmatch(line) is not None or (len(words) > 1 and len(line) < LONGEST_WORDS * len(words))


def _undone(content: bytes) -> bytes:
    """Return what base64 says when that is a text, else what was given."""
    if _BASE64.fullmatch(content) is None:
        return content
    try:
        text = binascii.a2b_base64(content)
    except binascii.Error:
        return content
    return text if b" " in text and not _NO_TEXT.search(text) else content
