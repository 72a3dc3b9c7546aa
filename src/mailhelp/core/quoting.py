"""What is new in the text of a reply, what is quoted, what is a signature: one linear pass over its lines."""

import re
from dataclasses import dataclass

from mailhelp.core.quotescan import Mark, Scan
from mailhelp.core.quotesigns import SHARED, STARTS

__all__ = ["Divided", "Mark", "divide", "new_words"]

MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Divided:
    """The lines of a text and what each is; nothing is left out."""

    lines: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def new(self) -> str:
        """Return the new words, blank lines around them dropped; answers between quoted lines with what they answer."""
        if self.is_inline:
            return self._lines(self._answered())
        return self.words

    @property
    def words(self) -> str:
        """Return what is new and nothing else, blank lines around it dropped."""
        if self.marks.count(Mark.NEW) == len(self.marks):
            return "\n".join(self.lines).strip()
        return self._lines({place for place, mark in enumerate(self.marks) if mark is Mark.NEW})

    @property
    def is_inline(self) -> bool:
        """Return True when words stand between quoted lines."""
        return Mark.QUOTED in self.marks and re.search("qn+q", self._shape()) is not None

    def _shape(self) -> str:
        """Return a letter for each line that is not empty: n for new, q for quoted behind a mark, "" for others."""
        return "".join(
            "n" if mark is Mark.NEW else "q" if line.lstrip().startswith(">") else ""
            for line, mark in zip(self.lines, self.marks, strict=True)
            if line.strip() and mark is not Mark.SIGNATURE
        )

    def _answered(self) -> set[int]:
        """Return the places of new lines, and of the marked ones before the last of them."""
        new = [place for place, mark in enumerate(self.marks) if mark is Mark.NEW and self.lines[place].strip()]
        return {
            place
            for place, mark in enumerate(self.marks[: new[-1] + 1])
            if mark is Mark.NEW or (mark is Mark.QUOTED and self.lines[place].lstrip()[:1] in ("", ">"))
        }

    def _lines(self, places: set[int]) -> str:
        return "\n".join(line for place, line in enumerate(self.lines) if place in places).strip()


def new_words(text: str, *, answers: bool = True) -> str:
    """Return what its writer added to a reply, answers between quoted lines with what they answer.

    The whole text where nothing tells what is quoted.

    answers: False for a mail that answers no other, as its headers tell.

    >>> new_words("It works again.\\n\\nOn 1 Dec 2026 at 09:10, Desk <a@desk.example> wrote:\\n> Try it now.")
    'It works again.'
    """
    return divide(text, answers=answers).new


def divide(text: str, *, answers: bool = True) -> Divided:
    """Divide a reply into new words, quote and signature, line by line.

    Where the signs allow two readings more lines are new: a quote left in is better than words lost. In a mail that
    answers none, lines are quoted only where an introduction says so.
    """
    lines = _own_lines(text)
    scan = Scan(lines[:MOST_LINES], answers=answers)
    marks = scan.run() + [Mark.NEW] * max(0, len(lines) - MOST_LINES)
    if not any(mark is Mark.NEW and line.strip() for line, mark in zip(lines, marks, strict=True)):
        marks = [Mark.NEW if mark is not Mark.SIGNATURE else mark for mark in marks]
    return Divided(tuple(lines), tuple(marks))


def _own_lines(text: str) -> list[str]:
    """Split text into lines; an introduction that shares its line with new words gets one of its own.

    What is beyond the lines that are looked at stays in one piece.
    """
    written = text.replace("\r\n", "\n").split("\n", MOST_LINES)
    if "wrote:" not in text:
        return written
    lines: list[str] = []
    for line in written:
        shared = SHARED.match(line) if "wrote:" in line and len(line) < 600 else None
        if shared and not STARTS.match(line) and not line.lstrip().startswith(">"):
            lines += [shared.group(1).rstrip("-"), shared.group(2)]
        else:
            lines.append(line)
    return lines
