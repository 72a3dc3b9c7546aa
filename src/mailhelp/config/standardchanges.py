"""What another version of the standard set changes: told to the admin after an upgrade."""

from collections.abc import Iterator, Mapping

from mailhelp.config.entries import Entry, root
from mailhelp.config.layers import STANDARD_NAME
from mailhelp.config.marks import read_yaml
from mailhelp.config.merging import Merged, merged

SHOWN = 12
_SECTIONS = ("rules", "overrides", "words", "targets", "services", "hours", "clients", "staff")
_ONE = {"rules": "rule", "overrides": "override", "words": "list", "targets": "target", "services": "service"}


def standard_changes(before: str, now: str, own: Merged | None = None) -> list[str]:
    """Return a line for each rule, list, service and value that differs between two standard sets; [] for the same.

    own: the desk's merged rules of now; what its file replaces or disables is said so.
    """
    if before == now:
        return []
    old, new = (_merged(text) for text in (before, now))
    lines = [line for section in _SECTIONS for line in _of_section(section, old, new, own)]
    for name in ("matrix", "learned"):
        one, other = (found.matrix if name == "matrix" else found.learned for found in (old, new))
        if _value(one) != _value(other):
            lines.append(f"{name} changed{_kept(own, '', name)}")
    return lines


def _merged(text: str) -> Merged:
    return merged([root(read_yaml(text, STANDARD_NAME)[0], [])])


def _entries(found: Merged, section: str) -> Mapping[str, Entry]:
    several = {"rules": found.rules, "overrides": found.overrides, "words": found.lists}
    return several[section] if section in several else found.mappings[section]


def _of_section(section: str, old: Merged, new: Merged, own: Merged | None) -> Iterator[str]:
    before, now = _entries(old, section), _entries(new, section)
    for name in (*now, *(name for name in before if name not in now)):
        one, other = before.get(name), now.get(name)
        if _value(one) == _value(other):
            continue
        done = "added" if one is None else "dropped" if other is None else "changed"
        detail = _words(one, other) if one and other and section in ("words", "rules", "overrides") else ""
        yield f'{_ONE.get(section, section)} "{name}" {done}{detail}{_kept(own, section, name)}'


def _value(entry: Entry | None) -> object:
    """Return what an entry says; the tests of a rule change nothing."""
    value = entry.value if entry else None
    if isinstance(value, dict):
        return {key: one for key, one in value.items() if key not in ("matches", "not")}
    return value


def _words(one: Entry, other: Entry) -> str:
    """Return how two lists of words differ, or which keys of two rules do."""
    if isinstance(one.value, list) and isinstance(other.value, list):
        more = [f"+{word}" for word in other.value if word not in one.value]
        less = [f"-{word}" for word in one.value if word not in other.value]
        several = more + less
        rest = f" and {len(several) - SHOWN} more" if len(several) > SHOWN else ""
        return f": {', '.join(several[:SHOWN])}{rest}" if several else ": the order"
    keys = sorted(key for key in _keys(one) | _keys(other) if _value(one.child(key)) != _value(other.child(key)))
    return f": {', '.join(key for key in keys if key not in ('matches', 'not'))}"


def _keys(entry: Entry) -> set[str]:
    return set(entry.value) if isinstance(entry.value, dict) else set()


def _kept(own: Merged | None, section: str, name: str) -> str:
    """Return that the desk's own file has its say here, and so keeps things as they were."""
    if own is None:
        return ""
    disabled = next((by for gone, _, by in own.disabled if gone == name and section in ("rules", "overrides")), None)
    if disabled is not None:
        return f" (disabled by {disabled.line})"
    replacing = _entry(own, section, name)
    if replacing is not None and own.own(replacing) and replacing.source.name != STANDARD_NAME:
        adds = section == "words" and any(not own.own(one) for one in own.words.get(name, ()))
        return f" ({replacing.line} {'adds to' if adds else 'replaces'} it)"
    return ""


def _entry(found: Merged, section: str, name: str) -> Entry | None:
    if not section:
        return found.matrix if name == "matrix" else found.learned
    return _entries(found, section).get(name)
