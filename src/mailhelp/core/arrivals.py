"""Which of two targets is over first, for mails that arrive at any time of a year."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from mailhelp.core.sla import Target, Unit, promise
from mailhelp.core.workhours import Calendar

STEP = 15
YEAR = 365
_DAY = timedelta(days=1)
_DAY_MINUTES = 1440
# A day: for each quarter of an hour, whether the desk is open, and whether the graver target is over later.
Quarters = tuple[tuple[bool, bool], ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """How often the graver target is over after the lesser one, of 0 to 1.

    always: of all arrivals in a year. while_open: of those in opening hours. since: for Monday to Sunday of a week
    without holidays the minute of the day from which on arrivals in opening hours are such; None where it is not so.
    """

    always: float
    while_open: float
    since: tuple[int | None, ...]


def later_shares(graver: Target, lesser: Target, calendar: Calendar, start: date) -> Shares:
    """Return how often the graver target is over later, for an arrival each 15 minutes of a year from `start` on.

    Raises BadConfiguration when the desk never opens.
    """
    pair = _Pair({"P1": graver, "P2": lesser}, calendar)
    quarters = [one for number in range(YEAR) for one in pair.day(start + number * _DAY)]
    at_work = [late for is_open, late in quarters if is_open]
    plain = _Pair(pair.targets, replace(calendar, holidays=MappingProxyType({}), special=MappingProxyType({})))
    monday = start - start.weekday() * _DAY
    return Shares(
        always=sum(late for _, late in quarters) / len(quarters),
        while_open=sum(at_work) / max(1, len(at_work)),
        since=tuple(_since(plain.day(monday + number * _DAY)) for number in range(7)),
    )


def _since(quarters: Quarters) -> int | None:
    late = [number for number, (is_open, is_late) in enumerate(quarters) if is_open and is_late]
    if not late:
        return None
    after = [is_late for is_open, is_late in quarters[late[0] :] if is_open]
    return late[0] * STEP if all(after) else None


class _Pair:
    """Two targets on a calendar; days that are like one before are not counted again."""

    def __init__(self, targets: dict[str, Target], calendar: Calendar) -> None:
        self.targets = targets
        self._calendar = calendar
        self._known: dict[object, Quarters] = {}

    def day(self, day: date) -> Quarters:
        """Return what arrivals of one local day come to."""
        like = self._like(day)
        if like not in self._known:
            self._known[like] = tuple(self._of_day(day))
        return self._known[like]

    def _like(self, day: date) -> object:
        """Return all that decides about a day: the hours of the days until both targets of its end are over."""
        end = self._calendar.moment(day, _DAY_MINUTES - 1)
        last = max(due for due in self._dues(end) if due)
        days = (last - end).days + 3
        return tuple(self._calendar.spans_on(day + number * _DAY) for number in range(-1, days))

    def _of_day(self, day: date) -> Iterator[tuple[bool, bool]]:
        by_clock = any(target.unit is Unit.HOURS for target in self.targets.values())
        before: tuple[bool, bool] | None = None
        for minute in range(0, _DAY_MINUTES, STEP):
            moment = self._calendar.moment(day, minute)
            is_open = self._calendar.is_open_at(moment)
            # While the desk is closed nothing changes until it opens, but for targets by the clock.
            if before is None or is_open or before[0] or by_clock:
                first, second = self._dues(moment)
                before = (is_open, first is not None and second is not None and first > second)
            yield before

    def _dues(self, moment: datetime) -> tuple[datetime | None, datetime | None]:
        first, second = (
            promise(name, moment, targets={name: target}, calendar=self._calendar).due_at
            for name, target in self.targets.items()
        )
        return first, second
