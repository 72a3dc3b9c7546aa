"""Rules as they are written, to be compared with each other: which holds wherever another holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mailhelp.config.entries import Entry
from mailhelp.config.merging import Merged
from mailhelp.config.terms import Terms

# One of these is enough / all of these must be there / these in this order.
WORD_KEYS = ("says", "asks", "of", "any")
CHOICE_KEYS = ("about", "who", "client", "pattern", "attachment")
ALL_KEYS = ("all", "none")
PLACE_KEYS = ("from", "to")
IN_ORDER = ("sentence", "near")
# What the first to say it ends; tags and people who are told are joined.
ENDED = ("assign", "acknowledge", "ignore", "set_aside")

When = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Shape:
    """A rule or an override: its `when` as texts by key, and what it says. answers: question or effect to value."""

    name: str
    entry: Entry
    override: bool
    when: When
    answers: Mapping[str, str]
    is_evidence: bool

    @property
    def called(self) -> str:
        """Return how messages name it."""
        return f'{"override" if self.override else "rule"} "{self.name}"'

    @property
    def canonical(self) -> frozenset[tuple[str, object]]:
        """Return what two rules of the same `when` have in common, whatever the order of their words."""
        return frozenset((key, texts if key in IN_ORDER else frozenset(texts)) for key, texts in self.when.items())

    def key(self, name: str) -> Entry:
        """Return the entry of a key of its `when`."""
        when = self.entry.child("when")
        return (when.child(name) if when else None) or self.entry


def shapes(found: Merged) -> list[Shape]:
    """Return all overrides, then all rules, in the order in which they are tried."""
    named = [(True, name, entry) for name, entry in found.overrides.items()]
    named += [(False, name, entry) for name, entry in found.rules.items()]
    return [_shape(name, entry, override=override) for override, name, entry in named]


def _shape(name: str, entry: Entry, *, override: bool) -> Shape:
    says = entry.child("evidence") or entry.child("then")
    values = says.value if says and isinstance(says.value, dict) else {}
    answers = {key: str(value) for key, value in values.items() if key != "strength"}
    return Shape(name, entry, override, dict(_when(entry)), answers, entry.child("evidence") is not None)


def _when(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    when = entry.child("when")
    for key, value in when.value.items() if when and isinstance(when.value, dict) else ():
        yield key, _texts(value)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        return tuple(f"{key}: {text}" for key, one in value.items() for text in _texts(one))
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def is_wider(one: When, other: When, terms: Terms) -> bool:
    """Return True when `one` surely holds for every mail for which `other` holds."""
    return one.keys() <= other.keys() and all(_covers(key, texts, other[key], terms) for key, texts in one.items())


def _covers(key: str, wide: tuple[str, ...], narrow: tuple[str, ...], terms: Terms) -> bool:
    if key in CHOICE_KEYS:
        return set(narrow) <= set(wide)
    if key in ALL_KEYS:
        return set(wide) <= set(narrow)
    if key in PLACE_KEYS:
        folded = {text.casefold() for text in wide}
        return all({text.casefold(), text.casefold().rpartition("@")[2]} & folded for text in narrow)
    if key in WORD_KEYS and "to know" not in (*wide, *narrow):
        return all(term.within(terms.terms(wide)) for term in terms.terms(narrow))
    return wide == narrow
