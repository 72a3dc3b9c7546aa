"""The role *fetch*: one thread for each mailbox."""

import logging
import threading
from collections.abc import Callable

from mailhelp.channels.imap import Fetcher
from mailhelp.channels.imap_settings import MailboxState
from mailhelp.daemon.pulse import Pulse, StopSign
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.daemon.wiring_channels import fetchers

log = logging.getLogger("mailhelp.fetch")
FAULT_PAUSE_SECONDS = 10.0
LONGEST_FETCH_SECONDS = 900.0
QUIET = frozenset({MailboxState.WAITING, MailboxState.CONNECTED, MailboxState.KEPT, MailboxState.PASSED})


class Fetching:
    """Fetches every mailbox of the settings until stopped."""

    def __init__(self, desk: OpenDesk, *, kept: Callable[[], None]) -> None:
        # A big mail over a slow line is no hang: every read has a timeout of its own.
        self.pulses = tuple(Pulse(f"fetch {one.name}", LONGEST_FETCH_SECONDS) for one in desk.settings.imap)
        self._stops = [StopSign(pulse) for pulse in self.pulses]
        self._threads = [
            threading.Thread(target=_fetch, args=(fetcher, stop), name="fetch", daemon=True)
            for fetcher, stop in zip(fetchers(desk, kept=kept, told=_log_state), self._stops, strict=True)
        ]

    def start(self) -> None:
        """Start fetching."""
        for pulse, thread in zip(self.pulses, self._threads, strict=True):
            pulse.beat()
            thread.start()

    def stop(self, patience: float) -> None:
        """Finish the mails in hand and stop."""
        for stop in self._stops:
            stop.set()
        for thread in self._threads:
            thread.join(patience)


def _fetch(fetcher: Fetcher, stop: StopSign) -> None:
    """Fetch until stopped; a fault of ours is logged and the mailbox is opened anew."""
    while not stop.is_set():
        try:
            fetcher.run(stop)
        except Exception:
            log.exception("event=fetch_fault")
            stop.wait(FAULT_PAUSE_SECONDS)


def _log_state(name: str, state: MailboxState, detail: str) -> None:
    level = logging.INFO if state in QUIET else logging.WARNING
    log.log(level, "event=mailbox mailbox=%s state=%s detail=%r", name, state, detail)
