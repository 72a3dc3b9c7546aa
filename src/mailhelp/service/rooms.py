"""The parts of an open desk that the verbs of the service work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mailhelp.core.facts import Envelope
from mailhelp.core.policy import Desk, Limits
from mailhelp.mail.limits import Limits as ReadingLimits
from mailhelp.store.database import Database
from mailhelp.store.desks import Desks
from mailhelp.store.inbox import Inbox
from mailhelp.store.mailboxes import Mailboxes
from mailhelp.store.outbox import Outbox
from mailhelp.store.rulesets import Rulesets
from mailhelp.store.threads import Threads
from mailhelp.store.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms of the store, all over one database."""

    database: Database
    desks: Desks
    inbox: Inbox
    threads: Threads
    tickets: Tickets
    outbox: Outbox
    rulesets: Rulesets
    mailboxes: Mailboxes


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key that tokens and our own headers are signed with; `key_id` is one byte."""

    key_id: int
    key: bytes


@dataclass(frozen=True, slots=True)
class DeskSetting:
    """What is fixed while a desk runs: who it is, its limits, its key, whose word it trusts, the clock, the DNS.

    reading: how much of a mail is read.
    trust: for an envelope the one source of authentication results for its channel, "none" where there is none.
    txt: the TXT record of a name within so many seconds, None without one.
    """

    desk: Desk
    limits: Limits
    key: SigningKey
    trust: Callable[[Envelope], str]
    clock: Callable[[], datetime]
    txt: Callable[[str, float], bytes | None]
    reading: ReadingLimits
