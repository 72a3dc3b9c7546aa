"""Services and words of rules.yaml compiled into a lexicon: a bit for every list, a finder for all phrases."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mailhelp.config.entries import Entry, nearest
from mailhelp.config.finder import ALL_STEPS, CompiledFinder, pattern_fault, pattern_steps, phrase_key
from mailhelp.core.lexicon import Lexicon
from mailhelp.core.understanding.english import CUES

CAPITALS = re.compile(r"[A-Z][A-Z0-9_]*( [A-Z][A-Z0-9_]*)*")
PLAIN_WORD = "a plain word goes in small letters"
# No phrase is longer, in words: how often a word of a mail is looked at is bounded by it.
PHRASE_LIMIT = 20
SHOWN = 80
ALL_TOO_LARGE = (
    f"with this one all patterns together are over {ALL_STEPS:,} steps; use words (any, near) for some of them"
)
ANY_NUMBER = "would find any number, for numbers are all one word; use pattern, or add a word to it"


def only_number(key: str) -> bool:
    """Return True when a phrase, as `phrase_key` gives it, is nothing but a number."""
    return set(key.split()) == {"#"}


def too_long(key: str) -> str:
    """Return what is wrong with a phrase of too many words, as `phrase_key` gives it; "" for any other."""
    words = len(key.split())
    if words <= PHRASE_LIMIT:
        return ""
    return f"this phrase has {words} words; one has at most {PHRASE_LIMIT}, and a few that tell are better"


def shortened(text: str) -> str:
    """Return a text for a message."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def own_lists(names: Iterable[str]) -> list[str]:
    """Return the lists that an admin may name; those in brackets are of the grammar."""
    return [name for name in names if not name.startswith("(")]


@dataclass(slots=True)
class Vocabulary:
    """Collects names and phrases while a file is read; `lexicon` makes the finished value.

    list_bits: names in capitals. service_bits: names of services. phrases: phrase to its bits.
    """

    names: list[str] = field(default_factory=list)
    list_bits: dict[str, int] = field(default_factory=dict)
    service_bits: dict[str, int] = field(default_factory=dict)
    phrases: dict[str, int] = field(default_factory=dict)
    patterns: list[tuple[str, int]] = field(default_factory=list)
    wholes: dict[str, str] = field(default_factory=dict)
    opposites: list[tuple[int, int]] = field(default_factory=list)
    _literals: dict[str, int] = field(default_factory=dict)
    _steps: int = 0

    def new_bit(self, name: str) -> int:
        """Return a new bit as a mask, known by `name`."""
        self.names.append(name)
        return 1 << (len(self.names) - 1)

    def add_phrase(self, phrase: str, bits: int) -> bool:
        """Let a phrase give bits; False when it has no word in it."""
        key = phrase_key(phrase)
        if key:
            self.phrases[key] = self.phrases.get(key, 0) | bits
        return bool(key)

    def term(self, entry: Entry) -> int:
        """Return the mask of a list in capitals, or of the word or phrase that an entry holds; 0 with a fault."""
        text = entry.text()
        if text in self.list_bits:
            return self.list_bits[text]
        if CAPITALS.fullmatch(text):
            entry.fault(
                f'there is no list "{text}" under words{nearest(text, own_lists(self.list_bits))}; {PLAIN_WORD}'
            )
            return 0
        return self._literal(text, entry) if text else 0

    def terms(self, entry: Entry) -> tuple[int, ...]:
        """Return the masks of a list of terms."""
        return tuple(self.term(item) for item in entry.items())

    def _literal(self, text: str, entry: Entry) -> int:
        key = phrase_key(text)
        if not key:
            entry.fault(f'"{text}" has no letter or digit in it; words are found by these')
            return 0
        if only_number(key):
            entry.fault(f'"{text}" {ANY_NUMBER}')
        if wrong := too_long(key):
            entry.fault(wrong)
        if key not in self._literals:
            self._literals[key] = self.new_bit(text)
            self.add_phrase(text, self._literals[key])
        return self._literals[key]

    def services(self, entry: Entry) -> int:
        """Return the mask of the services that an entry names."""
        mask = 0
        for item in entry.items():
            name = item.text()
            if name and name not in self.service_bits:
                item.fault(f'there is no service "{name}"{nearest(name, self.service_bits)}')
            mask |= self.service_bits.get(name, 0)
        return mask

    def pattern(self, entry: Entry) -> int:
        """Return a bit for a pattern; 0 with a fault when RE2 refuses it, or when it or all together are too large."""
        text = entry.text()
        fault = pattern_fault(text) if text else None
        if text and not fault:
            self._steps += pattern_steps(text)
            fault = ALL_TOO_LARGE if self._steps > ALL_STEPS else None
        if fault:
            entry.fault(f"pattern {shortened(text)}: {fault}")
        if fault or not text:
            return 0
        bit = self.new_bit(text)
        self.patterns.append((text, bit))
        return bit

    def lexicon(self) -> Lexicon:
        """Return the finished lexicon."""
        return Lexicon(
            finder=CompiledFinder(self.phrases, self.patterns),
            names=tuple(self.names),
            bits=self.list_bits | self.service_bits,
            services=sum(self.service_bits.values()),
            wholes={self.service_bits[part].bit_length() - 1: self._above(part) for part in self.wholes},
            opposites=tuple(self.opposites),
            has_patterns=bool(self.patterns),
        )

    def _above(self, part: str) -> int:
        mask, whole = 0, self.wholes.get(part)
        while whole is not None and not mask & self.service_bits[whole]:
            mask |= self.service_bits[whole]
            whole = self.wholes.get(whole)
        return mask


def with_grammar(vocabulary: Vocabulary) -> None:
    """Add the grammar's own lists to a new vocabulary."""
    for name, lines in CUES.items():
        bit = vocabulary.list_bits[name] = vocabulary.new_bit(name)
        for phrase in lines.split(","):
            vocabulary.add_phrase(phrase, bit)


def add_services(vocabulary: Vocabulary, services: Mapping[str, Entry]) -> None:
    """Add all services; each is called by its name too."""
    for name in services:
        vocabulary.service_bits[name] = vocabulary.new_bit(name)
    for name, entry in services.items():
        keys = entry.mapping(("called", "part_of"))
        vocabulary.add_phrase(name, vocabulary.service_bits[name])
        if wrong := too_long(phrase_key(name)):
            entry.key_fault(wrong)
        for called in keys["called"].items() if "called" in keys else ():
            if not vocabulary.add_phrase(called.text(), vocabulary.service_bits[name]):
                called.fault("called must hold words, such as [website, our site]")
            if wrong := too_long(phrase_key(called.text())):
                called.fault(wrong)
        if "part_of" in keys and (whole := keys["part_of"].one_of(services)):
            vocabulary.wholes[name] = whole


def add_words(vocabulary: Vocabulary, lists: Mapping[str, Iterable[Entry]]) -> None:
    """Add all lists of `words`; an entry in capitals takes in another list, "not WORKS" what denies one."""
    for name in lists:
        vocabulary.list_bits[name] = vocabulary.new_bit(name)
    reach = {name: vocabulary.list_bits[name] for name in lists}
    plain: dict[str, list[str]] = {name: [] for name in lists}
    taken_in: list[tuple[str, str]] = []
    denied: list[tuple[str, str]] = []
    for name, entries in lists.items():
        for entry in entries:
            _sort(entry, name, lists, plain[name], taken_in, denied)
    for _ in lists:
        for outer, inner in taken_in:
            reach[inner] |= reach[outer]
    for name, phrases in plain.items():
        for phrase in phrases:
            vocabulary.add_phrase(phrase, reach[name])
    vocabulary.opposites = [(vocabulary.list_bits[inner], reach[outer]) for outer, inner in denied]


def _sort(
    entry: Entry,
    name: str,
    lists: Mapping[str, object],
    plain: list[str],
    taken_in: list[tuple[str, str]],
    denied: list[tuple[str, str]],
) -> None:
    text = entry.text()
    bare = text.removeprefix("not ")
    if bare in lists and bare != name:
        (taken_in if text == bare else denied).append((name, bare))
    elif CAPITALS.fullmatch(bare) and len(bare) > 1:
        entry.fault(f'there is no list "{bare}" under words{nearest(bare, own_lists(lists))}; {PLAIN_WORD}')
    elif not phrase_key(text):
        entry.fault(f"{name} must hold words")
    elif only_number(phrase_key(text)):
        entry.fault(f'"{text}" {ANY_NUMBER}')
    elif wrong := too_long(phrase_key(text)):
        entry.fault(wrong)
    else:
        plain.append(text)
