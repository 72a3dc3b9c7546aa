"""What templates are given of a ticket; for clients a view with no internal field (design 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from mailhelp.core.ticket import Kind, Priority, RequestType
from mailhelp.core.wording import clean_line, clean_subject, local_time

# The words of the service text.
KIND_WORDS = {Kind.INCIDENT: "Incident", Kind.REQUEST: "Service request"}
PRIORITY_WORDS = {
    Priority.P1: "Priority 1 (Critical)",
    Priority.P2: "Priority 2 (High)",
    Priority.P3: "Priority 3 (Medium)",
    Priority.P4: "Priority 4 (Low)",
}
TYPE_WORDS = {RequestType.BASIC: "Basic", RequestType.ENHANCED: "Enhanced"}
TARGET_WORDS = {Kind.INCIDENT: "Resolution", Kind.REQUEST: "Fulfilment"}


class TicketRow(Protocol):
    """A ticket as the store hands it over; moments are aware UTC, classification is JSON."""

    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def request_type(self) -> str | None: ...
    @property
    def impact(self) -> str: ...
    @property
    def urgency(self) -> str: ...
    @property
    def priority(self) -> str | None: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def work_by(self) -> datetime | None: ...
    @property
    def status(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def requester(self) -> str: ...
    @property
    def client(self) -> str | None: ...
    @property
    def assignee(self) -> str | None: ...
    @property
    def classification(self) -> Mapping[str, object]: ...
    @property
    def opened_at(self) -> datetime: ...


class NoticeRow(Protocol):
    """A notice that is due, as the store hands it over."""

    @property
    def values(self) -> Mapping[str, object]: ...
    @property
    def subject(self) -> str | None: ...
    @property
    def ticket(self) -> TicketRow | None: ...


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells, and how: the desk's name and address, the prefix of its tickets, its time zone."""

    name: str
    address: str
    prefix: str
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket in the words of the service text; "" where there is nothing to say.

    name: "PX-12". kind: "Incident". level: "Priority 1 (Critical)" or "Basic". code: P1 to P4, basic or enhanced.
    target_word: "Resolution" or "Fulfilment". target: as written ("12 business hours"). due: local time with zone
    ("Tuesday 1 December 2026, 11:00 GMT"). by_agreement: done by project agreement, with no date yet.
    """

    name: str
    kind: str
    level: str
    code: str
    target_word: str
    target: str
    due: str
    by_agreement: bool


@dataclass(frozen=True, slots=True)
class ClientView:
    """What a template for clients sees.

    ticket: its name only. subject: of the mail answered, one clean line without links. understood: what we made of it;
    None for an unknown sender where clients are listed, who gets a number but no promised time. ref: the hint that
    stands in the last line, "" where there is none.
    """

    desk: str
    address: str
    ticket: str
    subject: str
    understood: TicketView | None
    ref: str


def client_view(notice: NoticeRow, teller: Teller, *, target: str = "", token: str = "") -> ClientView:
    """Return what the template of a notice to a client sees.

    notice.values: promised (False: no promised time). target: as written in the rules, "" where it is not known.
    """
    ticket = notice.ticket
    promised = ticket is not None and notice.values.get("promised", True) is not False
    return ClientView(
        desk=clean_line(teller.name),
        address=teller.address,
        ticket=ticket_name(ticket, teller),
        subject=clean_subject(notice.subject or "", teller.prefix),
        understood=ticket_view(ticket, teller, target) if ticket and promised else None,
        ref=ref_line(token),
    )


def ticket_view(ticket: TicketRow, teller: Teller, target: str) -> TicketView:
    """Return what is told of a ticket to clients and staff alike."""
    kind = Kind(ticket.kind)
    request = RequestType(ticket.request_type or RequestType.BASIC)
    priority = Priority(ticket.priority or Priority.P4)
    incident = kind is Kind.INCIDENT
    return TicketView(
        name=ticket_name(ticket, teller),
        kind=KIND_WORDS[kind],
        level=PRIORITY_WORDS[priority] if incident else TYPE_WORDS[request],
        code=str(priority if incident else request),
        target_word=TARGET_WORDS[kind],
        target=clean_line(target, 200),
        due=local_time(ticket.due_at, teller.zone),
        by_agreement=not incident and request is RequestType.ENHANCED and ticket.due_at is None,
    )


def ticket_name(ticket: TicketRow | None, teller: Teller) -> str:
    """Return how people call a ticket, "" for none."""
    return f"{teller.prefix}-{ticket.number}" if ticket else ""


def ref_line(token: str) -> str:
    """Return the hint that stands in the last line of a notice (design 5), "" without a token."""
    return f"ref: {token}" if token else ""
