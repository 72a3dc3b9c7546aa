"""Which rules can hold for a mail at all, so that only these are looked at: a file of thousands costs little more."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mailhelp.core.conditions import Condition
from mailhelp.core.lexicon import bits_in

# What a mail has beside words: ("from", an address or "@" and its domain), ("client", its name), ("header", a name).
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """The places of rules in their list, by what a mail must have for them to hold.

    by_word: the rules that need words, by each word that will do for that one of their needs which fewest rules share.
    by_first: the same rules by the first of their needs. by_key: those without words that need a sender, a client or a
    header, by these. others: those that need none of these. Words are numbers of bits.
    """

    by_word: Mapping[int, list[int]] = field(default_factory=dict)
    by_first: Mapping[int, list[int]] = field(default_factory=dict)
    by_key: Mapping[Key, list[int]] = field(default_factory=dict)
    others: Sequence[int] = ()

    def possible(self, stands: int, keys: Iterable[Key]) -> list[int]:
        """Return the rules that may hold, in order. stands: the bits in a mail. keys: what it has beside words."""
        places = _at(self.by_word, stands)
        places.update(self.others)
        for key in keys if self.by_key else ():
            places.update(self.by_key.get(key, ()))
        return sorted(places)

    def touched(self, stands: int) -> list[int]:
        """Return the rules of which the first need is met by the bits that stand in a mail, in order."""
        return sorted(_at(self.by_first, stands))


def _at(places: Mapping[int, list[int]], stands: int) -> set[int]:
    found: set[int] = set()
    for bit in bits_in(stands):
        found.update(places.get(bit, ()))
    return found


def indexed(conditions: Sequence[Condition]) -> RuleIndex:
    """Return the index of rules with these conditions."""
    shared = Counter(bit for when in conditions for mask in needs(when) for bit in bits_in(mask))
    by_word, by_first = defaultdict(list), defaultdict(list)
    by_key, others = defaultdict(list), []
    for place, when in enumerate(conditions):
        masks, keys = needs(when), tuple(_needed_keys(when))
        if masks:
            for bit in bits_in(min(masks, key=lambda mask: sum(shared[bit] for bit in bits_in(mask)))):
                by_word[bit].append(place)
            for bit in bits_in(masks[0]):
                by_first[bit].append(place)
        elif keys:
            for key in keys:
                by_key[key].append(place)
        else:
            others.append(place)
    return RuleIndex(by_word, by_first, by_key, others)


def needs(when: Condition) -> tuple[int, ...]:
    """Return what a condition needs in a mail: of the bits of each of these one must stand in it; () for no words."""
    each = (1 << bit for bit in bits_in(when.all))
    near = when.near.words if when.near else ()
    found = (when.says, when.asks, when.any, when.about, *each, when.pattern, when.of, *when.in_order, *near)
    return tuple(mask for mask in found if mask)


def _needed_keys(when: Condition) -> Iterator[Key]:
    """Give the keys of which a mail must have one; of several sorts only the first."""
    if when.senders:
        yield from (("from", address) for address in when.senders)
    elif when.clients:
        yield from (("client", name) for name in when.clients)
    elif when.headers:
        yield "header", when.headers[0][0]
