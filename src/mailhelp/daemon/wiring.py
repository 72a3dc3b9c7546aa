"""Building the parts of a desk from its settings: the one place where rooms meet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo

from mailhelp.channels.dns_records import txt_record
from mailhelp.config.rulesfile import load_rules_text
from mailhelp.config.settings import Settings
from mailhelp.config.state import load_or_make_key
from mailhelp.core.facts import Channel, Envelope
from mailhelp.core.policy import Desk, Limits
from mailhelp.daemon.clocks import now
from mailhelp.daemon.readinglimits import reading_of
from mailhelp.service.rooms import DeskSetting, Rooms, SigningKey
from mailhelp.store.database import Database, open_database
from mailhelp.store.desks import Desks
from mailhelp.store.inbox import Inbox
from mailhelp.store.mailboxes import Mailboxes
from mailhelp.store.outbox import Outbox
from mailhelp.store.rulesets import Rulesets
from mailhelp.store.threads import Threads
from mailhelp.store.tickets import Tickets


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk whose database is open: close it when done."""

    settings: Settings
    database: Database
    rooms: Rooms
    setting: DeskSetting

    def zone(self) -> tzinfo:
        """Return the time zone of the rules in force, UTC before any were accepted."""
        active = self.rooms.rulesets.active()
        return load_rules_text(active.text, examples=False).calendar.zone if active else UTC

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_desk(settings: Settings, *, migrate: bool = True) -> OpenDesk:
    """Open the database and the signing key of a desk.

    Raise BadConfiguration when the state cannot be used or the database belongs to another key, StorageFault when
    the database does not answer.
    """
    key = load_or_make_key(settings.desk.state, settings.desk.signing_key)
    url = settings.database.connect_url()
    database = open_database(url, desk_name=settings.desk.name, key_id=key.fingerprint, migrate=migrate)
    try:
        rooms = rooms_of(database)
        rooms.desks.adopt_key(key.fingerprint)
    except Exception:
        database.close()
        raise
    setting = DeskSetting(
        desk=desk_of(settings),
        limits=limits_of(settings),
        key=SigningKey(key.key_id, key.key),
        trust=trust_of(settings),
        clock=now,
        txt=txt_record,
        reading=reading_of(settings),
    )
    return OpenDesk(settings, database, rooms, setting)


def rooms_of(database: Database) -> Rooms:
    """Return the rooms of the store over one database."""
    return Rooms(
        database=database,
        desks=Desks(database),
        inbox=Inbox(database),
        threads=Threads(database),
        tickets=Tickets(database),
        outbox=Outbox(database),
        rulesets=Rulesets(database),
        mailboxes=Mailboxes(database),
    )


def desk_of(settings: Settings) -> Desk:
    """Return the desk as the core sees it."""
    desk = settings.desk
    return Desk(
        name=desk.name,
        address=desk.address,
        also=desk.also,
        prefix=desk.ticket_prefix,
        plus=plus_of(settings),
        listens=settings.smtp_in is not None,
        own_lists=desk.own_lists,
        relayed={address.casefold(): header for address, header in desk.relayed.items()},
        hold_client_notices=settings.notices.to_clients == "hold",
    )


def plus_of(settings: Settings) -> str:
    """Return the sign before tokens in our addresses: "+" for a listener desk, which takes every plus form."""
    if settings.desk.plus == "off" and settings.smtp_in is not None and not settings.imap:
        return "+"
    return settings.desk.plus


def limits_of(settings: Settings) -> Limits:
    """Return the limits as the core sees them."""
    limits = settings.limits
    return Limits(
        stranger_hour=limits.stranger_hour,
        stranger_day=limits.stranger_day,
        known_hour=limits.known_hour,
        known_day=limits.known_day,
        deaths=limits.deaths,
    )


def trust_of(settings: Settings) -> Callable[[Envelope], str]:
    """Return for an envelope whose authentication results count: those that its mailbox or the listener names."""
    by_mailbox = {mailbox_name(one.name, one.folder): one.trust for one in settings.imap}
    listener = settings.smtp_in.trust if settings.smtp_in else "none"

    def trust(envelope: Envelope) -> str:
        if envelope.channel is Channel.SMTP:
            return listener
        return by_mailbox.get(envelope.mailbox or "", "none")

    return trust


def mailbox_name(name: str, folder: str) -> str:
    """Return the name under which the UIDs of a folder are remembered."""
    return f"{name}/{folder}"
