"""Which rules can hold for a mail at all, so that only these are looked at: a file of thousands costs little more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mailhelp.core.conditions import Condition
from mailhelp.core.lexicon import bits_in

# What a mail has beside words: ("from", an address or "@" and its domain), ("client", its name), ("header", a name).
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """The places of rules in their list, by what a mail must have for them to hold.

    by_word: the rules that need a word, by the bit of each word that will do. by_envelope: those without words that
    need a sender, a client or a header, by these. others: those that need none of these.
    """

    by_word: Mapping[int, list[int]] = field(default_factory=dict)
    by_envelope: Mapping[Key, list[int]] = field(default_factory=dict)
    others: Sequence[int] = ()

    def worded(self, stands: int) -> set[int]:
        """Return the rules that need a word and find one among the bits that stand in a mail."""
        places: set[int] = set()
        for bit in bits_in(stands):
            places.update(self.by_word.get(bit, ()))
        return places

    def possible(self, stands: int, keys: Iterable[Key]) -> list[int]:
        """Return all rules that may hold, in order. keys: those that a mail has, as far as the index asks for them."""
        places = self.worded(stands)
        places.update(self.others)
        for key in keys if self.by_envelope else ():
            places.update(self.by_envelope.get(key, ()))
        return sorted(places)


def indexed(conditions: Sequence[Condition]) -> RuleIndex:
    """Return the index of rules with these conditions."""
    by_word: dict[int, list[int]] = {}
    by_envelope: dict[Key, list[int]] = {}
    others: list[int] = []
    for place, when in enumerate(conditions):
        word = needed_word(when)
        keys = () if word else tuple(_needed_keys(when))
        for bit in bits_in(word):
            by_word.setdefault(bit, []).append(place)
        for key in keys:
            by_envelope.setdefault(key, []).append(place)
        if not word and not keys:
            others.append(place)
    return RuleIndex(by_word, by_envelope, others)


def needed_word(when: Condition) -> int:
    """Return bits of which one must stand in a mail for a condition to hold; 0 when it needs no word."""
    plain = when.says or when.asks or when.any or when.about or when.all
    return plain or when.pattern or when.of or (when.in_order or (when.near.words if when.near else ()) or (0,))[0]


def _needed_keys(when: Condition) -> Iterator[Key]:
    """Give the keys of which a mail must have one; of several sorts only the first."""
    if when.senders:
        yield from (("from", address) for address in when.senders)
    elif when.clients:
        yield from (("client", name) for name in when.clients)
    elif when.headers:
        yield "header", when.headers[0][0]
