"""The `when` of a rule read into a condition."""

from collections.abc import Callable
from dataclasses import replace

from mailhelp.config.entries import Entry
from mailhelp.config.vocabulary import Vocabulary
from mailhelp.core.rules import Condition, Near, Received
from mailhelp.core.understanding.reading import WayRound, Who

TO_KNOW = "to know"
NEAR_LIMIT = 50


def condition(entry: Entry, vocabulary: Vocabulary) -> Condition:
    """Return the condition of a `when`; faults are noted."""
    found = entry.mapping(READERS)
    if not found and entry.value in ("", {}):
        entry.fault("when is empty; give it at least one of " + ", ".join(READERS))
    result = Condition()
    for key, value in found.items():
        if value.value in ("", [], {}):
            value.fault(f"{key} is empty, and so asks for nothing; say what it must be, or leave it out")
        else:
            result = READERS[key](result, value, vocabulary)
    return result


def _together(masks: tuple[int, ...]) -> int:
    mask = 0
    for one in masks:
        mask |= one
    return mask


def _about(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, about=vocabulary.services(entry))


def _says(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, says=_together(vocabulary.terms(entry)))


def _asks(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    if entry.value == TO_KNOW:
        return replace(to, to_know=True)
    return replace(to, asks=_together(vocabulary.terms(entry)))


def _of(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    mask = 0
    for item in entry.items():
        name = item.value if isinstance(item.value, str) else ""
        mask |= vocabulary.service_bits.get(name, 0) or vocabulary.term(item)
    return replace(to, of=mask)


def _who(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, who=tuple(who for item in entry.items() if (who := item.choice(Who))))


def _way_round(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, way_round=entry.choice(WayRound))


def _any(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, any=_together(vocabulary.terms(entry)))


def _all(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, all=_together(vocabulary.terms(entry)))


def _none(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, none=_together(vocabulary.terms(entry)))


def _sentence(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, in_order=vocabulary.terms(entry))


def _near(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    if not isinstance(entry.value, dict):
        return replace(to, near=Near(vocabulary.terms(entry)))
    keys = entry.mapping(("words", "within"))
    if "words" not in keys:
        entry.fault("near has no words; write near: {words: [one, two], within: 8}")
    words = vocabulary.terms(keys["words"]) if "words" in keys else ()
    within = keys["within"].one_of(map(str, range(1, NEAR_LIMIT + 1))) if "within" in keys else ""
    return replace(to, near=Near(words, int(within or 5)))


def _pattern(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, pattern=_together(tuple(vocabulary.pattern(item) for item in entry.items())))


def _addresses(entry: Entry) -> tuple[str, ...]:
    """Return folded addresses; a domain without "@" gets one before it."""
    return tuple(text.casefold() if "@" in text else f"@{text.casefold()}" for text in entry.texts())


def _from(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, senders=_addresses(entry))


def _to(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, recipients=_addresses(entry))


def _client(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, clients=entry.texts())


def _header(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    pairs = tuple((name.casefold(), str(value.value).casefold()) for name, value in entry.mapping().items())
    return replace(to, headers=pairs)


def _attachment(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    return replace(to, attachment=entry.text().casefold())


def _received(to: Condition, entry: Entry, vocabulary: Vocabulary) -> Condition:
    word = entry.one_of(("open", "closed"))
    return replace(to, received=Received(word == "open")) if word else to


READERS: dict[str, Callable[[Condition, Entry, Vocabulary], Condition]] = {
    "about": _about,
    "says": _says,
    "asks": _asks,
    "of": _of,
    "who": _who,
    "way_round": _way_round,
    "any": _any,
    "all": _all,
    "none": _none,
    "sentence": _sentence,
    "near": _near,
    "pattern": _pattern,
    "from": _from,
    "to": _to,
    "client": _client,
    "header": _header,
    "attachment": _attachment,
    "received": _received,
}
