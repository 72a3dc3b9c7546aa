"""Where a ticket stands: all of it that staff may command, who settled what, and what follows from that (design 9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from mailhelp.core.people import Client
from mailhelp.core.priority import graver
from mailhelp.core.promising import promised
from mailhelp.core.repromising import NOTHING_TOLD, Told
from mailhelp.core.rules import Ruleset
from mailhelp.core.ticket import Interval, Kind, Level, Priority, Promise, Reason, RequestType, Status

# What the rules answer and staff may correct; `priority`, `due` and `assign` can be settled too, but teach nothing.
QUESTIONS = ("kind", "type", "impact", "urgency")
KIND, TYPE, IMPACT, URGENCY = QUESTIONS
PRIORITY, DUE, ASSIGN = "priority", "due", "assign"


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules said of the mail that opened a ticket; check: that staff should look at it."""

    kind: Kind
    request_type: RequestType | None
    impact: Level
    urgency: Level
    priority: Priority | None
    check: bool = False

    def answer(self, question: str) -> str | None:
        """Return what they said to a question of QUESTIONS."""
        answers = (self.kind, self.request_type, self.impact, self.urgency)
        return _text(dict(zip(QUESTIONS, answers, strict=True))[question])


@dataclass(frozen=True, slots=True)
class Stand:
    """What stands of a ticket now. settled: what staff decided to who did, by name (see store/corrections)."""

    kind: Kind
    request_type: RequestType | None
    impact: Level
    urgency: Level
    priority: Priority | None
    assignee: str | None
    due_at: datetime | None
    check: bool = False
    tags: tuple[str, ...] = ()
    settled: Mapping[str, str] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """Return the name of the target that applies: P1-P4, basic or enhanced."""
        if self.kind is Kind.REQUEST:
            return str(self.request_type or RequestType.BASIC)
        return str(self.priority or Priority.P4)

    def answer(self, question: str) -> str | None:
        """Return what stands as answer to a question of QUESTIONS, or as priority or assignee."""
        answers = (self.kind, self.request_type, self.impact, self.urgency, self.priority, self.assignee)
        return _text(dict(zip((*QUESTIONS, PRIORITY, ASSIGN), answers, strict=True))[question])

    def by(self, who: str, question: str) -> Mapping[str, str]:
        """Return `settled` with a question that `who` settles."""
        return {**self.settled, question: who}

    def without(self, *questions: str) -> Mapping[str, str]:
        """Return `settled` without what nobody settles any more."""
        return {question: who for question, who in self.settled.items() if question not in questions}


@dataclass(frozen=True, slots=True)
class LastMove:
    """What one member of staff last did to a ticket. changes: as `core.undoing` wrote them."""

    move_id: int
    commands: str
    changes: Mapping[str, object]
    undone: bool = False


@dataclass(frozen=True, slots=True)
class CommandedTicket:
    """A ticket that is commanded, as read.

    opened_at: from when its promise counts, aware. rules_id: of the rules that judged it; promised_by: of those that
    its promise follows from. told: what its requester was told. last: the last move of who commands now, None when
    there is none.
    """

    ticket_id: int
    number: int
    version: int
    status: Status
    subject: str
    client: str | None
    opened_at: datetime
    rules_id: int
    promised_by: int
    stand: Stand
    said: Said
    pauses: tuple[Interval, ...] = ()
    told: Told = NOTHING_TOLD
    last: LastMove | None = None


def derived(stand: Stand, ticket: CommandedTicket, rules: Ruleset) -> Stand:
    """Return the stand with the priority that follows where staff set none, and whether it is still to be checked.

    `#priority` > matrix of corrected impact and urgency > the client's `at_least` > rules (design 9).
    """
    judged = any(question in stand.settled for question in (*QUESTIONS, PRIORITY))
    priority = (
        stand.priority if PRIORITY in stand.settled else priority_of(stand, ticket.said.priority, ticket.client, rules)
    )
    return replace(stand, priority=priority, check=ticket.said.check and not judged)


def priority_of(stand: Stand, said: Priority | None, client: str | None, rules: Ruleset) -> Priority | None:
    """Return the priority that follows from what stands where staff set none; None for a request.

    said: what the rules said, None where they said nothing. client: the name of the ticket's client.
    """
    if stand.kind is Kind.REQUEST:
        return None
    if IMPACT in stand.settled or URGENCY in stand.settled:
        return rules.matrix.priority(stand.impact, stand.urgency)
    if said is not None:
        return said
    found = rules.matrix.priority(stand.impact, stand.urgency)
    floor = _at_least(client, rules.clients)
    return graver(found, floor) if floor else found


def _at_least(name: str | None, clients: tuple[Client, ...]) -> Priority | None:
    return next((client.at_least for client in clients if client.name == name), None)


def promise_of(stand: Stand, ticket: CommandedTicket, rules: Ruleset) -> Promise:
    """Return the promise of a ticket from its start, less its pauses; what staff set by `#due` is the moment itself."""
    found = promised(stand.target, ticket.opened_at, rules, pauses=ticket.pauses)
    if DUE not in stand.settled or stand.due_at is None:
        return found
    counted = rules.calendar.intervals_between(ticket.opened_at, stand.due_at)
    return replace(found, due_at=stand.due_at, work_by=stand.due_at, moved_by=None, counted=counted, target="")


def settled_reasons(stand: Mapping[str, str | None], settled: Mapping[str, str]) -> tuple[Reason, ...]:
    """Return what staff settled, as reasons that stand before all that rules say.

    stand: question to the value that stands. Each is a reason of the "rule" `staff (NAME)`.

    >>> settled_reasons({"impact": "medium"}, {"impact": "Ana"})[0].rule
    'staff (Ana)'
    """
    return tuple(
        Reason(question, stand.get(question) or "", f"staff ({settled[question]})")
        for question in (*QUESTIONS, PRIORITY, DUE, ASSIGN)
        if question in settled
    )


def _text(value: str | None) -> str | None:
    return None if value is None else str(value)
