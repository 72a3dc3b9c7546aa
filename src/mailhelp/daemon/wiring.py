"""Building the parts of a desk from its settings: the one place where rooms meet."""

from dataclasses import dataclass
from datetime import UTC, datetime

from mailhelp.config.settings import Settings
from mailhelp.config.state import load_or_make_key
from mailhelp.core.policy import Desk, Limits
from mailhelp.service.rooms import DeskSetting, Rooms, SigningKey
from mailhelp.store.database import Database, open_database
from mailhelp.store.desks import Desks
from mailhelp.store.inbox import Inbox
from mailhelp.store.mailboxes import Mailboxes
from mailhelp.store.outbox import Outbox
from mailhelp.store.rulesets import Rulesets
from mailhelp.store.threads import Threads
from mailhelp.store.tickets import Tickets


def now() -> datetime:
    """Return the time now, aware, UTC: the one clock of the daemon and the command line."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk whose database is open: close it when done."""

    settings: Settings
    database: Database
    rooms: Rooms
    setting: DeskSetting

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_desk(settings: Settings, *, migrate: bool = True) -> OpenDesk:
    """Open the database and the signing key of a desk.

    Raise BadConfiguration when the state cannot be used or the database belongs to another key, StorageFault when
    the database does not answer.
    """
    key_id, key = load_or_make_key(settings)
    database = open_database(settings.database.url, desk_name=settings.desk.name, migrate=migrate)
    rooms = rooms_of(database)
    rooms.desks.adopt_key(str(key_id))
    setting = DeskSetting(
        desk=desk_of(settings), limits=limits_of(settings), key=SigningKey(key_id, key), trust=trust_of(settings), clock=now
    )
    return OpenDesk(settings, database, rooms, setting)
