"""The moment that a Date header names, or none rather than a wrong one (RFC 5322 sections 3.3 and 4.3)."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate

from mailhelp.mail.encodedwords import text_of

_COMMENT = re.compile(r"\([^()]{0,100}\)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)? ?(?:Z|[+-]\d\d:?\d\d)?")
_TIME = re.compile(r"(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:\.\d+)?)? ?([AaPp]\.?[Mm]\.?\b)? ?")
_YEAR = re.compile(r"\b(?:\d{3,4}|\d{1,2}[ -][A-Za-z]{3,9}\.?[ -]\d\d)\b")
_OFFSET = re.compile(r"(?:GMT|UTC?)? ?([+-]?)(\d{1,4})(?::(\d\d))?(?![\d:.-])")
_MONTHS = (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec")
# As nearly all programs write it.
_STANDARD = re.compile(
    rb"(?:[A-Z][a-z]{2}, )?(\d{1,2}) (" + b"|".join(_MONTHS) + rb") (20\d\d) (\d\d):([0-5]\d):([0-5]\d) "
    rb"([+-])(0\d|1[0-4])([0-5]\d)(?: \([A-Za-z ]{1,40}\))?"
)
# Earlier and later ones come from clocks that stand wrong and from fields that nobody filled in.
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_FARTHEST = 14 * 60 + 59
_HOURS = {
    **dict.fromkeys(("", "GMT", "UT", "UTC", "Z", "WET"), 0),
    **dict.fromkeys(("BST", "CET", "MEZ", "WEST", "WAT"), 1),
    **dict.fromkeys(("CEST", "MESZ", "EET", "OEZ", "SAST", "CAT"), 2),
    **dict.fromkeys(("EEST", "MSK", "EAT", "TRT"), 3),
    **dict.fromkeys(("HKT", "SGT", "AWST"), 8),
    **dict.fromkeys(("JST", "KST"), 9),
    **{"AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3, "ART": -3, "AST": -4, "ADT": -3},
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
    **{"AKST": -9, "AKDT": -8, "HST": -10},
}


def date_of(value: bytes) -> datetime | None:
    """Return the moment a Date header names, aware (UTC where it names no zone); None when it names none for sure.

    None too for a zone that nobody knows, an ambiguous order of numbers, names of months that are not English, and
    years before 1970 and after 2199.

    >>> date_of(b"Mon, 23 Nov 26 09:00:00 +0100").isoformat(), date_of(b"Mo, 23 Dez 2026 09:00:00 +0100")
    ('2026-11-23T09:00:00+01:00', None)
    """
    try:
        if found := _STANDARD.fullmatch(value.strip()):
            return _standard(found)
        text = _plain(text_of(value[:300]))
        moment = _iso(text) if _ISO.fullmatch(text) else _written(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment and _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _standard(found: re.Match[bytes]) -> datetime:
    day, _, year, hour, minute, second, sign, hours, minutes = found.groups()
    away = (int(hours) * 60 + int(minutes)) * (-1 if sign == b"-" else 1)
    month = _MONTHS.index(found[2]) + 1
    return datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=_zone(away))


def _plain(text: str) -> str:
    for _ in range(3):
        text = _COMMENT.sub(" ", text)
    text = " ".join(text.replace('"', " ").split()).removeprefix("Date:").strip()
    return text.replace(" ,", ",")


def _iso(text: str) -> datetime:
    found = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _written(text: str) -> datetime | None:
    time = _TIME.search(text)
    if time is None:
        return None
    day, zone = text[: time.start()], text[time.end() :].strip(" ,")
    if not _YEAR.search(day):
        zone, _, last = zone.rpartition(" ")
        day = f"{day} {last}"
    offset = _offset(zone)
    parsed = parsedate(f"{day} {time[1]}:{time[2]}:{_second(time[3])} +0000")
    if offset is None or parsed is None or re.search(r"\b0\d{2,3}\b", day):
        return None
    year, month, date, hour, minute, second = map(int, parsed[:6])
    full = year + 1900 if 100 <= year < 1000 else year
    return datetime(full, month, date, _hour(hour, time[4]), minute, second, tzinfo=_zone(offset))


def _second(written: str | None) -> str:
    """Return the second; a leap second counts as the one before it."""
    return "59" if written == "60" else written or "0"


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of 24."""
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _offset(zone: str) -> int | None:
    """Return how many minutes a zone is east of UTC, None when nobody can tell."""
    if found := _OFFSET.match(zone):
        sign, digits, minutes = found.groups()
        hours, rest = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        away = int(hours or 0) * 60 + int(minutes or rest)
        return (-away if sign == "-" else away) if away <= _FARTHEST else None
    name = zone.partition(" ")[0].upper()
    if len(name) == 1 and name.isalpha():
        # A military zone: so many programs had them wrong that they mean nothing (RFC 5322 section 4.3).
        return 0
    return _HOURS[name] * 60 if name in _HOURS else None


def _zone(offset: int) -> timezone:
    return UTC if offset == 0 else timezone(timedelta(minutes=offset))
