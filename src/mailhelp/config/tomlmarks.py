"""TOML with the place of every key and value, which `tomllib` reads but does not tell."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mailhelp.core.errors import BadConfiguration

Keys = tuple[str | int, ...]
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(r"""\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\])*"|'[^']*'""", re.DOTALL)
_WORD = re.compile(r"[^,\]}\n#]*")
_AT = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a text: line and column, both from 1; columns count characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class TomlText:
    """A TOML file as read: its values, and where keys and values stand.

    keys, values: place of a key, of its value, by the way to it (("imap", 0, "port"); entries of lists by number).
    """

    name: str
    content: Mapping[str, object]
    keys: Mapping[Keys, Mark]
    values: Mapping[Keys, Mark]

    def mark(self, path: Keys, *, of_key: bool = False) -> Mark:
        """Return where the value at `path` stands, or its key, or else the nearest thing around it."""
        marks = self.keys if of_key else self.values
        return next((marks[path[:end]] for end in range(len(path), 0, -1) if path[:end] in marks), Mark(1, 1))

    def place(self, path: Keys) -> str:
        """Return "mailhelp.toml:14:9" for the value at `path`."""
        mark = self.mark(path)
        return f"{self.name}:{mark.line}:{mark.column}"


def read_toml(file: Path) -> TomlText:
    """Return a TOML file with its places.

    Raises BadConfiguration with line and column where it is no TOML or no UTF-8; OSError where it cannot be read.
    """
    text = _decoded(file.read_bytes(), file.name)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadConfiguration(_syntax_fault(str(fault), text, file.name)) from fault
    # tomllib turns "\r\n" into "\n" before it counts, and so do we.
    scan = _Scan(text.replace("\r\n", "\n"))
    scan.document()
    return TomlText(file.name, content, scan.marks(scan.keys), scan.marks(scan.values))


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8-sig", "replace")
        mark = _mark(before, len(before))
        raise BadConfiguration(
            f"{name}:{mark.line}:{mark.column}: this letter is not UTF-8: save the file as UTF-8"
        ) from fault


def _syntax_fault(message: str, text: str, name: str) -> str:
    found = _AT.search(message)
    what = message[: found.start()] if found else message
    if found and found[1]:
        return f"{name}:{found[1]}:{found[2]}: this is not TOML: {what}{_advice(what)}"
    mark = _mark(text, len(text.rstrip()))
    return f"{name}:{mark.line}:{mark.column}: this is not TOML: {what} at the end of the file"


def _advice(what: str) -> str:
    if what == "Invalid value":
        return '; a text needs quotes, as in key = "text"'
    return "; it stands twice: keep one" if what.startswith("Cannot") else ""


def _mark(text: str, offset: int) -> Mark:
    return Mark(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


@dataclass(slots=True)
class _Scan:
    """A walk over text that `tomllib` has accepted, so that nothing is checked again."""

    text: str
    at: int = 0
    keys: dict[Keys, int] = field(default_factory=dict)
    values: dict[Keys, int] = field(default_factory=dict)
    lengths: dict[Keys, int] = field(default_factory=dict)

    def document(self) -> None:
        """Note the places of a whole document."""
        table: Keys = ()
        self._blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._blank()

    def marks(self, offsets: Mapping[Keys, int]) -> dict[Keys, Mark]:
        """Return offsets as lines and columns."""
        return {path: _mark(self.text, offset) for path, offset in offsets.items()}

    def _blank(self) -> None:
        self.at = self._end(_BLANK)

    def _end(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        return found.end() if found else self.at

    def _header(self) -> Keys:
        start, brackets = self.at, 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        self._blank()
        names = self._names()
        path = self._inside(tuple(name for name, _ in names[:-1])) + (names[-1][0],)
        if brackets == 2:
            self.lengths[path] = self.lengths.get(path, 0) + 1
            self._note(path, start)
            path = (*path, self.lengths[path] - 1)
        self._note(path, start)
        self.at = self.text.index("]", self.at) + brackets
        return path

    def _inside(self, names: Keys) -> Keys:
        """Return the way to a table, with the number of the last one where a name on it is a list of tables."""
        path: Keys = ()
        for name in names:
            path = (*path, name)
            path = (*path, self.lengths[path] - 1) if path in self.lengths else path
        return path

    def _note(self, path: Keys, offset: int) -> None:
        self.keys.setdefault(path, offset)
        self.values.setdefault(path, offset)

    def _names(self) -> list[tuple[str, int]]:
        names = []
        while True:
            start, self.at = self.at, self._end(_KEY)
            names.append((_plain(self.text[start : self.at]), start))
            if (dot := self._end(_DOT)) == self.at:
                return names
            self.at = dot

    def _pair(self, table: Keys) -> None:
        path = table
        for name, start in self._names():
            path = (*path, name)
            self._note(path, start)
        self.at = self.text.index("=", self.at) + 1
        self._blank()
        self.values[path] = self.at
        self._value(path)

    def _value(self, path: Keys) -> None:
        match self.text[self.at]:
            case "{":
                self._entries(path, "}")
            case "[":
                self._entries(path, "]")
            case "'" | '"':
                self.at = self._end(_STRING)
            case _:
                self.at = self._end(_WORD)

    def _entries(self, path: Keys, closing: str) -> None:
        self.at += 1
        number = 0
        self._blank()
        while self.text[self.at] != closing:
            if closing == "}":
                self._pair(path)
            else:
                self._note((*path, number), self.at)
                self._value((*path, number))
            number += 1
            self._blank()
            self.at += self.text[self.at] == ","
            self._blank()
        self.at += 1


def _plain(key: str) -> str:
    return str(tomllib.loads(f"key = {key}")["key"]) if key[:1] in ('"', "'") else key
