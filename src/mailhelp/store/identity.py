"""Ids that the store makes."""

import secrets

from mailhelp.store.types import LARGEST


def new_id() -> int:
    """Return a random positive 63-bit id (design 8); it fits a signed 64-bit column of both databases."""
    return secrets.randbits(63) or LARGEST
