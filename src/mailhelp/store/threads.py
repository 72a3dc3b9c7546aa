"""What a mail's hints lead to: tickets, our own notices, people known already."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, exists, func, literal_column, select, union_all

from mailhelp.core.decision import FoundBy, FoundTicket, SentNotice
from mailhelp.core.mailboxes import counted_as
from mailhelp.core.notices import NoticeKind
from mailhelp.core.stand import ASSIGN
from mailhelp.core.ticket import NoticeStatus, Status
from mailhelp.store.database import Database
from mailhelp.store.schema import mails, notice_bytes, notices, ticket_people, tickets
from mailhelp.store.schema.frame import MESSAGE_ID_LENGTH
from mailhelp.store.types import LARGEST

# A mail may name thousands of References; the last ones are the nearest (RFC 5322 section 3.6.4).
MOST_HINTS = 100
# A reply quotes what came last; what is older is known by layout alone.
MOST_SENT = 5

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
    tickets.c.settled,
).where(tickets.c.desk_id == _DESK)
_BY_ID = _TICKET.where(tickets.c.id.in_(_IDS))
_BY_NUMBER = _TICKET.where(tickets.c.number.in_(_IDS))
_PEOPLE = select(ticket_people.c.ticket_id, ticket_people.c.address).where(ticket_people.c.ticket_id.in_(_IDS))
_SENT = select(notices.c.id, notices.c.ticket_id, notices.c.kind, notices.c.recipient, notices.c.status).where(
    notices.c.desk_id == _DESK
)
_OWN = _SENT.where(notices.c.message_id == bindparam("message"))
_BY_MESSAGE_ID = _SENT.where(notices.c.message_id.in_(_IDS))
_BY_NOTICE_ID = _SENT.where(notices.c.id.in_(_IDS))
_NEWEST_ON = (
    _SENT.where(notices.c.ticket_id == bindparam("ticket"), notices.c.recipient == bindparam("address"))
    .order_by(notices.c.created_at.desc())
    .limit(1)
)
_LAST_SENT = (
    select(notice_bytes.c.content)
    .join(notices, notices.c.id == notice_bytes.c.notice_id)
    .where(notices.c.ticket_id.in_(_IDS), notices.c.recipient == bindparam("address"), notices.c.sent_at.is_not(None))
    .order_by(notices.c.sent_at.desc())
    .limit(MOST_SENT)
)
_ACKNOWLEDGED = select(func.count(notices.c.id)).where(
    notices.c.desk_id == _DESK,
    notices.c.counted_as == bindparam("address"),
    notices.c.created_at >= bindparam("since"),
    notices.c.kind == literal_column(f"'{NoticeKind.ACKNOWLEDGEMENT.value}'"),
)
_KNOWN = select(
    exists().where(
        ticket_people.c.desk_id == _DESK, ticket_people.c.address == bindparam("address"), ticket_people.c.known
    )
)
_OPENED_BY = select(mails.c.ticket_id).where(mails.c.id == bindparam("mail"), mails.c.ticket_id.is_not(None))


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
        return _sent_notice(row) if row else None

    def opened_by(self, mail_id: int) -> FoundTicket | None:
        """Return the ticket that this mail is on already, from a decision that is made again; None on its first way."""
        with self._database.read() as connection:
            ticket_id = connection.execute(_OPENED_BY, {"mail": mail_id}).scalar()
        found = self.find(ticket_ids={ticket_id: ""}, message_ids=(), numbers=()) if ticket_id is not None else ()
        return found[0] if found else None

    def bounced(
        self, message_ids: Sequence[str], notice_ids: Sequence[int], tokens: Mapping[str, int]
    ) -> tuple[SentNotice, ...]:
        """Return the notices that a delivery report is about (design 6).

        notice_ids: from the ENVID. tokens: failed recipient to ticket id, where the token in the address it came back
        to is that recipient's. message_ids: of the mail inside. The first of the three that tells is believed; a
        recipient alone tells nothing, because anybody can write it.
        """
        with self._database.read() as connection:
            rows = list(self._sent(connection, _BY_NOTICE_ID, _possible(notice_ids)))
            for address, ticket_id in tokens.items() if not rows else ():
                wanted = {**self._mine, "ticket": ticket_id, "address": address.casefold()}
                rows += connection.execute(_NEWEST_ON, wanted).all()
            rows = rows or list(self._sent(connection, _BY_MESSAGE_ID, list(message_ids)[:MOST_HINTS]))
        return tuple(_sent_notice(row) for row in rows)

    def _sent(self, connection: Connection, query: Select[Any], keys: Sequence[object]) -> Sequence[Any]:
        return connection.execute(query, {**self._mine, "ids": keys}).all() if keys else ()

    def last_sent(self, ticket_ids: Sequence[int], recipient: str) -> tuple[bytes, ...]:
        """Return the last mails that we sent to this address on these tickets, the newest first."""
        if not ticket_ids:
            return ()
        with self._database.read() as connection:
            rows = connection.execute(_LAST_SENT, {"ids": list(ticket_ids), "address": recipient.casefold()})
            return tuple(row.content for row in rows)

    def acknowledged(self, recipient: str, since: datetime) -> int:
        """Return how many acknowledgements were owed to this address since then."""
        wanted = {**self._mine, "address": counted_as(recipient), "since": since}
        with self._database.read() as connection:
            return connection.execute(_ACKNOWLEDGED, wanted).scalar() or 0

    def known_person(self, address: str) -> bool:
        """Return True when the address has shown on a ticket that it is its owner's: proven, or by its own token."""
        with self._database.read() as connection:
            return bool(connection.execute(_KNOWN, {**self._mine, "address": address.casefold()}).scalar())


def _sent_notice(row: Any) -> SentNotice:
    return SentNotice(row.id, row.ticket_id, row.kind, row.recipient, row.status == NoticeStatus.REFUSED.value)


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
        settled=bool(set(row.settled or ()) - {ASSIGN}),
    )
