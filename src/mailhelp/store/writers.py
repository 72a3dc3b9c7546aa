"""Who wrote mail that opened tickets, counted by address."""

from typing import Any

from sqlalchemy import bindparam, case, exists, func, select

from mailhelp.core.suggesting.clients import Writer
from mailhelp.core.ticket import Fate
from mailhelp.store.database import Database
from mailhelp.store.schema import mails, ticket_tags, tickets

SPAM = "spam"
_SPAM = exists().where(ticket_tags.c.ticket_id == mails.c.ticket_id, ticket_tags.c.tag == SPAM)
_PROVEN = case((mails.c.proven, 1), else_=0)
_WRITERS = (
    select(
        mails.c.sender,
        func.max(tickets.c.requester_name).label("name"),
        func.sum(_PROVEN).label("proven"),
        func.sum(1 - _PROVEN).label("unproven"),
        func.count(func.distinct(case((mails.c.proven, mails.c.ticket_id)))).label("tickets"),
        func.max(mails.c.received_at).label("last_at"),
    )
    .join(tickets, tickets.c.id == mails.c.ticket_id)
    .where(
        mails.c.desk_id == bindparam("desk"),
        mails.c.fate == Fate.OPENED.value,
        mails.c.sender.is_not(None),
        ~_SPAM,
    )
    .group_by(mails.c.sender)
    .order_by(mails.c.sender)
)


class Writers:
    """Who wrote to one desk. Raises StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_tickets(self) -> tuple[Writer, ...]:
        """Return all who opened tickets that staff did not mark as spam, by address."""
        with self._database.read() as connection:
            return tuple(map(_writer, connection.execute(_WRITERS, {"desk": self._database.desk_id})))


def _writer(row: Any) -> Writer:
    return Writer(row.sender, row.name, int(row.proven), int(row.unproven), int(row.tickets), row.last_at)
