"""YAML read into plain values (every scalar a string), with the line and column of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from mailhelp.core.errors import BadConfiguration

Path = tuple[str, ...]
SIZE_LIMIT = 4 * 1024 * 1024
DEPTH_LIMIT = 20


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

    Refused: anchors and aliases, tags, tabs as indent, the same key twice, keys that are not words, more than 4 MB.
    """
    if len(text) > SIZE_LIMIT:
        raise BadConfiguration(f"{name}:1:1: the file is over 4 MB; a file of rules is at most 4 MB")
    try:
        return _documents(yaml.parse(text, Loader=yaml.CSafeLoader), name)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        where = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise BadConfiguration(f"{name}:{where}: {_problem(fault, text)}") from fault
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        raise BadConfiguration(f"{name}:{line}:1: there is a control character here; remove it") from fault


def _problem(fault: yaml.MarkedYAMLError, text: str) -> str:
    mark = fault.problem_mark
    line = text.splitlines()[mark.line] if mark and mark.line < len(text.splitlines()) else ""
    if "\t" in line[: (mark.column if mark else 0) + 1]:
        return "there is a tab here; indent with spaces"
    problem = f"{fault.context or ''} {fault.problem or ''}".strip()
    return f"this is not YAML: {problem}; a text with : or # or quotes in it goes between double quotes"


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; key: the one whose value comes next."""

    value: list[object] | dict[str, object]
    path: Path
    key: str | None = None


class _Builder:
    """Builds one document from parser events, without recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.result: object = ""
        self.values: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self._open: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the parser."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refused(event, "anchors (&) and aliases (*) are not allowed; write the value out")
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            self._open.pop()
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check_tag(event)
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(event, top, top.value)
        else:
            self._place(event.value, event)

    def _key(self, event: yaml.ScalarEvent, top: _Open, mapping: dict[str, object]) -> None:
        if event.value in mapping:
            raise self._refused(event, f'"{event.value}" stands here twice; each name may stand once')
        top.key = event.value
        self.keys[(*top.path, event.value)] = self._mark(event)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        self._check_tag(event)
        if len(self._open) >= DEPTH_LIMIT:
            raise self._refused(event, f"this is nested deeper than {DEPTH_LIMIT} levels")
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            raise self._refused(event, "a key must be a word, not a list or a mapping")
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
            raise self._refused(event, f"{event.tag} is a tag, and tags are not allowed; remove it")

    def _mark(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def _refused(self, event: yaml.Event, why: str) -> BadConfiguration:
        line, column = self._mark(event)
        return BadConfiguration(f"{self.name}:{line}:{column}: {why}")


def _documents(events: Iterator[yaml.Event], name: str) -> list[Marked]:
    documents: list[Marked] = []
    builder = _Builder(name)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            builder = _Builder(name)
        elif isinstance(event, yaml.DocumentEndEvent):
            documents.append(Marked(name, builder.result, builder.values, builder.keys))
        else:
            builder.take(event)
    return documents
