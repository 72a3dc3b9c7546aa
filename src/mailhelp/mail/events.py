"""What a calendar part says to people: an invitation, its event, when and where (RFC 5545, RFC 5546)."""

import re
from dataclasses import dataclass, field

LONGEST_READ = 262_144
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r'([A-Za-z-]{1,40})((?:;[A-Za-z-]{1,40}=(?:"[^"\n]{0,200}"|[^";:\n]{0,200})){0,20}):(.*)')
_TZID = re.compile(r'(?i);TZID="?([^";:]{1,100})')
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$")
_ESCAPED = re.compile(r"\\([nN,;\\])")
_TOLD = ("VEVENT", "VTODO", "VJOURNAL")


@dataclass(slots=True)
class Event:
    """The first event of a calendar: what it is called, about what, when and where; "" for what is not said.

    method: folded, of the whole calendar. starts_on: as people read it, with the zone that is named.
    """

    method: str = ""
    summary: str = ""
    description: str = ""
    location: str = ""
    starts_on: str = ""
    _open: list[str] = field(default_factory=list)
    _told: bool = False

    @property
    def text(self) -> str:
        """Return the event as a person would write it down."""
        when = f"When: {self.starts_on}" if self.starts_on else ""
        where = f"Where: {self.location}" if self.location else ""
        head = "\n".join(line for line in (self.summary, when, where) if line)
        return "\n\n".join(piece for piece in (head, self.description) if piece)


def event_of(calendar: str) -> Event:
    """Return the first event of a calendar; lines that are none are passed over.

    >>> event_of("BEGIN:VCALENDAR\\nMETHOD:REQUEST\\nBEGIN:VEVENT\\nSUMMARY:Tea\\\\, at\\n  four\\nEND:VEVENT").summary
    'Tea, at four'
    """
    event = Event()
    for line in _FOLD.sub("", calendar[:LONGEST_READ]).splitlines():
        found = _LINE.match(line)
        if found is not None:
            _take(event, found[1].upper(), found[2], found[3].strip())
    return event


def _take(event: Event, name: str, parameters: str, value: str) -> None:
    """Take what one line says, if it stands where it counts."""
    if name == "BEGIN":
        event._open.append(value.upper())
    elif name == "END":
        event._told = event._told or (event._open[-1:] == [value.upper()] and value.upper() in _TOLD)
        del event._open[-1:]
    elif name == "METHOD" and not event.method and not event._open[1:]:
        event.method = value.lower()[:30]
    elif event._open[-1:] and event._open[-1] in _TOLD and not event._told:
        _tell(event, name, parameters, value)


def _tell(event: Event, name: str, parameters: str, value: str) -> None:
    if name == "SUMMARY":
        event.summary = event.summary or " ".join(_unescaped(value).split())
    elif name == "DESCRIPTION":
        event.description = event.description or _unescaped(value).strip()
    elif name == "LOCATION":
        event.location = event.location or " ".join(_unescaped(value).split())
    elif name == "DTSTART":
        event.starts_on = event.starts_on or _moment(parameters, value)


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _moment(parameters: str, value: str) -> str:
    """Return a moment as written, in its own zone: nobody is promised anything by it.

    >>> _moment(";TZID=Europe/London", "20261201T100000")
    '2026-12-01 10:00 Europe/London'
    """
    found = _STAMP.match(value)
    if found is None:
        return ""
    year, month, day, hour, minute, utc = found.groups()
    zone = _TZID.search(parameters)
    named = " UTC" if utc else f" {zone[1]}" if zone else ""
    return f"{year}-{month}-{day}" + (f" {hour}:{minute}{named}" if hour else "")
