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


def print_json(value: object) -> None:
    """Print one JSON object on one line; moments as ISO 8601 with zone.

    What is not printable (controls, marks of direction, line separators) is escaped, for mails hold it and terminals
    obey it; on a terminal, and where the output is not UTF-8, all that is not ASCII. `json.loads` gives the same back.
    """
    utf8 = (sys.stdout.encoding or "").lower().replace("_", "-") in ("utf-8", "utf8")
    text = json.dumps(value, default=_plain, ensure_ascii=sys.stdout.isatty() or not utf8)
    sys.stdout.write((text if text.isprintable() else "".join(map(_seen, text))) + "\n")


def _seen(one: str) -> str:
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
