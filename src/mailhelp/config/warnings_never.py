"""Warnings of rules that can never hold, whatever a mail says."""

import re
from collections.abc import Iterator

from mailhelp.config.entries import Entry
from mailhelp.config.merging import Merged
from mailhelp.config.terms import Term, Terms
from mailhelp.config.whenshape import IN_ORDER, PLACE_KEYS, WORD_KEYS, Shape
from mailhelp.core.people import address_key, domain_key

_WHO = {
    "one person": ("ONE_PERSON", "ONLY_ONE", "OTHERS_FINE"),
    "some": ("SOME_PEOPLE",),
    "everyone": ("EVERYONE",),
}
_WAY_ROUND = {"some": "WAY_ROUND", "none": "NO_WAY_ROUND"}
_PLACE = re.compile(r"(?:[^\s@<>,;:*]{1,64}@|@)?[^\W_][\w-]*(?:\.[^\W_][\w-]*)*")
_HEADER = re.compile(r"[!-9;-~]+")
_YES_NO = ("yes", "no", "true", "false", "on", "off")


def never_holding(shape: Shape, found: Merged, terms: Terms) -> Iterator[str]:
    """Yield file:line:column: why a rule can never hold."""
    for entry, why in (
        *_without_words(shape, terms),
        *_against_itself(shape, terms),
        *_nobody(shape, terms),
        *_too_near(shape),
        *_nowhere(shape),
        *_of_no_client(shape, found),
    ):
        yield f"{entry.place}{shape.called} can never hold: {why}"


def _texts(shape: Shape, key: str) -> tuple[str, ...]:
    texts = shape.when.get(key, ())
    if key == "near" and any(text.startswith("words: ") for text in texts):
        return tuple(text.removeprefix("words: ") for text in texts if text.startswith("words: "))
    return () if texts == ("to know",) else texts


def _without_words(shape: Shape, terms: Terms) -> Iterator[tuple[Entry, str]]:
    for key in (*WORD_KEYS, "all", *IN_ORDER):
        several = terms.terms(_texts(shape, key))
        empty = [term.text for term in several if term.is_empty]
        if empty and (key not in WORD_KEYS or len(empty) == len(several)):
            yield shape.key(key), f"the list {' and '.join(empty)} holds no words"


def _against_itself(shape: Shape, terms: Terms) -> Iterator[tuple[Entry, str]]:
    forbidden = terms.terms(_texts(shape, "none"))
    for key in (*WORD_KEYS, "all", *IN_ORDER) if forbidden else ():
        several = terms.terms(_texts(shape, key))
        blocked = [term.text for term in several if _is_blocked(term, forbidden)]
        if blocked and (key not in WORD_KEYS or len(blocked) == len(several)):
            yield shape.key("none"), f"{key} wants {' or '.join(blocked)}, and none forbids it in the same sentence"


def _is_blocked(term: Term, forbidden: tuple[Term, ...]) -> bool:
    return term.within(forbidden) and not term.is_empty


def _nobody(shape: Shape, terms: Terms) -> Iterator[tuple[Entry, str]]:
    who = shape.when.get("who", ())
    if who and not any(terms.has_words(*_WHO.get(one, ())) for one in who):
        lists = " or ".join(name for one in who for name in _WHO.get(one, ()))
        yield shape.key("who"), f"no list {lists} tells that {' or '.join(who)} is hit; write one under words"
    for one in shape.when.get("way_round", ()):
        if one in _WAY_ROUND and not terms.has_words(_WAY_ROUND[one]):
            yield shape.key("way_round"), f"no list {_WAY_ROUND[one]} tells of it; write one under words"


def _too_near(shape: Shape) -> Iterator[tuple[Entry, str]]:
    within = [text.removeprefix("within: ") for text in shape.when.get("near", ()) if text.startswith("within: ")]
    words = set(_texts(shape, "near"))
    if within and within[0].isdecimal() and int(within[0]) < len(words) - 1:
        yield (
            shape.key("near"),
            f"{len(words)} words are never within {within[0]} of each other; at least {len(words) - 1}",
        )


def _nowhere(shape: Shape) -> Iterator[tuple[Entry, str]]:
    for key in PLACE_KEYS:
        texts = shape.when.get(key, ())
        wrong = [text for text in texts if not _PLACE.fullmatch(text)]
        if wrong and len(wrong) == len(texts):
            yield shape.key(key), f'"{wrong[0]}" is no address and no domain; write jo@shop.example or shop.example'
    for text in shape.when.get("header", ()):
        if not _HEADER.fullmatch(text.partition(": ")[0]):
            yield shape.key("header"), f'no header is called "{text.partition(": ")[0]}"; write its name without ":"'
    for text in shape.when.get("attachment", ()):
        if text in _YES_NO:
            yield shape.key("attachment"), f'"{text}" is read as a file name; write any or none'
        elif not re.search(r"[*./?]", text) and text not in ("any", "none"):
            yield shape.key("attachment"), f'no file is called just "{text}"; write "*.{text}" or a content type'


def _of_no_client(shape: Shape, found: Merged) -> Iterator[tuple[Entry, str]]:
    clients, senders = shape.when.get("client", ()), shape.when.get("from", ())
    if not clients or not senders:
        return
    entries = [found.mappings["clients"][name] for name in clients if name in found.mappings["clients"]]
    domains = {domain_key(text.removeprefix("@")) for entry in entries for text in _listed(entry, "domains")}
    people = {address_key(text) for entry in entries for text in _listed(entry, "people")}
    if not any(_may_be_of(sender, domains, people) for sender in senders):
        yield shape.key("from"), f"no address of {' or '.join(clients)} is {' or '.join(senders)}"


def _listed(entry: Entry, key: str) -> tuple[str, ...]:
    values = entry.child(key)
    return tuple(str(item.value) for item in values.items()) if values else ()


def _may_be_of(sender: str, domains: set[str], people: set[str]) -> bool:
    local, _, domain = sender.rpartition("@")
    if local:
        return address_key(sender) in people or domain_key(domain) in domains
    return domain_key(domain) in domains | {one.rpartition("@")[2] for one in people}
