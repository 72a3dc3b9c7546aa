"""A mail taken whole, or only its headers and first 256 KB when it is over the limit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from mailhelp.core.rawheaders import HEADER_BLOCK_LIMIT, body_start

BODY_HEAD = 262_144
PIECE = 1_048_576


class Readable(Protocol):
    """Anything bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most that many bytes, none at the end."""


@dataclass(frozen=True, slots=True)
class TakenMail:
    """The bytes that were taken; `full_size` is that of the original, in bytes."""

    raw: bytes
    full_size: int

    @property
    def complete(self) -> bool:
        """Return True when nothing was left behind."""
        return len(self.raw) == self.full_size


class MailBytes:
    """Collects a mail piece by piece and never holds more than the limit and one piece.

    max_size: bytes; less than 512 KB counts as 512 KB, what is kept of a mail anyway.
    """

    def __init__(self, max_size: int) -> None:
        self._max_size = max(max_size, HEADER_BLOCK_LIMIT + BODY_HEAD)
        self._held = bytearray()
        self._size = 0

    def add(self, piece: bytes) -> None:
        """Take the next bytes, or only count them once the mail is over the limit."""
        whole_so_far = self._size == len(self._held)
        self._size += len(piece)
        if whole_so_far:
            self._held += piece
        if whole_so_far and self._size > self._max_size:
            del self._held[self._head_size() :]

    def taken(self) -> TakenMail:
        """Return what was collected."""
        return TakenMail(bytes(self._held), self._size)

    def taken_unless_blank(self) -> Iterator[TakenMail]:
        """Return what was collected, or nothing when that is white space only."""
        if self._held.strip():
            yield self.taken()

    def _head_size(self) -> int:
        headers = bytes(self._held[: HEADER_BLOCK_LIMIT + 4])
        return min(body_start(headers), HEADER_BLOCK_LIMIT) + BODY_HEAD


def taken_from(file: Readable, max_size: int) -> TakenMail:
    """Return the one mail that a file or pipe holds, read to its end in bounded memory."""
    mail = MailBytes(max_size)
    while piece := file.read(PIECE):
        mail.add(piece)
    return mail.taken()
