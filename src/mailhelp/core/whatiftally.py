"""What two sets of rules make of all stored mail, added up mail by mail in bounded memory."""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from mailhelp.core.ticket import Fate
from mailhelp.core.whatif import Compared, WouldBe

# So many mails of each list are shown to people.
LISTED = 20

_Ranked = tuple[tuple[bool, int, timedelta, bool], int, Compared]


@dataclass(slots=True)
class Worst:
    """The worst of many moves, at most `LISTED`; of equals those that came first."""

    _kept: list[_Ranked] = field(default_factory=list)
    count: int = 0

    def add(self, one: Compared) -> None:
        """Count a move, and keep it if it is one of the worst."""
        self.count += 1
        ranked = (one.size, -self.count, one)
        if len(self._kept) < LISTED:
            heapq.heappush(self._kept, ranked)
        else:
            heapq.heappushpop(self._kept, ranked)

    def worst_first(self) -> list[Compared]:
        """Return what was kept, the worst first."""
        return [one for _, _, one in sorted(self._kept, key=lambda ranked: ranked[:2], reverse=True)]


@dataclass(slots=True)
class Agreement:
    """How often rules answer one question as staff did: of `asked` corrections, right under the old and the new."""

    asked: int = 0
    old: int = 0
    new: int = 0


@dataclass(slots=True)
class Tally:
    """All that is told at the end. becomes: (old, new) to how many. moved: by what moves.

    older: tickets that other rules than the active ones decided. held: tickets that staff's word keeps from moving.
    lost: mails that would be put further away, set aside or ignored, than they are now; found: the reverse.
    fired_old, fired_new: rule to in how many mails it matched.
    """

    becomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)
    fired_old: Counter[str] = field(default_factory=Counter)
    fired_new: Counter[str] = field(default_factory=Counter)
    agreement: dict[str, Agreement] = field(default_factory=dict)
    tickets: Worst = field(default_factory=Worst)
    lost: Worst = field(default_factory=Worst)
    found: Worst = field(default_factory=Worst)
    unread: Worst = field(default_factory=Worst)
    decided: int = 0
    with_ticket: int = 0
    older: int = 0
    held: int = 0

    @property
    def changed(self) -> int:
        """Return of how many mails the outcome differs: its ticket moves, or there is one under one side only."""
        return self.tickets.count + self.lost.count + self.found.count

    @property
    def share(self) -> float:
        """Return the changed ones as a share of those decided again, 0 to 1."""
        return self.changed / self.decided if self.decided else 0.0

    def add(self, one: Compared, corrected: tuple[tuple[str, str], ...] = ()) -> None:
        """Count one mail. corrected: what staff say of it, as (question, answer)."""
        if one.old is None or one.new is None:
            self.unread.add(one)
            return
        self.decided += 1
        self.with_ticket += one.ticket is not None and one.fate != Fate.UPDATED
        self.older += one.older
        self.held += one.held
        self.becomes[one.old.becomes, one.new.becomes] += 1
        self.fired_old.update(one.old.fired)
        self.fired_new.update(one.new.fired)
        self.moved.update(one.moves)
        self._list(one, one.old, one.new)
        for question, answer in corrected:
            self._agree(question, one.old.answer(question) == answer, one.new.answer(question) == answer)

    def _list(self, one: Compared, old: WouldBe, new: WouldBe) -> None:
        if "fate" not in one.moves:
            if one.moves:
                self.tickets.add(one)
        elif new.hidden > old.hidden:
            self.lost.add(one)
        else:
            self.found.add(one)

    def _agree(self, question: str, old: bool, new: bool) -> None:
        found = self.agreement.setdefault(question, Agreement())
        found.asked += 1
        found.old += old
        found.new += new

    def newly_fired(self) -> list[tuple[str, int]]:
        """Return the rules that match only under the new side, with in how many mails, the most frequent first."""
        return [(name, count) for name, count in self.fired_new.most_common() if not self.fired_old[name]]

    def fired_no_more(self) -> list[tuple[str, int]]:
        """Return the rules that match only under the old side, with in how many mails, the most frequent first."""
        return [(name, count) for name, count in self.fired_old.most_common() if not self.fired_new[name]]
