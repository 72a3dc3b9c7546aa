"""What `recalculate` would do to open tickets, added up."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from mailhelp.core.recalculating import Kept, Recalculated
from mailhelp.core.whatif import shift
from mailhelp.core.whatiftally import LISTED


@dataclass(slots=True)
class Promised:
    """Open tickets, those whose promise would move, of these those that would wait longer, and why others keep theirs.

    most: those that move most.
    """

    open: int = 0
    moved: int = 0
    later: int = 0
    kept: Counter[Kept] = field(default_factory=Counter)
    most: list[Recalculated] = field(default_factory=list)

    def add(self, one: Recalculated) -> None:
        """Count an open ticket."""
        self.open += 1
        self.moved += one.moved
        self.later += one.later
        if one.kept:
            self.kept[one.kept] += 1
        if one.moved:
            self.most = sorted([*self.most, one], key=_size, reverse=True)[:LISTED]


def _size(one: Recalculated) -> timedelta:
    return shift(one.ticket.promise.due_at, one.promise.due_at)
