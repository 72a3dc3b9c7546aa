"""Signs of life of the daemon's threads, so that one that hangs is found out."""

import threading
import time

PATIENCE_SECONDS = 120.0
SLICE_SECONDS = 10.0


class Pulse:
    """When a thread last gave a sign of life.

    name: for the log. patience: how many seconds without one may pass while all is well.
    """

    def __init__(self, name: str, patience: float = PATIENCE_SECONDS) -> None:
        self.name = name
        self.patience = patience
        self.last_step = time.monotonic()

    def beat(self) -> None:
        """Give a sign of life."""
        self.last_step = time.monotonic()

    def is_overdue(self, now: float) -> bool:
        """Return whether the thread hangs, at `now` (monotonic seconds)."""
        return now - self.last_step > self.patience


class StopSign(threading.Event):
    """An event that one thread looks at again and again: each look, and each slice of a wait, is a sign of life."""

    def __init__(self, pulse: Pulse) -> None:
        super().__init__()
        self._pulse = pulse

    def is_set(self) -> bool:
        """Return True when the thread is to stop."""
        self._pulse.beat()
        return super().is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the thread is to stop, at most `timeout` seconds; return whether it is."""
        until = None if timeout is None else time.monotonic() + timeout
        while not self.is_set():
            left = SLICE_SECONDS if until is None else min(until - time.monotonic(), SLICE_SECONDS)
            if left <= 0 or super().wait(left):
                break
        return self.is_set()
