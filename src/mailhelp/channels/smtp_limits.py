"""How many come in at once: connections, in all and per address."""

from collections import Counter


class Places:
    """The places for connections, in all and per address."""

    def __init__(self, *, in_all: int, per_address: int) -> None:
        self._in_all = in_all
        self._per_address = per_address
        self._taken: Counter[str] = Counter()
        self._total = 0

    def take(self, address: str) -> bool:
        """Take a place; return False when there is none left for this address."""
        if self._total >= self._in_all or self._taken[address] >= self._per_address:
            return False
        self._taken[address] += 1
        self._total += 1
        return True

    def give_back(self, address: str) -> None:
        """Give a place back that was taken for this address."""
        self._total -= 1
        self._taken[address] -= 1
        if not self._taken[address]:
            del self._taken[address]
