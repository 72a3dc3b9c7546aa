"""One linear pass over the lines of a reply: which are new, which are quoted, which are a signature."""

import re
from bisect import bisect_left
from enum import Enum

from mailhelp.core.quoteintro import Intro, intro_at, may_begin
from mailhelp.core.quotewrote import LINES_OF_INTRO, ends_introduction
from mailhelp.core.signoffs import is_delimiter, is_rule, signature_lines, signed_off

_QUOTE = re.compile(r"^\s{0,4}>(?!>>)")
_DEEP_QUOTE = re.compile(r"^\s{0,4}>")
_OTHER_MARK = re.compile(r"^\s{0,4}([|»›]|[A-Z][A-Za-z]{0,15}>)(?:\s|$)")


class Mark(Enum):
    """What a line of a reply is."""

    NEW = "new"
    QUOTED = "quoted"
    SIGNATURE = "signature"


class Scan:
    """The lines of one text with a letter for each: e empty, m quote mark, t text; and where introductions are."""

    def __init__(self, lines: list[str], *, answers: bool) -> None:
        self.lines = lines
        self.answers = answers
        self.kinds = _kinds(lines)
        self.marks = [Mark.NEW] * len(lines)
        self.first_marked = self.kinds.index("m") if "m" in self.kinds else -1
        self.ends = [place for place, line in enumerate(lines) if ends_introduction(line)]
        self.beginnings = may_begin(lines, self.ends)
        self.first_words = len(lines)
        self.looked_at = 0
        self.first_quote = len(lines)
        self.other_mark = False
        self.last_text = max((place for place, kind in enumerate(self.kinds) if kind == "t"), default=-1)

    def run(self) -> list[Mark]:
        """Return what each line is."""
        place = 0
        while intro := self.next_intro(place):
            start, told = intro
            place = self.quote(start, told)
        if place:
            self.marks = [self.marked(at, mark) for at, mark in enumerate(self.marks)]
        elif self.answers:
            self.trailing_quotes()
        self.signatures()
        return self.marks

    def marked(self, at: int, mark: Mark) -> Mark:
        """Return the mark of a line in a text that has an introduction: its marked lines are quoted."""
        return Mark.QUOTED if self.kinds[at] == "m" and at > self.first_quote else mark

    def mark(self, start: int, end: int, mark: Mark = Mark.QUOTED) -> None:
        """Give the lines from `start` up to `end` a mark."""
        self.marks[start:end] = [mark] * (end - start)

    def next_intro(self, start: int) -> tuple[int, Intro] | None:
        """Return the first introduction from `start` on that holds, and where it begins; None when there is none."""
        for at in self.beginnings[bisect_left(self.beginnings, start) :]:
            if at == self.first_marked and (length := self.quoted_intro(at)):
                return at, Intro(length, sure=True)
            if self.kinds[at] != "t":
                continue
            coming = bisect_left(self.ends, at)
            near = coming < len(self.ends) and self.ends[coming] < at + LINES_OF_INTRO
            told = intro_at(self.lines, at, wrote=near)
            if told and self.holds(at, told):
                return at, told
        return None

    def quoted_intro(self, at: int) -> int:
        """Return how many of the first marked lines introduce what they quote, 0 for none."""
        bare = [line.strip()[1:].strip() for line in self.lines[at : at + LINES_OF_INTRO]]
        for place in range(min(2, len(bare)) if self.marks[at] is Mark.NEW else 0):
            told = intro_at(bare, place)
            if told and (told.sure or told.forward):
                return place + told.length
        return 0

    def holds(self, at: int, told: Intro) -> bool:
        """Return True when an introduction is one here: sure by itself, or by the marked lines that follow."""
        following = self.filled(at + told.length)
        marked = following is not None and self.is_marked(following)
        if not marked:
            return told.always or (told.sure and self.answers)
        trailing = following is not None and self.last_text < following
        return not told.weak or trailing

    def filled(self, start: int) -> int | None:
        """Return the first line from `start` that is not empty, None when there is none."""
        return next((place for place in range(start, len(self.kinds)) if self.kinds[place] != "e"), None)

    def is_marked(self, at: int) -> bool:
        """Return True when the quote that begins at `at` is marked; other marks than ">" are told to all its lines."""
        if self.kinds[at] == "m":
            return True
        other = _OTHER_MARK.match(self.lines[at])
        if other is None or self.other_mark:
            return False
        self.other_mark = True
        for place in range(at, len(self.lines)):
            if self.lines[place].lstrip().startswith(other.group(1)):
                self.kinds[place] = "m"
        return True

    def quote(self, start: int, told: Intro) -> int:
        """Mark a quote with its introduction, and return where to read on.

        Of a marked quote the marked lines are quoted and what stands between and after them is new; of any other all
        that follows, but for a forwarded mail with nothing above it: that is what its sender wants to say.
        """
        self.first_quote = min(self.first_quote, start)
        end = start + told.length
        first = self.filled(end)
        if first is None or self.kinds[first] != "m":
            if not (told.forward and not self.has_words(start)):
                self.mark(start, len(self.lines))
            return len(self.lines)
        self.edge(start)
        self.mark(start, first)
        place = first
        while place < len(self.lines) and self.kinds[place] in "em":
            place += 1
        while place > first and self.kinds[place - 1] == "e":
            place -= 1
        self.mark(first, place)
        return place

    def edge(self, start: int) -> None:
        """Mark a rule directly above a quote as its edge."""
        above = start - 1
        while above >= 0 and self.kinds[above] == "e":
            above -= 1
        if above >= 0 and is_rule(self.lines[above]) and not is_delimiter(self.lines[above]):
            self.mark(above, start)

    def has_words(self, end: int) -> bool:
        """Return True when new words stand before `end`; asked for places that only grow."""
        while self.first_words == len(self.lines) and self.looked_at < end:
            if self.kinds[self.looked_at] == "t" and self.marks[self.looked_at] is Mark.NEW:
                self.first_words = self.looked_at
            self.looked_at += 1
        return self.first_words < end

    def trailing_quotes(self) -> None:
        """Mark quoted lines that nothing new follows, when new words stand before them."""
        last = max((place for place, kind in enumerate(self.kinds) if kind == "m"), default=-1)
        if last < 0 or not self.is_signature(last + 1):
            return
        first = last
        while first > 0 and self.kinds[first - 1] != "t":
            first -= 1
        marked = self.kinds.index("m", first)
        if first and _QUOTE.match(self.lines[marked]):
            self.mark(first, last + 1)

    def is_signature(self, start: int) -> bool:
        """Return True when no words stand from `start` on: nothing, or a signature."""
        filled = self.filled(start)
        if filled is None:
            return True
        places = signature_lines(self.lines[filled:], 0) if is_delimiter(self.lines[filled]) else []
        return len(places) == len(self.lines) - filled

    def signatures(self) -> None:
        """Mark what stands under the words of each stretch of new lines: signatures, footers, lines of devices."""
        start = 0
        for place in range(len(self.marks) + 1):
            if place == len(self.marks) or self.marks[place] is not Mark.NEW:
                if place > start:
                    self.sign_off(start, place)
                start = place + 1

    def sign_off(self, start: int, end: int) -> None:
        """Mark the signature of the new lines from `start` up to `end`."""
        for place in signed_off(self.lines[start:end], any_words=self.has_words(start)):
            self.marks[start + place] = Mark.SIGNATURE


def _kinds(lines: list[str]) -> list[str]:
    """Return the letter of each line; the rest of a long quoted line that was broken counts as quoted."""
    kinds = [_kind(line) for line in lines]
    for at in range(1, len(lines) - 1):
        sandwiched = kinds[at] == "t" and kinds[at - 1] == "m" and kinds[at + 1] == "m"
        if sandwiched and _continues(lines[at - 1], lines[at]):
            kinds[at] = "m"
    return kinds


def _continues(quoted: str, line: str) -> bool:
    """Return True when a line is the end of the quoted one before it: of its long text, or of an address in it."""
    address = "://" in quoted and " " not in line.strip()
    return address or (len(quoted) >= 60 and line[0].islower())


def _kind(line: str) -> str:
    if not line.strip():
        return "e"
    if ">" not in line[:5]:
        return "t"
    return "m" if _DEEP_QUOTE.match(line) and "<<<" not in line else "t"
