"""YAML read into plain values (every scalar a string), with the line and column of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from mailhelp.config import tabs
from mailhelp.config.places import MOST_FAULTS, SIZE_LIMIT, in_order
from mailhelp.config.rulestext import refuse_control_characters
from mailhelp.config.yamlfaults import told
from mailhelp.core.errors import BadConfiguration

Path = tuple[str, ...]
DEPTH_LIMIT = 20
NO_ANCHORS = "anchors (&) and aliases (*) are not allowed; write the value out, or put the text between double quotes"


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML document: its value, and for each path of keys (list entries by their number) its line and column from 1.

    keys: the same for the keys themselves.
    """

    name: str
    value: object
    values: Mapping[Path, tuple[int, int]] = field(repr=False)
    keys: Mapping[Path, tuple[int, int]] = field(repr=False)

    def at(self, path: Path) -> str:
        """Return "rules.yaml:14:9: " for the value at a path, or for the nearest path above it."""
        line, column = self._mark(path, self.values)
        return f"{self.name}:{line}:{column}: "

    def at_key(self, path: Path) -> str:
        """Return "rules.yaml:14:9: " for the key that a path ends with."""
        line, column = self._mark(path, self.keys)
        return f"{self.name}:{line}:{column}: "

    def line(self, path: Path) -> str:
        """Return "rules.yaml:14" for the value at a path."""
        return f"{self.name}:{self._mark(path, self.values)[0]}"

    def _mark(self, path: Path, marks: Mapping[Path, tuple[int, int]]) -> tuple[int, int]:
        if path in marks:
            return marks[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))


def read_yaml(text: str, name: str) -> list[Marked]:
    """Return the documents of a YAML text; BadConfiguration with file:line:column for anything but plain YAML.

    Refused, all of them at once: anchors and aliases, merge keys, tags, tabs, the same key twice, keys that are not
    words; and what ends the reading: more than 4 MB, more than 20 levels, control characters, no YAML at all.
    """
    if len(text) > SIZE_LIMIT:
        raise BadConfiguration(f"{name}:1:1: the file is over 4 MB; a file of rules is at most 4 MB")
    refuse_control_characters(text, name)
    faults: list[str] = []
    try:
        documents = _documents(yaml.parse(text, Loader=yaml.CSafeLoader), name, faults)
        if "\t" in text:
            faults += _tabs(text, name)
    except yaml.MarkedYAMLError as fault:
        raise BadConfiguration("\n".join(in_order([*faults, told(fault, text, name)]))) from fault
    except _TooMuch as fault:
        raise BadConfiguration("\n".join(in_order([*faults, str(fault)]))) from fault
    if faults:
        raise BadConfiguration("\n".join(in_order(faults)))
    return documents


def _tabs(text: str, name: str) -> list[str]:
    places = tabs.stray_tabs(text, yaml.parse(text, Loader=yaml.CSafeLoader))
    return [f"{name}:{line}:{column}: {tabs.FAULT}" for line, column in places]


class _TooMuch(Exception):
    """The reading ends here: what comes would be nothing new."""


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; key: the one whose value comes next."""

    value: list[object] | dict[str, object]
    path: Path
    key: str | None = None


class _Builder:
    """Builds one document from parser events, without recursion; faults: noted there, and reading goes on."""

    def __init__(self, name: str, faults: list[str]) -> None:
        self.name = name
        self.result: object = ""
        self.values: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self._open: list[_Open] = []
        self._faults = faults

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the parser."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._note(event, NO_ANCHORS)
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            self._open.pop()
        elif isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)

    def _scalar(self, event: yaml.ScalarEvent | yaml.AliasEvent) -> None:
        value = "*" if isinstance(event, yaml.AliasEvent) else str(event.value)
        if isinstance(event, yaml.ScalarEvent):
            self._check_tag(event)
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(event, value, top, top.value)
        else:
            self._place(value, event)

    def _key(self, event: yaml.Event, key: str, top: _Open, mapping: dict[str, object]) -> None:
        if key == "<<":
            self._note(event, "merge keys (<<) are not allowed; write the values out")
        elif key in mapping:
            first = self.keys[(*top.path, key)]
            self._note(event, f'"{key}" stands here twice (before at {first[0]}:{first[1]}); each name may stand once')
        top.key = key
        self.keys.setdefault((*top.path, key), self._mark(event))

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        self._check_tag(event)
        if len(self._open) >= DEPTH_LIMIT:
            raise _TooMuch(self._told(event, f"this is nested deeper than {DEPTH_LIMIT} levels; rules need five"))
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            raise _TooMuch(self._told(event, "a key must be a word, not a list or a mapping"))
        value: list[object] | dict[str, object] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        self._open.append(_Open(value, self._place(value, event)))

    def _place(self, value: object, event: yaml.Event) -> Path:
        path = self._attach(value)
        self.values[path] = self._mark(event)
        return path

    def _attach(self, value: object) -> Path:
        if not self._open:
            self.result = value
            return ()
        top = self._open[-1]
        if isinstance(top.value, list):
            top.value.append(value)
            return (*top.path, str(len(top.value) - 1))
        key, top.key = top.key or "", None
        top.value[key] = value
        return (*top.path, key)

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag not in (None, "!"):
            self._note(event, f"{_shown_tag(event.tag)} is a tag, and tags are not allowed; remove it")

    def _note(self, event: yaml.Event, why: str) -> None:
        self._faults.append(self._told(event, why))
        if len(self._faults) > MOST_FAULTS:
            raise _TooMuch(self._faults.pop())

    def _mark(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def _told(self, event: yaml.Event, why: str) -> str:
        line, column = self._mark(event)
        return f"{self.name}:{line}:{column}: {why}"


def _shown_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _documents(events: Iterator[yaml.Event], name: str, faults: list[str]) -> list[Marked]:
    documents: list[Marked] = []
    builder = _Builder(name, faults)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if documents and event.start_mark:
                faults.append(f"{name}:{event.start_mark.line + 1}:1: there is a --- here; rules are one document")
            builder = _Builder(name, faults)
        elif isinstance(event, yaml.DocumentEndEvent):
            documents.append(Marked(name, builder.result, builder.values, builder.keys))
        else:
            builder.take(event)
    return documents
