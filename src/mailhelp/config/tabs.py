"""Tabs in a rules file: allowed between quotes and in comments only, for elsewhere nobody sees what they do."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import yaml

FAULT = "there is a tab here; write spaces instead"
_PLAIN = (None, "")
Span = tuple[int, int]


def stray_tabs(text: str, events: Iterable[yaml.Event]) -> Iterator[tuple[int, int]]:
    """Yield line and column, from 1, of the first tab of each line that has one outside quotes and comments.

    events: those of the parser for the whole text.
    """
    quoted = [_span(one) for one in events if isinstance(one, yaml.ScalarEvent) and one.style not in _PLAIN]
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        column = _stray(start, line, quoted) if "\t" in line else None
        if column is not None:
            yield number, column
        start += len(line)


def _span(event: yaml.ScalarEvent) -> Span:
    return (event.start_mark.index, event.end_mark.index) if event.start_mark and event.end_mark else (0, 0)


def _stray(start: int, line: str, quoted: Sequence[Span]) -> int | None:
    for column, letter in enumerate(line):
        if letter not in "\t#" or _within(start + column, quoted):
            continue
        if letter == "\t":
            return column + 1
        if column == 0 or line[column - 1].isspace():
            return None
    return None


def _within(place: int, quoted: Sequence[Span]) -> bool:
    number = bisect_right(quoted, (place, len(quoted) and quoted[-1][1])) - 1
    return number >= 0 and quoted[number][0] <= place < quoted[number][1]


def tab_in_line(line: str) -> int | None:
    """Return the column, from 1, of the first tab before a comment; None when there is none.

    >>> tab_in_line("- a:\\tb"), tab_in_line("- a # \\t")
    (5, None)
    """
    column = line.partition(" #")[0].find("\t")
    return column + 1 if column >= 0 else None
