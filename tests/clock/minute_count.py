"""Business time counted minute by minute: slow, plain, and written without a look at the product's way."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from mailhelp.core.ticket import Interval
from mailhelp.core.workhours import Calendar

MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001


@cache
def latest_shown(zone: str, start: datetime, minutes: int) -> list[int]:
    """Return for each UTC minute the latest that local clocks have shown by then, in minutes since the local epoch."""
    local = ((start + number * MINUTE).astimezone(ZoneInfo(zone)).replace(tzinfo=None) for number in range(minutes))
    return list(accumulate(((each - EPOCH) // MINUTE for each in local), max))


class MinuteCount:
    """One calendar over a stretch of UTC minutes."""

    def __init__(self, calendar: Calendar, start: datetime, days: int) -> None:
        self.start, self.minutes = start, days * 1440
        self.latest = latest_shown(calendar.zone_name, start, self.minutes)
        first = start.date() - timedelta(days=3)
        self.spans = {first + timedelta(days=n): self._spans(calendar, first + timedelta(days=n)) for n in range(days)}
        self.open = bytearray(self.minutes)
        for opens, closes in (span for spans in self.spans.values() for span in spans):
            self.open[opens:closes] = b"\x01" * (closes - opens)

    def _spans(self, calendar: Calendar, local: date) -> list[tuple[int, int]]:
        if local in calendar.special:
            spans = calendar.special[local]
        elif local in calendar.holidays:
            spans = ()
        else:
            spans = calendar.week[local.weekday()]
        midnight = (datetime.combine(local, datetime.min.time()) - EPOCH) // MINUTE
        ends = [(self._reached(midnight + span.opens), self._reached(midnight + span.closes)) for span in spans]
        return [(opens, closes) for opens, closes in ends if opens < closes]

    def _reached(self, wall: int) -> int:
        """Return the first minute at which clocks show a time or a later one."""
        return bisect_left(self.latest, wall)

    def index(self, moment: datetime) -> int:
        return (moment - self.start) // MINUTE

    def moment(self, index: int) -> datetime:
        return (self.start + index * MINUTE).astimezone(UTC)

    def count(self, start: int, end: int) -> int:
        return sum(self.open[start:end])

    def add(self, start: int, amount: int) -> int | None:
        """Return the minute when so much business time is over; None beyond the stretch."""
        minute = start
        while amount and minute < self.minutes:
            amount -= self.open[minute]
            minute += 1
        return None if amount else minute

    def paused(self, received: int, pauses: Iterable[Interval]) -> int:
        stopped = {n for each in pauses for n in range(self.index(each.start), self.index(each.end)) if n >= received}
        return sum(self.open[minute] for minute in stopped)

    def closing_of_nth(self, after: date, number: int) -> int | None:
        business = [spans for local, spans in sorted(self.spans.items()) if local > after and spans]
        return max(closes for _, closes in business[number - 1]) if len(business) >= number else None

    def closing_around(self, minute: int) -> int:
        """Return the closing of the day in whose hours the minute before `minute` lies."""
        days = [spans for _, spans in sorted(self.spans.items()) if any(o < minute <= c for o, c in spans)]
        return max(closes for _, closes in days[0])

    def due_in_hours(self, received: int, amount: int, pauses: Iterable[Interval]) -> int | None:
        due = self.add(received, amount * 60)
        return None if due is None else self.add(due, self.paused(received, pauses))

    def due_in_days(self, received: int, on: date, amount: int, pauses: Iterable[Interval]) -> int | None:
        due, paused = self.closing_of_nth(on, amount), self.paused(received, pauses)
        moved = self.add(due, paused) if due is not None and paused else due
        return moved if moved is None or not paused else self.closing_around(moved)
