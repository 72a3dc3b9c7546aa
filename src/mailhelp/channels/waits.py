"""How long to wait after failures: doubling, bounded, with jitter, forgotten after a success."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Waits:
    """Seconds to wait: `first`, doubled with each failure up to `longest`, up to a quarter shorter by `jitter`.

    jitter: gives numbers from 0 to 1, so that many mailboxes do not knock all at once; never below `first`.
    """

    first: float
    longest: float
    jitter: Callable[[], float]
    failures: int = 0

    def after_failure(self) -> float:
        """Return how long to wait now; one failure more is counted."""
        wait = min(self.first * (1 << min(self.failures, 30)), self.longest)
        self.failures += 1
        return max(self.first, wait * (1 - self.jitter() / 4))

    def forget(self) -> None:
        """Begin anew after a success."""
        self.failures = 0


@dataclass(slots=True)
class Strikes:
    """What failed by itself, how often, and when it is tried again (1 minute after the second time, up to 1 hour)."""

    monotonic: Callable[[], float]
    _counts: dict[Hashable, int] = field(default_factory=dict)
    _not_before: dict[Hashable, float] = field(default_factory=dict)

    def add(self, what: Hashable) -> int:
        """Count a failure of `what`; return how many it has now."""
        count = self._counts[what] = self._counts.get(what, 0) + 1
        if count > 1:
            self._not_before[what] = self.monotonic() + min(60.0 * (1 << min(count - 2, 10)), 3600.0)
        return count

    def of(self, what: Hashable) -> int:
        """Return how often `what` failed."""
        return self._counts.get(what, 0)

    def rests(self, what: Hashable) -> bool:
        """Return whether it is too early to try `what` again."""
        return self._not_before.get(what, 0.0) > self.monotonic()

    def forgive(self, what: Hashable) -> None:
        """Forget the failures of `what`."""
        self._counts.pop(what, None)
        self._not_before.pop(what, None)
