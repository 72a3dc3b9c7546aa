"""Where a quote begins: the lines that mail programs put before what they quote."""

import re
from dataclasses import dataclass, replace

from mailhelp.core.quoteblocks import header_block, read_block, role_of
from mailhelp.core.quotesigns import (
    LONGEST_TITLE,
    WROTE_SIGN,
    asks_above,
    begins_forward,
    is_title,
    says_forwarded,
    titled,
)
from mailhelp.core.quotetongues import HISTORY_TITLES
from mailhelp.core.quotewrote import LINES_OF_INTRO, LONGEST_INTRO, filled, who_wrote

__all__ = ["Intro", "header_block", "intro_at", "introduction", "role_of"]

_RULE_LINE = re.compile(r"^[\s>]*[_=—–-]{5,}\s*$")
_RULE = re.compile(r"^\s*[-_=*—–]{3,}\s*$")
_WIDE_RULE = re.compile(r"^[\s>]*_{10,}\s*$")
_PLAIN_HEADER = re.compile(r"^\s*(?:From|To|Cc|Date|Subject) \S")


@dataclass(frozen=True, slots=True)
class Intro:
    """Lines that introduce a quote.

    sure: what follows is quoted even where no line of it is marked; else only marked lines are. always: even in a
    mail that answers none.
    forward: they are the head of a forwarded or copied mail. weak: no more than a verb tells.
    """

    length: int
    sure: bool
    forward: bool = False
    weak: bool = False
    always: bool = False


def introduction(lines: list[str], at: int) -> int:
    """Return how many lines from `at` surely introduce a quote ("On … wrote:", headers, a rule), 0 when none do."""
    found = intro_at(lines, at)
    return found.length if found and found.sure else 0


def intro_at(lines: list[str], at: int, *, wrote: bool = True) -> Intro | None:
    """Return the introduction that begins at line `at`, None when none does.

    wrote: False spares the search for "On … wrote:", where no line near can end one.
    """
    if len(lines[at]) <= LONGEST_INTRO and (found := _divider(lines, at)):
        return replace(found, length=_with_headers(lines, at, found.length))
    if length := header_block(lines, at):
        return Intro(length, sure=True, forward=True)
    if told := who_wrote(lines, at) if wrote else None:
        return Intro(told.length, sure=told.sure, weak=told.weak, always=told.always)
    return Intro(block.length, sure=False, forward=True) if (block := read_block(lines, at)) else None


def may_begin(lines: list[str], ends: list[int]) -> list[int]:
    """Return the places where an introduction may begin, in order; cheap, so that few lines are looked at closely.

    ends: the lines that may end an "On … wrote:".
    """
    found = {place for end in ends for place in range(end - LINES_OF_INTRO + 1, end + 1)}
    for at, line in enumerate(lines):
        if (":" in line or "：" in line or "|" in line) and role_of(line):
            # A title, or a rule, may stand up to three lines above a header.
            found.update(range(at - 3, at + 1))
        elif not line[:1].isalnum() or " above " in line.lower():
            found.add(at)
    return sorted(place for place in found if place >= 0)


def _divider(lines: list[str], at: int) -> Intro | None:
    """Return the dividing line at `at`: a title between dashes, a desk's marker, a rule above copied headers."""
    line = lines[at]
    if titled(line):
        announced = at > 0 and lines[at - 1].rstrip().endswith((":", "："))
        headless = says_forwarded(line) and not _has_head(lines, at + 1)
        return None if announced or headless else Intro(1, sure=True, forward=True)
    if asks_above(line) or _says_who(line):
        return Intro(1, sure=True, always=asks_above(line))
    return _above_headers(lines, at)


def _has_head(lines: list[str], at: int) -> bool:
    """Return True when the next lines say who wrote what follows, or mark it."""
    below = filled(lines, at)
    if below is None:
        return False
    marked = lines[below].lstrip().startswith(">")
    return (
        marked
        or role_of(lines[below]) is not None
        or bool(_PLAIN_HEADER.match(lines[below]))
        or (who_wrote(lines, below) is not None)
    )


def _above_headers(lines: list[str], at: int) -> Intro | None:
    """Return the line at `at` that is one only by what follows it: a rule, or a title without dashes."""
    line = lines[at]
    if len(line) > LONGEST_TITLE * 2 or (below := filled(lines, at + 1)) is None:
        return None
    if _RULE.match(line) and lines[below].strip(" *#_:>").casefold() in HISTORY_TITLES:
        return Intro(below + 1 - at, sure=True, always=True)
    if role_of(lines[below]) and (begins_forward(line) or is_title(line.strip(" *\t\xa0>"))):
        return Intro(1, sure=True, forward=True)
    if _RULE_LINE.match(line) and (block := read_block(lines, below)):
        return Intro(1, sure=True, forward=True) if block.sure or _WIDE_RULE.match(line) else None
    return None


def _with_headers(lines: list[str], at: int, length: int) -> int:
    """Return the length of a dividing line at `at` with the headers, or the "On … wrote:", that follow it."""
    following = filled(lines, at + length)
    if following is None:
        return length
    if block := read_block(lines, following, fewest=1):
        return following + block.length - at
    if told := who_wrote(lines, following):
        return following + told.length - at
    named = [place for place in range(following, min(following + 8, len(lines))) if _PLAIN_HEADER.match(lines[place])]
    return named[-1] + 1 - at if len(named) > 2 else length


def _says_who(line: str) -> bool:
    """Return True for "---- Jo Smith wrote ----"."""
    bare = line.strip()
    if not (bare.startswith("--") and bare.endswith("--") and len(bare) < 200):
        return False
    words = bare.strip("- ")
    return bool(WROTE_SIGN.search(words[-20:])) and len(words.split()) > 1
