"""Tickets as they are listed, with the names of design 10."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from mailhelp.core.stand import settled_reasons
from mailhelp.core.ticket import Reason
from mailhelp.store.attachments import AttachedMailRow, AttachmentRow
from mailhelp.store.mailrows import MailRow
from mailhelp.store.noticerows import NoticeRow
from mailhelp.store.schema import history, mails, ticket_links, ticket_people, ticket_tags, tickets

_MAILS = select(func.count(mails.c.id)).where(mails.c.ticket_id == tickets.c.id).scalar_subquery()
TICKET_ROWS = select(
    tickets.c.id,
    tickets.c.number,
    tickets.c.version,
    tickets.c.kind,
    tickets.c.request_type,
    tickets.c.impact,
    tickets.c.urgency,
    tickets.c.priority,
    tickets.c.status,
    tickets.c.subject,
    tickets.c.client,
    tickets.c.requester,
    tickets.c.assignee,
    tickets.c.opened_at,
    tickets.c.due_at,
    tickets.c.work_by,
    tickets.c.respond_due_at,
    tickets.c.resolved_at,
    _MAILS.label("mails"),
    tickets.c.check_classification.label("check"),
).where(tickets.c.desk_id == bindparam("desk"))
DETAILS = select(
    tickets.c.requester_name,
    tickets.c.target,
    tickets.c.moved_by,
    tickets.c.counted,
    tickets.c.classification,
    tickets.c.rules_id,
    tickets.c.check_classification,
    tickets.c.settled,
    tickets.c.promised_by,
).where(tickets.c.id == bindparam("ticket"))
TAGS = (
    select(ticket_tags.c.ticket_id, ticket_tags.c.tag)
    .where(ticket_tags.c.ticket_id.in_(bindparam("ids", expanding=True)))
    .order_by(ticket_tags.c.ticket_id, ticket_tags.c.tag)
)
PEOPLE = (
    select(ticket_people.c.address, ticket_people.c.role)
    .where(ticket_people.c.ticket_id == bindparam("ticket"))
    .order_by(ticket_people.c.role.desc(), ticket_people.c.address)
)
HISTORY = (
    select(
        history.c.happened_at,
        history.c.who,
        history.c.change,
        history.c.before,
        history.c.after,
        history.c.note,
        history.c.mail_id,
        history.c.notice_id,
        history.c.move_id,
    )
    .where(history.c.ticket_id == bindparam("ticket"))
    .order_by(history.c.happened_at, history.c.place)
)
LINKS = select(tickets.c.number).where(
    tickets.c.id.in_(
        select(ticket_links.c.other_id)
        .where(ticket_links.c.ticket_id == bindparam("ticket"))
        .union_all(select(ticket_links.c.ticket_id).where(ticket_links.c.other_id == bindparam("ticket")))
    )
)


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket as `mailhelp tickets` lists it.

    mails: how many are on it. breached: due_at passed unresolved. check: staff should check the classification.
    """

    id: int
    number: int
    version: int
    kind: str
    request_type: str | None
    impact: str
    urgency: str
    priority: str | None
    status: str
    subject: str
    client: str | None
    requester: str
    assignee: str | None
    opened_at: datetime
    due_at: datetime | None
    work_by: datetime | None
    respond_due_at: datetime | None
    resolved_at: datetime | None
    breached: bool
    mails: int
    tags: tuple[str, ...]
    check: bool


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One line of a ticket's history. mail_id, notice_id, move_id: by which mail, about which notice, by which move."""

    happened_at: datetime
    who: str
    change: str
    before: str | None
    after: str | None
    note: str
    mail_id: int | None
    notice_id: int | None
    move_id: int | None


@dataclass(frozen=True, slots=True)
class TicketStory:
    """All that is known of a ticket, oldest first.

    people: (folded address, "requester" or "participant"). links: numbers of tickets beside it. classification: as
    JSON values, with its reasons: what the rules said. settled: what staff decided over them. counted: (start, end) in
    ISO format of the business time counted up to due_at. promised_by: the rules whose calendar and targets were counted
    by, None for those that judged it.
    """

    ticket: TicketRow
    requester_name: str
    target: str
    moved_by: str | None
    counted: tuple[tuple[str, str], ...]
    classification: dict[str, Any]
    rules_id: int
    people: tuple[tuple[str, str], ...]
    mails: tuple[MailRow, ...]
    history: tuple[HistoryRow, ...]
    notices: tuple[NoticeRow, ...]
    links: tuple[int, ...]
    attachments: tuple[AttachmentRow, ...]
    attached_mails: tuple[AttachedMailRow, ...]
    settled: tuple[Reason, ...] = ()
    promised_by: int | None = None


def settled_of(ticket: TicketRow, settled: Mapping[str, str] | None) -> tuple[Reason, ...]:
    """Return what staff settled of a ticket, as reasons of the "rule" `staff (NAME)`; moments in ISO format."""
    values = {
        "kind": ticket.kind,
        "type": ticket.request_type,
        "impact": ticket.impact,
        "urgency": ticket.urgency,
        "priority": ticket.priority,
        "due": ticket.due_at.isoformat() if ticket.due_at else None,
        "assign": ticket.assignee,
    }
    return settled_reasons(values, settled or {})


def ticket_row(row: Any, tags: tuple[str, ...], now: datetime | None) -> TicketRow:
    """Return a row of TICKET_ROWS as a value. now: None leaves open tickets unbreached."""
    settled_at = row.resolved_at or now
    breached = row.due_at is not None and settled_at is not None and settled_at > row.due_at
    return TicketRow(**row._mapping, breached=breached, tags=tags)
