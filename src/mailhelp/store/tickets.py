"""Tickets: written by decisions about mail, listed, and told as a whole story."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam

from mailhelp.core.errors import NotThere
from mailhelp.store.attachments import (
    MAILS_OF_TICKET,
    OF_TICKET,
    AttachmentRow,
    attached_mail_rows,
    attachment_rows,
)
from mailhelp.store.commit import Committed, Committing
from mailhelp.store.mailrows import MAIL_ROWS, mail_row
from mailhelp.store.noticerows import NOTICE_ROWS, NoticeRow
from mailhelp.store.schema import mails, notices, tickets
from mailhelp.store.ticketrows import (
    DETAILS,
    HISTORY,
    LINKS,
    PEOPLE,
    TAGS,
    TICKET_ROWS,
    HistoryRow,
    TicketRow,
    TicketStory,
    settled_of,
    ticket_row,
)

__all__ = ["AttachmentRow", "Committed", "HistoryRow", "TicketRow", "TicketStory", "Tickets"]

# Databases limit how many values one statement may have.
AT_ONCE = 1000
_BY_NUMBER = TICKET_ROWS.where(tickets.c.number == bindparam("wanted"))
_MAILS = MAIL_ROWS.where(mails.c.ticket_id == bindparam("ticket")).order_by(mails.c.id)
_NOTICES = NOTICE_ROWS.where(notices.c.ticket_id == bindparam("ticket")).order_by(notices.c.created_at, notices.c.rank)


class Tickets(Committing):
    """The tickets of one desk. All raise StorageFault."""

    def tickets(
        self,
        *,
        status: str | Sequence[str] | None = None,
        limit: int | None = None,
        now: datetime | None = None,
    ) -> tuple[TicketRow, ...]:
        """Return the tickets by number; those with one of the given statuses when given.

        now: by which open tickets count as breached; None counts only resolved ones.
        """
        query = TICKET_ROWS.order_by(tickets.c.number).limit(limit)
        if status is not None:
            wanted = [status] if isinstance(status, str) else status
            query = query.where(tickets.c.status.in_([str(one) for one in wanted]))
        with self._database.read() as connection:
            rows = connection.execute(query, {"desk": self._database.desk_id}).all()
            tags = _tags(connection, [row.id for row in rows])
        return tuple(ticket_row(row, tags.get(row.id, ()), now) for row in rows)

    def ticket(self, number: int, *, now: datetime | None = None) -> TicketRow:
        """Return one ticket; raise UsageError when there is none with this number."""
        with self._database.read() as connection:
            return self._ticket(connection, number, now)

    def _ticket(self, connection: Connection, number: int, now: datetime | None) -> TicketRow:
        row = connection.execute(_BY_NUMBER, {"desk": self._database.desk_id, "wanted": number}).first()
        if row is None:
            raise NotThere(f"there is no ticket {number}: `mailhelp tickets` lists them")
        return ticket_row(row, _tags(connection, [row.id]).get(row.id, ()), now)

    def story(self, number: int, *, now: datetime | None = None) -> TicketStory:
        """Return all that is known of a ticket; raise UsageError when there is none with this number."""
        with self._database.read() as connection:
            ticket = self._ticket(connection, number, now)
            this = {"ticket": ticket.id, "desk": self._database.desk_id}
            details = connection.execute(DETAILS, this).one()
            return TicketStory(
                ticket=ticket,
                requester_name=details.requester_name,
                target=details.target,
                moved_by=details.moved_by,
                counted=tuple((start, end) for start, end in details.counted),
                classification={**details.classification, "check": details.check_classification},
                settled=settled_of(ticket, details.settled),
                promised_by=details.promised_by,
                rules_id=details.rules_id,
                people=tuple((row.address, row.role) for row in connection.execute(PEOPLE, this)),
                mails=tuple(mail_row(row) for row in connection.execute(_MAILS, this)),
                history=tuple(HistoryRow(*row) for row in connection.execute(HISTORY, this)),
                notices=tuple(NoticeRow(*row) for row in connection.execute(_NOTICES, this)),
                links=tuple(sorted(connection.execute(LINKS, this).scalars())),
                attachments=attachment_rows(connection, OF_TICKET, this),
                attached_mails=attached_mail_rows(connection, MAILS_OF_TICKET, this),
            )


def _tags(connection: Connection, ticket_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    tags: dict[int, tuple[str, ...]] = {}
    for some in _batches(ticket_ids):
        for ticket_id, tag in connection.execute(TAGS, {"ids": some}):
            tags[ticket_id] = (*tags.get(ticket_id, ()), tag)
    return tags


def _batches(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
