"""Other people's words made fit for what we send, and moments in the words of people."""

import re
from datetime import datetime, tzinfo

from mailhelp.core.links import is_link

MOST_SUBJECT = 78
# What other people's mail may hold and ours never does: C0, C1 and line separators; marks that turn the direction of
# writing; and what is not seen at all.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROLS_BUT_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TURNS = re.compile("[\u061c\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_WWW = re.compile(r"(?i)\bwww\.")
_REPLY_MARK = re.compile(r"(?i)\s?(?:re|aw|sv|vs|antw|antwort|odp|rif)(?:\[\d{1,3}\])?\s?[:\uff1a]")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = "January February March April May June July August September October November December".split()


def clean_line(text: str, most: int = 998) -> str:
    """Return `text` as one line without control characters, marks of direction and runs of blanks; cut at `most`.

    >>> clean_line("a\\r\\nBcc: b\\u202e\\x07")
    'a Bcc: b'
    """
    # Cut before the work too, so that a hostile megabyte costs nothing.
    head = _SURROGATES.sub("?", text[: 4 * most])
    line = " ".join(_UNSEEN.sub("", _CONTROLS.sub(" ", head)).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def clean_text(text: str) -> str:
    """Return `text` without control characters but line ends and tabs, and without marks that turn the direction."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _SURROGATES.sub("?", _TURNS.sub("", _CONTROLS_BUT_LINES.sub("", lines))).strip("\n")


def clean_subject(subject: str, prefix: str) -> str:
    """Return a client's subject fit for an answer: no links, no ticket number, no "Re:", at most 78 characters.

    Robots that answer are used to carry links to others (RFC 3834 section 3.2), so links go; a host alone stays, for
    clients write about their websites. "" where nothing is left.

    >>> clean_subject("Re: [PX-3] RE: Website down, see http://bad.example/x", "PX")
    'Website down, see'
    """
    line, before = clean_line(subject, 500), None
    # Taking something out can make a link of what stood around it.
    while line != before:
        before, line = line, _without_marks(_without_links(line), prefix)
    return clean_line(line, MOST_SUBJECT)


def _without_links(line: str) -> str:
    return _WWW.sub("", " ".join(word for word in line.split() if not is_link(word)))


def _without_marks(line: str, prefix: str) -> str:
    ours = re.compile(rf"(?i)\s?\[{re.escape(prefix)}-\d{{1,12}}\](?:\s\[(?:P[1-4]|basic|enhanced)\])?")
    start = 0
    while match := _REPLY_MARK.match(line, start) or ours.match(line, start):
        start = match.end()
    return line[start:]


def local_time(moment: datetime | None, zone: tzinfo) -> str:
    """Return a moment as people of the desk say it, with its zone; "" for None.

    moment: aware.

    >>> from datetime import UTC
    >>> local_time(datetime(2026, 12, 1, 11, tzinfo=UTC), UTC)
    'Tuesday 1 December 2026, 11:00 UTC'
    """
    if moment is None:
        return ""
    here = moment.astimezone(zone)
    name = here.tzname() or ""
    name = f"UTC{name}" if name[:1] in ("+", "-") else name
    day = f"{_WEEKDAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]} {here.year}"
    return f"{day}, {here:%H:%M} {name}".rstrip()
