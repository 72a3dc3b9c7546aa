"""A ticket: an incident or a request, its classification, its status."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a ticket is (service text: Incident Management, Request Management)."""

    INCIDENT = "incident"
    REQUEST = "request"


class RequestType(StrEnum):
    """The two types of request (service text: Request Types)."""

    BASIC = "basic"
    ENHANCED = "enhanced"


class Level(StrEnum):
    """A step of impact or urgency."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Priority(StrEnum):
    """Priority 1 (Critical) to Priority 4 (Low) of the service text."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class Status(StrEnum):
    """Where a ticket is in its life (design 1)."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    AGREEMENT = "agreement"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Fate(StrEnum):
    """What became of a mail (design 1)."""

    OPENED = "opened"
    UPDATED = "updated"
    COMMANDED = "commanded"
    NOTED = "noted"
    BOUNCED = "bounced"
    DUPLICATE = "duplicate"
    LOOP = "loop"
    HISTORY = "history"
    SET_ASIDE = "set_aside"
    IGNORED = "ignored"
    SPAM = "spam"
    REFUSED = "refused"


class NoticeStatus(StrEnum):
    """Where a notice is on its way out (design 1)."""

    OWED = "owed"
    HELD = "held"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one question was answered so: which rule, with which words, how strongly (design promise 8).

    question: kind, type, impact, urgency, priority, assign, tag, …; value: what the rule says to it.
    rule: its name; where: "rules.yaml:14"; words: the very words that matched; sentence: where they stand.
    counted: False for a rule that nearly matched; `lacked` then says what was missing.
    """

    question: str
    value: str
    rule: str
    strength: int = 0
    words: tuple[str, ...] = ()
    sentence: str = ""
    where: str = ""
    counted: bool = True
    lacked: str = ""


@dataclass(frozen=True, slots=True)
class Classification:
    """What the rules make of a mail.

    request_type: None for incidents. impact, urgency: of incidents and requests alike. priority: None for requests.
    confidence: 0 to 1. check: True when a lead was under 2 or nothing fitted (staff should check the classification).
    Then come the effects of `then`: assign, tags, acknowledge (None: as usual; False: never), ignore, set_aside,
    notify (staff names).
    """

    kind: Kind
    request_type: RequestType | None
    impact: Level
    urgency: Level
    priority: Priority | None
    confidence: float
    check: bool
    reasons: tuple[Reason, ...] = ()
    assign: str | None = None
    tags: tuple[str, ...] = ()
    acknowledge: bool | None = None
    ignore: bool = False
    set_aside: bool = False
    notify: tuple[str, ...] = ()
    client: str | None = None

    @property
    def target(self) -> str:
        """Return the name of the target that applies: P1-P4, basic or enhanced."""
        if self.kind is Kind.REQUEST:
            return str(self.request_type or RequestType.BASIC)
        return str(self.priority or Priority.P4)


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time, both ends aware UTC, start before end."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """The deadline of a ticket (design 9).

    due_at: what the requester is told, aware UTC; None where there is none (by agreement).
    work_by: when staff should have done it: the earliest of own and all lower priorities' moments.
    moved_by: the priority that made `work_by` earlier than `due_at`, else None.
    counted: the stretches of business time counted up to `due_at`. target: as written in the rules.
    respond_due_at: where a response target is written.
    """

    due_at: datetime | None
    work_by: datetime | None
    moved_by: str | None = None
    counted: tuple[Interval, ...] = ()
    target: str = ""
    respond_due_at: datetime | None = None
