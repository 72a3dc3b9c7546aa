"""Moves: a ticket read as it stands, and what staff made of it written as a whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from mailhelp.core.decision import TicketChange
from mailhelp.core.errors import NotThere
from mailhelp.core.moves import Moved
from mailhelp.core.notices import CauseKind
from mailhelp.core.repromising import Told
from mailhelp.core.stand import CommandedTicket, LastMove, Said, Stand
from mailhelp.core.ticket import Interval, Kind, Level, Priority, RequestType, Status
from mailhelp.store.database import Database
from mailhelp.store.identity import new_id
from mailhelp.store.owing import Owing
from mailhelp.store.schema import console_actions, corrections, moves, pauses, ticket_tags, tickets
from mailhelp.store.telling import told_so_far
from mailhelp.store.ticketwriting import TicketWriting

CONSOLE = "console"

_TICKET = select(tickets).where(tickets.c.desk_id == bindparam("desk"), tickets.c.number == bindparam("wanted"))
_TAGS = select(ticket_tags.c.tag).where(ticket_tags.c.ticket_id == bindparam("ticket")).order_by(ticket_tags.c.tag)
_PAUSES = (
    select(pauses.c.started_at, pauses.c.ended_at)
    .where(pauses.c.ticket_id == bindparam("ticket"))
    .order_by(pauses.c.started_at)
)
_LAST = (
    select(moves.c.id, moves.c.commands, moves.c.changes, moves.c.undone_at)
    .where(moves.c.ticket_id == bindparam("ticket"), moves.c.who == bindparam("member"), moves.c.door == CONSOLE)
    .order_by(moves.c.done_at.desc(), moves.c.id.desc())
    .limit(1)
)
_MOVE, _CORRECT, _RECORD = insert(moves), insert(corrections), insert(console_actions)
_UNDO_MOVE = update(moves).where(moves.c.id == bindparam("move")).values(undone_at=bindparam("now"))
_UNDO_CORRECTIONS = update(corrections).where(corrections.c.move_id == bindparam("move"))
_UNDO_CORRECTIONS = _UNDO_CORRECTIONS.values(undone_at=bindparam("now"))


@dataclass(frozen=True, slots=True)
class Given:
    """What was given at once: by which member of staff, the commands as they were read, when (aware).

    rules_id: of the rules that a promise moved by it follows from.
    """

    who: str
    commands: str
    now: datetime
    rules_id: int


class Moving:
    """Reads and moves the tickets of one desk. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tickets = TicketWriting(database)
        self._owing = Owing(database.desk_id, database.dialect)

    def ticket(self, number: int, *, who: str, now: datetime) -> CommandedTicket:
        """Return a ticket as it stands; `who` commands it. Raises NotThere when there is none with this number.

        Read inside the writing transaction that moves it, so that nothing it is decided by changes meanwhile.
        """
        wanted = {"desk": self._database.desk_id, "wanted": number}
        with self._database.read() as connection:
            row = connection.execute(_TICKET, wanted).first()
            if row is None:
                raise NotThere(f"there is no ticket {number}: `mailhelp tickets` lists them")
            told = told_so_far(connection, row.id, desk_id=self._database.desk_id, now=now)
            last = connection.execute(_LAST, {"ticket": row.id, "member": who}).first()
            tags = tuple(connection.execute(_TAGS, {"ticket": row.id}).scalars())
            paused = connection.execute(_PAUSES, {"ticket": row.id}).all()
        intervals = tuple(Interval(one.started_at, one.ended_at or now) for one in paused)
        return _ticket(row, tags, intervals, told, last)

    def write(self, moved: Moved, given: Given, *, hold: bool) -> None:
        """Write a move in one transaction: ticket, tags, history, corrections, notices owed, and that it was done.

        hold: notices to clients wait to be released. Raises VersionConflict when the ticket changed since it was read.
        """
        ticket, move_id = moved.ticket, new_id()
        with self._database.write() as connection:
            self._tickets.change(connection, _change(moved, given), given.now)
            self._tickets.retag(connection, ticket.ticket_id, before=ticket.stand.tags, after=moved.stand.tags)
            if moved.undoes is None:
                self._keep(connection, moved, given, move_id)
            else:
                undone = {"move": moved.undoes, "now": given.now}
                connection.execute(_UNDO_MOVE, undone)
                connection.execute(_UNDO_CORRECTIONS, undone)
            by = moved.undoes or move_id
            self._tickets.tell(connection, ticket.ticket_id, moved.events, mail_id=None, now=given.now, move_id=by)
            self._owe(connection, moved, given.now, hold)
            self._record(connection, ticket.ticket_id, given)

    def _keep(self, connection: Connection, moved: Moved, given: Given, move_id: int) -> None:
        about = {"desk_id": self._database.desk_id, "ticket_id": moved.ticket.ticket_id, "who": given.who}
        about["done_at"] = given.now
        move = {**about, "id": move_id, "door": CONSOLE, "commands": given.commands, "changes": moved.changes}
        connection.execute(_MOVE, move)
        rows = [
            {
                **about,
                "id": new_id(),
                "move_id": move_id,
                "question": one.question,
                "before": one.before,
                "after": one.after,
                "rules_id": moved.ticket.rules_id,
            }
            for one in moved.corrected
        ]
        if rows:
            connection.execute(_CORRECT, rows)

    def _owe(self, connection: Connection, moved: Moved, now: datetime, hold: bool) -> None:
        # A cause of its own for each move and each undoing, so that each owes its notice once.
        cause, ticket_id = (CauseKind.CONSOLE, new_id()), moved.ticket.ticket_id
        rows = [self._owing.row(one, cause=cause, ticket_id=ticket_id, now=now, hold=hold) for one in moved.notices]
        self._owing.owe(connection, rows)

    def _record(self, connection: Connection, ticket_id: int, given: Given) -> None:
        row = {"id": new_id(), "desk_id": self._database.desk_id, "done_at": given.now, "action": "do"}
        detail = f"{given.who}: {given.commands}"
        connection.execute(_RECORD, {**row, "target_kind": "ticket", "target_id": ticket_id, "detail": detail})


def _change(moved: Moved, given: Given) -> TicketChange:
    stand, ticket = moved.stand, moved.ticket
    values: dict[str, object] = {
        "kind": stand.kind,
        "request_type": stand.request_type,
        "impact": stand.impact,
        "urgency": stand.urgency,
        "priority": stand.priority,
        "assignee": stand.assignee,
        "check_classification": stand.check,
        "settled": dict(stand.settled) or None,
    }
    if moved.promise is not None and given.rules_id != ticket.promised_by:
        values["promised_by"] = given.rules_id
    if stand.due_at != ticket.stand.due_at:
        values["breached_at"] = None
    return TicketChange(ticket.ticket_id, ticket.version, values, promise=moved.promise)


def _ticket(row: Any, tags: Sequence[str], paused: tuple[Interval, ...], told: Told, last: Any) -> CommandedTicket:
    return CommandedTicket(
        ticket_id=row.id,
        number=row.number,
        version=row.version,
        status=Status(row.status),
        subject=row.subject,
        client=row.client,
        opened_at=row.opened_at,
        rules_id=row.rules_id,
        promised_by=row.promised_by or row.rules_id,
        stand=_stand(row, tuple(tags)),
        said=_said(row.classification),
        pauses=paused,
        told=told,
        last=None if last is None else LastMove(last.id, last.commands, last.changes, last.undone_at is not None),
    )


def _stand(row: Any, tags: tuple[str, ...]) -> Stand:
    return Stand(
        kind=Kind(row.kind),
        request_type=RequestType(row.request_type) if row.request_type else None,
        impact=Level(row.impact),
        urgency=Level(row.urgency),
        priority=Priority(row.priority) if row.priority else None,
        assignee=row.assignee,
        due_at=row.due_at,
        check=row.check_classification,
        tags=tags,
        settled=row.settled or {},
    )


def _said(classification: Mapping[str, Any]) -> Said:
    type_, priority = classification.get("request_type"), classification.get("priority")
    return Said(
        kind=Kind(classification["kind"]),
        request_type=RequestType(type_) if type_ else None,
        impact=Level(classification["impact"]),
        urgency=Level(classification["urgency"]),
        priority=Priority(priority) if priority else None,
        check=classification.get("check") is True,
    )
