"""How long to wait before something that ended is started again."""

FIRST, LONGEST = 0.5, 60.0


class Backoff:
    """Grows from half a second to a minute with each failure; starts anew once it worked."""

    def __init__(self) -> None:
        self._delay = 0.0
        self._until = 0.0

    def failed(self, now: float) -> None:
        """Note a failure at `now` (monotonic seconds)."""
        self._delay = min(max(self._delay * 2, FIRST), LONGEST)
        self._until = now + self._delay

    def worked(self) -> None:
        """Note that it works again: the next failure waits the shortest time."""
        self._delay = 0.0

    def over(self, now: float) -> bool:
        """Return True when the wait is over at `now`."""
        return now >= self._until
