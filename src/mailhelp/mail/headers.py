"""The headers of a mail by name, and the message ids in them; what reads their values is named here too."""

import re
from functools import cached_property

from mailhelp.mail.base64text import from_base64
from mailhelp.mail.charsetnames import codec_for
from mailhelp.mail.dates import date_of
from mailhelp.mail.encodedwords import cleaned, text_of
from mailhelp.mail.parameters import parameters

__all__ = [
    "Headers",
    "RawHeaders",
    "cleaned",
    "date_of",
    "filled",
    "first",
    "from_base64",
    "ids",
    "in_utf8",
    "parameters",
    "text_of",
    "values",
]

RawHeaders = tuple[tuple[bytes, bytes], ...]

_NONE = [b""]
_ID = re.compile(r"<([^<>\s]{1,998})>")


class Headers(tuple[tuple[bytes, bytes], ...]):
    """The headers of a mail that are asked for many names: each name is found at once."""

    @cached_property
    def by_name(self) -> dict[bytes, list[bytes]]:
        """The values of each name (lower case), in order."""
        found: dict[bytes, list[bytes]] = {}
        for name, value in self:
            found.setdefault(name.lower(), []).append(value)
        return found


def values(headers: RawHeaders, name: bytes) -> list[bytes]:
    """Return the values of all headers called `name` (lower case), in order."""
    if isinstance(headers, Headers):
        return list(headers.by_name.get(name, ()))
    return [value for header, value in headers if header.lower() == name]


def first(headers: RawHeaders, name: bytes) -> bytes:
    """Return the first value of the header `name` (lower case), b"" when it is missing."""
    if isinstance(headers, Headers):
        return headers.by_name.get(name, _NONE)[0]
    return next((value for header, value in headers if header.lower() == name), b"")


def filled(headers: RawHeaders, name: bytes) -> bytes:
    """Return the first value of the header `name` (lower case) that is not empty, b"" when there is none."""
    return next((value for value in values(headers, name) if value.strip()), b"")


def in_utf8(headers: RawHeaders) -> Headers:
    """Return headers whose raw bytes are in the charset that Content-Type names as UTF-8; all else as it is."""
    if all(value.isascii() for _, value in headers):
        return Headers(headers)
    codec = codec_for(parameters(first(headers, b"content-type"))[1].get("charset", ""))
    if codec is None or codec == "ascii" or codec.startswith("utf"):
        return Headers(headers)
    return Headers((name, _transcoded(value, codec)) for name, value in headers)


def _transcoded(value: bytes, codec: str) -> bytes:
    for claimed in ("utf-8", codec):
        try:
            return value.decode(claimed).encode("utf-8")
        except UnicodeError:
            continue
    return value


def ids(headers: RawHeaders, name: bytes, most: int) -> tuple[str, ...]:
    """Return the message ids of the header `name` without brackets, each once; over `most` the first and the last."""
    text = " ".join(text_of(value) for value in values(headers, name))
    found = list(dict.fromkeys(_ID.findall(text) or (word.strip("<>,;") for word in text.split() if "@" in word)))
    found = [one for one in found if one]
    return tuple(found if len(found) <= most else found[:1] + found[1 - most :])
