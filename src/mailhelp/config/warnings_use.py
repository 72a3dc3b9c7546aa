"""Warnings of words and services that nothing uses, and of words that will not do what they look like."""

from collections.abc import Iterable, Iterator, Sequence

from mailhelp.config.entries import Entry
from mailhelp.config.layers import STANDARD_NAME
from mailhelp.config.merging import Merged
from mailhelp.config.whenshape import Shape

# What the understanding itself asks for, without a rule.
OWN_MEANING = frozenset(
    "FAULT OVER EVERYONE SOME_PEOPLE ONE_PERSON ONLY_ONE OTHERS_FINE WAY_ROUND NO_WAY_ROUND ORDERS NOT_MEANT "
    "DISCLAIMER".split()
)
WORD_KEYS = ("says", "asks", "of", "any", "all", "none", "sentence", "near")
_YES_NO = ("yes", "no", "true", "false", "on", "off")


def unused(found: Merged, shapes: Sequence[Shape]) -> Iterator[str]:
    """Yield file:line:column of each list and service that changes nothing."""
    named = {text.removeprefix("words: ") for shape in shapes for texts in shape.when.values() for text in texts}
    taken_in = {str(one.value).removeprefix("not ") for ones in found.words.values() for one in ones}
    for name, entry in found.lists.items():
        if name not in named | taken_in | OWN_MEANING and entry.source.name != STANDARD_NAME:
            yield f"{entry.key_place}no rule and no list uses {name}; it changes nothing"
    for name, entry in found.mappings["services"].items():
        if name not in named and entry.source.name != STANDARD_NAME:
            yield f"{entry.key_place}no rule is about {name}; a service alone only keeps its names from other services"


def lists_in_phrases(found: Merged, shapes: Sequence[Shape]) -> Iterator[str]:
    """Yield each phrase that holds the name of a list, which is a plain word there."""
    for entry in _phrases(found, shapes):
        words = str(entry.value).removeprefix("not ").split()
        inner = [word for word in words if len(words) > 1 and word in found.words and len(word) > 1]
        if inner and entry.value not in found.words:
            yield f'{entry.place}"{entry.value}": {inner[0]} is a plain word within a phrase; a list stands alone'


def _phrases(found: Merged, shapes: Sequence[Shape]) -> Iterator[Entry]:
    for entries in found.words.values():
        yield from _own(entries, found)
    for shape in shapes:
        for key in WORD_KEYS if found.own(shape.entry) else ():
            if key in shape.when:
                yield from shape.key(key).texts_below()
    for entry in found.mappings["services"].values():
        called = entry.child("called")
        yield from called.texts_below() if called and found.own(entry) else ()


def _own(entries: Iterable[Entry], found: Merged) -> list[Entry]:
    return [entry for entry in entries if found.own(entry)]


def yes_for_a_tag(shape: Shape) -> Iterator[str]:
    """Yield each tag that is a yes or no: it becomes a tag of that name."""
    then = shape.entry.child("then")
    tag = then.child("tag") if then else None
    for entry in tag.texts_below() if tag else ():
        if entry.value in _YES_NO:
            yield f'{entry.place}"{entry.value}" becomes a tag of that name; leave tag out where none is meant'


def type_of_incident(shape: Shape) -> Iterator[str]:
    """Yield a rule that gives a request type to what it calls an incident."""
    if shape.answers.get("kind") == "incident" and "type" in shape.answers:
        yield f"{shape.entry.place}{shape.called} says incident, and type counts for requests only; leave type out"
