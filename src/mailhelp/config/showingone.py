"""One name of the merged rules: what it says, where it comes from, what it replaced, and who uses it."""

from collections.abc import Iterator, Mapping

from mailhelp.config.entries import Entry
from mailhelp.config.merging import MAPPINGS, Merged
from mailhelp.config.showing import origin, remark, rule_shown, words_shown
from mailhelp.config.yamltext import block, wrapped


def names(found: Merged) -> list[str]:
    """Return every name that can be asked for."""
    known = [*found.rules, *found.overrides, *found.words]
    return list(dict.fromkeys([*known, *(name for section in MAPPINGS for name in found.mappings[section])]))


def one_shown(found: Merged, name: str) -> list[str]:
    """Return the lines of all that is called `name`; [] when nothing is."""
    lines: list[str] = []
    for section in ("rules", "overrides"):
        rules: Mapping[str, Entry] = found.rules if section == "rules" else found.overrides
        if name in rules:
            end = remark(found, section, name, rules[name])
            lines += [f"{section}:", *rule_shown(name, rules[name], end, tests=True)]
            lines += _before(found, section, name)
    if name in found.words:
        lines += ["words:", *words_shown(found, name), *_before(found, "words", name), *_used(found, name)]
    for section in MAPPINGS:
        entry = found.mappings[section].get(name)
        if entry is not None:
            end = remark(found, section, name, entry)
            lines += [f"{section}:", *block(name, entry.value, "  ", end), *_before(found, section, name)]
            lines += _used(found, name) if section == "services" else []
    return lines


def _before(found: Merged, section: str, name: str) -> Iterator[str]:
    old = found.replaced.get((section, name))
    if old is None:
        return
    told = (
        rule_shown(name, old, f"# {origin(old)}", tests=True)
        if section in ("rules", "overrides")
        else block(name, old.value, "  ", f"# {origin(old)}")
    )
    yield "# it stands in place of:"
    yield from (f"# {line}" for line in told)


def _used(found: Merged, name: str) -> Iterator[str]:
    users = [f"{rule} ({origin(entry)})" for rule, entry in _rules(found) if name in _texts(_when(entry))]
    users += [
        f"{other} ({origin(found.lists[other])})"
        for other, entries in found.words.items()
        if any(one.value in (name, f"not {name}") for one in entries)
    ]
    if users:
        yield "# used by:"
        yield from (f"# {line}" for line in wrapped(users, "  "))


def _rules(found: Merged) -> list[tuple[str, Entry]]:
    return [*found.rules.items(), *found.overrides.items()]


def _when(entry: Entry) -> object:
    when = entry.child("when")
    return when.value if when else ""


def _texts(value: object) -> set[str]:
    """Return all texts that a value holds, keys not counted."""
    if isinstance(value, dict):
        return {text for one in value.values() for text in _texts(one)}
    if isinstance(value, list):
        return {text for one in value for text in _texts(one)}
    return {str(value)}
