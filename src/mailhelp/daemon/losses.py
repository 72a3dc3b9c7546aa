"""What workers that ended had claimed and in hand, written down as soon as the database takes it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailhelp.daemon.pulse import Pulse
from mailhelp.daemon.role_thread import RoleThread
from mailhelp.store.inbox import Inbox

AFTER_DEATH = timedelta(seconds=3)
REST_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Loss:
    """A worker that ended, by the name it claimed under. mail_id: what it had in hand, None for nothing."""

    worker: str
    mail_id: int | None
    cause: str


class Losses:
    """Writes losses in a thread of its own: a database that is locked must not stop who looks after the others."""

    def __init__(self, inbox: Inbox, *, clock: Callable[[], datetime]) -> None:
        self._inbox = inbox
        self._clock = clock
        self._waiting: deque[Loss] = deque()
        self._thread = RoleThread("losses", self.write)

    @property
    def pulse(self) -> Pulse:
        """Return the signs of life of its thread."""
        return self._thread.pulse

    def start(self) -> None:
        """Start writing."""
        self._thread.start()

    def add(self, loss: Loss) -> None:
        """Have a loss written down; it waits until the database takes it."""
        self._waiting.append(loss)
        self._thread.wake()

    def write(self) -> float:
        """Write what waits, oldest first; return how many seconds to rest. On StorageFault the rest goes on waiting."""
        while self._waiting:
            loss = self._waiting[0]
            again = self._clock() + AFTER_DEATH
            self._inbox.lost(loss.worker, in_hand=loss.mail_id, cause=loss.cause, retry_at=again)
            self._waiting.popleft()
        return REST_SECONDS

    def stop(self, patience: float) -> None:
        """Stop; what waits still is freed by the next start."""
        self._thread.stop(patience)
