"""How much comes in at once: connections, in all and per address, and bytes of DATA."""

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


class Room:
    """Memory for mails that are being received or written, in bytes over all sessions."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.used = 0

    def fits(self, size: int) -> bool:
        """Return True when that many bytes more would fit now."""
        return self.used + size <= self._limit

    def hold(self) -> "Hold":
        """Return an empty hold on this room."""
        return Hold(self)


class Hold:
    """What one mail occupies of a room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._size = 0

    def grow(self, size: int) -> bool:
        """Occupy that many bytes more; return False, and occupy nothing more, when they do not fit."""
        if not self._room.fits(size):
            return False
        self._room.used += size
        self._size += size
        return True

    def release(self) -> None:
        """Occupy nothing any more; may be called again."""
        self._room.used -= self._size
        self._size = 0
