"""Notices that are due, with what is needed to render and send them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from mailhelp.core.notices import Manner, NoticeKind, Owed
from mailhelp.store.schema import notice_bytes, notices, tickets

_NOTICE = (
    notices.c.id,
    notices.c.kind,
    notices.c.address,
    notices.c.manner,
    notices.c.rank,
    notices.c.to_client,
    notices.c.recipient_name,
    notices.c.template_values,
    notices.c.subject.label("notice_subject"),
    notices.c.in_reply_to,
    notices.c.references,
    notices.c.cause_kind,
    notices.c.cause_id,
    notices.c.message_id,
    notices.c.envelope_sender,
    notices.c.attempts,
    notices.c.created_at,
    notice_bytes.c.content,
    tickets.c.check_classification,
)
_TICKET = (
    tickets.c.number,
    tickets.c.id,
    tickets.c.kind,
    tickets.c.request_type,
    tickets.c.impact,
    tickets.c.urgency,
    tickets.c.priority,
    tickets.c.status,
    tickets.c.subject,
    tickets.c.client,
    tickets.c.requester,
    tickets.c.requester_name,
    tickets.c.assignee,
    tickets.c.opened_at,
    tickets.c.due_at,
    tickets.c.work_by,
    tickets.c.classification,
    tickets.c.target,
)
_MINE = notices.c.desk_id == bindparam("desk")
# What was never tried is due at once, also when the clock was set back since it was owed.
_IS_DUE = or_(
    notices.c.next_attempt_at <= bindparam("now"),
    and_(notices.c.next_attempt_at > bindparam("now"), notices.c.attempts == 0),
)
_ALL_DUE = (
    select(notices.c.id, notices.c.attempts)
    .where(_MINE, _IS_DUE)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
DUE = _ALL_DUE.order_by(notices.c.rank, notices.c.created_at, notices.c.id)
LONGEST_WAITING = _ALL_DUE.order_by(notices.c.next_attempt_at, notices.c.id)
NOTICE = (
    select(*_NOTICE, *(column.label(f"ticket_{column.name}") for column in _TICKET))
    .outerjoin_from(notices, tickets, notices.c.ticket_id == tickets.c.id)
    .outerjoin(notice_bytes, notice_bytes.c.notice_id == notices.c.id)
    .where(_MINE, notices.c.id == bindparam("notice"))
)


@dataclass(frozen=True, slots=True)
class NoticeTicket:
    """The ticket that a notice is about, as it is now.

    classification: as JSON values, with its reasons. target: as written in the rules ("12 business hours").
    """

    number: int
    id: int
    kind: str
    request_type: str | None
    impact: str
    urgency: str
    priority: str | None
    status: str
    subject: str
    client: str | None
    requester: str
    requester_name: str
    assignee: str | None
    opened_at: datetime
    due_at: datetime | None
    work_by: datetime | None
    classification: dict[str, Any]
    target: str


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A notice that one sender may send now.

    ticket: None for notices about no ticket. message_id, envelope_sender, raw: None before the bytes were stored; then
    they are sent as they are. attempts: this one counted.
    """

    notice_id: int
    owed: Owed
    cause_kind: str
    cause_id: int
    ticket: NoticeTicket | None
    message_id: str | None
    envelope_sender: str | None
    raw: bytes | None
    attempts: int
    created_at: datetime


def due_notice(row: Any) -> DueNotice:
    """Return a row of NOTICE, just claimed, as a value; raise ValueError when it makes none."""
    ticket = row[len(_NOTICE) :]
    return DueNotice(
        notice_id=row.id,
        owed=_owed(row),
        cause_kind=row.cause_kind,
        cause_id=row.cause_id,
        ticket=None if row.ticket_id is None else _marked(NoticeTicket(*ticket), row.check_classification),
        message_id=row.message_id,
        envelope_sender=row.envelope_sender,
        raw=row.content,
        attempts=row.attempts,
        created_at=row.created_at,
    )


def _marked(ticket: NoticeTicket, check: bool) -> NoticeTicket:
    """Return the ticket with the mark as it stands: what staff settled need not be checked any more."""
    return replace(ticket, classification={**ticket.classification, "check": check})


def _owed(row: Any) -> Owed:
    return Owed(
        kind=NoticeKind(row.kind),
        recipient=row.address,
        manner=Manner(row.manner),
        rank=row.rank,
        to_client=row.to_client,
        recipient_name=row.recipient_name,
        values=row.template_values,
        subject=row.notice_subject,
        in_reply_to=row.in_reply_to,
        references=tuple(row.references),
    )
