"""A header names whom it names: no display name, comment or encoding changes who wrote."""

import base64
import re

from mailhelp.mail.addresses import addresses_of
from tests.fuzz import words
from tests.fuzz.holds import address_holds

SEEDS = "addresses"
WORDS = words.HEADERS
JO = b"jo@client.example"
MOST = 20


def check(data: bytes) -> None:
    value = re.sub(rb"[\r\n]", b" ", data)
    found = addresses_of(value, MOST)

    assert len(found) <= MOST
    for one in found:
        address_holds(one)
        assert one.address.isascii() is False or _stands_in(one.address, value), f"{one.address!r} from nowhere"
    _names_change_nothing(value)


def _stands_in(address: str, value: bytes) -> bool:
    """Return True when an address is written in a header as it is, with or without blanks and comments in it.

    An entry that is nothing but encoded words may hold its address in them.
    """
    if re.search(rb"=\?[^?]+\?[bBqQ]\?", value):
        return True
    return address.encode() in value or address.encode() in re.sub(rb"\s|\([^()]*\)", b"", value)


def _names_change_nothing(value: bytes) -> None:
    escaped = re.sub(rb'(["\\])', rb"\\\1", value.replace(b"\x00", b""))
    comment = re.sub(rb"([()\\\"])", rb"\\\1", value.replace(b"\x00", b""))
    encoded = b"=?utf-8?B?" + base64.b64encode(value[:60]) + b"?="
    for written in (b'"%s" <%s>' % (escaped, JO), b"(%s) %s" % (comment, JO), b"%s <%s>" % (encoded, JO)):
        people = addresses_of(written)
        assert [one.address for one in people] == [JO.decode()], f"{written!r} is from {people!r}"
