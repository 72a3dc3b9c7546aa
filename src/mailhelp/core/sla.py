"""Targets and the deadlines that follow from them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from mailhelp.core.ticket import Interval, Priority, Promise
from mailhelp.core.workhours import BusinessDay, Calendar, length, merged, utc, without

LARGEST_AMOUNT = 1000
ALLOWED = 'write for example "12 business hours", "1 business day", "4 hours" or "by agreement"'
_WRITTEN = re.compile(r"(\d{1,9}) (business hour|business day|hour)s?")


class Unit(StrEnum):
    """What a target counts. HOURS go on by night and at weekends; AGREEMENT has no deadline."""

    BUSINESS_HOURS = "business hour"
    BUSINESS_DAYS = "business day"
    HOURS = "hour"
    AGREEMENT = "by agreement"


@dataclass(frozen=True, slots=True)
class Target:
    """How long something may take, as the rules write it. amount: of the unit; 0 for AGREEMENT only."""

    amount: int
    unit: Unit
    text: str


NO_TARGETS: Mapping[str, Target] = MappingProxyType({})


def parse_target(text: str) -> Target:
    """Return the target that a text means; raise ValueError, saying what is allowed, when it means none.

    >>> parse_target("1 business day")
    Target(amount=1, unit=<Unit.BUSINESS_DAYS: 'business day'>, text='1 business day')
    """
    written = " ".join(text.split())
    if written.casefold() == Unit.AGREEMENT:
        return Target(0, Unit.AGREEMENT, written)
    found = _WRITTEN.fullmatch(written.casefold())
    if found is None:
        raise ValueError(f'"{written}" is not a target: {ALLOWED}')
    amount = int(found[1])
    if not 1 <= amount <= LARGEST_AMOUNT:
        raise ValueError(f'"{written}": the number must be from 1 to {LARGEST_AMOUNT}; {ALLOWED}')
    return Target(amount, Unit(found[2]), written)


def promise(
    target_name: str,
    received_at: datetime,
    *,
    targets: Mapping[str, Target],
    calendar: Calendar,
    pauses: tuple[Interval, ...] = (),
    respond: Mapping[str, Target] = NO_TARGETS,
) -> Promise:
    """Return the deadline of what was received at an aware moment.

    Resolve the target without pauses, add the business minutes of all pauses, and round a `close` deadline so moved up
    to that day's closing. Business hours start to count at the next opening. `business_day: close`: closing time of the
    Nth business day after the local date of receipt; `same time`: see `_same_time`. A target in plain hours runs by
    the clock, so its pauses add their clock time. Pauses may overlap; what lies before receipt does not count.
    `work_by` is the earliest of the own and all lower priorities' moments; for requests the own.
    `counted` are the intervals that make up the target: of `close` days those of the days after receipt; no pauses.

    target_name: P1 to P4, basic or enhanced. respond: response targets by the same names.
    Raises ValueError for a naive time or an unknown name, BadConfiguration when the desk never opens.
    """
    if target_name not in targets:
        raise ValueError(f'there is no target "{target_name}"; there are: {", ".join(targets)}')
    clock = _Clock(calendar, utc(received_at), pauses)
    due_at = clock.due_at(targets[target_name])
    work_by, moved_by = _work_by(target_name, targets, clock)
    return Promise(
        due_at=due_at,
        work_by=work_by,
        moved_by=moved_by,
        counted=clock.counted(targets[target_name], due_at),
        target=targets[target_name].text,
        respond_due_at=clock.due_at(respond[target_name]) if target_name in respond else None,
    )


def _work_by(name: str, targets: Mapping[str, Target], clock: "_Clock") -> tuple[datetime | None, str | None]:
    priorities = [str(priority) for priority in Priority]
    names = priorities[priorities.index(name) :] if name in priorities else [name]
    moments = [(clock.due_at(targets[each]), each) for each in names if each in targets]
    best: tuple[datetime | None, str | None] = (None, None)
    for due_at, each in moments:
        if due_at is not None and (best[0] is None or due_at < best[0]):
            best = (due_at, None if each == name else each)
    return best


@dataclass(frozen=True, slots=True)
class _Clock:
    """What the deadlines of one ticket have in common."""

    calendar: Calendar
    received_at: datetime
    pauses: tuple[Interval, ...]

    @property
    def paused(self) -> tuple[Interval, ...]:
        """Return the pauses since receipt, merged."""
        return merged(Interval(max(each.start, self.received_at), each.end) for each in self.pauses)

    @property
    def paused_business(self) -> timedelta:
        """Return the business time of all pauses."""
        return sum((self.calendar.business_between(each.start, each.end) for each in self.paused), timedelta())

    def due_at(self, target: Target) -> datetime | None:
        """Return when a target is over, None for agreement."""
        match target.unit:
            case Unit.AGREEMENT:
                return None
            case Unit.HOURS:
                return self.received_at + timedelta(hours=target.amount) + length(self.paused)
            case Unit.BUSINESS_HOURS:
                due_at = self.calendar.add_business(self.received_at, timedelta(hours=target.amount))[0]
                return self._later(due_at)
            case Unit.BUSINESS_DAYS:
                return self._days(target.amount)

    def _days(self, count: int) -> datetime:
        if self.calendar.business_day is BusinessDay.SAME_TIME:
            return self._later(self._same_time(count))
        day = self.calendar.nth_business_day(self.calendar.local_date(self.received_at), count)
        due_at = self.calendar.closing(day)
        moved = self._later(due_at)
        return due_at if moved == due_at else self._closing_after(moved)

    def _later(self, due_at: datetime) -> datetime:
        return self.calendar.add_business(due_at, self.paused_business)[0]

    def _closing_after(self, moment: datetime) -> datetime:
        day = self.calendar.business_date(moment)
        return moment if day is None else self.calendar.closing(day)

    def _same_time(self, count: int) -> datetime:
        """Return the same local time `count` business days after receipt, or after the next opening when closed.

        Where that day is shorter: its closing, or the end of a break.
        """
        started = self.calendar.next_open(self.received_at)
        begun_on = self.calendar.business_date(started + timedelta(microseconds=1)) or self.calendar.local_date(started)
        local = started.astimezone(self.calendar.zone).replace(tzinfo=None)
        since_midnight = local - datetime.combine(begun_on, datetime.min.time())
        day = self.calendar.nth_business_day(begun_on, count)
        whole, rest = divmod(since_midnight, timedelta(minutes=1))
        moment = self.calendar.moment(day, whole) + rest
        closing = self.calendar.closing(day)
        return closing if moment >= closing else self.calendar.next_open(moment)

    def counted(self, target: Target, due_at: datetime | None) -> tuple[Interval, ...]:
        """Return the stretches of time that made up the target, pauses cut out."""
        if due_at is None:
            return ()
        if target.unit is Unit.HOURS:
            return without([Interval(self.received_at, due_at)], self.paused)
        start = self.received_at
        if target.unit is Unit.BUSINESS_DAYS and self.calendar.business_day is BusinessDay.CLOSE:
            start = self.calendar.opening(self.calendar.nth_business_day(self.calendar.local_date(start), 1))
        return without(self.calendar.intervals_between(start, due_at), self.paused)
