"""How long a part of the daemon has given no sign of life."""

# Who watches may itself have been stopped (a suspended machine): such a gap counts as a second.
LONGEST_LOOK = 1.0


class Silence:
    """Counts the seconds since a part was heard, as far as somebody looked; `too_long` has to be asked often."""

    def __init__(self, limit: float) -> None:
        """limit: seconds of silence after which a part is taken for hung."""
        self._limit = limit
        self._quiet = 0.0
        self._looked: float | None = None

    def heard(self) -> None:
        """Note a sign of life."""
        self._quiet = 0.0

    def too_long(self, now: float) -> bool:
        """Return True when nothing was heard for longer than the limit; now: monotonic seconds."""
        if self._looked is not None:
            self._quiet += min(now - self._looked, LONGEST_LOOK)
        self._looked = now
        return self._quiet > self._limit
