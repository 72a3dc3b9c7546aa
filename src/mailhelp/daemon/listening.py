"""The listener's process: kept running, restarted with growing delay."""

import logging
import time
from pathlib import Path

from mailhelp.daemon.backoff import Backoff
from mailhelp.daemon.ward import Ward

log = logging.getLogger("mailhelp.daemon")


class Listening:
    """Keeps the SMTP listener running."""

    def __init__(self, config: Path) -> None:
        self._config = config
        self._ward: Ward | None = None
        self._backoff = Backoff()
        self.ready = False
        self.restarts = 0

    def watch(self) -> None:
        """Start the listener when it does not run; call it often."""
        if self._ward is not None and self._ward.exit_code() is not None:
            log.error("event=listener_ended code=%s", self._ward.exit_code())
            self._ward.hear_out()
            self._ward, self.ready = None, False
            self.restarts += 1
            self._backoff.failed(time.monotonic())
        if self._ward is None and self._backoff.over(time.monotonic()):
            self._ward = Ward("listen", self._config, heard=self._hear)

    def _hear(self, ward: Ward, line: str) -> None:
        word, _, port = line.partition(" ")
        if word == "ready":
            self.ready = True
            self._backoff.worked()
            log.info("event=listening port=%s", port)

    def hang_up(self) -> None:
        """Ask the listener to take no more mail."""
        if self._ward is not None:
            self._ward.hang_up()

    def stop(self, patience: float) -> None:
        """Let the listener finish the mail in hand, then end it."""
        if self._ward is not None:
            self._ward.stop(patience)
            self._ward = None
