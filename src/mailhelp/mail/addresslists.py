"""An address list divided into its entries, whatever is wrong with its quotes, comments and commas; in linear time."""

import re
from dataclasses import dataclass, field

ENCODED = r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\r\n]{0,2000}\?="
LITERAL = r"\[[0-9A-Fa-f:.IPv]{2,50}\]"
# Where a comment or a bracket without its other stood: no address reaches over it.
GAP = "("
_TOKEN = re.compile(
    rf"(?P<word>{ENCODED})|(?P<quoted>\"(?:[^\"\\]|\\.)*+\"?)|(?P<special>[<>,;:()])"
    rf"|(?P<atom>(?:[^\s<>,;:()\"\[]|{LITERAL}|\[)++)|(?P<space>\s+)",
    re.DOTALL | re.ASCII,
)
# A quote means nothing in a comment, a backslash does (RFC 5322 section 3.2.2).
_COMMENT = re.compile(rf"(?P<word>{ENCODED})|(?P<special>[()])|(?P<atom>(?:[^()\\=]|\\.)++|[\\=])", re.DOTALL)
_CLOSED = re.compile(r"\"(?:[^\"\\]|\\.)*+\"", re.DOTALL)


@dataclass(slots=True)
class Entry:
    """One entry of an address list while it is read.

    shown: what makes its name. bare: the same as it is written. angles, comments: the pieces of each that stood in
    brackets. kinds: of all tokens but spaces. at: an "@" stands outside of brackets. doubtful: one comes after angle
    brackets.
    """

    shown: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    angles: list[list[str]] = field(default_factory=list)
    comments: list[list[str]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    at: bool = False
    doubtful: bool = False

    def add(self, kind: str, written: str) -> None:
        """Take what stands outside of angle brackets and comments."""
        if kind == "quoted":
            self.shown += (" ", _unescaped(written[1:-1]), " ")
        else:
            self.shown.append(" " if kind == "space" else written)
        self.bare.append(" " if kind == "space" else written)
        if "@" in written:
            self.at, self.doubtful = True, bool(self.angles)
        if kind != "space":
            self.kinds.add(kind)

    @property
    def is_name_only(self) -> bool:
        """Return True when it may be the first half of a name with a comma: Doe, Jo <jo@client.example>."""
        return bool(self.kinds) and not self.angles and not self.at


def entries_of(text: str) -> list[Entry]:
    """Divide an address list at its commas; angle brackets, quotes and comments hold theirs together.

    A quote or a comment that never ends is taken for none; no address reaches over where it stood.
    """
    for _ in range(4):
        reader = _Reader(text)
        broken_at = reader.read()
        if broken_at is None:
            break
        marks = "[()]" if text[broken_at] == "(" else '"'
        text = text[:broken_at] + re.sub(marks, "\0", text[broken_at:])
    return reader.entries


class _Reader:
    """Divides the text of an address list into entries."""

    def __init__(self, text: str) -> None:
        self.entries: list[Entry] = []
        self._text = text
        self._last_semicolon = text.rfind(";")
        self._entry = Entry()
        self._halves: list[Entry] = []
        self._depth = 0
        self._angle = False

    def read(self) -> int | None:
        """Read the whole text; return where a quote or comment begins that never ends, None when all end."""
        place = comment_at = 0
        while found := (_COMMENT if self._depth else _TOKEN).match(self._text, place):
            kind, written = found.lastgroup or "", found.group()
            if kind == "quoted" and found.end() == len(self._text) and not _CLOSED.fullmatch(written):
                return place
            if kind == "special" and written == "(" and not self._depth:
                comment_at = place
            self._take(kind, written, place)
            place = found.end()
        self._end()
        return comment_at if self._depth else None

    def _take(self, kind: str, written: str, place: int) -> None:
        if kind == "special" and written in "()":
            self._comment(written)
        elif self._depth:
            self._entry.comments[-1].append(_unescaped(written))
        elif kind == "special" and (written in "<>" or not self._angle):
            self._special(written, place)
        elif self._angle:
            self._entry.angles[-1].append(written)
        else:
            self._entry.add(kind, written)

    def _comment(self, written: str) -> None:
        """Begin or end a comment; what is around it does not grow together."""
        if written == "(":
            self._entry.comments.append([])
        self._entry.shown.append(" ")
        self._entry.bare.append(GAP)
        if self._angle:
            self._entry.angles[-1].append(" ")
        self._depth = max(0, self._depth + (1 if written == "(" else -1))

    def _special(self, written: str, place: int) -> None:
        """Take one of < > , ; and the colon that ends the name of a group."""
        self._angle = written == "<"
        if written in "<>":
            self._entry.bare.append(GAP)
        if written == "<":
            self._entry.angles.append([])
        elif written in ",;":
            self._end(is_half=written == ",")
        elif written == ":" and self._entry.is_name_only and place < self._last_semicolon:
            self._entry = Entry()
        elif written == ":":
            self._entry.add("atom", written)

    def _end(self, *, is_half: bool = False) -> None:
        """Put the entry to the others, and the first half of its name into it."""
        entry, self._entry = self._entry, Entry()
        if is_half and entry.is_name_only:
            self._halves.append(entry)
            return
        if entry.angles:
            entry.shown = [*(piece for half in self._halves for piece in (*half.shown, ",")), *entry.shown]
        else:
            self.entries += self._halves
        self._halves = []
        self.entries.append(entry)


def _unescaped(written: str) -> str:
    return re.sub(r"\\(.)", r"\1", written, flags=re.DOTALL)
