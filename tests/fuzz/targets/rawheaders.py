"""The headers are read from any bytes, and the fingerprint knows a mail again however it travelled."""

import re

from mailhelp.core.rawheaders import answered, author, body_start, fingerprint, message_id, raw_headers
from mailhelp.mail.repair import repaired
from tests.fuzz import words
from tests.fuzz.holds import text_holds

SEEDS = "mails"
WORDS = words.HEADERS + words.STRUCTURE
TRACE = b"Received: from mx.client.example by mx.desk.example; Mon, 23 Nov 2026 09:10:11 +0000\r\n"


def check(data: bytes) -> None:
    _headers_hold(data)
    _fingerprint_holds(data)
    mended, defects = repaired(data)
    _headers_hold(mended)
    assert len(mended) <= len(data) + 3 * data.count(b"\n") + 3 * data.count(b"\r") + 8
    assert all(defect.isprintable() for defect in defects)


def _headers_hold(data: bytes) -> None:
    start = body_start(data)
    assert start == len(data) or data[start - 1 : start] in (b"\r", b"\n")
    headers = raw_headers(data)
    for name, value in headers:
        assert re.fullmatch(rb"[!-9;-~]+", name) and not re.search(rb"[\r\n]", value)
    assert raw_headers(b"".join(name + b": " + value + b"\r\n" for name, value in headers)) == headers
    for text in (message_id(headers), answered(headers), author(headers)):
        text_holds((text or "").replace("\x00", ""))


def _fingerprint_holds(data: bytes) -> None:
    known = fingerprint(data)

    assert fingerprint(TRACE + data) == known, "a relay's Received makes another mail"
    assert fingerprint(data + b"\r\n\r\n") == known, "blank lines at the end make another mail"
    if b"\r" not in data:
        assert fingerprint(data.replace(b"\n", b"\r\n")) == known, "other line ends make another mail"
