"""The role *fetch*: one thread for each mailbox."""

import logging
import threading
from collections.abc import Callable

from mailhelp.channels.imap import Fetcher
from mailhelp.channels.imap_settings import MailboxState
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.daemon.wiring_channels import fetchers

log = logging.getLogger("mailhelp.fetch")
FAULT_PAUSE_SECONDS = 10.0
QUIET = frozenset({MailboxState.WAITING, MailboxState.CONNECTED, MailboxState.KEPT, MailboxState.PASSED})


class Fetching:
    """Fetches every mailbox of the settings until stopped."""

    def __init__(self, desk: OpenDesk, *, kept: Callable[[], None]) -> None:
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(fetcher,), name="fetch", daemon=True)
            for fetcher in fetchers(desk, kept=kept, told=_log_state)
        ]

    def _run(self, fetcher: Fetcher) -> None:
        """Fetch until stopped; a fault of ours is logged and the mailbox is opened anew."""
        while not self._stop.is_set():
            try:
                fetcher.run(self._stop)
            except Exception:
                log.exception("event=fetch_fault")
                self._stop.wait(FAULT_PAUSE_SECONDS)

    def start(self) -> None:
        """Start fetching."""
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float) -> None:
        """Finish the mails in hand and stop."""
        self._stop.set()
        for thread in self._threads:
            thread.join(patience)


def _log_state(name: str, state: MailboxState, detail: str) -> None:
    level = logging.INFO if state in QUIET else logging.WARNING
    log.log(level, "event=mailbox mailbox=%s state=%s detail=%r", name, state, detail)
