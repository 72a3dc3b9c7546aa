"""The role *fetch*: one thread for each mailbox."""

import logging
import threading
from collections.abc import Callable

from mailhelp.channels.imap_settings import MailboxState
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.daemon.wiring_channels import fetchers

log = logging.getLogger("mailhelp.fetch")
QUIET = frozenset({MailboxState.WAITING, MailboxState.CONNECTED, MailboxState.KEPT, MailboxState.PASSED})


class Fetching:
    """Fetches every mailbox of the settings until stopped."""

    def __init__(self, desk: OpenDesk, *, kept: Callable[[], None]) -> None:
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=fetcher.run, args=(self._stop,), name="fetch", daemon=True)
            for fetcher in fetchers(desk, kept=kept, told=_log_state)
        ]

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
