"""The book of one mailbox: which UIDs are dealt with (design 8)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from mailhelp.core.facts import ReceivedMail
from mailhelp.service.rooms import Rooms
from mailhelp.store.keeping import Kept


class MailboxBook:
    """Joins the inbox and the low-water mark of one mailbox for its fetcher.

    name: the mailbox with its folder. kept: called after each commit, as a hint that there is work.
    """

    def __init__(
        self,
        rooms: Rooms,
        name: str,
        *,
        folder: str,
        start: datetime | None,
        configured_at: datetime,
        kept: Callable[[], None],
    ) -> None:
        self._rooms = rooms
        self._name = name
        self._kept = kept
        self._folder = folder
        self._start = start
        self._row = rooms.mailboxes.get_or_add(name, folder, configured_at=configured_at, start=start)

    @property
    def started_at(self) -> datetime:
        """Return since when mail is news (design promise 9)."""
        return self._row.started_at

    def low_water(self, uidvalidity: int) -> int:
        """Return the UID below which all is dealt with; 1 for a UIDVALIDITY not met before."""
        row = self._rooms.mailboxes.get_or_add(
            self._name, self._folder, configured_at=self._row.started_at, start=self._start
        )
        return row.low_water if row.uidvalidity == uidvalidity else 1

    def known(self, uidvalidity: int, low_water: int) -> set[int]:
        """Return the UIDs at or above `low_water` whose mails are kept."""
        return self._rooms.mailboxes.known_uids(self._name, uidvalidity, low_water)

    def keep(self, mails: Sequence[ReceivedMail]) -> Sequence[Kept]:
        """Commit all of `mails`, or raise and keep none."""
        kept = self._rooms.inbox.keep(mails)
        self._kept()
        return kept

    def advance(self, uidvalidity: int, low_water: int) -> None:
        """Remember that every UID below `low_water` is dealt with."""
        self._rooms.mailboxes.advance(self._name, uidvalidity, low_water)
