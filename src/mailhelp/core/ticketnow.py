"""A ticket as it stands, and what would stand had other rules judged it."""

from dataclasses import dataclass, replace
from datetime import datetime

from mailhelp.core.rules import Ruleset
from mailhelp.core.stand import IMPACT, KIND, PRIORITY, TYPE, URGENCY, Stand, priority_of
from mailhelp.core.ticket import Classification


@dataclass(frozen=True, slots=True)
class TicketNow:
    """A ticket as it is now, whoever decided it. opened_at: from when its promise counts, aware, UTC."""

    number: int
    status: str
    subject: str
    client: str | None
    opened_at: datetime
    stand: Stand

    @property
    def settled(self) -> frozenset[str]:
        """Return what staff settled: kind, type, impact, urgency, priority, due, assign."""
        return frozenset(self.stand.settled)


def judged_anew(ticket: TicketNow, found: Classification, rules: Ruleset) -> Stand:
    """Return what would stand of a ticket had these rules judged it so; what staff settled stays as it is."""
    now, settled = ticket.stand, ticket.settled
    stand = replace(
        now,
        kind=now.kind if KIND in settled else found.kind,
        request_type=now.request_type if TYPE in settled else found.request_type,
        impact=now.impact if IMPACT in settled else found.impact,
        urgency=now.urgency if URGENCY in settled else found.urgency,
        assignee=now.assignee if "assign" in settled else found.assign,
    )
    if PRIORITY in settled:
        return stand
    return replace(stand, priority=priority_of(stand, found.priority, ticket.client, rules))
