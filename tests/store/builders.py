"""Small builders for the store's tests, with defaults that do."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from mailhelp.core.decision import Decision, Event, NewTicket, TicketChange
from mailhelp.core.facts import Address, Channel, Envelope, MailFacts, ReceivedMail
from mailhelp.core.notices import RANK_ACKNOWLEDGEMENT, Manner, NoticeKind, Owed
from mailhelp.core.rawheaders import message_id, raw_headers
from mailhelp.core.ticket import Classification, Fate, Kind, Level, Priority, Promise, Reason
from mailhelp.store.database import Database
from mailhelp.store.identity import new_id
from mailhelp.store.inbox import Inbox
from mailhelp.store.rulesets import Rulesets
from mailhelp.store.tickets import Committed, Tickets

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LEASE = timedelta(minutes=5)
JO = "jo@harbourdental.example"


def a_raw_mail(subject: str = "Our website is down", *, its_id: str | None = "1@harbourdental.example") -> bytes:
    """Return the bytes of a small mail from Jo."""
    ours = f"Message-ID: <{its_id}>\r\n" if its_id else ""
    return f"From: Jo <{JO}>\r\nSubject: {subject}\r\n{ours}\r\nSince 8 this morning.\r\n".encode()


def a_mail(raw: bytes | None = None, *, received_at: datetime = NOON, live: bool = True) -> ReceivedMail:
    """Return a mail that came by SMTP."""
    envelope = Envelope(Channel.SMTP, received_at, mail_from=JO, recipients=("help@desk.example",), live=live)
    return ReceivedMail(a_raw_mail() if raw is None else raw, envelope)


def a_fetched_mail(uid: int, *, raw: bytes | None = None, uidvalidity: int = 7) -> ReceivedMail:
    """Return a mail that came by IMAP."""
    envelope = Envelope(Channel.IMAP, NOON, mailbox="support", uidvalidity=uidvalidity, uid=uid)
    return ReceivedMail(a_raw_mail() if raw is None else raw, envelope)


def facts_of(raw: bytes) -> MailFacts:
    """Return what would be read from a mail of `a_raw_mail`; other bytes have another fingerprint."""
    sender, fingerprint = Address("Jo", JO), sha256(raw).hexdigest()
    ours = message_id(raw_headers(raw))
    return MailFacts(message_id=ours, sender=sender, subject="Our website is down", fingerprint=fingerprint)


def a_classification() -> Classification:
    """Return what the rules make of a website that is down."""
    reason = Reason("impact", "high", "website down", 4, ("website", "down"), "Our website is down")
    return Classification(Kind.INCIDENT, None, Level.HIGH, Level.HIGH, Priority.P1, 0.9, False, (reason,))


def an_acknowledgement(recipient: str = JO) -> Owed:
    """Return an acknowledgement that is owed to Jo."""
    return Owed(
        NoticeKind.ACKNOWLEDGEMENT,
        recipient,
        Manner.ANSWER,
        RANK_ACKNOWLEDGEMENT,
        True,
        values={"new": True},
        subject="Our website is down",
        in_reply_to="1@harbourdental.example",
        references=("1@harbourdental.example",),
    )


def a_new_ticket(ticket_id: int | None = None) -> NewTicket:
    """Return a ticket of Jo's, to be opened."""
    promise = Promise(NOON + 60 * MINUTE, NOON + 30 * MINUTE, "P2", (), "12 business hours")
    return NewTicket(ticket_id or new_id(), a_classification(), promise, "Our website is down", JO, "Jo", NOON)


def an_opening(*, notices: tuple[Owed, ...] | None = None, ticket: NewTicket | None = None) -> Decision:
    """Return the decision to open a ticket and acknowledge it."""
    owed = (an_acknowledgement(),) if notices is None else notices
    event = Event("mailhelp", "status", None, "new")
    return Decision(Fate.OPENED, "a client wrote", ("a person",), ticket or a_new_ticket(), None, (event,), owed)


def a_change(committed: Committed, version: int, **values: object) -> Decision:
    """Return the decision to add a mail to a ticket that has this version."""
    assert committed.ticket_id is not None
    change = TicketChange(committed.ticket_id, version, values)
    return Decision(Fate.UPDATED, "it answers our mail", changed=change, events=(Event(JO, "mail"),))


def rules_of(database: Database) -> int:
    """Return the id of some accepted rules."""
    return Rulesets(database).accept("hash", "rules:", "", "", NOON)


def a_ticket(database: Database, raw: bytes | None = None, decision: Decision | None = None) -> Committed:
    """Keep a mail and commit its decision; the ticket it opened."""
    raw = a_raw_mail() if raw is None else raw
    (kept,) = Inbox(database).keep([a_mail(raw)], now=NOON)
    return committed(database, kept.mail_id, raw, decision)


def committed(
    database: Database, mail_id: int, raw: bytes, decision: Decision | None = None, *, hold: bool = False
) -> Committed:
    """Commit a decision about a kept mail."""
    return Tickets(database).commit(
        mail_id, decision or an_opening(), mail=facts_of(raw), rules_id=rules_of(database), now=NOON, hold=hold
    )
