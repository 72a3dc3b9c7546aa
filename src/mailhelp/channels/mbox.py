"""Mbox files of any size, read mail by mail in bounded memory (RFC 4155, mboxrd quoting)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from mailhelp.channels.whole_or_head import MailBytes, TakenMail

# Longer lines are read in pieces, so that a file without line ends costs no more memory than others.
PIECE = 65_536
LONGEST_FROM_LINE = 1_000
_WEEKDAYS = frozenset((b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"))
_TIME = re.compile(rb"\d{1,2}:\d\d(?::\d\d)?\Z")
_YEAR = re.compile(rb"(?:19|20)\d\d\Z")
_QUOTED_FROM = re.compile(rb">+From ")


def is_from_line(line: bytes) -> bool:
    """Return True for the line that begins a mail in an mbox file: an address, a weekday, a time and a year.

    >>> is_from_line(b"From jo@mail.example Mon Nov 23 16:00:00 2026"), is_from_line(b"From Mon 9:00 on it is down")
    (True, False)
    """
    if not line.startswith(b"From ") or len(line) > LONGEST_FROM_LINE:
        return False
    words = line.split()
    has_time = any(_TIME.match(word) for word in words) and any(_YEAR.match(word) for word in words)
    return has_time and not _WEEKDAYS.isdisjoint(words)


def mails_in_mbox(file: BinaryIO, max_size: int) -> Iterator[TakenMail]:
    """Return the mails of an mbox file in order, without their From lines; empty ones are passed over.

    The empty line before a From line belongs to the mbox and is left out; ">From " is given back as "From ".
    """
    mail = MailBytes(max_size)
    line_starts, blank = True, b""
    while piece := file.readline(PIECE):
        if line_starts and is_from_line(piece):
            yield from mail.taken_unless_blank()
            mail, blank = MailBytes(max_size), b""
        else:
            mail.add(blank)
            blank = piece if line_starts and not piece.strip(b"\r\n") else b""
            mail.add(b"" if blank else _unquoted(piece, line_starts))
        line_starts = piece.endswith(b"\n")
    yield from mail.taken_unless_blank()


def _unquoted(piece: bytes, line_starts: bool) -> bytes:
    return piece[1:] if line_starts and _QUOTED_FROM.match(piece) else piece
