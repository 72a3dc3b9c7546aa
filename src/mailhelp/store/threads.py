"""What a mail's hints lead to: tickets, our own notices, people known already."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, exists, func, literal_column, select, union_all

from mailhelp.core.decision import FoundBy, FoundTicket, SentNotice
from mailhelp.core.notices import NoticeKind
from mailhelp.core.ticket import Status
from mailhelp.store.database import Database
from mailhelp.store.schema import mails, notices, ticket_people, tickets
from mailhelp.store.schema.frame import MESSAGE_ID_LENGTH
from mailhelp.store.types import LARGEST

# A mail may name thousands of References; the last ones are the nearest (RFC 5322 section 3.6.4).
MOST_HINTS = 100

_DESK: BindParameter[int] = bindparam("desk")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_REFERENCED = union_all(
    select(notices.c.ticket_id, notices.c.message_id).where(
        notices.c.desk_id == _DESK, notices.c.message_id.in_(_IDS), notices.c.ticket_id.is_not(None)
    ),
    select(mails.c.ticket_id, mails.c.message_id).where(
        mails.c.desk_id == _DESK, mails.c.message_id.in_(_IDS), mails.c.ticket_id.is_not(None)
    ),
)
_TICKET = select(
    tickets.c.id,
    tickets.c.number,
    tickets.c.version,
    tickets.c.status,
    tickets.c.requester,
    tickets.c.client,
    tickets.c.assignee,
    tickets.c.subject,
    tickets.c.resolved_at,
).where(tickets.c.desk_id == _DESK)
_BY_ID = _TICKET.where(tickets.c.id.in_(_IDS))
_BY_NUMBER = _TICKET.where(tickets.c.number.in_(_IDS))
_PEOPLE = select(ticket_people.c.ticket_id, ticket_people.c.address).where(ticket_people.c.ticket_id.in_(_IDS))
_SENT = select(notices.c.id, notices.c.ticket_id, notices.c.kind, notices.c.recipient).where(notices.c.desk_id == _DESK)
_OWN = _SENT.where(notices.c.message_id == bindparam("message"))
_BY_MESSAGE_ID = _SENT.where(notices.c.message_id.in_(_IDS))
_BY_NOTICE_ID = _SENT.where(notices.c.id.in_(_IDS))
_NEWEST_TO = (
    _SENT.where(notices.c.recipient == bindparam("address"), notices.c.sent_at.is_not(None))
    .order_by(notices.c.created_at.desc())
    .limit(1)
)
_ACKNOWLEDGED = select(func.count(notices.c.id)).where(
    notices.c.desk_id == _DESK,
    notices.c.recipient == bindparam("address"),
    notices.c.created_at >= bindparam("since"),
    notices.c.kind == literal_column(f"'{NoticeKind.ACKNOWLEDGEMENT.value}'"),
)
_KNOWN = select(exists().where(ticket_people.c.desk_id == _DESK, ticket_people.c.address == bindparam("address")))


class Threads:
    """Answers step 4 of the path from what one desk keeps. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mine = {"desk": database.desk_id}

    def find(
        self, *, ticket_ids: Mapping[int, str], message_ids: Sequence[str], numbers: Sequence[int]
    ) -> tuple[FoundTicket, ...]:
        """Return the tickets that a mail's hints name, strongest hint first, each once.

        ticket_ids: from valid tokens, each with the address its token was sent to. message_ids: of In-Reply-To and
        References, without brackets, the nearest first; they match our notices and mails that are on tickets.
        """
        if not (ticket_ids or message_ids or numbers):
            return ()
        with self._database.read() as connection:
            named = self._tickets(connection, _BY_ID, ticket_ids, "id")
            referenced = self._tickets(connection, _BY_ID, self._referenced(connection, message_ids), "id")
            numbered = self._tickets(connection, _BY_NUMBER, numbers, "number")
            hints = [*((row, FoundBy.TOKEN) for row in named), *((row, FoundBy.REFERENCE) for row in referenced)]
            strongest = _each_once([*hints, *((row, FoundBy.NUMBER) for row in numbered)])
            people = self._people(connection, [row.id for row, _ in strongest])
        return tuple(_found(row, by, people.get(row.id, ()), ticket_ids.get(row.id)) for row, by in strongest)

    def _tickets(self, connection: Connection, query: Select[Any], keys: Iterable[int], key: str) -> list[Any]:
        wanted = _possible(keys)
        if not wanted:
            return []
        rows = connection.execute(query, {**self._mine, "ids": wanted}).all()
        by_key = {getattr(row, key): row for row in rows}
        return [by_key[one] for one in wanted if one in by_key]

    def _referenced(self, connection: Connection, message_ids: Sequence[str]) -> list[int]:
        wanted = [message_id[:MESSAGE_ID_LENGTH] for message_id in message_ids[:MOST_HINTS]]
        if not wanted:
            return []
        places = {message_id: place for place, message_id in reversed(list(enumerate(wanted)))}
        rows = connection.execute(_REFERENCED, {**self._mine, "ids": wanted}).all()
        return [row.ticket_id for row in sorted(rows, key=lambda row: places.get(row.message_id, MOST_HINTS))]

    def _people(self, connection: Connection, wanted: Sequence[int]) -> dict[int, tuple[str, ...]]:
        if not wanted:
            return {}
        people: dict[int, tuple[str, ...]] = {}
        for ticket_id, address in connection.execute(_PEOPLE, {"ids": wanted}):
            people[ticket_id] = (*people.get(ticket_id, ()), address)
        return people

    def own_notice(self, message_id: str) -> SentNotice | None:
        """Return our notice with this Message-ID (without brackets); None when none of ours has it."""
        with self._database.read() as connection:
            row = connection.execute(_OWN, {**self._mine, "message": message_id}).first()
        return SentNotice(*row) if row else None

    def bounced(
        self, message_ids: Sequence[str], notice_ids: Sequence[int], addresses: Sequence[str]
    ) -> tuple[SentNotice, ...]:
        """Return the notices that a delivery report is about (design 6).

        notice_ids: from the address or ENVID it came back with; they win. Then message_ids: of the mail inside. Only
        when neither tells, the newest notice sent to each of `addresses`, the recipients that failed.
        """
        with self._database.read() as connection:
            rows = self._sent(connection, _BY_NOTICE_ID, _possible(notice_ids))
            rows = rows or self._sent(connection, _BY_MESSAGE_ID, list(message_ids)[:MOST_HINTS])
            if not rows:
                folded = dict.fromkeys(address.casefold() for address in addresses[:MOST_HINTS])
                newest = (connection.execute(_NEWEST_TO, {**self._mine, "address": key}).first() for key in folded)
                rows = [row for row in newest if row is not None]
        return tuple(SentNotice(*row) for row in rows)

    def _sent(self, connection: Connection, query: Select[Any], keys: Sequence[object]) -> Sequence[Any]:
        return connection.execute(query, {**self._mine, "ids": keys}).all() if keys else ()

    def acknowledged(self, recipient: str, since: datetime) -> int:
        """Return how many acknowledgements were owed to this address since then."""
        wanted = {**self._mine, "address": recipient.casefold(), "since": since}
        with self._database.read() as connection:
            return connection.execute(_ACKNOWLEDGED, wanted).scalar() or 0

    def known_person(self, address: str) -> bool:
        """Return True when the address is on a ticket already."""
        with self._database.read() as connection:
            return bool(connection.execute(_KNOWN, {**self._mine, "address": address.casefold()}).scalar())


def _possible(keys: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(key for key in keys if 0 < key <= LARGEST))[:MOST_HINTS]


def _each_once(hints: Iterable[tuple[Any, FoundBy]]) -> list[tuple[Any, FoundBy]]:
    first: dict[int, tuple[Any, FoundBy]] = {}
    for row, by in hints:
        first.setdefault(row.id, (row, by))
    return list(first.values())


def _found(row: Any, by: FoundBy, people: tuple[str, ...], token_for: str | None) -> FoundTicket:
    return FoundTicket(
        ticket_id=row.id,
        number=row.number,
        version=row.version,
        status=Status(row.status),
        requester=row.requester,
        people=people,
        client=row.client,
        assignee=row.assignee,
        subject=row.subject,
        found_by=by,
        token_for=token_for,
        resolved_at=row.resolved_at,
    )
