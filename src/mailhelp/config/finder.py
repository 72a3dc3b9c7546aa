"""Phrases (a tree of words) and patterns (RE2) compiled into one finder, in linear time whatever the mail."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import re2

from mailhelp.core.lexicon import Place
from mailhelp.core.understanding.sentences import WORD
from mailhelp.core.understanding.words import stems

# The bits of the phrase that ends with a word, 0 for none, and what may follow the word in longer phrases.
Node = tuple[int, "Follows | None"]
Follows = Callable[[str], Node | None]

# A pattern's matches in one sentence beyond this say nothing new.
MATCH_LIMIT = 20
# Stands for any number from two on: "NUMBER of us".
NUMBER = "NUMBER"
# What RE2 may use for one pattern and for the search of all of them, in bytes.
PATTERN_MEMORY, MEMORY = 1 << 20, 64 << 20
# The most steps of RE2 that a pattern may compile to, and all of a file together: what a mail costs grows with them.
PATTERN_STEPS, ALL_STEPS = 2_000, 100_000
TOO_LARGE = (
    f"this is too large: it compiles to more than {PATTERN_STEPS:,} steps; shorten repeats such as {{0,1000}}, or use "
    "words (any, near) in place of a long alternation"
)
_ASCII_ONLY = re.compile(r"\\[bBwWdDsS]")


def phrase_key(phrase: str) -> str:
    """Return how a phrase stands in a sentence of stems, "" when it has no word in it.

    >>> phrase_key("Mailboxes broken")
    ' mailbox break '
    """
    words = [stem for word in WORD.findall(phrase) for stem in (("#",) if word == NUMBER else stems(word))]
    return f" {' '.join(words)} " if words else ""


class CompiledFinder:
    """The finder of a ruleset: phrases by their bits, patterns by their bits."""

    def __init__(self, phrases: Mapping[str, int], patterns: Sequence[tuple[str, int]]) -> None:
        """phrases: as `phrase_key` gives them. patterns: known to be good (`pattern_fault` is None)."""
        self._begins = _tree(phrases)
        self._patterns = [(_unaccented(text), bits) for text, bits in patterns]
        self._set = _pattern_set([pattern for pattern, _ in self._patterns])

    def find(self, words: Sequence[str]) -> list[Place]:
        """Return the places of all phrases in a sentence of stems, by their first words, the longest first."""
        found: list[Place] = []
        begins, end = self._begins, len(words)
        for first, word in enumerate(words):
            node, last, shorter = begins(word), first, len(found)
            while node is not None:
                bits, follows = node
                if bits:
                    found.insert(shorter, (bits, first, last))
                last += 1
                if follows is None or last == end:
                    break
                node = follows(words[last])
        return found

    def pattern_bits(self, text: str) -> int:
        """Return the bits of all patterns that are found in a folded text."""
        bits = 0
        for number in (self._set.Match(text) or ()) if self._set else ():
            bits |= self._patterns[number][1]
        return bits

    def patterns(self, text: str, wanted: int) -> list[tuple[int, int]]:
        """Return (start, end) of the first matches of each pattern with bits of `wanted` in a folded text."""
        found = [re2.compile(pattern, _options(PATTERN_MEMORY)) for pattern, bits in self._patterns if bits & wanted]
        return [one.span() for pattern in found for one in islice(pattern.finditer(text), MATCH_LIMIT)]


@dataclass(slots=True)
class _Growing:
    """A word in the tree of phrases while it grows: the bits of the phrase that ends here, what follows in others."""

    bits: int = 0
    following: dict[str, "_Growing"] = field(default_factory=dict)

    def grown(self) -> Node:
        return self.bits, {word: one.grown() for word, one in self.following.items()}.get if self.following else None


def _tree(phrases: Mapping[str, int]) -> Follows:
    """Return the phrases word by word, so that what is looked at for a mail does not grow with how many there are."""
    root = _Growing()
    for key, bits in phrases.items():
        place = root
        for word in key.split():
            place = place.following.setdefault(word, _Growing())
        place.bits |= bits
    return {word: one.grown() for word, one in root.following.items()}.get


def _options(memory: int) -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = memory
    options.case_sensitive = False
    return options


def _pattern_set(patterns: Sequence[str]) -> re2.Set | None:
    if not patterns:
        return None
    searched = re2.Set.SearchSet(_options(MEMORY))
    for pattern in patterns:
        searched.Add(pattern)
    searched.Compile()
    return searched


def _unaccented(pattern: str) -> str:
    """Return a pattern without accents, as the folded text is; its case stays, for \\W is not \\w."""
    return "".join(c for c in unicodedata.normalize("NFKD", pattern) if not unicodedata.combining(c))


def pattern_fault(text: str) -> str | None:
    """Return what is wrong with a pattern, None when RE2 takes it and it is no larger than allowed."""
    plain = _unaccented(text)
    if not plain.isascii() and _ASCII_ONLY.search(plain):
        return "\\b, \\w, \\d and \\s know ASCII letters only; use words (any, near) instead"
    try:
        steps = pattern_steps(text)
    except re2.error as fault:
        reason = fault.args[0].decode("utf-8", "replace") if isinstance(fault.args[0], bytes) else str(fault.args[0])
        if "too large" in reason:
            return TOO_LARGE
        return f"{reason}; a pattern is an RE2 regular expression (no lookahead, no backreference)"
    return TOO_LARGE if steps > PATTERN_STEPS else None


def pattern_steps(text: str) -> int:
    """Return to how many steps of RE2 a pattern compiles; re2.error when it does not."""
    return int(re2.compile(_unaccented(text), _options(PATTERN_MEMORY)).programsize)
