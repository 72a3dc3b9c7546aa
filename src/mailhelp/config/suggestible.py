"""What of a ruleset can be changed by a word: its lists, its services, and which rules read them."""

from collections import Counter
from collections.abc import Iterator, Mapping

from mailhelp.config.merging import Merged
from mailhelp.config.ruleentries import STRENGTHS
from mailhelp.config.rulesfile import read_rules_text
from mailhelp.core.suggesting.judged import QUESTIONS
from mailhelp.core.suggesting.search import Readers

WORD_KEYS = ("says", "asks", "of", "any", "all", "sentence", "near")
SERVICE_KEYS = ("about", "of")
WHO = {"everyone": ("EVERYONE",), "some": ("SOME_PEOPLE",), "one person": ("ONE_PERSON", "ONLY_ONE")}
WAY_ROUND = {"some": ("WAY_ROUND",), "none": ("NO_WAY_ROUND",)}

Answer = tuple[str, str]


def readers_of(text: str) -> Readers:
    """Return what the rules of a text read; raise BadConfiguration when it does not pass.

    text: as a Ruleset holds it.
    """
    found = read_rules_text(text, examples=False).merged
    lists = {name: tuple(str(one.value) for one in entries) for name, entries in found.words.items()}
    services = {name: _called(entry.value) for name, entry in found.mappings["services"].items()}
    wholes = dict(_parts(found))
    listed: dict[Answer, Counter[str]] = {}
    served: dict[Answer, Counter[str]] = {}
    for answer, when, weight in _speaking(found):
        for name in _lists(when, lists):
            listed.setdefault(answer, Counter())[name] += weight
        for name in _services(when, services):
            served.setdefault(answer, Counter())[name] += weight
    return Readers(lists, services, wholes, _ranked(listed), _ranked(served))


def _parts(found: Merged) -> Iterator[tuple[str, str]]:
    """Give the services that are part of another, with that."""
    for name, entry in found.mappings["services"].items():
        if isinstance(entry.value, Mapping) and "part_of" in entry.value:
            yield name, str(entry.value["part_of"])


def _called(service: object) -> tuple[str, ...]:
    return tuple(_texts(service.get("called"))) if isinstance(service, Mapping) else ()


def _speaking(found: Merged) -> Iterator[tuple[Answer, Mapping[str, object], int]]:
    """Give each answer that a rule gives, with the rule's `when` and strength."""
    for entry in found.rules.values():
        rule = entry.value
        when = rule.get("when") if isinstance(rule, Mapping) else None
        evidence = rule.get("evidence") if isinstance(rule, Mapping) else None
        if isinstance(when, Mapping) and isinstance(evidence, Mapping):
            weight = int(STRENGTHS.get(str(evidence.get("strength")), 1))
            yield from (((one, str(evidence[one])), when, weight) for one in QUESTIONS if one in evidence)


def _lists(when: Mapping[str, object], lists: Mapping[str, object]) -> Iterator[str]:
    for key in WORD_KEYS:
        value = when.get(key)
        words = value.get("words") if isinstance(value, Mapping) else value
        yield from (name for name in _texts(words) if name in lists)
    for key, means in (("who", WHO), ("way_round", WAY_ROUND)):
        yield from (name for said in _texts(when.get(key)) for name in means.get(said, ()) if name in lists)


def _services(when: Mapping[str, object], services: Mapping[str, object]) -> Iterator[str]:
    for key in SERVICE_KEYS:
        yield from (name for name in _texts(when.get(key)) if name in services)


def _texts(value: object) -> list[str]:
    """Return the texts of a list, of a single text, or none."""
    if isinstance(value, list):
        return [one for one in value if isinstance(one, str)]
    return [value] if isinstance(value, str) and value else []


def _ranked(found: Mapping[Answer, Counter[str]]) -> dict[Answer, tuple[str, ...]]:
    return {answer: tuple(sorted(count, key=lambda name: (-count[name], name))) for answer, count in found.items()}
