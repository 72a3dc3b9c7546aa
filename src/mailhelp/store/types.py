"""Column types of the store: moments, ids, JSON, and text that any mail may have written."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LARGEST = 2**63 - 1

# SQLite needs the exact type INTEGER to make a primary key the row's own number; PostgreSQL needs 64 bits.
ID: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware datetime, stored as integer microseconds since 1970 UTC; a naive one raises ValueError."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the microseconds to store; raise ValueError for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone: give an aware datetime")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the stored moment as an aware datetime in UTC."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


class Line(TypeDecorator[str]):
    """Text that may come from a mail: NUL and broken surrogates replaced, cut to `length` characters where given.

    PostgreSQL takes neither NUL in text nor index entries over 2,704 bytes, so what is indexed has a length.
    The same is done to what a column is compared with.
    """

    impl = Text
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self.longest = length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text as both databases can keep it."""
        if value is None:
            return None
        text = value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
        if "\0" in text:
            text = text.replace("\0", "\ufffd")
        # A plain str also for members of StrEnum, which psycopg would store by name.
        return str(text[: self.longest])


class Json(TypeDecorator[Any]):
    """A JSON value, stored as ASCII text, so that both databases keep any character of it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Return the value as JSON text; None stays NULL."""
        return None if value is None else json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the value that was stored."""
        return None if value is None else json.loads(value)
