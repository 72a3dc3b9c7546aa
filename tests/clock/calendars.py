"""Small builders of calendars and moments for the tests of business time."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mailhelp.core.ticket import Interval
from mailhelp.core.workhours import BusinessDay, Calendar, Span

OFFICE = (Span(9 * 60, 17 * 60 + 30),)
NIGHT = (Span(22 * 60, 30 * 60),)
ALL_DAY = (Span(0, 1440),)


def at(text: str) -> datetime:
    """Return a moment; one without a zone is UTC."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def between(start: str, end: str) -> Interval:
    return Interval(at(start), at(end))


def a_calendar(
    *,
    weekday: tuple[Span, ...] = OFFICE,
    weekend: tuple[Span, ...] = (),
    holidays: Mapping[date, str] | None = None,
    special: Mapping[date, tuple[Span, ...]] | None = None,
    zone: str = "Europe/London",
    business_day: BusinessDay = BusinessDay.CLOSE,
) -> Calendar:
    """Return a calendar; the standard hours without holidays when nothing is said."""
    week = (weekday, weekday, weekday, weekday, weekday, weekend, weekend)
    return Calendar(ZoneInfo(zone), zone, week, holidays or {}, special or {}, business_day)
