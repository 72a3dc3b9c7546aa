"""A ticket as it stands: what it is now, and of that what staff settled."""

from dataclasses import dataclass
from datetime import datetime

from mailhelp.core.priority import Matrix
from mailhelp.core.ticket import Classification, Kind, Level, Priority, RequestType


@dataclass(frozen=True, slots=True)
class TicketNow:
    """A ticket as it is now, whoever decided it.

    opened_at, due_at: aware, UTC. rules_id: the rules that decided it. settled: what staff settled, of kind, type,
    impact, urgency, priority, due, assign; rules leave that alone.
    """

    number: int
    status: str
    subject: str
    kind: Kind
    request_type: RequestType | None
    impact: Level
    urgency: Level
    priority: Priority | None
    assignee: str | None
    opened_at: datetime
    due_at: datetime | None
    rules_id: int
    settled: frozenset[str] = frozenset()

    @property
    def target(self) -> str:
        """Return the name of the target that applies: P1-P4, basic or enhanced."""
        if self.kind is Kind.REQUEST:
            return str(self.request_type or RequestType.BASIC)
        return str(self.priority or Priority.P4)


def as_it_stands(found: Classification, ticket: TicketNow, matrix: Matrix) -> str:
    """Return the target of a ticket that rules judge anew, what staff settled left as it is: P1-P4, basic, enhanced.

    A priority that staff did not set is the matrix's answer to the impact and urgency that stand (design 9).
    """
    settled = ticket.settled
    kind = ticket.kind if "kind" in settled else found.kind
    if kind is Kind.REQUEST:
        type_ = ticket.request_type if "type" in settled else found.request_type
        return str(type_ or ticket.request_type or RequestType.BASIC)
    if "priority" in settled and ticket.priority is not None:
        return str(ticket.priority)
    if found.priority is not None and not settled & {"impact", "urgency"}:
        return str(found.priority)
    impact = ticket.impact if "impact" in settled else found.impact
    urgency = ticket.urgency if "urgency" in settled else found.urgency
    return str(matrix.priority(impact, urgency))
