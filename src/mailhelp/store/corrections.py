"""What staff corrected of what the rules said: labelled examples, and whose word stands on a ticket.

How one asks:
- what staff say of the mails the rules judged: `Corrections(database).since(moment)`; the last word for each question
  of a ticket, undone ones left out. `before` is what the rules said when the mail was decided, `after` what staff say:
  where they are the same, staff said the rules were right.
- whose word stands on one ticket: its column `settled`, JSON, NULL while only rules decided. It maps what staff
  settled (kind, type, impact, urgency, priority, due, assign) to the name of who did: {"impact": "Ana"}. The ticket's
  own columns hold the value that stands, the column `classification` always what the rules said. Whoever decides anew
  (recalculate, what-if) leaves what is named there as it is: a `priority` that is not named is what the matrix says to
  the impact and urgency that stand, a `due` that is not named follows from the target that stands.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from mailhelp.core.ticket import Fate, Kind
from mailhelp.store.database import Database
from mailhelp.store.schema import corrections, mails, tickets

_LATER = corrections.alias("later")
_LAST = ~(
    select(_LATER.c.id)
    .where(
        _LATER.c.ticket_id == corrections.c.ticket_id,
        _LATER.c.question == corrections.c.question,
        _LATER.c.undone_at.is_(None),
        (_LATER.c.done_at > corrections.c.done_at)
        | and_(_LATER.c.done_at == corrections.c.done_at, _LATER.c.id > corrections.c.id),
    )
    .exists()
)
# Of what staff say is an incident, the type that somebody gave it before says nothing.
_STANDS = (corrections.c.question != "type") | (tickets.c.kind != Kind.INCIDENT.value)
# Ids of mails grow with time; a mail set aside may have opened the ticket too.
_OPENED_BY = (
    select(func.coalesce(func.min(mails.c.id).filter(mails.c.fate == Fate.OPENED.value), func.min(mails.c.id)))
    .where(mails.c.ticket_id == corrections.c.ticket_id)
    .scalar_subquery()
)
_ROWS = (
    select(
        corrections.c.id,
        corrections.c.ticket_id,
        tickets.c.number,
        _OPENED_BY.label("mail_id"),
        tickets.c.subject,
        tickets.c.opened_at,
        corrections.c.question,
        corrections.c.before,
        corrections.c.after,
        corrections.c.who,
        corrections.c.done_at,
        corrections.c.rules_id,
    )
    .join(tickets, tickets.c.id == corrections.c.ticket_id)
    .where(corrections.c.desk_id == bindparam("desk"), corrections.c.undone_at.is_(None), _LAST, _STANDS)
    .order_by(corrections.c.done_at, tickets.c.number, corrections.c.question)
)
_SINCE = _ROWS.where(corrections.c.done_at >= bindparam("since", type_=corrections.c.done_at.type))
_OF_TICKET = _ROWS.where(corrections.c.ticket_id == bindparam("ticket"))


@dataclass(frozen=True, slots=True)
class Correction:
    """What staff say to one question about one ticket.

    number, subject, opened_at: of the ticket; mail_id: the mail that opened it. question: kind, type, impact or
    urgency. before: what the rules said, None where they said nothing (the type of an incident). after: what stands.
    who: name of the member of staff. rules_id: the rules that had judged.
    """

    id: int
    ticket_id: int
    number: int
    mail_id: int
    subject: str
    opened_at: datetime
    question: str
    before: str | None
    after: str
    who: str
    done_at: datetime
    rules_id: int


class Corrections:
    """The corrections of one desk. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, moment: datetime | None = None) -> tuple[Correction, ...]:
        """Return what staff say since `moment` (None: ever), oldest first: for each question of a ticket the last."""
        return self._read(_ROWS if moment is None else _SINCE, {} if moment is None else {"since": moment})

    def of_ticket(self, ticket_id: int) -> tuple[Correction, ...]:
        """Return what staff say of one ticket: for each question the last, oldest first."""
        return self._read(_OF_TICKET, {"ticket": ticket_id})

    def _read(self, query: Any, values: dict[str, object]) -> tuple[Correction, ...]:
        with self._database.read() as connection:
            rows = connection.execute(query, {**values, "desk": self._database.desk_id}).all()
        return tuple(Correction(*row) for row in rows if row.mail_id is not None)
