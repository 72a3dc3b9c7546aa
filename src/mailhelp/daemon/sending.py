"""The role *send*: sends what is owed as soon as it is due."""

import time

from mailhelp.daemon.backoff import Backoff
from mailhelp.daemon.role_thread import RoleThread
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.daemon.wiring_work import dispatch

POLL_SECONDS = 1.0
BATCH = 20


class Sending:
    """Sends owed notices in a thread of its own."""

    def __init__(self, desk: OpenDesk) -> None:
        self._dispatch = dispatch(desk)
        # While the relay is down it is tried now and then, however many notices wait and mails come.
        self._backoff = Backoff()
        self._thread = RoleThread("send", self._step)

    def _step(self) -> float:
        if not self._backoff.over(time.monotonic()):
            return POLL_SECONDS
        taken = self._dispatch.send_due(limit=BATCH, stopped=lambda: self._thread.stopped)
        if self._dispatch.relay_down:
            self._backoff.failed(time.monotonic())
            return POLL_SECONDS
        self._backoff.worked()
        return 0.0 if taken else POLL_SECONDS

    def start(self) -> None:
        """Start sending."""
        self._dispatch.free_claims()
        self._thread.start()

    def wake(self) -> None:
        """Look for owed notices at once."""
        self._thread.wake()

    def stop(self, patience: float) -> None:
        """Finish the notice in hand and stop."""
        self._thread.stop(patience)
        self._dispatch.close()
