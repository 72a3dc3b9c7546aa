"""Mail in by IMAP: one fetcher for each mailbox, connected for good, told of new mail by IDLE with a poll behind it."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from mailhelp.channels.faults import LoginRefused, ServerFault
from mailhelp.channels.imap_connect import logged_in
from mailhelp.channels.imap_done import prepare_done_folder
from mailhelp.channels.imap_round import Round, Tally
from mailhelp.channels.imap_session import LONGEST_IDLE, Opened, Session
from mailhelp.channels.imap_settings import ImapSettings, MailboxBook, MailboxState, OnState
from mailhelp.channels.reaching import plain
from mailhelp.channels.waits import Strikes, Waits
from mailhelp.core.errors import BadConfiguration, MailhelpError

log = logging.getLogger("mailhelp.fetch")


class Fetcher:
    """Takes mail from one mailbox into the store; `run` in a thread of its own.

    on_state: told what an operator may want to see. monotonic: seconds, for waiting only. wall: aware UTC, for mail
    whose INTERNALDATE cannot be read. jitter: numbers from 0 to 1.
    """

    def __init__(
        self,
        settings: ImapSettings,
        book: MailboxBook,
        *,
        on_state: OnState,
        monotonic: Callable[[], float],
        wall: Callable[[], datetime],
        jitter: Callable[[], float],
    ) -> None:
        self._settings = settings
        self._book = book
        self._on_state = on_state
        self._wall = wall
        self._strikes = Strikes(monotonic)
        self._lost = Waits(1.0, 60.0, jitter)
        self._refused = Waits(60.0, 900.0, jitter)
        self._uidvalidity: int | None = None
        self._low_water = 1

    def run(self, stop: threading.Event) -> None:
        """Fetch until `stop` is set, whatever the server does; what it cannot do is told to `on_state`."""
        while not stop.is_set():
            stop.wait(self._until_it_breaks(stop))

    def fetch_once(self) -> Tally:
        """Connect, look through the mailbox once and return what was done; faults are raised."""
        with logged_in(self._settings) as session:
            return self._look(session, self._open(session), threading.Event())

    def _until_it_breaks(self, stop: threading.Event) -> float:
        """Serve one connection to its end; return how many seconds to wait before the next."""
        try:
            with logged_in(self._settings, fresh=self._refused.failures > 0) as session:
                self._refused.forget()
                self._serve(session, stop)
        except (LoginRefused, BadConfiguration) as fault:
            return self._told(MailboxState.REFUSED, fault, self._refused)
        except MailhelpError as fault:
            return self._told(MailboxState.LOST, fault, self._lost)
        except Exception as fault:
            # A fault of ours; a mailbox is never left for good.
            log.exception("event=fetch_fault mailbox=%s", self._settings.name)
            cause = f"{self._settings.place}: {type(fault).__name__}: {plain(str(fault))}"
            return self._told(MailboxState.LOST, cause, self._lost)
        return 0.0

    def _told(self, state: MailboxState, cause: Exception | str, waits: Waits) -> float:
        wait = waits.after_failure()
        self._on_state(state, f"{cause}; next try in {wait:.0f} s")
        return wait

    def _serve(self, session: Session, stop: threading.Event) -> None:
        opened = self._open(session)
        self._look(session, opened, stop)
        self._lost.forget()
        how = "told by the server" if self._is_pushed(session) else f"looked for every {self._settings.poll:.0f} s"
        self._on_state(MailboxState.WAITING, f"{self._settings.place}: new mail is {how}")
        while not stop.is_set():
            self._wait(session, stop)
            self._look(session, opened, stop)

    def _open(self, session: Session) -> Opened:
        try:
            prepare_done_folder(session, self._settings)
        except ServerFault as fault:
            self._on_state(MailboxState.NOT_MOVED, f"{self._settings.place}: {fault}")
        opened = session.open_folder(self._settings.folder)
        self._on_state(MailboxState.CONNECTED, f"{self._settings.place}: {self._settings.folder} is open")
        if opened.uidvalidity != self._uidvalidity:
            self._begin_anew(opened)
        return opened

    def _begin_anew(self, opened: Opened) -> None:
        """Take the mark from the book; a new UIDVALIDITY has none: all is looked at (RFC 3501 section 2.3.1.1)."""
        if self._uidvalidity is not None:
            self._on_state(
                MailboxState.RENUMBERED,
                f"{self._settings.place}: UIDVALIDITY changed from {self._uidvalidity} to {opened.uidvalidity}; "
                "all mails are looked at again, those known by their content are not taken twice",
            )
        self._uidvalidity = opened.uidvalidity
        self._low_water = self._book.low_water(opened.uidvalidity)

    def _look(self, session: Session, opened: Opened, stop: threading.Event) -> Tally:
        look = Round(
            session=session,
            opened=opened,
            settings=self._settings,
            book=self._book,
            strikes=self._strikes,
            on_state=self._on_state,
            wall=self._wall,
            stop=stop,
        )
        self._low_water = look.run(self._low_water)
        if look.tally.passed:
            self._on_state(
                MailboxState.PASSED,
                f"{self._settings.place}: {look.tally.passed} mails from before the start are left alone",
            )
        return look.tally

    def _is_pushed(self, session: Session) -> bool:
        return self._settings.idle and session.can("IDLE")

    def _wait(self, session: Session, stop: threading.Event) -> None:
        if self._is_pushed(session):
            session.wait_for_news(min(self._settings.poll, LONGEST_IDLE), stop)
        else:
            stop.wait(self._settings.poll)
            session.noop()
