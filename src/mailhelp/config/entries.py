"""Values of a YAML file with their places: read as what they should be, each fault noted with file:line:column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from mailhelp.config.marks import Marked, Path

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a file. faults: the list that all entries of a load write to."""

    source: Marked
    path: Path
    value: object = field(repr=False)
    faults: list[str] = field(repr=False)

    @property
    def name(self) -> str:
        """Return the key that leads here, the last that is not a number of a list."""
        return next((key for key in reversed(self.path) if not key.isdecimal()), "the file")

    @property
    def line(self) -> str:
        """Return "rules.yaml:14"."""
        return self.source.line(self.path)

    @property
    def place(self) -> str:
        """Return "rules.yaml:14:9: "."""
        return self.source.at(self.path)

    @property
    def key_place(self) -> str:
        """Return "rules.yaml:14:3: ", where the key of this value stands."""
        return self.source.at_key(self.path)

    def fault(self, message: str) -> None:
        """Note a fault at this value."""
        self.faults.append(self.source.at(self.path) + message)

    def key_fault(self, message: str) -> None:
        """Note a fault at the key of this value."""
        self.faults.append(self.source.at_key(self.path) + message)

    def mapping(self, allowed: Iterable[str] | None = None) -> dict[str, "Entry"]:
        """Return the entries of a mapping by key; unknown keys are faults that name the nearest known one."""
        if self.value == "":
            return {}
        if not isinstance(self.value, dict):
            self.fault(f"{self.name} must be a mapping, written as key: value")
            return {}
        found = {key: self._child(key, value) for key, value in self.value.items()}
        if allowed is None:
            return found
        known = tuple(allowed)
        for key in [key for key in found if key not in known]:
            found.pop(key).key_fault(f'unknown key "{key}"{nearest(key, known)}')
        return found

    def child(self, key: str) -> "Entry | None":
        """Return the entry of a key of a mapping, None where there is none; nothing is a fault."""
        return self._child(key, self.value[key]) if isinstance(self.value, dict) and key in self.value else None

    def texts_below(self) -> Iterator["Entry"]:
        """Yield the entries of all texts that a value holds; nothing is a fault."""
        if isinstance(self.value, dict):
            children = [self._child(key, one) for key, one in self.value.items()]
        elif isinstance(self.value, list):
            children = [self._child(str(number), one) for number, one in enumerate(self.value)]
        else:
            yield self
            return
        for child in children:
            yield from child.texts_below()

    def items(self) -> list["Entry"]:
        """Return the entries of a list; a single text stands for a list of one."""
        if self.value == "":
            return []
        if isinstance(self.value, list):
            return [self._child(str(number), value) for number, value in enumerate(self.value)]
        if isinstance(self.value, str):
            return [self]
        self.fault(f'{self.name} must be a list: [one, two], or each entry on a line of its own after "- "')
        return []

    def text(self) -> str:
        """Return a text, "" with a fault when it is none."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value
        self.fault(f"{self.name} must be a text")
        return ""

    def texts(self) -> tuple[str, ...]:
        """Return the texts of a list."""
        return tuple(text for entry in self.items() if (text := entry.text()))

    def choice(self, kind: type[Choice]) -> Choice | None:
        """Return the member that a text names, None with a fault when it names none."""
        allowed = [member.value for member in kind]
        found = self.one_of(allowed)
        return kind(found) if found else None

    def one_of(self, allowed: Iterable[str]) -> str:
        """Return the text if it is one of `allowed`, "" with a fault when it is not."""
        options = tuple(allowed)
        if isinstance(self.value, str) and self.value in options:
            return self.value
        allowed = f"is not one of {', '.join(options)}" if options else "names nobody: the file has none yet"
        self.fault(f'{self.name} "{_shown(self.value)}" {allowed}')
        return ""

    def _child(self, key: str, value: object) -> "Entry":
        return Entry(self.source, (*self.path, key), value, self.faults)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return what to write instead of an unknown name: the nearest known one, or all of them.

    >>> nearest("hihg", ["high", "low"]), nearest("x", ["high", "low"])
    ('; did you mean "high"?', '; allowed are high, low')
    """
    options = list(known)
    near = get_close_matches(name, options, n=1)
    if near:
        return f'; did you mean "{near[0]}"?'
    return f"; allowed are {', '.join(options)}" if options else ""


def _shown(value: object) -> str:
    return value[:60] if isinstance(value, str) else "a list or mapping"


def root(source: Marked, faults: list[str]) -> Entry:
    """Return the entry of a whole document."""
    return Entry(source, (), source.value, faults)


def by_name(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """Return (name, entry) of a list of mappings that each have a `name`; a missing or doubled name is a fault."""
    seen: set[str] = set()
    for entry in entries:
        named = entry.mapping().get("name")
        name = named.text() if named else ""
        if named is None:
            entry.fault(f"{entry.name}: this has no name; give it one with name: …")
        elif name in seen:
            named.fault(f'the name "{name}" is used twice; give each its own')
        elif name:
            seen.add(name)
            yield name, entry
