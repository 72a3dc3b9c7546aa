"""What the rules' words compile to: bits for every list, and a finder that says where they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

# Where a phrase stands in a sentence: its bits, the numbers of its first and its last word.
Place = tuple[int, int, int]


class Finder(Protocol):
    """Finds phrases and patterns; the configuration ring builds it."""

    def find(self, words: Sequence[str]) -> list[Place]:
        """Return the places of all phrases in a sentence of stems, by their first words, the longest first."""
        ...

    def pattern_bits(self, text: str) -> int:
        """Return the bits of all patterns that are found in the folded `text`."""
        ...

    def patterns(self, text: str, wanted: int) -> Sequence[tuple[int, int]]:
        """Return (start, end) of each match of the patterns with bits of `wanted` in the folded `text`."""
        ...


class NoFinder:
    """Finds nothing: for rules without words."""

    def find(self, words: Sequence[str]) -> list[Place]:
        """Return []."""
        return []

    def pattern_bits(self, text: str) -> int:
        """Return 0."""
        return 0

    def patterns(self, text: str, wanted: int) -> tuple[tuple[int, int], ...]:
        """Return ()."""
        return ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All names that conditions use, each a bit.

    names: bit number to what an admin calls it. bits: name to its bit as a mask.
    services: mask of all services. wholes: bit number of a part to the mask of all that it is part of.
    opposites: pairs (mask, bits it gives when denied): how "not WORKS" makes BROKEN.
    has_patterns: False lets the search for patterns be left out.
    """

    finder: Finder = NoFinder()
    names: tuple[str, ...] = ()
    bits: Mapping[str, int] | None = None
    services: int = 0
    wholes: Mapping[int, int] = field(default_factory=dict)
    opposites: tuple[tuple[int, int], ...] = ()
    has_patterns: bool = False

    def mask(self, name: str) -> int:
        """Return the bit of a list as a mask, 0 when no list is called so."""
        return (self.bits or {}).get(name, 0)

    def named(self, mask: int) -> tuple[str, ...]:
        """Return the names of the bits set in `mask`, lowest first."""
        return tuple(self.names[bit] for bit in bits_in(mask))


def bits_in(mask: int) -> Iterator[int]:
    """Give the numbers of the bits set in `mask`, lowest first.

    >>> list(bits_in(0b1101))
    [0, 2, 3]
    """
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
