"""Whether a phrase is told by chance alone from what else stands in the mails."""

from collections import Counter
from math import comb


def chance(among: int, of: int, hits: int, found: int) -> float:
    """Return how likely it is that of `found` mails that hold a phrase at least `hits` are among the wrong ones.

    among: how many mails are wrong; of: how many there are. The tail of the hypergeometric distribution.

    >>> round(chance(among=3, of=30, hits=3, found=3), 6)
    0.000246
    """
    ways = sum(comb(among, one) * comb(of - among, found - one) for one in range(hits, min(among, found) + 1))
    return ways / comb(of, found)


def expected(among: int, of: int, hits: int, found: int, frequencies: Counter[int]) -> float:
    """Return how many phrases would by chance alone be as telling as this one.

    frequencies: how many phrases stand in so many mails; the more there are, the likelier one of them is found.
    """
    return frequencies[found] * chance(among, of, hits, found)
