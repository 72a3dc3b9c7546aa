"""The promises of open tickets: read together, and moved one ticket at a time."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from mailhelp.core.decision import Event, TicketChange
from mailhelp.core.notices import CauseKind, Owed
from mailhelp.core.recalculating import RECALCULATED, PromisedTicket, target_of
from mailhelp.core.repromising import Told
from mailhelp.core.ticket import Interval, Promise, Status
from mailhelp.store.database import Database
from mailhelp.store.identity import new_id
from mailhelp.store.owing import Owing
from mailhelp.store.schema import pauses, tickets
from mailhelp.store.telling import told_so_far
from mailhelp.store.ticketwriting import TicketWriting

_OPEN = select(
    tickets.c.id,
    tickets.c.number,
    tickets.c.version,
    tickets.c.status,
    tickets.c.kind,
    tickets.c.priority,
    tickets.c.request_type,
    tickets.c.opened_at,
    tickets.c.subject,
    tickets.c.client,
    tickets.c.requester,
    tickets.c.due_at,
    tickets.c.work_by,
    tickets.c.moved_by,
    tickets.c.target,
    tickets.c.respond_due_at,
    tickets.c.responded_at,
    tickets.c.settled,
).where(tickets.c.desk_id == bindparam("desk"), tickets.c.status.in_([one.value for one in RECALCULATED]))
_ALL = _OPEN.order_by(tickets.c.number)
_ONE = _OPEN.where(tickets.c.id == bindparam("ticket"))
_PAUSES = (
    select(pauses.c.ticket_id, pauses.c.started_at, pauses.c.ended_at)
    .where(pauses.c.desk_id == bindparam("desk"), pauses.c.ended_at.is_not(None))
    .order_by(pauses.c.started_at)
)


class Promises:
    """The promises of one desk's open tickets. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tickets = TicketWriting(database)
        self._owing = Owing(database.desk_id, database.dialect)
        self._mine = {"desk": database.desk_id}

    def open(self) -> tuple[PromisedTicket, ...]:
        """Return the tickets that are neither resolved nor closed, with their promises, by number."""
        with self._database.read() as connection:
            paused = _paused(connection.execute(_PAUSES, self._mine))
            rows = connection.execute(_ALL, self._mine).all()
        return tuple(_promised(row, paused.get(row.id, ())) for row in rows)

    def one(self, ticket_id: int) -> PromisedTicket | None:
        """Return one ticket as it stands now; None when it is not open any more."""
        with self._database.read() as connection:
            row = connection.execute(_ONE, {**self._mine, "ticket": ticket_id}).first()
            only = _PAUSES.where(pauses.c.ticket_id == ticket_id)
            paused = _paused(connection.execute(only, self._mine))
        return None if row is None else _promised(row, paused.get(ticket_id, ()))

    def told(self, ticket_id: int, now: datetime) -> Told:
        """Return what the requester has been told; inside a writing transaction that stays so until its end."""
        with self._database.read() as connection:
            return told_so_far(connection, ticket_id, desk_id=self._database.desk_id, now=now)

    def move(
        self, change: TicketChange, events: Sequence[Event], owed: Iterable[Owed], *, now: datetime, hold: bool
    ) -> None:
        """Write a new promise, its history and what is owed for it in one transaction.

        Raises VersionConflict when the ticket changed since it was read. hold: notices to clients wait to be released.
        """
        with self._database.write() as connection:
            self._tickets.change(connection, change, now)
            self._tickets.tell(connection, change.ticket_id, events, mail_id=None, now=now)
            self._owe(connection, change.ticket_id, owed, now=now, hold=hold)

    def _owe(self, connection: Connection, ticket_id: int, owed: Iterable[Owed], *, now: datetime, hold: bool) -> None:
        cause = (CauseKind.CONSOLE, new_id())
        rows = [self._owing.row(one, cause=cause, ticket_id=ticket_id, now=now, hold=hold) for one in owed]
        self._owing.owe(connection, rows)


def _paused(rows: Iterable[Any]) -> dict[int, tuple[Interval, ...]]:
    found: dict[int, tuple[Interval, ...]] = {}
    for row in rows:
        found[row.ticket_id] = (*found.get(row.ticket_id, ()), Interval(row.started_at, row.ended_at))
    return found


def _promised(row: Any, paused: tuple[Interval, ...]) -> PromisedTicket:
    return PromisedTicket(
        ticket_id=row.id,
        number=row.number,
        version=row.version,
        status=Status(row.status),
        target=target_of(row.kind, row.priority, row.request_type),
        started_at=row.opened_at,
        promise=Promise(row.due_at, row.work_by, row.moved_by, (), row.target, row.respond_due_at),
        subject=row.subject,
        client=row.client,
        requester=row.requester,
        pauses=paused,
        settled=row.settled or {},
        responded=row.responded_at is not None,
    )
