"""What the requester of a ticket has been told of its promise."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select

from mailhelp.core.mailboxes import counted_as
from mailhelp.core.notices import NoticeKind
from mailhelp.core.repromising import Told
from mailhelp.core.ticket import NoticeStatus
from mailhelp.store.schema import notices, tickets

TELLING = (NoticeKind.ACKNOWLEDGEMENT.value, NoticeKind.PROMISE.value)
_WAITING = (NoticeStatus.OWED.value, NoticeStatus.HELD.value, NoticeStatus.DEFERRED.value)
_GONE = (NoticeStatus.REFUSED.value, NoticeStatus.CANCELLED.value)

# Locked, so that nobody makes the mail of one of them between our look and our commit.
_ROWS = (
    select(
        notices.c.recipient,
        tickets.c.requester,
        notices.c.address,
        notices.c.recipient_name,
        notices.c.subject,
        notices.c.message_id,
        notices.c.references,
        notices.c.template_values,
        notices.c.status,
        notices.c.claimed_by,
    )
    .join(tickets, tickets.c.id == notices.c.ticket_id)
    .where(
        notices.c.ticket_id == bindparam("ticket"),
        notices.c.kind.in_(TELLING),
        notices.c.status.not_in(_GONE),
        notices.c.to_client,
    )
    .order_by(notices.c.created_at, notices.c.id)
    .with_for_update(of=notices)
)
_OWED = select(
    func.count(notices.c.id), func.coalesce(func.sum(case((notices.c.created_at >= bindparam("hour"), 1), else_=0)), 0)
).where(
    notices.c.desk_id == bindparam("desk"),
    notices.c.counted_as == bindparam("address"),
    notices.c.created_at >= bindparam("day"),
    notices.c.kind.in_(TELLING),
)


def told_so_far(connection: Connection, ticket_id: int, *, desk_id: int, now: datetime) -> Told:
    """Return what the requester of a ticket has been told; in a writing transaction that stays so until its end."""
    rows = [
        row for row in connection.execute(_ROWS, {"ticket": ticket_id}) if row.recipient == row.requester.casefold()
    ]
    waits = any(_is_unmade(row) for row in rows)
    made = [row for row in rows if not _is_unmade(row)]
    if not made:
        return Told(waits=waits)
    return _told(made, waits, *_owed(connection, made[-1].address, desk_id, now))


def _is_unmade(row: Any) -> bool:
    """Return True for a notice that will tell what stands when it is made."""
    return row.status in _WAITING and row.message_id is None and row.claimed_by is None


def _owed(connection: Connection, address: str, desk_id: int, now: datetime) -> tuple[int, int]:
    since = {"hour": now - timedelta(hours=1), "day": now - timedelta(days=1)}
    row = connection.execute(_OWED, {**since, "desk": desk_id, "address": counted_as(address)}).one()
    return int(row[1]), int(row[0])


def _told(made: Sequence[Any], waits: bool, hour: int, day: int) -> Told:
    last = made[-1]
    return Told(
        address=last.address,
        name=last.recipient_name,
        subject=last.subject,
        message_id=last.message_id,
        references=(*last.references, *([last.message_id] if last.message_id else [])),
        promised=any(row.template_values.get("promised", True) is not False for row in made),
        waits=waits,
        hour=hour,
        day=day,
    )
