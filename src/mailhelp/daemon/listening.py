"""The listener's process: kept running, restarted with growing delay."""

import logging
import time
from pathlib import Path

from mailhelp.daemon.backoff import Backoff
from mailhelp.daemon.ward import Ward

log = logging.getLogger("mailhelp.daemon")


class Listening:
    """Keeps the SMTP listener running.

    settled: True once it has started or failed for the first time. fault: why it does not run, None when it does.
    """

    def __init__(self, config: Path) -> None:
        self._config = config
        self._ward: Ward | None = None
        self._backoff = Backoff()
        self.settled = False
        self.fault: str | None = None
        self.restarts = 0

    def watch(self) -> None:
        """Start the listener when it does not run, end it when it hangs; call it often."""
        if self._ward is not None and self._ward.exit_code() is not None:
            self._bury(self._ward)
        elif self._ward is not None and self._ward.is_silent():
            log.error("event=listener_silent pid=%s", self._ward.pid)
            self._ward.kill()
        if self._ward is None and self._backoff.over(time.monotonic()):
            self._ward = Ward("listen", self._config, heard=self._hear)

    def _bury(self, ward: Ward) -> None:
        log.error("event=listener_ended code=%s", ward.exit_code())
        ward.hear_out()
        self.fault = self.fault or f"the listener ended ({ward.exit_code()})"
        self._ward, self.settled = None, True
        self.restarts += 1
        self._backoff.failed(time.monotonic())

    def _hear(self, ward: Ward, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "ready":
            self.settled, self.fault = True, None
            self._backoff.worked()
            log.info("event=listening port=%s", rest)
        elif word == "fault":
            self.fault = rest

    def hang_up(self) -> None:
        """Ask the listener to take no more mail."""
        if self._ward is not None:
            self._ward.hang_up()

    def stop(self, patience: float) -> None:
        """Let the listener finish the mail in hand, then end it."""
        if self._ward is not None:
            self._ward.stop(patience)
            self._ward = None
