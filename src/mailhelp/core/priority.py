"""The matrix of impact and urgency (service text: Incident Prioritisation)."""

from dataclasses import dataclass

from mailhelp.core.ticket import Level, Priority

# The service text has P1 for high and high; the other cells follow its examples.
STANDARD_CELLS = (
    ((Level.HIGH, Level.HIGH), Priority.P1),
    ((Level.HIGH, Level.MEDIUM), Priority.P2),
    ((Level.HIGH, Level.LOW), Priority.P3),
    ((Level.MEDIUM, Level.HIGH), Priority.P2),
    ((Level.MEDIUM, Level.MEDIUM), Priority.P3),
    ((Level.MEDIUM, Level.LOW), Priority.P4),
    ((Level.LOW, Level.HIGH), Priority.P3),
    ((Level.LOW, Level.MEDIUM), Priority.P4),
    ((Level.LOW, Level.LOW), Priority.P4),
)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Which priority each pair of impact and urgency gives; `cells` holds all nine pairs."""

    cells: tuple[tuple[tuple[Level, Level], Priority], ...] = STANDARD_CELLS

    def priority(self, impact: Level, urgency: Level) -> Priority:
        """Return the priority of an incident.

        >>> Matrix().priority(Level.HIGH, Level.MEDIUM).value
        'P2'
        """
        return next(priority for pair, priority in self.cells if pair == (impact, urgency))


def graver(one: Priority, other: Priority) -> Priority:
    """Return the graver of two priorities.

    >>> graver(Priority.P3, Priority.P2).value
    'P2'
    """
    return min(one, other, key=lambda priority: priority.value)
