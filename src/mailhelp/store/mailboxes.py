"""Mailboxes that are fetched: when each was first configured, and how far it has been read."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from mailhelp.core.errors import UsageError
from mailhelp.store.database import Database
from mailhelp.store.identity import new_id
from mailhelp.store.schema import desks, mailboxes, mails

_MINE = (mailboxes.c.desk_id == bindparam("desk"), mailboxes.c.name == bindparam("mailbox"))
_GET = select(
    mailboxes.c.id,
    mailboxes.c.name,
    mailboxes.c.started_at,
    mailboxes.c.uidvalidity,
    mailboxes.c.low_water,
    mailboxes.c.folder,
).where(*_MINE)
_LOCK = select(desks.c.id).where(desks.c.id == bindparam("desk")).with_for_update()
_INSERT = insert(mailboxes)
_MOVE = update(mailboxes).where(*_MINE)
_KNOWN = select(mails.c.uid).where(
    mails.c.desk_id == bindparam("desk"),
    mails.c.mailbox == bindparam("mailbox"),
    mails.c.uidvalidity == bindparam("validity"),
    mails.c.uid >= bindparam("lowest"),
)


@dataclass(frozen=True, slots=True)
class MailboxRow:
    """One mailbox: mail before `started_at` is history; every UID under `low_water` has been seen.

    uidvalidity: None before the first look (RFC 3501 section 2.3.1.1).
    """

    id: int
    name: str
    started_at: datetime
    uidvalidity: int | None
    low_water: int


class Mailboxes:
    """The mailboxes of one desk, by the name that mailhelp.toml gives them. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get_or_add(self, name: str, folder: str, *, configured_at: datetime, start: datetime | None) -> MailboxRow:
        """Return the mailbox, added when it is new.

        start: as configured; None means the moment it was first configured (design promise 9). A start that was
        configured anew counts; another folder under the same name is read from its beginning.
        """
        with self._database.write() as connection:
            connection.execute(_LOCK, {"desk": self._database.desk_id})
            row = connection.execute(_GET, self._key(name)).first()
            if row is None:
                return self._add(connection, name, folder, configured_at, start or configured_at)
            known = MailboxRow(*row[:-1])
            wanted = replace(known, started_at=start or known.started_at)
            if row.folder != folder:
                wanted = replace(wanted, uidvalidity=None, low_water=1)
            if wanted != known or row.folder != folder:
                self._settle(connection, wanted, folder)
            return wanted

    def _key(self, name: str) -> dict[str, object]:
        return {"desk": self._database.desk_id, "mailbox": name}

    def _add(
        self, connection: Connection, name: str, folder: str, configured_at: datetime, started_at: datetime
    ) -> MailboxRow:
        added = MailboxRow(new_id(), name, started_at, None, 1)
        row = {"desk_id": self._database.desk_id, "folder": folder, "configured_at": configured_at}
        connection.execute(_INSERT, {**row, **asdict(added)})
        return added

    def _settle(self, connection: Connection, wanted: MailboxRow, folder: str) -> None:
        connection.execute(_MOVE.values(folder=folder, **asdict(wanted)), self._key(wanted.name))

    def advance(self, name: str, uidvalidity: int, low_water: int) -> None:
        """Write down that every UID under `low_water` has been seen; under the same UIDVALIDITY it never goes back."""
        with self._database.write() as connection:
            row = connection.execute(_GET.with_for_update(), self._key(name)).first()
            if row is None:
                raise UsageError(f'there is no mailbox "{name}"')
            if row.uidvalidity == uidvalidity and row.low_water >= low_water:
                return
            connection.execute(_MOVE.values(uidvalidity=uidvalidity, low_water=low_water), self._key(name))

    def known_uids(self, name: str, uidvalidity: int, at_or_above: int) -> set[int]:
        """Return the UIDs from `at_or_above` on that are kept from this mailbox under this UIDVALIDITY."""
        wanted = {**self._key(name), "validity": uidvalidity, "lowest": at_or_above}
        with self._database.read() as connection:
            return set(connection.execute(_KNOWN, wanted).scalars())
