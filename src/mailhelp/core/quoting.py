"""What is new in the text of a reply, what is quoted, what is a signature: one linear pass over its lines."""

import re
from dataclasses import dataclass
from enum import Enum

from mailhelp.core.quoteintro import LINES_OF_INTRO, ends_introduction, header_block, introduction
from mailhelp.core.quotesigns import FORWARD_LINE, ORIGINAL, SENT_FROM, SHARED, STARTS

LONGEST_SIGNATURE = 12
MOST_LINES = 20_000
_QUOTE = re.compile(r"^\s{0,4}(?:[>|»›]|[A-Z][A-Za-z]{1,15}>\s)")
_DELIMITER = re.compile(r"^\s*(?:--|—|―|–|_{2,}|--\s|ᐧ|[-=_*#~+]{3,}|— ?)\s*$")


class Mark(Enum):
    """What a line of a reply is."""

    NEW = "new"
    QUOTED = "quoted"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Divided:
    """The lines of a text and what each is; nothing is left out."""

    lines: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def new(self) -> str:
        """Return the new words, blank lines around them dropped."""
        kept = [line for line, mark in zip(self.lines, self.marks, strict=True) if mark is Mark.NEW]
        return "\n".join(kept).strip()


def new_words(text: str) -> str:
    """Return what its writer added to a reply; the whole text where nothing tells what is quoted.

    >>> new_words("It works again.\\n\\nOn 1 Dec 2026 at 09:10, Desk <a@desk.example> wrote:\\n> Try it now.")
    'It works again.'
    """
    return divide(text).new


def divide(text: str) -> Divided:
    """Divide a reply into new words, quote and signature, line by line.

    Where the signs allow two readings more lines are new: a quote left in is better than words lost.
    """
    lines = _own_lines(text)
    scan = _Scan(lines[:MOST_LINES])
    marks = scan.run() + [Mark.NEW] * max(0, len(lines) - MOST_LINES)
    if not any(mark is Mark.NEW and line.strip() for line, mark in zip(lines, marks, strict=True)):
        marks = [Mark.NEW if mark is not Mark.SIGNATURE else mark for mark in marks]
    return Divided(tuple(lines), tuple(marks))


def _own_lines(text: str) -> list[str]:
    """Split text into lines; an introduction that shares its line with new words gets one of its own."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        shared = SHARED.match(line) if "wrote:" in line and len(line) < 600 else None
        if shared and not STARTS.match(line) and not _QUOTE.match(line):
            lines += [shared.group(1).rstrip("-"), shared.group(2)]
        else:
            lines.append(line)
    return lines


class _Scan:
    """The lines of one text with a letter for each: e empty, m quote mark, t text; and where introductions are."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.kinds = _kinds(lines)
        self.marks = [Mark.NEW] * len(lines)

    def run(self) -> list[Mark]:
        """Return what each line is."""
        intro = self.first_intro()
        if intro is None:
            self.trailing_quotes(len(self.lines))
        elif not self.has_text(0, intro[0]) and self.is_forward(intro[0]):
            pass
        elif self.is_inline(intro[1]):
            self.mark(intro[0], intro[1])
        else:
            self.cut(*intro)
        self.signatures()
        return self.marks

    def mark(self, start: int, end: int, mark: Mark = Mark.QUOTED) -> None:
        """Give the lines from `start` up to `end` a mark."""
        self.marks[start:end] = [mark] * (end - start)

    def has_text(self, start: int, end: int) -> bool:
        """Return True when a line of text that is not quoted stands between."""
        return "t" in self.kinds[start:end]

    def is_forward(self, at: int) -> bool:
        """Return True when the lines from `at` begin a forwarded or copied mail rather than a quote."""
        return (
            bool(FORWARD_LINE.match(self.lines[at]) or ORIGINAL.match(self.lines[at]))
            or header_block(self.lines, at) > 0
        )

    def is_inline(self, start: int) -> bool:
        """Return True when new words stand between quoted lines after `start`."""
        kinds = "".join(self.kinds[start:]).replace("e", "").replace("i", "")
        return bool(re.match(r"m+t", kinds)) and "m" in kinds.lstrip("m").lstrip("t")

    def first_intro(self) -> tuple[int, int] | None:
        """Return where the first introduction of a quote begins and ends, None when there is none."""
        ends = [place for place, line in enumerate(self.lines) if ends_introduction(line)]
        coming = 0
        for at, kind in enumerate(self.kinds):
            if kind == "e":
                continue
            while coming < len(ends) and ends[coming] < at:
                coming += 1
            near = coming < len(ends) and ends[coming] < at + LINES_OF_INTRO
            if length := introduction(self.lines, at, wrote=near):
                return at, at + length
        return None

    def cut(self, start: int, end: int) -> None:
        """Mark a quote with its introduction; words after marked lines are new, after others they are not."""
        first = next((place for place in range(end, len(self.lines)) if self.kinds[place] != "e"), None)
        if first is None or self.kinds[first] != "m":
            self.mark(start, len(self.lines))
            return
        last = max(place for place in range(first, len(self.lines)) if self.kinds[place] == "m")
        self.mark(start, last + 1)

    def trailing_quotes(self, end: int) -> None:
        """Mark quoted lines that nothing new follows, when new words stand before them."""
        first = end
        while first > 0 and self.kinds[first - 1] in "em":
            first -= 1
        if "m" in self.kinds[first:end] and self.has_text(0, first):
            self.mark(first, end)

    def signatures(self) -> None:
        """Mark signatures: after a delimiter to the end of the new words, and lines that name the sender's device."""
        new = [place for place, mark in enumerate(self.marks) if mark is Mark.NEW and self.kinds[place] != "e"]
        for place in new:
            if is_device_line(self.lines[place]):
                self.marks[place] = Mark.SIGNATURE
        for place in new[1:][-LONGEST_SIGNATURE - 1 :]:
            if _DELIMITER.match(self.lines[place]):
                self.sign_off(place)
                return

    def sign_off(self, start: int) -> None:
        """Mark what is new from `start` as signature."""
        for place in range(start, len(self.marks)):
            if self.marks[place] is Mark.NEW:
                self.marks[place] = Mark.SIGNATURE


def is_device_line(line: str) -> bool:
    """Return True when a line only names the program or device that sent the mail.

    >>> is_device_line("Sent from my iPhone"), is_device_line("Sent from my desk, much easier than my phone.")
    (True, False)
    """
    return len(line) < 120 and bool(SENT_FROM.match(line)) and ", " not in line


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
    return "m" if _QUOTE.match(line) and "<<<" not in line else "t"
