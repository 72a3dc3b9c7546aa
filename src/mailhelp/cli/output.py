"""Printing: tables for people, JSON for scripts."""

import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mailhelp.cli.lines import local, print_json, printable

# Where there is no terminal a row stays on one line, so that it can be searched.
WIDEST = 10_000

__all__ = ["local", "print_json", "print_table", "printable", "terminal"]


def print_table(titles: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> None:
    """Print a table, as wide as the terminal is; into a pipe or a file no line is folded."""
    console = terminal()
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for name in titles:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(escape(printable(cell)) for cell in row))
    console.print(table)


def terminal() -> Console:
    """Return the console that prints go to."""
    return Console(width=None if sys.stdout.isatty() else WIDEST, highlight=False)
