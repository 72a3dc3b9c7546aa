"""What the desk knows when it decides a mail (Situation), and what it decides (Decision)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mailhelp.core.notices import Owed
from mailhelp.core.ticket import Classification, Fate, Promise, Status


class FoundBy(StrEnum):
    """By which hint a ticket was found, strongest first (design 5)."""

    TOKEN = "token"
    REFERENCE = "reference"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class FoundTicket:
    """A ticket that a mail's thread hints name.

    people: folded addresses of requester and participants. version: as read; step 6 updates only this version.
    token_for: the address that the token in the mail was sent to, None when no valid token named the ticket.
    settled: staff have judged it over the rules.
    """

    ticket_id: int
    number: int
    version: int
    status: Status
    requester: str
    people: tuple[str, ...]
    client: str | None
    assignee: str | None
    subject: str
    found_by: FoundBy
    token_for: str | None = None
    resolved_at: datetime | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class SentNotice:
    """One of our notices that a mail refers to. recipient: folded. refused: it is known already that it bounced."""

    notice_id: int
    ticket_id: int | None
    kind: str
    recipient: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class FirstSight:
    """The earlier mail with the same fingerprint. fate: None while undecided; proven: its sender was."""

    mail_id: int
    received_at: datetime
    fate: Fate | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """What the store knows that bears on one mail (step 4).

    first_sight: an earlier mail of the same fingerprint, whatever its age.
    own: our notice with this very Message-ID, or whose signed header it bears: our own mail come back.
    bounced: the notices that a delivery report is about.
    acknowledged_hour, acknowledged_day: acknowledgements owed to the sender in the last hour and 24 hours.
    known_person: the sender has shown before that the address is theirs, or is one of a client's people.
    new_ticket_id: the id that a ticket opened by this mail will have.
    forced: staff judged a mail set aside ("client" or "staff"), or a proven copy of it came ("proven"); None for a
    mail on its first way. opened: the ticket that this very mail opened when it was decided before.
    deaths: how many workers died over this mail.
    sent: the texts that we sent to its author on these tickets, as far as they can be quoted.
    """

    new_ticket_id: int
    tickets: tuple[FoundTicket, ...] = ()
    first_sight: FirstSight | None = None
    own: SentNotice | None = None
    bounced: tuple[SentNotice, ...] = ()
    acknowledged_hour: int = 0
    acknowledged_day: int = 0
    known_person: bool = False
    forced: str | None = None
    opened: FoundTicket | None = None
    deaths: int = 0
    sent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A ticket to be opened; its number is given when it is committed.

    linked_to: tickets it belongs beside. known: the requester has shown that the address is theirs.
    """

    ticket_id: int
    classification: Classification
    promise: Promise
    subject: str
    requester: str
    requester_name: str
    opened_at: datetime
    client: str | None = None
    assignee: str | None = None
    tags: tuple[str, ...] = ()
    linked_to: tuple[int, ...] = ()
    participants: tuple[str, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a ticket's history: what changed, from what to what, or what happened.

    who: folded address, staff name or "mailhelp". change: "status", "priority", "mail", "notice", …
    """

    who: str
    change: str
    before: str | None = None
    after: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TicketChange:
    """A change to a ticket that exists: only if it still has `version` (else VersionConflict).

    values: column name of the ticket to its new value, e.g. {"status": "open"}; may be empty (a mail was added).
    classification, promise: new ones, None where they stay. known: folded address that has shown to be its owner's.
    """

    ticket_id: int
    version: int
    values: Mapping[str, object] = field(default_factory=dict)
    add_participants: tuple[str, ...] = ()
    classification: Classification | None = None
    promise: Promise | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a mail and what is owed for it: written as a whole or not at all (step 6).

    opened and changed are never both set. events belong to the ticket opened or changed.
    refused: ids of our notices that bounced. decide_again: the id of a first mail that was set aside and has now
    come with better proof. evidence: plain sentences.
    """

    fate: Fate
    reason: str
    evidence: tuple[str, ...] = ()
    opened: NewTicket | None = None
    changed: TicketChange | None = None
    events: tuple[Event, ...] = ()
    notices: tuple[Owed, ...] = ()
    refused: tuple[int, ...] = ()
    decide_again: int | None = None
    classification: Classification | None = None
    proven: bool = False
