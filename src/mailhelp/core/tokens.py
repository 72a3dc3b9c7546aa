"""Tokens that name a ticket for one address, and the seal that knows our own mail again (design 5)."""

import base64
import binascii
import hashlib
import hmac
import re

LENGTH = 48
MOST_FOUND = 20
_TAG, _MAC = 5, 16
# Digits that base32 has not stand on its border too, so that no 48 letters are cut out of a longer word.
_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z2-7]{48}(?![A-Za-z0-9])")


def make(key: bytes, key_id: int, ticket_id: int, address: str) -> str:
    """Return the token of a ticket for the one address it is sent to: 48 letters and digits.

    It is base32, lower case, of key id (1 byte), ticket id (8), recipient tag (5) and a 128-bit HMAC-SHA256 over these
    and the folded address. It fits a local part (RFC 5321 section 4.5.3.1.1) and survives a change of case.
    key_id: 0 to 255. ticket_id: 0 to 2**64 - 1.

    >>> len(make(b"secret", 1, 12, "jo@client.example"))
    48
    """
    named = key_id.to_bytes(1, "big") + ticket_id.to_bytes(8, "big") + _tag(key, address)
    return _word(named + _mac(key, b"token", named + _folded(address)))


def read(text: str, key: bytes, key_id: int, address: str) -> int | None:
    """Return the ticket id of a token that was sent to `address`, else None; in constant time.

    text: one word, as `candidates` finds it, in any case. None for another key, another address, or a forged token.
    """
    token = _bytes(text)
    if token is None:
        return None
    true = make(key, key_id, int.from_bytes(token[1:9], "big"), address)
    return int.from_bytes(token[1:9], "big") if hmac.compare_digest(true, text.lower()) else None


def claimed(text: str, key_id: int) -> int | None:
    """Return the ticket id that a token says, unproven: where to look for the addresses to `read` it with."""
    token = _bytes(text)
    return int.from_bytes(token[1:9], "big") if token is not None and token[0] == key_id else None


def candidates(text: str) -> tuple[str, ...]:
    """Return the words in `text` that may be tokens, lower case, each once, at most 20; in linear time.

    text: an address, a Message-ID, a whole body.

    >>> candidates("support+" + "a" * 48 + "@desk.example") == ("a" * 48,)
    True
    """
    found: dict[str, None] = {}
    for match in _WORD.finditer(text):
        found[match.group().lower()] = None
        if len(found) == MOST_FOUND:
            break
    return tuple(found)


def seal(key: bytes, message_id: str) -> str:
    """Return the value of our signed header: the Message-ID and its HMAC.

    The Message-ID stands in it, because some relays put another one in its place.
    """
    return f"{message_id} {_word(_mac(key, b'seal', message_id.encode('utf-8', 'replace')))}"


def sealed(value: str, key: bytes) -> str | None:
    """Return the Message-ID that we sealed, None when the value of that header is not ours; in constant time."""
    words = value.split()
    if len(words) != 2:
        return None
    true = seal(key, words[0]).rpartition(" ")[2]
    ours = hmac.compare_digest(true.encode(), words[1].lower().encode("utf-8", "replace"))
    return words[0] if ours else None


def _tag(key: bytes, address: str) -> bytes:
    return _mac(key, b"recipient", _folded(address))[:_TAG]


def _mac(key: bytes, purpose: bytes, content: bytes) -> bytes:
    return hmac.digest(key, b"mailhelp " + purpose + b"\0" + content, hashlib.sha256)[:_MAC]


def _folded(address: str) -> bytes:
    return address.strip().casefold().encode("utf-8", "replace")


def _word(content: bytes) -> str:
    return base64.b32encode(content).decode("ascii").rstrip("=").lower()


def _bytes(text: str) -> bytes | None:
    if len(text) != LENGTH or not text.isascii():
        return None
    try:
        return base64.b32decode(text.upper())
    except binascii.Error:
        return None
