"""The merged rules as YAML that a person reads, each entry with where it comes from."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from mailhelp.config.entries import Entry
from mailhelp.config.layers import STANDARD_NAME
from mailhelp.config.merging import MAPPINGS, Merged
from mailhelp.config.yamltext import block, flow, scalar, wrapped

TESTS = ("matches", "not")
# Clients and staff stand last, as in docs/rules.md.
AFTER_RULES = ("clients", "staff")


def origin(entry: Entry) -> str:
    """Return where an entry stands: "standard:80" or "rules.yaml:14"."""
    if entry.source.name == STANDARD_NAME:
        return f"standard:{entry.line.rpartition(':')[2]}"
    return entry.line


def remark(found: Merged, section: str, name: str, entry: Entry) -> str:
    """Return "# rules.yaml:14 replaces standard:80" for an entry."""
    old = found.replaced.get((section, name))
    adds = section == "words" and old is not None and any(one.source is old.source for one in found.words[name])
    return f"# {origin(entry)}" + (f" {'adds to' if adds else 'replaces'} {origin(old)}" if old else "")


def shown(found: Merged) -> Iterator[str]:
    """Yield the lines of the merged set. As a file of its own they give the same rules."""
    for name, rule, by in found.disabled:
        yield f'# disabled: "{name}" ({origin(rule)}) by {origin(by)}'
    for section in MAPPINGS:
        if section not in AFTER_RULES:
            yield from _section(found, section)
        if section == "hours":
            yield from _alone(found)
    yield from _words(found)
    yield from _rules(found, "rules", found.rules)
    yield from _rules(found, "overrides", found.overrides)
    yield from _examples(found.examples)
    for section in AFTER_RULES:
        yield from _section(found, section)


def _section(found: Merged, section: str) -> Iterator[str]:
    entries = found.mappings[section]
    if entries:
        yield ""
        yield f"{section}:"
    for name, entry in entries.items():
        yield from block(name, entry.value, "  ", remark(found, section, name, entry))


def _alone(found: Merged) -> Iterator[str]:
    for name, entry in (("matrix", found.matrix), ("learned", found.learned)):
        if entry is not None:
            yield ""
            yield from block(name, entry.value, "", remark(found, "", name, entry))


def _words(found: Merged) -> Iterator[str]:
    if found.words:
        yield ""
        yield "words:"
    for name in found.words:
        yield from words_shown(found, name)


def words_shown(found: Merged, name: str) -> Iterator[str]:
    """Yield the lines of one list of words; where two files speak, each line says from which its words are."""
    entries, whole = found.words[name], found.lists[name]
    end = remark(found, "words", name, whole)
    if len({one.source.name for one in entries}) < 2:
        yield from block(name, [one.value for one in entries], "  ", end)
        return
    yield f"  {scalar(name)}: [  {end}"
    for where, ones in groupby(entries, origin):
        for line in wrapped((flow(one.value) for one in ones), "    "):
            yield f"{line}  # {where}"
    yield "    ]"


def _rules(found: Merged, section: str, rules: Mapping[str, Entry]) -> Iterator[str]:
    if rules:
        yield ""
        yield f"{section}:"
    for name, entry in rules.items():
        yield from rule_shown(name, entry, remark(found, section, name, entry), tests=found.own(entry))


def rule_shown(name: str, entry: Entry, end: str, *, tests: bool) -> Iterator[str]:
    """Yield the lines of one rule or override. tests: with its `matches` and `not`."""
    yield f"  - name: {scalar(name)}  {end}"
    for key, value in entry.value.items() if isinstance(entry.value, dict) else ():
        if key != "name" and (tests or key not in TESTS):
            yield from block(key, value, "    ")


def _examples(examples: Iterable[Entry]) -> Iterator[str]:
    for number, entry in enumerate(examples):
        if not number:
            yield ""
            yield "examples:"
        yield f"  - {flow(entry.value)}  # {origin(entry)}"
