"""A mail whose row holds a value that cannot be read: all else that its row says."""

import logging
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, bindparam, select

from mailhelp.core.facts import Channel, TimeSource
from mailhelp.store.schema import mails

# What a value that cannot be read is taken for: nothing that proves anything or names anybody.
_INSTEAD: dict[str, object] = {
    "channel": Channel.PIPE,
    "received_source": TimeSource.GIVEN,
    "recipients": (),
    "delivered_to": (),
    "tls": False,
    "live": True,
    "complete": True,
    "attempts": 0,
    "deaths": 0,
}
_MOMENTS = ("kept_at", "received_at")

log = logging.getLogger("mailhelp.store")


def salvaged(connection: Connection, mail_id: int, columns: tuple[Column[Any], ...], now: datetime) -> tuple[Any, ...]:
    """Return the values of `columns` in a mail's row, in order, with a harmless one for each that cannot be read.

    now: for moments that cannot be read. Raises the database's own faults.
    """
    return tuple(_value(connection, mail_id, column, now) for column in columns)


def _value(connection: Connection, mail_id: int, column: Column[Any], now: datetime) -> Any:
    try:
        found = connection.execute(select(column).where(mails.c.id == bindparam("mail")), {"mail": mail_id}).scalar()
        return _checked(column.name, found)
    except (ValueError, TypeError, OverflowError) as fault:
        log.error("event=mail_row_damaged mail=%s column=%s error=%r", mail_id, column.name, str(fault))
        return now.astimezone(UTC) if column.name in _MOMENTS else _INSTEAD.get(column.name)


def _checked(name: str, found: Any) -> Any:
    """Return the value; raise ValueError or TypeError for what no envelope can hold."""
    kinds = {"channel": Channel, "received_source": TimeSource, "recipients": tuple, "delivered_to": tuple}
    if name in _MOMENTS and not isinstance(found, datetime):
        raise TypeError("no moment")
    return kinds[name](found) if name in kinds else found
