"""Printing: tables for people, JSON for scripts."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

# They stand in mails, and many programs take them for the end of a line.
_LINE_ENDS = {ord(one): f"\\u{ord(one):04x}" for one in "\x85\u2028\u2029"}


def print_json(value: object) -> None:
    """Print one JSON object on one line; moments as ISO 8601 with zone. Escaped where the output is not UTF-8."""
    plain = (sys.stdout.encoding or "").lower().replace("_", "-") not in ("utf-8", "utf8")
    text = json.dumps(value, default=_plain, ensure_ascii=plain)
    sys.stdout.write(text.translate(_LINE_ENDS) + "\n")


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
    """Return `value` for a terminal: no control characters, "" for None."""
    text = "" if value is None else str(value)
    return "".join(one if one.isprintable() else " " for one in text)


def print_table(titles: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> None:
    """Print a table, as wide as the terminal is (at least 120 columns where there is none)."""
    console = terminal()
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for name in titles:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(escape(printable(cell)) for cell in row))
    console.print(table)


def terminal() -> Console:
    """Return the console that prints go to."""
    return Console(width=None if sys.stdout.isatty() else 140, highlight=False)


def local(moment: datetime | None) -> str:
    """Return a moment for people, in this machine's zone to the minute; "" for None."""
    return "" if moment is None else moment.astimezone().strftime("%a %d %b %Y %H:%M %Z")
