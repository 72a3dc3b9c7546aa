"""What single answers of an IMAP server mean: parts of what imapclient makes of them, as values of our own."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

_BODY = re.compile(rb"BODY\[(?:HEADER)?\](?:<\d+>)?")


def is_news(item: Sequence[Any]) -> bool:
    """Return whether a line pushed in IDLE means new mail, or the end of the connection."""
    return len(item) > 1 and (item[1] in (b"EXISTS", b"RECENT") or item[0] == b"BYE")


def number(told: Mapping[bytes, Any], key: bytes) -> int | None:
    """Return a number of an answer, None when it was not told; raise ValueError or TypeError when it is none."""
    return int(told[key]) if key in told else None


def utc(told: Any) -> datetime | None:
    """Return INTERNALDATE as aware UTC, None when it is none."""
    try:
        return told.astimezone(UTC) if isinstance(told, datetime) and told.tzinfo else None
    except OverflowError:
        return None


def body(items: Mapping[bytes, Any]) -> bytes | None:
    """Return the bytes of the mail, or of the part of it, that an answer to FETCH holds; None when it holds none."""
    for key, value in items.items():
        if _BODY.fullmatch(key) and isinstance(value, bytes):
            return value
    return None
