"""Notices owed, as rows: each once (design promise 2)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from mailhelp.core.mailboxes import counted_as
from mailhelp.core.notices import CauseKind, Owed
from mailhelp.core.ticket import NoticeStatus
from mailhelp.store.identity import new_id
from mailhelp.store.schema import notices


def insert_if_new(table: Table, dialect: str) -> Insert:
    """Return an insert into `table` that leaves a row that is there as it is; its `rowcount` tells which."""
    chosen = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return chosen(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


class Owing:
    """Writes notices owed by one desk, in a transaction of the caller."""

    def __init__(self, desk_id: int, dialect: str) -> None:
        self._desk_id = desk_id
        self._insert = insert_if_new(notices, dialect).returning(notices.c.id)

    def owe(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> tuple[int, ...]:
        """Write down the notices that are not owed yet, from rows made by `row`; return their ids."""
        if not rows:
            return ()
        written = set(connection.execute(self._insert, list(rows)).scalars())
        return tuple(row["id"] for row in rows if row["id"] in written)

    def row(
        self,
        owed: Owed,
        *,
        cause: tuple[CauseKind, int],
        ticket_id: int | None,
        now: datetime,
        hold: bool,
    ) -> dict[str, Any]:
        """Return the row of a notice that is owed from `now`. hold: clients' notices wait to be released."""
        held = hold and owed.to_client
        return {
            "id": new_id(),
            "desk_id": self._desk_id,
            "cause_kind": cause[0],
            "cause_id": cause[1],
            "kind": owed.kind,
            "recipient": owed.recipient.casefold(),
            "address": owed.recipient,
            "counted_as": counted_as(owed.recipient),
            "recipient_name": owed.recipient_name,
            "ticket_id": ticket_id,
            "manner": owed.manner,
            "rank": owed.rank,
            "to_client": owed.to_client,
            "subject": owed.subject,
            "in_reply_to": owed.in_reply_to,
            "references": owed.references,
            "template_values": dict(owed.values),
            "status": NoticeStatus.HELD if held else NoticeStatus.OWED,
            "created_at": now,
            "next_attempt_at": None if held else now,
        }
