"""Looking at mails of a mailbox by their headers alone, for `mailhelp doctor`; nothing is moved or marked."""

from collections.abc import Iterator
from contextlib import contextmanager

from mailhelp.channels.imap_connect import logged_in
from mailhelp.channels.imap_session import Opened, Session
from mailhelp.channels.imap_settings import ImapSettings

# Of the newest so many UIDs most may be moved away already.
RECENT_UIDS = 1_000


def newest_headers(settings: ImapSettings, count: int) -> list[bytes]:
    """Return the header blocks of up to `count` mails, the newest first: of the folder, then of the done folder.

    Raises ServerFault when the server cannot be used; a done folder that is not there is no fault.
    """
    with logged_in(settings) as session:
        found = _newest(session, settings.folder, count)
        if len(found) < count and session.has_folder(settings.done_folder):
            found += _newest(session, settings.done_folder, count - len(found))
    return found


def _newest(session: Session, folder: str, count: int) -> list[bytes]:
    opened = session.open_folder(folder)
    if not opened.exists:
        return []
    recent = max(1, (opened.uidnext or 0) - RECENT_UIDS)
    uids = (session.uids(recent, opened) or session.uids(1, opened))[-count:]
    headers = session.headers(uids) if uids else {}
    return [headers[uid] for uid in reversed(uids) if uid in headers]


class Lookout:
    """Sees the mails that come into a folder after it was opened."""

    def __init__(self, session: Session, opened: Opened) -> None:
        self._session = session
        self._opened = opened
        self._next = opened.uidnext or max(session.uids(1, opened), default=0) + 1

    def new_headers(self) -> list[bytes]:
        """Return the header blocks of the mails that came since the last look; raise ServerFault."""
        self._session.noop()
        uids = self._session.uids(self._next, self._opened)
        if not uids:
            return []
        self._next = uids[-1] + 1
        return list(self._session.headers(uids).values())


@contextmanager
def looking_out(settings: ImapSettings) -> Iterator[Lookout]:
    """Give a lookout over the folder of a mailbox; raise ServerFault when it cannot be opened."""
    with logged_in(settings) as session:
        yield Lookout(session, session.open_folder(settings.folder))
