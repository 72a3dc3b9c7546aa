"""A desk's rules laid over the standard set: what each section holds in the end, and from which file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mailhelp.config.entries import Entry, by_name, nearest

STANDARD = "standard"
MAPPINGS = ("hours", "targets", "services", "clients", "staff")
SECTIONS = ("extends", "disable", *MAPPINGS, "matrix", "learned", "words", "rules", "overrides", "examples")


@dataclass(slots=True)
class Merged:
    """What the files together say. top: the last file. mappings: each section's entries by name, the later winning.

    lists: where each list of `words` stands, whose entries in the end are in `words`.
    replaced: by (section, name) what stood there before. disabled: (name, the rule, the entry that disables it).
    """

    top: Entry
    mappings: dict[str, dict[str, Entry]] = field(default_factory=lambda: {name: {} for name in MAPPINGS})
    matrix: Entry | None = None
    learned: Entry | None = None
    words: dict[str, list[Entry]] = field(default_factory=dict)
    rules: dict[str, Entry] = field(default_factory=dict)
    overrides: dict[str, Entry] = field(default_factory=dict)
    examples: list[Entry] = field(default_factory=list)
    lists: dict[str, Entry] = field(default_factory=dict)
    replaced: dict[tuple[str, str], Entry] = field(default_factory=dict)
    disabled: list[tuple[str, Entry, Entry]] = field(default_factory=list)

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
            own = sections[name].mapping()
            _note(result, name, own, result.mappings[name])
            result.mappings[name].update(own)
    _note(result, "", sections, {"matrix": result.matrix, "learned": result.learned})
    result.matrix = sections.get("matrix", result.matrix)
    result.learned = sections.get("learned", result.learned)
    own_lists = sections["words"].mapping() if "words" in sections else {}
    _note(result, "words", own_lists, result.lists)
    result.lists.update(own_lists)
    for name, entry in own_lists.items():
        result.words[name] = _words(name, entry, result.words.get(name, []))
    own_rules = dict(by_name(sections["rules"].items())) if "rules" in sections else {}
    own_overrides = dict(by_name(sections["overrides"].items())) if "overrides" in sections else {}
    _note(result, "rules", own_rules, result.rules)
    _note(result, "overrides", own_overrides, result.overrides)
    result.rules.update(own_rules)
    result.overrides = own_overrides | {n: e for n, e in result.overrides.items() if n not in own_overrides}
    result.examples = sections["examples"].items() if "examples" in sections else []
    if "disable" in sections:
        _disable(result, sections["disable"])


def _note(result: Merged, section: str, own: Mapping[str, Entry], before: Mapping[str, Entry | None]) -> None:
    """Note what the entries of a section replace."""
    for name in own:
        old = before.get(name)
        if old is not None:
            result.replaced[(section, name)] = old


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
        for rules in (result.rules, result.overrides):
            if name in rules:
                result.disabled.append((name, rules.pop(name), item))
