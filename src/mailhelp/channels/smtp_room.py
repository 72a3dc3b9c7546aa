"""Memory for mails that are being received or written: who may take how much of it, and who gives way."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

SMALL = 262_144
# What may be read together with a mail of the largest size: its final dot, and commands sent ahead.
_BEHIND = 65_536
# A mail is slow that takes longer than the time given for its last bytes: at 2 minutes, less than 64 KB a minute.
_STRIDE = 131_072


class Room:
    """Bytes over all sessions.

    One origin has a quarter of it, or as much as one mail of the largest size needs; an eighth is for small mails only,
    those under 256 KB. Where something does not fit, slow mails give way. largest: bytes of one mail.
    slow: how long a mail may take for 128 KB before it has to give way.
    """

    def __init__(self, limit: int, *, largest: int, slow: timedelta = timedelta(minutes=2)) -> None:
        one = largest + _BEHIND
        self._limit = max(limit, one)
        self._share = max(self._limit // 4, one)
        self._for_large = max(self._limit - self._limit // 8, one)
        self._slow = slow.total_seconds()
        self._of_origin: Counter[str] = Counter()
        self._receiving: set[Hold] = set()
        self.used = 0

    def hold(self, origin: str | None, *, now: float, give_way: Callable[[], None]) -> "Hold":
        """Return an empty hold on this room.

        origin: whose share it counts against; None for those who have no share. now: seconds of any steady clock.
        give_way: called when the room is taken from a slow mail.
        """
        return Hold(self, origin, now=now, give_way=give_way)

    def takes(self, size: int, origin: str | None, *, now: float, so_far: int = 0) -> bool:
        """Return True when a mail of `so_far` bytes may have that many more; slow ones give way for it."""
        while True:
            full = self.used + size > (self._limit if so_far + size < SMALL else self._for_large)
            over = origin is not None and self._of_origin[origin] + size > self._share
            if not full and not over:
                return True
            slow = self._slowest(origin if over else None, now)
            if slow is None:
                return False
            slow.give_way()

    def occupy(self, hold: "Hold", size: int) -> None:
        """Count bytes of a mail that is being received; the size may be negative."""
        self.used += size
        self._receiving.add(hold)
        if hold.origin is not None:
            self._of_origin[hold.origin] += size
            if not self._of_origin[hold.origin]:
                del self._of_origin[hold.origin]

    def excuse(self, hold: "Hold") -> None:
        """Let this one never give way."""
        self._receiving.discard(hold)

    def _slowest(self, origin: str | None, now: float) -> "Hold | None":
        """Return the slow mail whose last progress is the oldest; of one origin, or of all for None."""
        mails = (hold for hold in self._receiving if origin in (None, hold.origin))
        slow = (hold for hold in mails if now - hold.progress_at >= self._slow)
        return min(slow, key=lambda hold: hold.progress_at, default=None)


class Hold:
    """What one mail occupies of a room."""

    def __init__(self, room: Room, origin: str | None, *, now: float, give_way: Callable[[], None]) -> None:
        self._room = room
        self._give_way = give_way
        self._size = 0
        self._progress = 0
        self.origin = origin
        self.progress_at = now

    def grow(self, size: int, *, now: float) -> bool:
        """Occupy that many bytes more; return False, and occupy nothing more, when they do not fit."""
        self._room.excuse(self)
        if not self._room.takes(size, self.origin, now=now, so_far=self._size):
            return False
        self._size += size
        self._room.occupy(self, size)
        if self._size - self._progress >= _STRIDE:
            self._progress, self.progress_at = self._size, now
        return True

    def give_way(self) -> None:
        """Occupy nothing any more, and tell the one who receives the mail."""
        self.release()
        self._give_way()

    def settle(self) -> None:
        """Give way no more: the mail is there as a whole."""
        self._room.excuse(self)

    def release(self) -> None:
        """Occupy nothing any more; may be called again."""
        self._room.occupy(self, -self._size)
        self._room.excuse(self)
        self._size = self._progress = 0
