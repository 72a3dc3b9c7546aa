"""Base64 as mail has it: foreign characters, missing padding, and pieces that were encoded one by one; linear."""

import binascii
import re
import string
from collections.abc import Iterable, Iterator

_LETTERS = (string.ascii_letters + string.digits + "+/=").encode("ascii")
_FOREIGN = bytes(one for one in range(256) if one not in _LETTERS)
_NO_LETTERS = _FOREIGN + b"="
_GROUP = re.compile(rb"([^=]*)(=*)")
# So many pieces that were encoded one by one are told apart; a line of its own each, that is 40 MB.
MOST_GROUPS = 600_000


def from_base64(content: bytes) -> bytes:
    """Return what base64 text says, whatever is wrong with it: foreign characters, missing or early padding.

    >>> from_base64(b"SGVs\\r\\nbG8"), from_base64(b"SGVsbG8=IQ==")
    (b'Hello', b'Hello!')
    """
    padding = content.find(b"=")
    if padding < 0 or not content[padding:].strip(b"=\r\n\t "):
        try:
            return binascii.a2b_base64(content)
        except binascii.Error:
            pass
    return b"".join(from_base64_pieces([content]))


def from_base64_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what base64 text says that comes in pieces, cut anywhere.

    Padding that fills up four characters is the end of what was encoded at once; any other is passed over.
    """
    rest, padded, groups = b"", 0, 0
    for piece in pieces:
        found: list[bytes] = []
        for letters, padding in _GROUP.findall(
            piece.translate(None, _FOREIGN if groups < MOST_GROUPS else _NO_LETTERS)
        ):
            rest += letters
            padded = len(padding) + (0 if letters else padded)
            if padded and padded >= -len(rest) % 4:
                found.append(_unpadded(rest))
                rest = b""
            fours = len(rest) & ~3
            if fours:
                found.append(binascii.a2b_base64(rest[:fours]))
                rest = rest[fours:]
            groups += 1
        yield b"".join(found)
    yield _unpadded(rest)


def _unpadded(letters: bytes) -> bytes:
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
