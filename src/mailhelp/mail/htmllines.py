"""The lines that a walk over HTML writes: blocks, lists, quotes, and the rows of tables."""

import re
from dataclasses import dataclass, field

_RUN = re.compile(r"  +")
# A row is written on one line where its cells are short; more is the layout of a page.
_LONGEST_ROW = 300
UNORDERED = -1
# Quotes, lists and cells within each other are told apart this deep: a text is never much longer than its HTML, and
# no line is moved from cell to cell again and again.
DEEPEST_SHOWN = 20


@dataclass(slots=True)
class _Around:
    """What stood around a cell when it began: the lines before it and how the next would have been written."""

    lines: list[str]
    blank: bool
    quoted: int
    lists: list[int]
    bulleted: str


@dataclass(slots=True)
class Lines:
    """The lines that were written, and how the next will be.

    line: the pieces of the line being written; in them "\\n" is a line break (<br>). lists: the next number of each
    list that is open, or UNORDERED; bulleted: the mark that the next words get. rows: the cells of the rows that are
    open, each with whether a blank line ends it. deeper: how many cells are open that are too deep in others.
    """

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    quoted: int = 0
    lists: list[int] = field(default_factory=list)
    pre: int = 0
    blank: bool = False
    bulleted: str = ""
    rows: list[list[tuple[list[str], bool]]] = field(default_factory=list)
    around: list[_Around] = field(default_factory=list)
    deeper: int = 0

    def row_begins(self, name: str, _: str) -> None:
        """Begin a row of a table."""
        self.end_line()
        self.rows.append([])

    def row_ends(self, name: str, _: str) -> None:
        """End a row: short cells of one line each stand beside each other, others one below the other."""
        self.end_line()
        cells = self.rows.pop() if self.rows else []
        short = [" ".join(lines).strip() for lines, _ in cells if len(lines) < 2]
        if len(short) == len(cells) and sum(map(bool, short)) > 1 and sum(map(len, short)) <= _LONGEST_ROW:
            self.put("\t".join(short).strip("\t"))
            return
        for lines, blank in cells:
            self.put_all(lines)
            self.blank = self.blank or (blank and bool(lines))

    def cell_begins(self, name: str, _: str) -> None:
        """Begin a cell, which has lines of its own; too deep in other cells it is a block like any."""
        self.end_line()
        if len(self.around) >= DEEPEST_SHOWN:
            self.deeper += 1
            return
        self.around.append(_Around(self.lines, self.blank, self.quoted, self.lists, self.bulleted))
        self.lines, self.blank, self.quoted, self.lists, self.bulleted = [], False, 0, [], ""

    def cell_ends(self, name: str, _: str) -> None:
        """End a cell."""
        self.end_line()
        if self.deeper or not self.around:
            self.deeper = max(0, self.deeper - 1)
            return
        cell, before = (self.lines, self.blank), self.around.pop()
        self.lines, self.blank, self.quoted = before.lines, before.blank, before.quoted
        self.lists, self.bulleted = before.lists, before.bulleted
        if self.rows:
            self.rows[-1].append(cell)
        else:
            self.lines += cell[0]

    def end_line(self) -> None:
        """End the line; an empty one is dropped unless <br> ended it."""
        if not self.line:
            return
        written = "".join(self.line)
        self.line.clear()
        if "\n" not in written:
            self.add(written, keep=False)
            return
        *broken, last = written.split("\n")
        for line in broken:
            self.add(line, keep=True)
        self.add(last, keep=False)

    def add(self, written: str, *, keep: bool) -> None:
        """Add one line, in <pre> as it stands, else with its white space run together."""
        if not self.pre:
            written = (_RUN.sub(" ", written) if "  " in written else written).lstrip()
        written = written.rstrip()
        if not written and not keep:
            return
        if written:
            written, self.bulleted = self.bulleted + written, ""
        self.put(written)

    def put_all(self, lines: list[str]) -> None:
        """Write the lines of a cell down."""
        if self.quoted or not lines:
            for line in lines:
                self.put(line)
            return
        self.put(lines[0])
        self.lines += lines[1:]

    def put(self, line: str) -> None:
        """Write a line down, quoted as deep as it stands."""
        mark = "> " * min(self.quoted, DEEPEST_SHOWN) if self.quoted else ""
        if self.blank and self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark.rstrip())
        self.blank = False
        self.lines.append((mark + line).rstrip())
