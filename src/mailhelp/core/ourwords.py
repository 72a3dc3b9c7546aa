"""What of a reply is what we ourselves sent to its writer: known by our own texts, not by layout (design promise 6)."""

import re
from collections.abc import Iterable, Sequence

from mailhelp.core.quoteintro import introduction
from mailhelp.core.quoting import Divided, Mark, divide

# So many words in the same order are a copy, not chance (design 7 compares by the same run).
RUN = 5
_WORD = re.compile(r"\w+")
_MARKED = re.compile(r"\s{0,4}[>|»›]")


def without_ours(text: str, reply: str, sent: Sequence[str]) -> str:
    """Return the new words of a mail when what we sent to its writer is known.

    text, reply: all that the mail says and its new words by layout. sent: the texts that we sent, as far as known.
    A line that is wholly ours is quoted, whatever the layout says. Words that stand between our lines, below an
    introduction that layout takes for the beginning of a quote, were written there: they are new. Where all would be
    gone, `reply` is returned as it is.
    """
    runs = _runs(sent)
    if not runs:
        return reply
    divided = divide(text)
    if divided.new != reply:
        divided = _all_new(reply)
    ours = _copied(divided.lines, runs)
    between = _written_between(divided, ours)
    kept = [
        line
        for place, (line, mark) in enumerate(zip(divided.lines, divided.marks, strict=True))
        if not ours[place] and (mark is Mark.NEW or place in between)
    ]
    return "\n".join(kept).strip() or reply


def _all_new(text: str) -> Divided:
    lines = tuple(text.split("\n"))
    return Divided(lines, (Mark.NEW,) * len(lines))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Return every run of words in the texts."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = _words(text)
        found.update(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return frozenset(found)


def _copied(lines: Sequence[str], runs: frozenset[tuple[str, ...]]) -> list[bool]:
    """Return for each line whether all its words stand in runs of ours; lines may be wrapped otherwise than ours."""
    by_line = [_words(line) for line in lines]
    words = [word for line in by_line for word in line]
    covered = bytearray(len(words))
    for at in range(len(words) - RUN + 1):
        if tuple(words[at : at + RUN]) in runs:
            covered[at : at + RUN] = b"\1" * RUN
    copied, start = [], 0
    for line in by_line:
        copied.append(bool(line) and all(covered[start : start + len(line)]))
        start += len(line)
    return copied


def _written_between(divided: Divided, ours: Sequence[bool]) -> frozenset[int]:
    """Return the places of lines without a quote mark that stand between our lines in one quoted mail."""
    found: set[int] = set()
    waiting: list[int] = []
    inside = False
    lines = list(divided.lines)
    for place, mark in enumerate(divided.marks):
        if mark is not Mark.QUOTED or (inside and lines[place].strip() and introduction(lines, place)):
            inside, waiting = False, []
        elif ours[place]:
            found.update(waiting)
            inside, waiting = True, []
        elif inside and lines[place].strip() and not _MARKED.match(lines[place]):
            waiting.append(place)
    return frozenset(found)
