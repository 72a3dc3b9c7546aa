"""What comes after DATA: finding the final dot, undoing dot stuffing, and the trace header put before it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from enum import Enum

LONGEST_LINE = 1_048_576
_END = b"\r\n.\r\n"


class Discarded(Enum):
    """Why the bytes of a mail are read but not kept."""

    TOO_BIG = "too big"
    LINE_TOO_LONG = "line too long"
    NO_ROOM = "no room"


class DataBytes:
    """The bytes after DATA, collected piece by piece in linear time.

    Only CR LF dot CR LF ends them (RFC 5321 section 4.1.1.4), so that nothing can be smuggled in behind a half end.
    Once discarded, bytes are read to the end but no longer held.
    """

    def __init__(self, max_size: int) -> None:
        self._max_size = max_size
        # The CR LF of the DATA command counts as the one before the first line.
        self._held = bytearray(b"\r\n")
        self._line_start = 2
        self.discarded: Discarded | None = None
        self.received = 0

    def feed(self, piece: bytes) -> bytes | None:
        """Take the next bytes; return those behind the final dot, None while it has not come.

        piece: at most 1 MiB.
        """
        seen = len(self._held)
        self._held += piece
        self.received += len(piece)
        end = self._held.find(_END, max(0, seen - len(_END) + 1))
        behind = bytes(self._held[end + len(_END) :]) if end >= 0 else None
        if behind is not None:
            self.received -= len(behind)
            del self._held[end + 2 :]
        self._check(seen)
        return behind

    def discard(self, why: Discarded) -> None:
        """Hold nothing of this mail any longer; the first reason stays."""
        self.discarded = self.discarded or why
        del self._held[: -len(_END) + 1]
        self._line_start = 0

    def content(self) -> bytearray:
        """Return the mail as it was before dot stuffing (RFC 5321 section 4.5.2), and let go of it."""
        held, self._held = self._held, bytearray()
        plain = held.replace(b"\r\n.", b"\r\n") if b"\r\n." in held else held
        del plain[:2]
        return plain

    def _check(self, seen: int) -> None:
        if self.discarded:
            return self.discard(self.discarded)
        if len(self._held) - 2 > self._max_size:
            return self.discard(Discarded.TOO_BIG)
        first_end = self._held.find(b"\r\n", max(self._line_start, seen - 1))
        if (first_end if first_end >= 0 else len(self._held)) - self._line_start > LONGEST_LINE:
            return self.discard(Discarded.LINE_TOO_LONG)
        if first_end >= 0:
            self._line_start = self._held.rfind(b"\r\n") + 2
        return None


@dataclass(frozen=True, slots=True)
class Hop:
    """The last step of a mail's way, for its trace header.

    helo: what the client called itself. protocol: "ESMTPS" and the like (RFC 3848, RFC 6531).
    """

    helo: str
    peer: str
    hostname: str
    protocol: str
    receipt: str
    received_at: datetime


def received_header(hop: Hop) -> bytes:
    """Return the Received header that goes before the mail (RFC 5321 section 4.4), with its CR LF."""
    literal = f"IPv6:{hop.peer}" if ":" in hop.peer else hop.peer
    helo = re.sub(r"[^A-Za-z0-9._:\[\]-]", "?", hop.helo)[:255] or "?"
    lines = (
        f"Received: from {helo} ([{literal}])",
        f"\tby {hop.hostname} with {hop.protocol} id {hop.receipt};",
        f"\t{format_datetime(hop.received_at)}",
        "",
    )
    return "\r\n".join(lines).encode("ascii", "replace")


def protocol_name(*, extended: bool, tls: bool, logged_in: bool, utf8: bool) -> str:
    """Return how a mail was transmitted (RFC 3848; RFC 6531 section 4.3 where SMTPUTF8 was used).

    >>> protocol_name(extended=True, tls=True, logged_in=False, utf8=False)
    'ESMTPS'
    """
    name = "UTF8SMTP" if utf8 else "ESMTP" if extended else "SMTP"
    return name + ("S" if tls else "") + ("A" if logged_in else "") if extended else name


def declared_size(options: list[str]) -> int:
    """Return the SIZE= of a MAIL command (RFC 1870), 0 when it has none."""
    return next((int(option[5:]) for option in options if option.startswith("SIZE=")), 0)
