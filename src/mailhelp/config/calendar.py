"""The desk's calendar, read from the `hours:` section of rules.yaml."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import partial
from types import MappingProxyType
from typing import cast
from zoneinfo import ZoneInfo, available_timezones

from mailhelp.config.publicholidays import PublicHolidays, known_region
from mailhelp.core.errors import WrongField
from mailhelp.core.workhours import BusinessDay, Calendar, Span, Week

KEYS = ("zone", "open", "holidays", "special", "business_day")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_FORM = 'write days as "mon", "mon-fri" or "mon, wed, fri"'
HOURS_FORM = 'write "09:00-17:30", "[09:00-12:30, 13:30-17:30]", "22:00-06:00" over midnight, or "closed"'
_HOURS = re.compile(r"(\d{1,2}):(\d\d) ?[-–] ?(\d{1,2}):(\d\d)")
_DAY_MINUTES = 1440

Path = tuple[str, ...]


def calendar_from(hours: Mapping[str, object]) -> Calendar:
    """Return the calendar that an `hours:` section describes; its scalars are strings.

    Raises WrongField with the keys that lead to the fault, "hours" first (an entry of a list by its number from 0).
    """
    for key in hours:
        _known(key)
    zone_name, zone = _zone(_required(hours, "zone"))
    return Calendar(
        zone=zone,
        zone_name=zone_name,
        week=_week(_required(hours, "open")),
        holidays=_holidays(hours.get("holidays", "none")),
        special=MappingProxyType(_special(hours.get("special", {}))),
        business_day=_business_day(hours.get("business_day", BusinessDay.CLOSE)),
    )


def hours_faults(hours: Mapping[str, object]) -> list[WrongField]:
    """Return every fault of an `hours:` section, each once; [] when `calendar_from` makes a calendar of it."""
    found: dict[tuple[Path, str], WrongField] = {}
    for read in _readings(hours):
        try:
            read()
        except WrongField as wrong:
            found.setdefault((wrong.path, wrong.message), wrong)
    return list(found.values())


def _readings(hours: Mapping[str, object]) -> Iterator[Callable[[], object]]:
    """Yield what reads each part of the section by itself, the smallest first."""
    yield from (partial(_known, key) for key in hours)
    yield lambda: _zone(_required(hours, "zone"))
    for days, value in _entries_of(hours.get("open")):
        yield partial(_days_open, days, value)
    yield lambda: _week(_required(hours, "open"))
    for day, value in _entries_of(hours.get("special")):
        yield partial(_special, {day: value})
    dates = hours.get("holidays", "none")
    yield from (partial(_date, each, where) for where, each in _dated(dates))
    yield lambda: _holidays(dates)
    yield lambda: _special(hours.get("special", {}))
    yield lambda: _business_day(hours.get("business_day", BusinessDay.CLOSE))


def _entries_of(value: object) -> list[tuple[str, object]]:
    return list(value.items()) if isinstance(value, Mapping) else []


def _days_open(days: str, hours: object) -> None:
    path = ("hours", "open", days)
    tuple(_days(days, path))
    spans(hours, path)


def _dated(dates: object) -> list[tuple[Path, object]]:
    return [(("hours", "holidays", str(n)), each) for n, each in enumerate(dates)] if isinstance(dates, list) else []


def _known(key: str) -> None:
    if key not in KEYS:
        near = get_close_matches(key, KEYS, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(KEYS)}"
        raise WrongField(("hours", key), f'"{key}" is not a key of hours; {hint}')


def _required(hours: Mapping[str, object], key: str) -> object:
    if key in hours:
        return hours[key]
    example = "zone: Europe/London" if key == "zone" else "open: {mon-fri: 09:00-17:30}"
    raise WrongField(("hours",), f'hours lacks "{key}": write for example "{example}"')


def _zone(value: object) -> tuple[str, ZoneInfo]:
    path = ("hours", "zone")
    name = _text(value, path, 'write a time zone such as "Europe/London"')
    try:
        return name, ZoneInfo(name)
    except (OSError, ValueError, KeyError) as fault:
        near = get_close_matches(name, available_timezones(), n=1) or ["Europe/London"]
        raise WrongField(path, f'"{name}" is not a time zone; did you mean "{near[0]}"?') from fault


def _week(value: object) -> Week:
    hours_on: dict[int, tuple[object, Path]] = {}
    for days, hours in _mapping(value, ("hours", "open"), "write for example {mon-fri: 09:00-17:30}").items():
        path = ("hours", "open", days)
        for day in _days(days, path):
            if day in hours_on:
                raise WrongField(path, f"{DAYS[day]} is given twice: name each day once")
            hours_on[day] = hours, path
    week = {day: spans(*found) for day, found in hours_on.items()}
    if not any(week.values()):
        raise WrongField(("hours", "open"), "the desk is never open: give hours for one day at least")
    return cast(Week, tuple(week.get(day, ()) for day in range(7)))


def _days(text: str, path: Path) -> Iterator[int]:
    for part in text.split(","):
        first, dash, last = (name.strip() for name in part.partition("-"))
        start = _day(first, path)
        yield from ((start + step) % 7 for step in range((_day(last, path) - start) % 7 + 1 if dash else 1))


def _day(name: str, path: Path) -> int:
    for names in (DAYS, FULL_DAYS):
        if name.casefold() in names:
            return names.index(name.casefold())
    raise WrongField(path, f'"{name}" is not one of {", ".join(DAYS)}; {DAY_FORM}')


def spans(value: object, path: Path) -> tuple[Span, ...]:
    """Return the opening hours of one day, sorted; raise WrongField when they are none or overlap."""
    parts = [(path, each) for each in value.split(",")] if isinstance(value, str) else _entries(value, path)
    if [str(each).strip().casefold() for _, each in parts] == ["closed"]:
        return ()
    found = sorted(_span(each, where) for where, each in parts)
    for earlier, later in zip(found, found[1:], strict=False):
        if later.opens < earlier.closes:
            both = f"{_hours_text(earlier)} and {_hours_text(later)}"
            raise WrongField(path, f"{both} overlap: write one after the other")
    return tuple(found)


def _entries(value: object, path: Path) -> list[tuple[Path, object]]:
    if isinstance(value, list | tuple) and value:
        return [((*path, str(number)), each) for number, each in enumerate(value)]
    raise WrongField(path, f"these are no opening hours: {HOURS_FORM}")


def _span(value: object, path: Path) -> Span:
    found = _HOURS.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise WrongField(path, f'"{value}" are no opening hours: {HOURS_FORM}')
    hour, minute, end_hour, end_minute = (int(number) for number in found.groups())
    opens, closes = hour * 60 + minute, end_hour * 60 + end_minute
    if max(minute, end_minute) > 59 or opens >= _DAY_MINUTES or closes > _DAY_MINUTES:
        raise WrongField(path, f'"{value}" holds no time of day: they go from 00:00 to 24:00')
    if opens == closes:
        raise WrongField(path, f'"{value}" opens and closes at once: write "00:00-24:00" for a whole day, or "closed"')
    return Span(opens, closes if closes > opens else closes + _DAY_MINUTES)


def _holidays(value: object) -> Mapping[date, str]:
    path = ("hours", "holidays")
    if isinstance(value, list | tuple):
        return MappingProxyType({_date(each, where): "holiday" for where, each in _entries(value, path)})
    form = 'write a country and region such as "GB-ENG", a list of dates, or "none"'
    region = _text(value, path, form)
    if region == "none":
        return MappingProxyType({})
    if not known_region(region):
        raise WrongField(path, f'no holidays are known for "{region}": {form}')
    return PublicHolidays(region)


def _special(value: object) -> dict[date, tuple[Span, ...]]:
    path = ("hours", "special")
    days = _mapping(value, path, "write for example {2026-12-24: 09:00-13:00, 2026-12-29: closed}")
    return {_date(day, (*path, day)): spans(hours, (*path, day)) for day, hours in days.items()}


def _date(value: object, path: Path) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as fault:
        raise WrongField(path, f'"{value}" is not a date: write it as 2026-12-24') from fault


def _business_day(value: object) -> BusinessDay:
    try:
        return BusinessDay(str(value))
    except ValueError as fault:
        allowed = ", ".join(BusinessDay)
        raise WrongField(("hours", "business_day"), f'business_day "{value}" is not one of {allowed}') from fault


def _text(value: object, path: Path, form: str) -> str:
    if isinstance(value, str) and value:
        return value
    raise WrongField(path, form)


def _mapping(value: object, path: Path, form: str) -> Mapping[str, object]:
    if isinstance(value, Mapping):
        return value
    raise WrongField(path, form)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _hours_text(span: Span) -> str:
    closes = span.closes if span.closes <= _DAY_MINUTES else span.closes - _DAY_MINUTES
    return f"{_clock(span.opens)}-{_clock(closes)}"


def _spans_text(day: tuple[Span, ...]) -> list[str]:
    return [_hours_text(span) for span in day] or ["closed"]


def calendar_text(calendar: Calendar) -> str:
    """Return the one text of a calendar, its holidays written out: an `hours:` section as JSON.

    `calendar_of_text` makes the same calendar of it, whatever holidays are known by then.
    """
    hours = {
        "zone": calendar.zone_name,
        "open": {name: _spans_text(day) for name, day in zip(DAYS, calendar.week, strict=True)},
        "holidays": {day.isoformat(): name for day, name in sorted(calendar.holidays.items())},
        "special": {day.isoformat(): _spans_text(hours) for day, hours in sorted(calendar.special.items())},
        "business_day": calendar.business_day,
    }
    return json.dumps(hours, ensure_ascii=False, separators=(",", ":"))


def calendar_of_text(text: str) -> Calendar:
    """Return the calendar that `calendar_text` wrote."""
    hours = json.loads(text)
    named = {date.fromisoformat(day): str(name) for day, name in hours.pop("holidays").items()}
    bare = calendar_from(hours)
    return Calendar(bare.zone, bare.zone_name, bare.week, MappingProxyType(named), bare.special, bare.business_day)
