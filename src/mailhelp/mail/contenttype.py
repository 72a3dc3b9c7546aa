"""What parsers take a part for: its Content-Type and boundary, read from its headers as bytes (RFC 2045, RFC 2046)."""

import re

from mailhelp.core.rawheaders import raw_header, raw_headers
from mailhelp.mail.headers import parameters

LONGEST_BOUNDARY = 4_096
_HEADER = re.compile(rb"(?i)(?:(?<=[\r\n])|\A)content-type[ \t]*:[^\r\n]*(?:(?:\r\n|\n|\r)[ \t][^\r\n]*)*")
_BOUNDARY = re.compile(rb'(?is);\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*+)|([^;]*+))')
_ESCAPED = re.compile(rb'\\(["\\])')
_WRAPPED = re.compile(rb"(?s)\A<(.*)>\Z")
_IN_PIECES = re.compile(rb"(?i);\s*boundary\*")


def type_header(block: bytes) -> bytes:
    """Return the value of the Content-Type in a header block, b"" where there is none."""
    found = _HEADER.search(block)
    return (raw_header(raw_headers(found.group()), b"content-type") or b"") if found else b""


def type_of(value: bytes) -> tuple[bytes, bytes, bytes]:
    """Return main type, subtype (folded) and boundary that the value of a Content-Type names; b"" for what is missing.

    >>> type_of(b'Multipart/Mixed; boundary="a b"')
    (b'multipart', b'mixed', b'a b')
    """
    # What is no type reads as text/plain (RFC 2045 section 5.2).
    kind, slash, subtype = value.partition(b";")[0].strip().lower().partition(b"/")
    token = _boundary(value)
    return (b"", b"", token) if not slash or b"/" in subtype else (kind, subtype, token)


def _boundary(value: bytes) -> bytes:
    if _IN_PIECES.search(value):
        return parameters(value)[1].get("boundary", "").encode("utf-8").rstrip()
    found = _BOUNDARY.search(value)
    quoted, bare = found.groups() if found else (None, b"")
    token = _WRAPPED.sub(rb"\1", bare.strip()) if quoted is None else _ESCAPED.sub(rb"\1", quoted)
    return token.rstrip() if len(token) <= LONGEST_BOUNDARY else b""


def is_encoded(block: bytes) -> bool:
    """Return True for a mail that is attached in base64 or the like: no parser may take its lines for headers."""
    encoding = raw_header(raw_headers(block), b"content-transfer-encoding") or b""
    return encoding.strip().lower() not in (b"", b"7bit", b"8bit", b"binary")
