"""The merged rules as values for JSON, each with where it comes from."""

from collections.abc import Iterable
from typing import Any

from mailhelp.config.entries import Entry
from mailhelp.config.merging import MAPPINGS, Merged
from mailhelp.config.showing import origin


def rules_json(found: Merged) -> dict[str, Any]:
    """Return all sections; each entry is {name, value, from}, and `replaces` where it does."""
    result: dict[str, Any] = {
        section: [_told(found, section, name, entry) for name, entry in found.mappings[section].items()]
        for section in MAPPINGS
    }
    for name, alone in (("matrix", found.matrix), ("learned", found.learned)):
        result[name] = _told(found, "", name, alone) if alone else None
    result["words"] = [_list_told(found, name, entries) for name, entries in found.words.items()]
    for section, rules in (("rules", found.rules), ("overrides", found.overrides)):
        result[section] = [_told(found, section, name, entry) for name, entry in rules.items()]
    result["examples"] = [{"value": entry.value, "from": origin(entry)} for entry in found.examples]
    result["disabled"] = [{"name": name, "from": origin(rule), "by": origin(by)} for name, rule, by in found.disabled]
    return result


def _told(found: Merged, section: str, name: str, entry: Entry) -> dict[str, Any]:
    old = found.replaced.get((section, name))
    told = {"name": name, "value": entry.value, "from": origin(entry)}
    return told | ({"replaces": origin(old)} if old else {})


def _list_told(found: Merged, name: str, entries: Iterable[Entry]) -> dict[str, Any]:
    words = [{"word": entry.value, "from": origin(entry)} for entry in entries]
    return _told(found, "words", name, found.lists[name]) | {"value": words}
