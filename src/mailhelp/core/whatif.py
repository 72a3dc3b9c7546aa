"""What two sets of rules make of one stored mail, side by side."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mailhelp.core.ticket import Priority, RequestType
from mailhelp.core.ticketnow import TicketNow

IGNORED, SET_ASIDE, JOINED = "ignored", "set aside", "joined"
# How grave it is, for the size of a move: from P1 down to what nobody sees.
_PLACES = {"P1": 0, "P2": 1, "P3": 2, "P4": 3, "basic": 3, "enhanced": 4, JOINED: 3, SET_ASIDE: 6, IGNORED: 7}
_TARGETS = (*map(str, Priority), *map(str, RequestType))
# A promise that comes or goes counts as a move by so much.
NO_DEADLINE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class WouldBe:
    """What one set of rules makes of a mail, what staff settled laid over it.

    becomes: P1 to P4, basic, enhanced; for what opens no ticket "ignored", "set aside", "joined" or another fate.
    answers: what the rules alone say to each question, () where none judged. fired: names of the rules that matched.
    reason: why it opens no ticket.
    """

    becomes: str
    due_at: datetime | None = None
    assignee: str | None = None
    answers: tuple[tuple[str, str | None], ...] = ()
    fired: tuple[str, ...] = ()
    reason: str = ""

    @property
    def opens(self) -> bool:
        """Return True when a ticket is opened."""
        return self.becomes in _TARGETS

    @property
    def hidden(self) -> int:
        """Return how far it is from who works on tickets: 0 opens or joins one, 1 waits to be judged, 2 is put away."""
        return 0 if self.opens or self.becomes == JOINED else 1 if self.becomes == SET_ASIDE else 2

    def answer(self, question: str) -> str | None:
        """Return what the rules say to kind, type, impact or urgency; None where they say nothing."""
        return dict(self.answers).get(question)


@dataclass(frozen=True, slots=True)
class Compared:
    """One stored mail under two sets of rules.

    ticket: what it opened, as it stands now; None without one. old, new: None when it could not be read: `fault` says
    why. older: other rules than the active ones decided it. held: what staff settled keeps the ticket from moving.
    """

    mail_id: int
    subject: str = ""
    sender: str = ""
    received_at: datetime | None = None
    fate: str = ""
    ticket: TicketNow | None = None
    old: WouldBe | None = None
    new: WouldBe | None = None
    older: bool = False
    held: bool = False
    fault: str = ""
    moves: tuple[str, ...] = field(default=())

    @property
    def size(self) -> tuple[bool, int, timedelta, bool]:
        """Return how bad the move is, for sorting: to or from P1 first, then by steps, then by time."""
        if self.old is None or self.new is None:
            return False, 0, timedelta(), False
        steps = abs(_PLACES.get(self.old.becomes, 4) - _PLACES.get(self.new.becomes, 4))
        crosses = (self.old.becomes == Priority.P1) is not (self.new.becomes == Priority.P1)
        return crosses, steps, shift(self.old.due_at, self.new.due_at), "assignee" in self.moves


def shift(before: datetime | None, after: datetime | None) -> timedelta:
    """Return by how much a deadline moves, without its direction; a promise that comes or goes counts as 30 days."""
    if before is None or after is None:
        return timedelta() if before is after else NO_DEADLINE
    return abs(after - before)


def moves(old: WouldBe, new: WouldBe) -> tuple[str, ...]:
    """Return what moves: fate, kind, type, priority, deadline, assignee; () when nothing does."""
    if not old.opens or not new.opens:
        return () if old.becomes == new.becomes else ("fate",)
    found = (
        (_kind(old) != _kind(new), "kind"),
        (_kind(old) == _kind(new) == "request" and old.becomes != new.becomes, "type"),
        (_kind(old) == _kind(new) == "incident" and old.becomes != new.becomes, "priority"),
        (old.due_at != new.due_at, "deadline"),
        (old.assignee != new.assignee, "assignee"),
    )
    return tuple(name for moved, name in found if moved)


def apart(old: WouldBe, new: WouldBe) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the rules that matched under one side only: those of the old, those of the new."""
    return (
        tuple(name for name in old.fired if name not in new.fired),
        tuple(name for name in new.fired if name not in old.fired),
    )


def _kind(one: WouldBe) -> str:
    return "request" if one.becomes in ("basic", "enhanced") else "incident"
