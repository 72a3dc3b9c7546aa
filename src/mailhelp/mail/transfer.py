"""Transfer encodings undone (RFC 2045 section 6), at once or piece by piece: a large body is never held twice."""

import binascii
from collections.abc import Iterator

from mailhelp.mail.base64text import from_base64, from_base64_pieces
from mailhelp.mail.uuencoded import uudecoded, uudecoded_pieces

PIECE = 1 << 18
_UUENCODED = ("x-uuencode", "uuencode", "x-uue")


def unpacked(body: bytes, encoding: str) -> bytes:
    """Undo a transfer encoding; an unknown one leaves the bytes as they are, a broken one is undone as far as it goes.

    >>> unpacked(b"Y2Fm\\r\\nw6k=", "base64").decode()
    'café'
    """
    if encoding == "base64":
        return from_base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    return uudecoded(body) if encoding in _UUENCODED else body


def unpacked_pieces(body: memoryview, encoding: str) -> Iterator[bytes]:
    """Yield what `unpacked` returns, piece by piece."""
    if len(body) <= PIECE:
        yield unpacked(bytes(body), encoding)
    elif encoding == "base64":
        yield from from_base64_pieces(bytes(body[at : at + PIECE]) for at in range(0, len(body), PIECE))
    elif encoding == "quoted-printable":
        yield from (binascii.a2b_qp(lines) for lines in whole_lines(body))
    elif encoding in _UUENCODED:
        yield from uudecoded_pieces(body)
    else:
        yield from (bytes(body[at : at + PIECE]) for at in range(0, len(body), PIECE))


def whole_lines(body: memoryview) -> Iterator[memoryview]:
    """Yield the body in pieces that end with LF, but for the last: no encoded character is cut."""
    at = 0
    while at < len(body):
        piece = bytes(body[at : at + PIECE])
        cut = at + (piece.rfind(b"\n") + 1 or len(piece))
        while cut < len(body) and body[cut - 1] != 0x0A:
            more = bytes(body[cut : cut + PIECE])
            cut += more.find(b"\n") + 1 or len(more)
        yield body[at:cut]
        at = cut
