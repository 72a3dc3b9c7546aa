"""Lines for terminals and scripts: nothing in them is obeyed by a terminal or hides words from the reader."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from unicodedata import category

# These turn the words around them about: they are seen, other marks without a width are left out.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def print_json(value: object) -> None:
    """Print one JSON object on one line; moments as ISO 8601 with zone."""
    sys.stdout.write(json_line(value, ascii_only=takes_ascii_only()))


def takes_ascii_only() -> bool:
    """Return True where what is printed goes to a terminal, or is not UTF-8."""
    return sys.stdout.isatty() or (sys.stdout.encoding or "").lower().replace("_", "-") not in ("utf-8", "utf8")


def json_line(value: object, *, ascii_only: bool) -> str:
    """Return one JSON object on one line, with its line end.

    What is not printable (controls, marks of direction, line separators) is escaped, for mails hold it and terminals
    obey it. `json.loads` gives the same back.
    """
    text = json.dumps(value, default=_plain, ensure_ascii=ascii_only)
    return (text if text.isprintable() else "".join(map(_escaped, text))) + "\n"


def _escaped(one: str) -> str:
    return one if one.isprintable() else json.dumps(one)[1:-1]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def printable(value: object) -> str:
    """Return `value` for a terminal, on one line; "" for None.

    What a terminal would obey stands there as it is written in JSON; marks that nobody sees are left out.
    """
    text = "" if value is None else str(value)
    return text if text.isprintable() else "".join(map(_seen, text))


def _seen(one: str) -> str:
    if one.isprintable():
        return one
    if one.isspace() and one not in "\x1c\x1d\x1e\x1f":
        return " "
    return "" if category(one) == "Cf" and one not in _TURNING else json.dumps(one)[1:-1]


def html_for(page: str, *, ascii_only: bool) -> str:
    """Return a page for printing: where only ASCII may be printed, all else in it as character references."""
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii") if ascii_only else page


def local(moment: datetime | None) -> str:
    """Return a moment for people, in this machine's zone to the minute; "" for None."""
    if moment is None:
        return ""
    try:
        return moment.astimezone().strftime("%a %d %b %Y %H:%M %Z")
    except (OverflowError, ValueError):
        # At the ends of the calendar no other zone has a name for it.
        return moment.isoformat(" ", "minutes")
