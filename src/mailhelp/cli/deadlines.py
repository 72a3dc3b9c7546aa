"""How a deadline was counted, with the days that did not count: as lines for people, as JSON for scripts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from mailhelp.core.sla import Unit, parse_target
from mailhelp.core.ticket import Interval, Promise
from mailhelp.core.workhours import BusinessDay, Calendar, Span, length

MOST_DAYS = 400
MOST_TOLD = 12
_WEEKEND = "closed"


@dataclass(frozen=True, slots=True)
class OddDay:
    """A day whose hours are not those of its weekday, or on which the desk is closed: why, in words."""

    on: date
    why: str
    counted: bool


def odd_days(promise: Promise, begun_at: datetime, calendar: Calendar) -> tuple[OddDay, ...]:
    """Return the days between receipt and deadline that did not count, or counted with hours of their own.

    () where there is no deadline, or the target goes on by night and at weekends.
    """
    if promise.due_at is None or not _in_business_time(promise):
        return ()
    first, last = calendar.local_date(begun_at), calendar.local_date(promise.due_at)
    days = (first + timedelta(days=number) for number in range(min((last - first).days + 1, MOST_DAYS)))
    return tuple(odd for day in days if (odd := _odd(day, calendar)))


def _in_business_time(promise: Promise) -> bool:
    try:
        return parse_target(promise.target).unit in (Unit.BUSINESS_DAYS, Unit.BUSINESS_HOURS)
    except ValueError:
        return True


def _odd(day: date, calendar: Calendar) -> OddDay | None:
    usual = calendar.week[day.weekday()]
    if day in calendar.special:
        spans = calendar.special[day]
        hours = ", ".join(map(_hours, spans))
        return OddDay(day, f"special day: {hours}" if spans else "special day: closed", bool(spans))
    if not usual:
        return OddDay(day, _WEEKEND, False)
    return OddDay(day, calendar.holidays[day], False) if day in calendar.holidays else None


def _hours(span: Span) -> str:
    ends = (divmod(minute % (24 * 60), 60) for minute in (span.opens, span.closes))
    return "-".join(f"{hour:02}:{minute:02}" for hour, minute in ends)


def deadline_json(promise: Promise, begun_at: datetime, calendar: Calendar, zone: tzinfo) -> dict[str, object]:
    """Return the deadline as `explain --json` prints it, moments in `zone`."""
    return {
        "target": promise.target,
        "from": _iso(begun_at, zone),
        "due_at": _iso(promise.due_at, zone),
        "work_by": _iso(promise.work_by, zone),
        "moved_by": promise.moved_by,
        "respond_due_at": _iso(promise.respond_due_at, zone),
        "counted": [[_iso(each.start, zone), _iso(each.end, zone)] for each in promise.counted],
        "odd_days": [
            {"on": each.on.isoformat(), "why": each.why, "counted": each.counted}
            for each in odd_days(promise, begun_at, calendar)
        ],
    }


def _iso(moment: datetime | None, zone: tzinfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).isoformat()


def deadline_told(name: str, promise: Promise, begun_at: datetime, calendar: Calendar, zone: tzinfo) -> Iterator[str]:
    """Give the deadline line by line, moments in `zone`. name: of the target, such as P1."""
    if not promise.target and promise.due_at is not None:
        yield f"due {at(promise.due_at, zone)}, as staff set it"
        return
    yield f"{name}: {promise.target}, from {at(begun_at, zone)}{_from_when(promise, calendar)}"
    if promise.due_at is None:
        yield "no date: it is agreed upon"
        return
    yield from _counted(promise.counted, zone)
    yield from _not_counted(odd_days(promise, begun_at, calendar))
    yield f"due {at(promise.due_at, zone)}"
    if promise.work_by is not None and promise.work_by != promise.due_at:
        why = f" (a {promise.moved_by} of the same moment would be due then, and what is graver is not done later)"
        yield f"work by {at(promise.work_by, zone)}{why if promise.moved_by else ''}"
    if promise.respond_due_at is not None:
        yield f"first answer by {at(promise.respond_due_at, zone)}"


def _from_when(promise: Promise, calendar: Calendar) -> str:
    days = f" {Unit.BUSINESS_DAYS}" in promise.target
    return " (that day is not counted)" if days and calendar.business_day is BusinessDay.CLOSE else ""


def _counted(intervals: tuple[Interval, ...], zone: tzinfo) -> Iterator[str]:
    shown = intervals if len(intervals) <= MOST_TOLD else (*intervals[: MOST_TOLD - 2], intervals[-1])
    for place, each in enumerate(shown):
        if len(shown) < len(intervals) and place == len(shown) - 1:
            yield f"  … {len(intervals) - len(shown)} more …"
        start, end = each.start.astimezone(zone), each.end.astimezone(zone)
        until = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%a %d %b %H:%M}"
        yield f"  counted {start:%a %d %b %H:%M} to {until}, {_long(each.end - each.start)}"
    if len(intervals) > 1:
        yield f"  together {_long(length(intervals))}"


def _long(span: timedelta) -> str:
    hours, minutes = divmod(round(span.total_seconds() / 60), 60)
    return f"{hours} h {minutes:02}" if minutes else f"{hours} h"


def _not_counted(days: tuple[OddDay, ...]) -> Iterator[str]:
    """Give one line for all days closed by the week, and one for each that is closed or open otherwise."""
    weekly = [f"{each.on:%a %d %b}" for each in days if each.why == _WEEKEND]
    if weekly:
        more = f" and {len(weekly) - MOST_TOLD} more" if len(weekly) > MOST_TOLD else ""
        yield f"  not counted: {', '.join(weekly[:MOST_TOLD])}{more} (closed)"
    for each in days:
        if each.why != _WEEKEND:
            yield f"  {'' if each.counted else 'not counted: '}{each.on:%a %d %b} ({each.why})"


def at(moment: datetime, zone: tzinfo) -> str:
    """Return a moment for people, in `zone` to the minute."""
    return moment.astimezone(zone).strftime("%a %d %b %Y %H:%M %Z")
