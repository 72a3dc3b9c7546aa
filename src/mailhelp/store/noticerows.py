"""Notices as they are listed, with the names of design 10."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from mailhelp.store.schema import notices, tickets

NOTICE_ROWS = (
    select(
        notices.c.id,
        tickets.c.number,
        notices.c.kind,
        notices.c.address,
        notices.c.status,
        notices.c.message_id,
        notices.c.attempts,
        notices.c.sent_at,
        notices.c.created_at,
        notices.c.next_attempt_at,
        notices.c.reply,
    )
    .outerjoin_from(notices, tickets, notices.c.ticket_id == tickets.c.id)
    .where(notices.c.desk_id == bindparam("desk"))
)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as `mailhelp notices` lists it. ticket: a number, or None. reply: the relay's last words."""

    id: int
    ticket: int | None
    kind: str
    to: str
    status: str
    message_id: str | None
    attempts: int
    sent_at: datetime | None
    created_at: datetime
    next_attempt_at: datetime | None
    reply: str | None
