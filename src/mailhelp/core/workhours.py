"""Business time: when the desk is open, counted in real elapsed time over clock changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType

from mailhelp.core.errors import BadConfiguration
from mailhelp.core.ticket import Interval

DAY_MINUTES = 1440
# So many days are kept in mind: some twelve years.
MOST_KNOWN = 4096
# A desk that is closed for longer than this without a special day ahead counts as never open.
LONGEST_CLOSURE = timedelta(days=1000)
_FIRST_YEAR, _LAST_YEAR = 1900, 9900
_ONE_DAY = timedelta(days=1)


class BusinessDay(StrEnum):
    """When a deadline in business days falls due: at that day's closing, or at the time of day it began."""

    CLOSE = "close"
    SAME_TIME = "same time"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Opening hours in minutes of the local day they open on; `closes` over 1440 lies in the day after."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        """Raise ValueError when the span does not open in its day or is empty or longer than 24 hours."""
        if not 0 <= self.opens < DAY_MINUTES or not 0 < self.closes - self.opens <= DAY_MINUTES:
            raise ValueError(f"opening hours of {self.opens} to {self.closes} minutes are not within one day")


Week = tuple[
    tuple[Span, ...],
    tuple[Span, ...],
    tuple[Span, ...],
    tuple[Span, ...],
    tuple[Span, ...],
    tuple[Span, ...],
    tuple[Span, ...],
]


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the desk is open. Moments go in and come out as aware UTC datetimes; naive ones raise ValueError.

    week: spans of Monday to Sunday, sorted, not overlapping. holidays: days whose own spans are cancelled, and why.
    special: days with spans of their own (none: closed); they beat holidays and the week.
    A span belongs to the day it opens on: a holiday leaves the night of the day before as it is.
    A time of the local day means the first moment at which clocks show that time or a later one: so a time that
    the spring change leaves out is the moment of the change, and one that the autumn change repeats is the first.
    """

    zone: tzinfo
    zone_name: str
    week: Week
    holidays: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))
    special: Mapping[date, tuple[Span, ...]] = field(default_factory=lambda: MappingProxyType({}))
    business_day: BusinessDay = BusinessDay.CLOSE
    # Days are asked for again and again; what is kept follows from the rest, so that it is no part of the value.
    _known: dict[date, tuple[Interval, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Return the spans that open on a local date; () when closed."""
        if day in self.special:
            return self.special[day]
        return () if day in self.holidays else self.week[day.weekday()]

    def is_business_day(self, day: date) -> bool:
        """Return True when the desk opens on that local date."""
        return bool(self.intervals_of(day))

    def intervals_of(self, day: date) -> tuple[Interval, ...]:
        """Return the business time that belongs to a local date, in order, as UTC."""
        found = self._known.get(day)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._known[day] = self._intervals_of(day)
        return found

    def _intervals_of(self, day: date) -> tuple[Interval, ...]:
        ends = ((self.moment(day, span.opens), self.moment(day, span.closes)) for span in self.spans_on(day))
        return tuple(Interval(opens, closes) for opens, closes in ends if opens < closes)

    def opening(self, day: date) -> datetime:
        """Return when the desk opens on a local date; raise ValueError when it is closed."""
        return min(interval.start for interval in self._open_intervals(day))

    def closing(self, day: date) -> datetime:
        """Return when the desk closes for that local date, maybe after midnight; raise ValueError when it is closed."""
        return max(interval.end for interval in self._open_intervals(day))

    def _open_intervals(self, day: date) -> tuple[Interval, ...]:
        if found := self.intervals_of(day):
            return found
        raise ValueError(f"the desk is closed on {day.isoformat()}")

    def local_date(self, moment: datetime) -> date:
        """Return the date that local calendars show at a moment."""
        return utc(moment).astimezone(self.zone).date()

    def business_date(self, moment: datetime) -> date | None:
        """Return the date whose span holds a moment (its closing included, its opening not), None when closed."""
        for day in self._days_around(moment):
            if any(interval.start < moment <= interval.end for interval in self.intervals_of(day)):
                return day
        return None

    def is_open_at(self, moment: datetime) -> bool:
        """Return True when the desk is open; at a closing it is not."""
        days = self._days_around(moment)
        return any(interval.start <= moment < interval.end for day in days for interval in self.intervals_of(day))

    def nth_business_day(self, after: date, count: int) -> date:
        """Return the count-th business day after a local date; raise BadConfiguration when there is none."""
        days = (day for day in self._open_days(after + _ONE_DAY))
        return next(day for number, day in enumerate(days, start=1) if number == count)

    def intervals_from(self, start: datetime) -> Iterator[Interval]:
        """Yield business time from a moment on, lazily, in order, never overlapping; neighbours may touch.

        Raises BadConfiguration where the desk never opens again.
        """
        reached = utc(start)
        for day in self._open_days(self.local_date(start) - 2 * _ONE_DAY):
            for interval in self.intervals_of(day):
                if interval.end > reached:
                    yield Interval(max(interval.start, reached), interval.end)
                    reached = interval.end

    def next_open(self, moment: datetime) -> datetime:
        """Return the first open moment at or after a moment; raise BadConfiguration when there is none."""
        return next(self.intervals_from(moment)).start

    def add_business(self, start: datetime, amount: timedelta) -> tuple[datetime, tuple[Interval, ...]]:
        """Return the moment when `amount` of business time since `start` is over, and the intervals counted.

        Counting starts at the next opening. The moment is a closing rather than the opening after it.
        A calendar that is never open raises BadConfiguration. Nothing to add: `start` itself, nothing counted.
        """
        counted: list[Interval] = []
        left = amount
        for interval in self.intervals_from(start) if amount > timedelta() else ():
            end = min(interval.end, interval.start + left)
            counted.append(Interval(interval.start, end))
            left -= end - interval.start
            if not left:
                break
        return (counted[-1].end if counted else utc(start)), merged(counted)

    def intervals_between(self, start: datetime, end: datetime) -> tuple[Interval, ...]:
        """Return the business time between two moments, merged where it touches; () when start is not before end."""
        first, last = utc(start), utc(end)
        stretches = (each for day in self._days_between(first, last) for each in self.intervals_of(day))
        return merged(Interval(max(each.start, first), min(each.end, last)) for each in stretches)

    def business_between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much business time lies between two moments; zero when start is not before end."""
        return length(self.intervals_between(start, end))

    def moment(self, day: date, minute: int) -> datetime:
        """Return the first moment, UTC, at which clocks show a minute of a local day or later."""
        wall = datetime.combine(day, time()) + timedelta(minutes=minute)
        moment = wall.replace(tzinfo=self.zone).astimezone(UTC)
        return moment if self._wall(moment) == wall else self._end_of_gap(wall)

    def _end_of_gap(self, wall: datetime) -> datetime:
        # PEP 495: of a time that clocks skip, fold=1 lies before the change and fold=0 after it.
        early = wall.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        late = wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
        while late - early > timedelta(seconds=1):
            middle = (early + (late - early) / 2).replace(microsecond=0)
            early, late = (early, middle) if self._wall(middle) >= wall else (middle, late)
        return late

    def _wall(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def _days_around(self, moment: datetime) -> tuple[date, ...]:
        # Two days back: a zone may skip a whole day (Samoa, 2011). One ahead: clocks may go back over midnight.
        today = self.local_date(moment)
        return tuple(today + number * _ONE_DAY for number in (-2, -1, 0, 1))

    def _days_between(self, start: datetime, end: datetime) -> Iterator[date]:
        day = self.local_date(start) - 2 * _ONE_DAY
        while start < end and day <= self.local_date(end) + _ONE_DAY:
            yield day
            day += _ONE_DAY

    def _open_days(self, start: date) -> Iterator[date]:
        """Yield the business days from a date on; raise BadConfiguration when none comes any more."""
        day = opened = start
        while day - opened <= LONGEST_CLOSURE or day <= max(self.special, default=start):
            if self.is_business_day(day):
                opened = day
                yield day
            day += _ONE_DAY
            if day.year > _LAST_YEAR:
                break
        raise BadConfiguration(f"the desk never opens after {opened.isoformat()}: write opening hours in hours.open")


def utc(moment: datetime) -> datetime:
    """Return an aware moment as UTC; raise ValueError for a naive one, or one outside the years 1900 to 9900."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: write it with one, as in 2026-11-27T16:00+00:00")
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"{moment.isoformat()} is not between the years {_FIRST_YEAR} and {_LAST_YEAR}")
    return moment.astimezone(UTC)


def length(intervals: Iterable[Interval]) -> timedelta:
    """Return how long intervals are together."""
    return sum((interval.end - interval.start for interval in intervals), timedelta())


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the same stretches of time in order, joined where they touch or overlap, without empty ones."""
    joined: list[Interval] = []
    for interval in sorted(intervals, key=lambda each: each.start):
        if joined and interval.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        elif interval.start < interval.end:
            joined.append(interval)
    return tuple(joined)


def without(intervals: Iterable[Interval], holes: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the stretches of time in `intervals` that lie in no hole."""
    left = merged(intervals)
    for hole in merged(holes):
        before = [Interval(each.start, min(each.end, hole.start)) for each in left]
        after = [Interval(max(each.start, hole.end), each.end) for each in left]
        left = merged(each for each in before + after if each.start < each.end)
    return left
