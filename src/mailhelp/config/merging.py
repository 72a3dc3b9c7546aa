"""A desk's rules laid over the standard set: what each section holds in the end, and from which file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mailhelp.config.entries import Entry, by_name, nearest

STANDARD = "standard"
MAPPINGS = ("hours", "targets", "services", "clients", "staff")
SECTIONS = ("extends", "disable", *MAPPINGS, "matrix", "learned", "words", "rules", "overrides", "examples")


@dataclass(slots=True)
class Merged:
    """What the files together say. top: the last file. mappings: each section's entries by name, the later winning."""

    top: Entry
    mappings: dict[str, dict[str, Entry]] = field(default_factory=lambda: {name: {} for name in MAPPINGS})
    matrix: Entry | None = None
    learned: Entry | None = None
    words: dict[str, list[Entry]] = field(default_factory=dict)
    rules: dict[str, Entry] = field(default_factory=dict)
    overrides: dict[str, Entry] = field(default_factory=dict)
    examples: list[Entry] = field(default_factory=list)

    def own(self, entry: Entry) -> bool:
        """Return True when an entry stands in the last file."""
        return entry.source is self.top.source


def merged(files: Iterable[Entry]) -> Merged:
    """Return the files laid over each other, the later over the earlier.

    A name replaces the same name before it; an own override stands before inherited ones; examples are the last file's.
    """
    result: Merged | None = None
    for entry in files:
        sections = entry.mapping(SECTIONS)
        result = Merged(entry) if result is None else _on_top(result, entry)
        _lay(result, sections)
    if result is None:
        raise ValueError("there is no file to merge")
    return result


def _on_top(result: Merged, entry: Entry) -> Merged:
    result.top, result.examples = entry, []
    return result


def _lay(result: Merged, sections: Mapping[str, Entry]) -> None:
    for name in MAPPINGS:
        if name in sections:
            result.mappings[name].update(sections[name].mapping())
    result.matrix = sections.get("matrix", result.matrix)
    result.learned = sections.get("learned", result.learned)
    for name, entry in sections["words"].mapping().items() if "words" in sections else ():
        result.words[name] = _words(name, entry, result.words.get(name, []))
    own_rules = dict(by_name(sections["rules"].items())) if "rules" in sections else {}
    own_overrides = dict(by_name(sections["overrides"].items())) if "overrides" in sections else {}
    result.rules.update(own_rules)
    result.overrides = own_overrides | {n: e for n, e in result.overrides.items() if n not in own_overrides}
    result.examples = sections["examples"].items() if "examples" in sections else []
    if "disable" in sections:
        _disable(result, sections["disable"])


def _words(name: str, entry: Entry, before: list[Entry]) -> list[Entry]:
    """Return the entries of a list; its own name among them stands for what it held before."""
    found: list[Entry] = []
    for item in entry.items():
        if item.value == f"not {name}":
            item.fault(f"{name} cannot hold its own denial; name another list")
        elif item.value != name:
            found.append(item)
        elif before:
            found += before
        else:
            item.fault(f"{name} cannot take itself in: the standard set has no list of that name")
    return found


def _disable(result: Merged, entry: Entry) -> None:
    for item in entry.items():
        name = item.text()
        known = (*result.rules, *result.overrides)
        if name and name not in known:
            item.fault(f'there is no rule "{name}" to disable{nearest(name, known)}')
        result.rules.pop(name, None)
        result.overrides.pop(name, None)
