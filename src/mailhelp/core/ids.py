"""Ids: 64-bit numbers inside, short lower-case base32 words outside."""

import base64
import binascii

from mailhelp.core.errors import UsageError


def shown(number: int) -> str:
    """Return an id as people and scripts see it: 13 letters and digits.

    >>> shown(1), shown(2**63 - 1)
    ('aaaaaaaaaaaac', 'p777777777776')
    """
    return base64.b32encode(number.to_bytes(8, "big")).decode("ascii").rstrip("=").lower()


def read_id(text: str) -> int:
    """Return the id that `shown` made `text` of; raise UsageError when it is none.

    >>> read_id("aaaaaaaaaaaac")
    1
    """
    try:
        return int.from_bytes(base64.b32decode(text.strip().upper() + "===", casefold=False), "big")
    except (binascii.Error, ValueError) as fault:
        raise UsageError(f'"{text}" is not an id: copy the 13 letters and digits from `mailhelp mails`') from fault


def mail_id(milliseconds: int, noise: int) -> int:
    """Return an id for a kept mail: by time, so that ids sort as mails came; the low 21 bits are `noise`.

    milliseconds: since 1970, UTC.
    """
    return ((milliseconds & ((1 << 42) - 1)) << 21) | (noise & ((1 << 21) - 1))
