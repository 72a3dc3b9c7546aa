"""Notices that could not be delivered: marked, and told in the history of their tickets."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from mailhelp.core.ticket import NoticeStatus
from mailhelp.store.identity import new_id
from mailhelp.store.schema import history, notices

_THESE = (notices.c.desk_id == bindparam("desk"), notices.c.id.in_(bindparam("ids", expanding=True)))
_TICKET = select(notices.c.ticket_id).where(*_THESE, notices.c.ticket_id.is_not(None)).limit(1)
_REFUSE = (
    update(notices)
    .where(*_THESE, notices.c.status != NoticeStatus.REFUSED.value)
    .values(status=NoticeStatus.REFUSED.value, next_attempt_at=None, claimed_by=None)
    .returning(notices.c.id, notices.c.ticket_id, notices.c.address)
)
_HISTORY = insert(history)


def ticket_of_notices(connection: Connection, desk_id: int, notice_ids: tuple[int, ...]) -> int | None:
    """Return the ticket that one of these notices is about; None when none is on a ticket."""
    return connection.execute(_TICKET, {"desk": desk_id, "ids": notice_ids}).scalar()


def refuse_notices(
    connection: Connection, desk_id: int, notice_ids: tuple[int, ...], *, now: datetime, mail_id: int | None, why: str
) -> None:
    """Mark notices as refused, once each, and write it into the history of their tickets.

    mail_id: the delivery report that told; None when the relay did. why: its words.
    """
    refused = connection.execute(_REFUSE, {"desk": desk_id, "ids": notice_ids}).all()
    lines = [
        {
            "id": new_id(),
            "desk_id": desk_id,
            "ticket_id": row.ticket_id,
            "happened_at": now,
            "place": place,
            "who": "mailhelp",
            "change": "notice",
            "after": NoticeStatus.REFUSED,
            "note": f"could not be delivered to {row.address}: {why}",
            "mail_id": mail_id,
            "notice_id": row.id,
        }
        for place, row in enumerate(refused, start=1000)
        if row.ticket_id is not None
    ]
    if lines:
        connection.execute(_HISTORY, lines)
