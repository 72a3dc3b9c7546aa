"""Tickets as they are opened and changed, in a transaction of the caller."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, update

from mailhelp.core.decision import Event, NewTicket, TicketChange
from mailhelp.core.errors import VersionConflict
from mailhelp.core.ticket import Status
from mailhelp.store.classified import classification_row, promise_row
from mailhelp.store.database import Database
from mailhelp.store.identity import new_id
from mailhelp.store.owing import insert_if_new
from mailhelp.store.schema import desks, history, ticket_links, ticket_people, ticket_tags, tickets

REQUESTER, PARTICIPANT = "requester", "participant"
NEVER_CHANGED = frozenset({"id", "desk_id", "number", "version", "opened_at", "updated_at"})
CHANGEABLE = frozenset(column.name for column in tickets.columns) - NEVER_CHANGED

_NUMBER = (
    update(desks)
    .where(desks.c.id == bindparam("desk"))
    .values(last_number=desks.c.last_number + 1)
    .returning(desks.c.last_number)
)
_OPEN = insert(tickets)
_CHANGE = (
    update(tickets)
    .where(tickets.c.id == bindparam("ticket"), tickets.c.version == bindparam("seen"))
    .values(version=tickets.c.version + 1, updated_at=bindparam("now"))
    .returning(tickets.c.number)
)
_HISTORY = insert(history)
_UNTAG = delete(ticket_tags).where(
    ticket_tags.c.ticket_id == bindparam("ticket"), ticket_tags.c.tag.in_(bindparam("tags", expanding=True))
)
_NOW_KNOWN = (
    update(ticket_people)
    .where(ticket_people.c.ticket_id == bindparam("ticket"), ticket_people.c.address == bindparam("person"))
    .values(known=True)
)


class TicketWriting:
    """Opens and changes tickets of one desk."""

    def __init__(self, database: Database) -> None:
        self._desk_id = database.desk_id
        self._new_person = insert_if_new(ticket_people, database.dialect)
        self._new_tag = insert_if_new(ticket_tags, database.dialect)
        self._new_link = insert_if_new(ticket_links, database.dialect)

    def open(self, connection: Connection, ticket: NewTicket, rules_id: int, now: datetime) -> int:
        """Write a new ticket with its people, tags and links; return its number, which is never used again."""
        number = int(connection.execute(_NUMBER, {"desk": self._desk_id}).scalar_one())
        row = {
            "id": ticket.ticket_id,
            "desk_id": self._desk_id,
            "number": number,
            "version": 1,
            "status": Status.NEW,
            "subject": ticket.subject,
            "client": ticket.client,
            "requester": ticket.requester,
            "requester_name": ticket.requester_name,
            "assignee": ticket.assignee,
            "opened_at": ticket.opened_at,
            "updated_at": now,
            "rules_id": rules_id,
        }
        connection.execute(_OPEN, row | classification_row(ticket.classification) | promise_row(ticket.promise))
        self._add_people(
            connection, ticket.ticket_id, ticket.requester, ticket.participants, now=now, known=ticket.known
        )
        self._add_tags(connection, ticket.ticket_id, ticket.tags)
        self._link(connection, ticket.ticket_id, ticket.linked_to, now)
        return number

    def change(self, connection: Connection, change: TicketChange, now: datetime) -> int:
        """Change a ticket that has still the version seen, return its number; else raise VersionConflict.

        Raises ValueError when `change.values` names what is no column of a ticket or never changes.
        """
        wrong = change.values.keys() - CHANGEABLE
        if wrong:
            raise ValueError(f"a ticket has no {', '.join(sorted(wrong))} that a decision may change")
        seen = {"ticket": change.ticket_id, "seen": change.version, "now": now}
        values = {
            **change.values,
            **(classification_row(change.classification) if change.classification else {}),
            **(promise_row(change.promise) if change.promise else {}),
        }
        statement = _CHANGE.values(**values) if values else _CHANGE
        number = connection.execute(statement, seen).scalar()
        if number is None:
            raise VersionConflict("the ticket changed since it was read: read again, decide again")
        self._add_people(connection, change.ticket_id, None, change.add_participants, now=now, known=False)
        if change.known is not None:
            connection.execute(_NOW_KNOWN, {"ticket": change.ticket_id, "person": change.known.casefold()})
        return int(number)

    def tell(
        self,
        connection: Connection,
        ticket_id: int | None,
        events: Sequence[Event],
        *,
        mail_id: int | None,
        now: datetime,
        move_id: int | None = None,
    ) -> None:
        """Write events into the ticket's history, in order; without a ticket there is nowhere to write them.

        mail_id, move_id: the mail or the move that made them, None when none did.
        """
        if ticket_id is None or not events:
            return
        about = {"desk_id": self._desk_id, "ticket_id": ticket_id, "happened_at": now}
        about |= {"mail_id": mail_id, "move_id": move_id}
        lines = [
            {
                **about,
                "id": new_id(),
                "place": place,
                "who": event.who,
                "change": event.change,
                "before": event.before,
                "after": event.after,
                "note": event.note,
            }
            for place, event in enumerate(events)
        ]
        connection.execute(_HISTORY, lines)

    def _add_people(
        self,
        connection: Connection,
        ticket_id: int,
        requester: str | None,
        others: Iterable[str],
        *,
        now: datetime,
        known: bool,
    ) -> None:
        roles = {address.casefold(): PARTICIPANT for address in others}
        if requester is not None:
            roles[requester.casefold()] = REQUESTER
        about = {"ticket_id": ticket_id, "desk_id": self._desk_id, "added_at": now}
        if roles:
            people = [
                {**about, "address": address, "role": role, "known": known and role == REQUESTER}
                for address, role in roles.items()
            ]
            connection.execute(self._new_person, people)

    def _add_tags(self, connection: Connection, ticket_id: int, tags: Iterable[str]) -> None:
        rows = [{"ticket_id": ticket_id, "desk_id": self._desk_id, "tag": tag} for tag in dict.fromkeys(tags)]
        if rows:
            connection.execute(self._new_tag, rows)

    def retag(self, connection: Connection, ticket_id: int, *, before: Sequence[str], after: Sequence[str]) -> None:
        """Put on the tags that came, take off those that went."""
        self._add_tags(connection, ticket_id, [tag for tag in after if tag not in before])
        gone = [tag for tag in before if tag not in after]
        if gone:
            connection.execute(_UNTAG, {"ticket": ticket_id, "tags": gone})

    def _link(self, connection: Connection, ticket_id: int, others: Iterable[int], now: datetime) -> None:
        about = {"ticket_id": ticket_id, "desk_id": self._desk_id, "linked_at": now}
        rows = [{**about, "other_id": other} for other in dict.fromkeys(others) if other != ticket_id]
        if rows:
            connection.execute(self._new_link, rows)
