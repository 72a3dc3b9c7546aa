"""The moment that a date in words means, as people of the desk write it; what could mean two is refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mailhelp.core.wording import local_time
from mailhelp.core.workhours import Calendar

ALLOWED = 'write for example "2026-11-27 16:00", "27 November" or "tomorrow 4pm"'
FURTHEST = timedelta(days=5 * 366)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_FILLERS = frozenset(("at", "by", "on", "the", "of", "until", "till"))
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([/.])(\d{1,2})(?:[/.](\d{4}|\d{2})?)?", re.ASCII)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the calendar as it was written; year: None where none was."""

    day: int
    month: int
    year: int | None = None


def due_moment(text: str, *, now: datetime, calendar: Calendar) -> datetime:
    """Return the moment (aware UTC) that a date, with or without a time, means on the desk's calendar.

    Without a time it is that day's closing. now: aware. Raises ValueError, saying what is wrong and what to write, for
    what is no date, what could mean two, a day on which the desk is closed and no time is given, and what is past.
    """
    words = [word for word in re.sub(r"(\d)t(\d)", r"\1 \2", text.casefold().replace(",", " ")).split()]
    words = [word for word in words if word not in _FILLERS]
    minute, rest = _minute(words)
    day = _day(rest, calendar.local_date(now))
    moment = _closing(day, calendar) if minute is None else calendar.moment(day, minute)
    if moment <= now:
        raise ValueError(f"{local_time(moment, calendar.zone)} is past")
    if moment - now > FURTHEST:
        raise ValueError(f"{local_time(moment, calendar.zone)} is more than five years away")
    return moment


def _closing(day: date, calendar: Calendar) -> datetime:
    if calendar.is_business_day(day):
        return calendar.closing(day)
    raise ValueError(f"the desk is closed on {_told(day)}: give a time too, or another day")


def _minute(words: Sequence[str]) -> tuple[int | None, list[str]]:
    """Return the minute of the day at the end of the words, None without a time, and the words before it."""
    if words and words[-1] in ("noon", "midday"):
        return 720, list(words[:-1])
    if words and words[-1] in ("am", "pm") and len(words) > 1:
        words = [*words[:-2], words[-2] + words[-1]]
    found = _CLOCK.fullmatch(words[-1]) if words else None
    if found is None or not (found[2] or found[3]) or (len(words) == 1 and not found[3] and ":" not in words[-1]):
        return None, list(words)
    hour, minutes = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minutes > 59:
        raise ValueError(f'"{words[-1]}" is no time of the day: {ALLOWED}')
    return hour * 60 + minutes, list(words[:-1])


def _day(words: Sequence[str], today: date) -> date:
    if not words:
        return today
    if len(words) == 1 and (found := _named(words[0], today)):
        return found
    weekday = _index(words[0], _DAYS)
    written = _written(words[1:] if weekday is not None else words)
    if written is None:
        raise ValueError(f"that is no date: {ALLOWED}")
    day = _dated(written, today)
    if weekday is not None and day.weekday() != weekday:
        raise ValueError(f"{day.isoformat()} is a {_DAYS[day.weekday()].title()}")
    return day


def _named(word: str, today: date) -> date | None:
    if word in ("today", "tomorrow"):
        return today + timedelta(days=word == "tomorrow")
    weekday = _index(word, _DAYS)
    if weekday is None:
        return None
    ahead = (weekday - today.weekday()) % 7
    if not ahead:
        later = today + timedelta(days=7)
        raise ValueError(f"that could be today or {later.isoformat()}: write today, or the date")
    return today + timedelta(days=ahead)


def _written(words: Sequence[str]) -> _Day | None:
    joined = " ".join(words)
    if found := _ISO.fullmatch(joined):
        return _Day(int(found[3]), int(found[2]), int(found[1]))
    if found := _NUMBERS.fullmatch(joined):
        return _of_numbers(int(found[1]), int(found[3]), found[2], _year(found[4]))
    if len(words) not in (2, 3) or (len(words) == 3 and not words[2].isdecimal()):
        return None
    year = _year(words[2]) if len(words) == 3 else None
    for day, month in ((words[0], words[1]), (words[1], words[0])):
        number, place = _DAY.fullmatch(day), _index(month, _MONTHS)
        if number and place is not None:
            return _Day(int(number[1]), place + 1, year)
    return None


def _of_numbers(first: int, second: int, sign: str, year: int | None) -> _Day:
    """Return the day of two numbers: with points the day comes first, with strokes it must not be in doubt."""
    if sign == "/" and first != second and max(first, second) <= 12:
        one, other = (f"{_MONTHS[month - 1].title()} {day}" for day, month in ((first, second), (second, first)))
        raise ValueError(f"that could be {one} or {other}: write the month as a word")
    day, month = (first, second) if second <= 12 or sign == "." else (second, first)
    return _Day(day, month, year)


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written[:4]) + (2000 if len(written) == 2 else 0)


def _dated(written: _Day, today: date) -> date:
    """Return the date; without a year the next one that comes."""
    try:
        if written.year is not None:
            return date(written.year, written.month, written.day)
        this = date(today.year, written.month, written.day)
        return this if this >= today else date(today.year + 1, written.month, written.day)
    except ValueError as fault:
        raise ValueError(f"there is no such day: {ALLOWED}") from fault


def _index(word: str, names: Sequence[str]) -> int | None:
    """Return the place of a name that is written out, or by its first three letters ("sept" too)."""
    short = word.rstrip(".")
    for place, name in enumerate(names):
        if short in (name, name[:3]) or (name == "september" and short == "sept"):
            return place
    return None


def _told(day: date) -> str:
    return f"{_DAYS[day.weekday()].title()} {day.isoformat()}"
