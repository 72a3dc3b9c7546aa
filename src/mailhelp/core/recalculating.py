"""What the calendar and targets in force make of the promises of tickets that are open."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import StrEnum

from mailhelp.core.decision import Event, TicketChange
from mailhelp.core.rules import Ruleset
from mailhelp.core.sla import Unit, promise
from mailhelp.core.ticket import Interval, Kind, Priority, Promise, RequestType, Status
from mailhelp.core.wording import local_time

# What is settled or over keeps the promise it had.
RECALCULATED = (Status.NEW, Status.OPEN, Status.WAITING, Status.AGREEMENT, Status.ON_HOLD)
DUE = "due"
# Who did it, in the history of a ticket.
CONSOLE = "console"


class Kept(StrEnum):
    """Why a ticket keeps the promise it has; the values are shown to people."""

    BY_HAND = "staff set its time by hand"
    AGREED = "its time was agreed with the client"
    PASSED = "its promised time has passed"
    TOO_SOON = "the new time would have passed already"
    NO_TIME = "the rules in force promise no time for it any more"


@dataclass(frozen=True, slots=True)
class PromisedTicket:
    """An open ticket with the promise it has.

    target: P1 to P4, basic or enhanced. started_at: from when its promise counts, aware. pauses: those that have ended.
    settled: what staff settled, to who did. responded: a person has answered.
    """

    ticket_id: int
    number: int
    version: int
    status: Status
    target: str
    started_at: datetime
    promise: Promise
    subject: str = ""
    client: str | None = None
    requester: str = ""
    pauses: tuple[Interval, ...] = ()
    settled: Mapping[str, str] = field(default_factory=dict)
    responded: bool = False


@dataclass(frozen=True, slots=True)
class Recalculated:
    """A ticket with the promise that the rules in force give it; kept: why it keeps its own instead, else None."""

    ticket: PromisedTicket
    promise: Promise
    kept: Kept | None = None

    @property
    def changed(self) -> bool:
        """Return True when anything about the promise is different, be it for staff alone."""
        return self.kept is None and _told_of(self.promise) != _told_of(self.ticket.promise)

    @property
    def moved(self) -> bool:
        """Return True when what was promised to the requester is another moment."""
        return self.kept is None and self.promise.due_at != self.ticket.promise.due_at

    @property
    def later(self) -> bool:
        """Return True when the requester has to wait longer than was promised."""
        before, after = self.ticket.promise.due_at, self.promise.due_at
        return self.moved and before is not None and after is not None and after > before


def target_of(kind: str, priority: str | None, request_type: str | None) -> str:
    """Return the name of the target that applies to a ticket: P1 to P4, basic or enhanced."""
    if kind == Kind.REQUEST:
        return str(request_type or RequestType.BASIC)
    return str(priority or Priority.P4)


def recalculated(ticket: PromisedTicket, rules: Ruleset, now: datetime) -> Recalculated:
    """Return the promise that the rules in force give a ticket from its start; pure, the same for the same inputs.

    Its kind, type and priority stay. A promise that staff set, that a client agreed to, or whose time has passed stays;
    and none is taken back, or moved to a time that has passed, for nobody could keep it. now: aware.
    """
    if DUE in ticket.settled:
        return Recalculated(ticket, ticket.promise, Kept.BY_HAND)
    found = promise(
        ticket.target,
        ticket.started_at,
        targets=rules.targets,
        calendar=rules.calendar,
        pauses=ticket.pauses,
        respond=rules.respond,
    )
    found = replace(found, respond_due_at=_respond_due_at(found, ticket, now))
    return Recalculated(ticket, found, _kept(ticket, found, now))


def _kept(ticket: PromisedTicket, found: Promise, now: datetime) -> Kept | None:
    before, after = ticket.promise.due_at, found.due_at
    if before == after:
        return None
    if before is not None and ticket.promise.target.casefold() == Unit.AGREEMENT:
        return Kept.AGREED
    if before is not None and before <= now:
        return Kept.PASSED
    if after is None:
        return Kept.NO_TIME
    return Kept.TOO_SOON if after <= now else None


def _respond_due_at(found: Promise, ticket: PromisedTicket, now: datetime) -> datetime | None:
    """Return until when a person has to answer: as it was where one has, or where the new time has passed."""
    before, after = ticket.promise.respond_due_at, found.respond_due_at
    return before if ticket.responded or (after is not None and after <= now) else after


def _told_of(one: Promise) -> tuple[object, ...]:
    """Return what of a promise counts: the stretches that were counted follow from it."""
    return one.due_at, one.work_by, one.moved_by, one.respond_due_at, one.target


def change_of(one: Recalculated, rules_id: int) -> TicketChange:
    """Return the change that gives a ticket its new promise, only while it still is as it was read.

    rules_id: the rules that the promise follows from; those that judged the ticket stay in their place.
    """
    values = {"promised_by": rules_id}
    return TicketChange(one.ticket.ticket_id, one.ticket.version, values, promise=one.promise)


def history_of(one: Recalculated, *, zone: tzinfo, rules: str, untold: str) -> tuple[Event, ...]:
    """Return what the ticket's history says of its new promise, moments in `zone`.

    rules: the version's id as shown. untold: why the requester is not told of it, "" when they are.
    """
    before, after = one.ticket.promise, one.promise
    note = f"by the rules {rules}"
    if before.work_by != after.work_by:
        note += f"; work by {_at(after.work_by, zone)}, before {_at(before.work_by, zone)}"
    if one.moved and untold:
        note += f"; the requester is not told: {untold}"
    return (Event(CONSOLE, "recalculated", _at(before.due_at, zone), _at(after.due_at, zone), note),)


def _at(moment: datetime | None, zone: tzinfo) -> str:
    return local_time(moment, zone) or str(Unit.AGREEMENT)
