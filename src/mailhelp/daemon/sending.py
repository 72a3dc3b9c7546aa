"""The role *send*: sends what is owed as soon as it is due."""

import logging
import time

from mailhelp.core.errors import StorageFault
from mailhelp.daemon.backoff import Backoff
from mailhelp.daemon.pulse import PATIENCE_SECONDS, Pulse
from mailhelp.daemon.role_thread import RoleThread
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.daemon.wiring_channels import relay_settings
from mailhelp.daemon.wiring_work import dispatch

POLL_SECONDS = 1.0
BATCH = 20

log = logging.getLogger("mailhelp.send")


class Sending:
    """Sends owed notices in a thread of its own."""

    def __init__(self, desk: OpenDesk) -> None:
        self._dispatch = dispatch(desk)
        # While the relay is down it is tried now and then, however many notices wait and mails come.
        self._backoff = Backoff()
        self._freed = False
        relay = relay_settings(desk.settings)
        patience = PATIENCE_SECONDS + (relay.longest if relay else 0)
        self._thread = RoleThread("send", self._step, patience=patience)

    @property
    def pulses(self) -> tuple[Pulse, ...]:
        """Return the signs of life of its thread."""
        return (self._thread.pulse,)

    def _step(self) -> float:
        if not self._backoff.over(time.monotonic()):
            return POLL_SECONDS
        if not self._freed:
            self._dispatch.free_claims()
            self._freed = True
        taken = self._dispatch.send_due(limit=BATCH, stopped=lambda: self._thread.stopped)
        if self._dispatch.relay_down:
            self._backoff.failed(time.monotonic())
            return POLL_SECONDS
        self._backoff.worked()
        return 0.0 if taken else POLL_SECONDS

    def start(self) -> None:
        """Start sending."""
        self._thread.start()

    def wake(self) -> None:
        """Look for owed notices at once."""
        self._thread.wake()

    def stop(self, patience: float) -> None:
        """Finish the notice in hand and stop."""
        if self._thread.stop(patience):
            self._settle()
            self._dispatch.close()

    def _settle(self) -> None:
        """Write down what the relay said last, should the database not have taken it."""
        try:
            self._dispatch.settle()
        except StorageFault as fault:
            log.error("event=store_fault error=%r", str(fault))
