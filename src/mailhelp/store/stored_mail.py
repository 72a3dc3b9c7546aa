"""Kept mail as `mailhelp whatif` reads them: nothing is written, no reading lasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select

from mailhelp.core.facts import Envelope
from mailhelp.core.stand import Stand
from mailhelp.core.ticket import Fate, Kind, Level, Priority, RequestType, Status
from mailhelp.core.ticketnow import TicketNow
from mailhelp.store.database import Database
from mailhelp.store.envelopes import ENVELOPE_COLUMNS, read_envelope
from mailhelp.store.schema import mails, tickets

CLOSED = (Status.RESOLVED.value, Status.CLOSED.value)

_TICKET = (
    tickets.c.number,
    tickets.c.status,
    tickets.c.subject,
    tickets.c.client,
    tickets.c.opened_at,
    tickets.c.kind,
    tickets.c.request_type,
    tickets.c.impact,
    tickets.c.urgency,
    tickets.c.priority,
    tickets.c.assignee,
    tickets.c.due_at,
    tickets.c.settled,
)
_MAIL = (mails.c.id, mails.c.complete, mails.c.forced, mails.c.fate, mails.c.sender, mails.c.proven, mails.c.subject)
_ONE = (
    select(*_MAIL, mails.c.rules_id.label("judged_by"), *ENVELOPE_COLUMNS, *_TICKET)
    .outerjoin_from(mails, tickets, mails.c.ticket_id == tickets.c.id)
    .where(mails.c.id == bindparam("mail"))
)


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A decided mail: how it came and what became of it.

    sender, proven: as they were judged then. forced: how staff judged a mail that was set aside. rules_id: the rules
    that decided it. ticket: what it is on, as it stands now.
    """

    id: int
    complete: bool
    forced: str | None
    fate: Fate
    sender: str | None
    proven: bool
    subject: str
    rules_id: int | None
    envelope: Envelope
    ticket: TicketNow | None


class StoredMails:
    """The decided mails of one desk. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ids(self, fates: Sequence[Fate], *, since: datetime | None = None, open_only: bool = False) -> list[int]:
        """Return the mails with one of these fates, in order of arrival.

        since: only those received then or later. open_only: only those on a ticket that is neither resolved nor closed.
        Of mails that are history only those that answer no other.
        """
        query = _of_fates(fates).where(mails.c.desk_id == bindparam("desk")).order_by(mails.c.id)
        if since is not None:
            query = query.where(mails.c.received_at >= since)
        if open_only:
            query = query.join(tickets, tickets.c.id == mails.c.ticket_id).where(tickets.c.status.not_in(CLOSED))
        with self._database.read() as connection:
            return [*connection.execute(query, {"desk": self._database.desk_id}).scalars()]

    def mail(self, mail_id: int) -> StoredMail:
        """Return one mail; it must be there."""
        with self._database.read() as connection:
            return _mail(connection.execute(_ONE, {"mail": mail_id}).one())


def _of_fates(fates: Sequence[Fate]) -> Select[tuple[int]]:
    plain = mails.c.fate.in_([fate.value for fate in fates if fate is not Fate.HISTORY])
    if Fate.HISTORY not in fates:
        return select(mails.c.id).where(plain)
    return select(mails.c.id).where(or_(plain, and_(mails.c.fate == Fate.HISTORY.value, mails.c.answers.is_(None))))


def _mail(row: Any) -> StoredMail:
    own, envelope = len(_MAIL) + 1, len(_MAIL) + 1 + len(ENVELOPE_COLUMNS)
    mail_id, complete, forced, fate, sender, proven, subject, rules_id = row[:own]
    return StoredMail(
        id=mail_id,
        complete=complete,
        forced=forced,
        fate=Fate(fate),
        sender=sender,
        proven=bool(proven),
        subject=subject or "",
        rules_id=rules_id,
        envelope=read_envelope(row[own:envelope]),
        ticket=_ticket(row[envelope:]) if row[envelope] is not None else None,
    )


def _ticket(columns: Any) -> TicketNow:
    number, status, subject, client, opened_at, *stand = columns
    return TicketNow(number, status, subject, client, opened_at, _stand(*stand))


def _stand(
    kind: str,
    request_type: str | None,
    impact: str,
    urgency: str,
    priority: str | None,
    assignee: str | None,
    due_at: datetime | None,
    settled: dict[str, str] | None,
) -> Stand:
    return Stand(
        kind=Kind(kind),
        request_type=RequestType(request_type) if request_type else None,
        impact=Level(impact),
        urgency=Level(urgency),
        priority=Priority(priority) if priority else None,
        assignee=assignee,
        due_at=due_at,
        settled=settled or {},
    )
