"""The headers of a mail by name, and the message ids in them; what reads their values is named here too."""

import re
from functools import cached_property

from mailhelp.mail.base64text import from_base64
from mailhelp.mail.dates import date_of
from mailhelp.mail.encodedwords import cleaned, text_of
from mailhelp.mail.parameters import parameters

__all__ = [
    "Headers",
    "RawHeaders",
    "cleaned",
    "date_of",
    "first",
    "from_base64",
    "ids",
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


def ids(headers: RawHeaders, name: bytes, most: int) -> tuple[str, ...]:
    """Return the message ids of the header `name` without brackets, each once; over `most` the first and the last."""
    text = " ".join(text_of(value) for value in values(headers, name))
    found = list(dict.fromkeys(_ID.findall(text) or (word.strip("<>,;") for word in text.split() if "@" in word)))
    found = [one for one in found if one]
    return tuple(found if len(found) <= most else found[:1] + found[1 - most :])
