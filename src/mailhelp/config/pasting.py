"""YAML to paste into rules.yaml: written so that it reads back as it was meant, and laid into a file to try it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from mailhelp.config.layers import LAID_OVER
from mailhelp.core.suggesting.changes import AddName, AddWord, Change, DropWord, NewRule
from mailhelp.core.suggesting.search import Readers

LINE = 1000
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*[A-Za-z0-9]|[A-Za-z]|[A-Za-z0-9][A-Za-z0-9.@_-]*[A-Za-z0-9]")


def scalar(text: str) -> str:
    """Return a text as YAML: bare where it may stand so, else in double quotes.

    >>> scalar("till dead"), scalar("a: b"), scalar("503")
    ('till dead', '"a: b"', '503')
    """
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=not text.isprintable())


def flow(value: object) -> str:
    """Return a text, a list or a mapping of these as YAML on one line.

    >>> flow({"any": ["till", "a: b"], "strength": "weak"})
    '{any: [till, "a: b"], strength: weak}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(str(key))}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Iterable):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(str(value))


def fragment(changes: Sequence[Change], readers: Readers) -> dict[str, Any]:
    """Return the sections that changes make, as they would be written under `extends: standard`."""
    found: dict[str, Any] = {}
    for one in changes:
        _write(one, found, readers)
    return found


def _write(change: Change, found: dict[str, Any], readers: Readers) -> None:
    match change:
        case AddWord(listed, phrase):
            found.setdefault("words", {}).setdefault(listed, [listed]).append(phrase)
        case DropWord(listed, phrase):
            words = found.setdefault("words", {})
            before = _spelt_out(words.get(listed, [listed]), listed, readers)
            words[listed] = [one for one in before if one != phrase]
        case AddName(service, phrase):
            services = found.setdefault("services", {})
            whole = services.setdefault(service, {"called": list(readers.services[service])})
            whole["called"].append(phrase)
            if service in readers.wholes:
                whole["part_of"] = readers.wholes[service]
        case NewRule():
            found.setdefault("rules", []).append(rule_of(change))


def _spelt_out(entries: Iterable[str], listed: str, readers: Readers) -> list[str]:
    """Return the entries of a list, its own name replaced by what it held before."""
    return [word for one in entries for word in (readers.lists[listed] if one == listed else (one,))]


def rule_of(change: NewRule) -> dict[str, Any]:
    """Return a new rule as a mapping."""
    return {
        "name": change.name,
        "when": {change.key: [change.phrase]},
        "evidence": {change.question: change.value, "strength": change.strength},
    }


def with_pasted(text: str, sections: Mapping[str, Any]) -> str:
    """Return the text of a ruleset with sections pasted into the desk's own file; for trying, without its comments.

    text: as a Ruleset holds it, or of a file. What a section has already stays, the desk's own lists are lengthened.
    """
    before, laid_over, own = text.rpartition(LAID_OVER)
    file = yaml.load(own, Loader=yaml.CBaseLoader)
    for name, section in sections.items():
        file[name] = _laid(file.get(name), section, name)
    return before + laid_over + yaml.dump(file, Dumper=_Plain, allow_unicode=True, width=LINE)


class _Plain(yaml.CSafeDumper):
    """Writes without aliases, which rules may not have."""

    def ignore_aliases(self, data: object) -> bool:
        """Return True: nothing is written by a name."""
        return True


def _laid(own: Any, section: Any, name: str) -> Any:
    if not own:
        return section
    if name == "rules":
        return [*own, *section]
    if name == "words":
        return {**own, **{listed: _lengthened(own.get(listed), words, listed) for listed, words in section.items()}}
    return {**own, **section}


def _lengthened(own: Any, words: list[str], listed: str) -> list[str]:
    """Return the desk's own list with the words that a section adds to it; a section's whole list replaces it."""
    if own is None or listed not in words:
        return words
    entries = own if isinstance(own, list) else [own]
    return [*entries, *(one for one in words if one != listed)]
