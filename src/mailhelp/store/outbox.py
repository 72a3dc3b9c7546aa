"""The outbox: notices owed, handed to senders, their bytes kept, every attempt written down."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from mailhelp.core.errors import UsageError
from mailhelp.core.notices import CauseKind, Owed
from mailhelp.core.ticket import NoticeStatus
from mailhelp.store.database import Database
from mailhelp.store.duenotices import DUE, DueNotice, NoticeTicket, due_notice
from mailhelp.store.identity import new_id
from mailhelp.store.noticerows import NOTICE_ROWS, NoticeRow
from mailhelp.store.owing import Owing, insert_if_new
from mailhelp.store.refusing import refuse_notices
from mailhelp.store.schema import console_actions, notice_attempts, notice_bytes, notices

__all__ = ["DueNotice", "NoticeRow", "NoticeTicket", "Outbox"]

WAITING = (NoticeStatus.OWED.value, NoticeStatus.HELD.value, NoticeStatus.DEFERRED.value)

_THIS = notices.c.id == bindparam("notice")
_THIS_DUE = DUE.where(_THIS)
_ROW = NOTICE_ROWS.where(_THIS)
_MINE = notices.c.desk_id == bindparam("desk")
_THESE = (_MINE, notices.c.id.in_(bindparam("ids", expanding=True)))
_CLAIM = (
    update(notices)
    .where(*_THESE)
    .values(claimed_by=bindparam("sender"), next_attempt_at=bindparam("until"), attempts=notices.c.attempts + 1)
)
_ATTEMPT = insert(notice_attempts)
_FREE = (
    update(notices)
    .where(_MINE, notices.c.next_attempt_at.is_not(None), notices.c.claimed_by == bindparam("sender"))
    .values(claimed_by=None, next_attempt_at=bindparam("now"))
    .returning(notices.c.id)
)
_STORED = (
    update(notices).where(_THIS).values(message_id=bindparam("new_message_id"), envelope_sender=bindparam("new_sender"))
)
_END = (
    update(notices)
    .where(_THIS)
    .values(
        status=bindparam("new_status"),
        next_attempt_at=bindparam("again_at"),
        sent_at=func.coalesce(bindparam("new_sent_at", type_=notices.c.sent_at.type), notices.c.sent_at),
        reply=bindparam("new_reply"),
        claimed_by=None,
    )
    .returning(notices.c.attempts)
)
_END_ATTEMPT = (
    update(notice_attempts)
    .where(notice_attempts.c.notice_id == bindparam("notice"), notice_attempts.c.number == bindparam("attempt"))
    .values(ended_at=bindparam("now"), outcome=bindparam("new_status"), reply=bindparam("new_reply"))
)
_RAW = select(notice_bytes.c.content).where(notice_bytes.c.notice_id == bindparam("notice"))
_NEXT = select(func.min(notices.c.next_attempt_at)).where(_MINE, notices.c.next_attempt_at.is_not(None))
_RELEASE = (
    update(notices)
    .where(_MINE, notices.c.status == NoticeStatus.HELD.value)
    .values(status=NoticeStatus.OWED.value, next_attempt_at=bindparam("now"))
)
_DROP = (
    update(notices)
    .where(*_THESE, notices.c.status.in_(WAITING))
    .values(status=NoticeStatus.CANCELLED.value, next_attempt_at=None)
)
_RETRY = (
    update(notices)
    .where(_MINE, _THIS, notices.c.status.not_in((NoticeStatus.SENT.value, NoticeStatus.HELD.value)))
    .values(status=NoticeStatus.OWED.value, next_attempt_at=bindparam("now"), claimed_by=None)
)
_RECORD = insert(console_actions)


class Outbox:
    """The notices of one desk. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mine = {"desk": database.desk_id}
        self._owing = Owing(database.desk_id, database.dialect)
        self._new_bytes = insert_if_new(notice_bytes, database.dialect)

    def claim(self, sender: str, *, now: datetime, limit: int, lease: timedelta) -> tuple[DueNotice, ...]:
        """Claim up to `limit` notices that are due, by rank, then oldest first, until `now + lease`.

        Each gets an attempt on record before anything is sent, so that what was sent twice can be seen.
        """
        with self._database.write() as connection:
            rows = connection.execute(DUE, {**self._mine, "now": now, "at_most": limit}).all()
            if rows:
                self._take(connection, rows, sender, now=now, until=now + lease)
        return tuple(due_notice(row) for row in rows)

    def claim_one(self, notice_id: int, sender: str, *, now: datetime, lease: timedelta) -> DueNotice | None:
        """Claim one notice, as `claim` does; None when it is not due or another sender has it."""
        wanted = {**self._mine, "now": now, "at_most": 1, "notice": notice_id}
        with self._database.write() as connection:
            rows = connection.execute(_THIS_DUE, wanted).all()
            if rows:
                self._take(connection, rows, sender, now=now, until=now + lease)
        return due_notice(rows[0]) if rows else None

    def _take(
        self, connection: Connection, rows: Sequence[Any], sender: str, *, now: datetime, until: datetime
    ) -> None:
        ids = [row.id for row in rows]
        connection.execute(_CLAIM, {**self._mine, "ids": ids, "sender": sender, "until": until})
        about = {"desk_id": self._database.desk_id, "sender": sender, "started_at": now}
        connection.execute(_ATTEMPT, [{**about, "notice_id": row.id, "number": row.attempts + 1} for row in rows])

    def unclaim(self, sender: str, now: datetime) -> tuple[int, ...]:
        """Make what a sender that died had claimed due at once; return the ids of those notices."""
        with self._database.write() as connection:
            return tuple(connection.execute(_FREE, {**self._mine, "sender": sender, "now": now}).scalars())

    def store_raw(self, notice_id: int, message_id: str, envelope_sender: str, raw: bytes) -> bool:
        """Keep the bytes of a notice before its first attempt; False when it has bytes already, which stay.

        message_id: without brackets. envelope_sender: "" for the null sender.
        """
        with self._database.write() as connection:
            if not connection.execute(self._new_bytes, {"notice_id": notice_id, "content": raw}).rowcount:
                return False
            values = {"new_message_id": message_id, "new_sender": envelope_sender}
            connection.execute(_STORED, {"notice": notice_id, **values})
        return True

    def raw(self, notice_id: int) -> bytes | None:
        """Return the bytes of a notice as they are sent; None before they were stored."""
        with self._database.read() as connection:
            return connection.execute(_RAW, {"notice": notice_id}).scalar()

    def sent(self, notice_id: int, now: datetime, reply: str) -> None:
        """Write down that the relay took the notice, with its words."""
        with self._database.write() as connection:
            self._end(connection, notice_id, NoticeStatus.SENT, now=now, again_at=None, reply=reply)

    def deferred(self, notice_id: int, next_attempt_at: datetime, reply: str, *, now: datetime | None = None) -> None:
        """Write down that the notice could not be sent now; it is due again at `next_attempt_at`.

        now: when the attempt ended; None leaves that open.
        """
        with self._database.write() as connection:
            self._end(connection, notice_id, NoticeStatus.DEFERRED, now=now, again_at=next_attempt_at, reply=reply)

    def refused(self, notice_id: int, now: datetime, reply: str) -> None:
        """Write down that the relay refused the notice for good, also in the history of its ticket."""
        with self._database.write() as connection:
            refuse_notices(connection, self._database.desk_id, (notice_id,), now=now, mail_id=None, why=reply)
            self._end(connection, notice_id, NoticeStatus.REFUSED, now=now, again_at=None, reply=reply)

    def _end(
        self,
        connection: Connection,
        notice_id: int,
        status: NoticeStatus,
        *,
        now: datetime | None,
        again_at: datetime | None,
        reply: str,
    ) -> None:
        outcome = {"notice": notice_id, "new_status": status, "new_reply": reply}
        sent_at = now if status is NoticeStatus.SENT else None
        attempt = connection.execute(_END, {**outcome, "again_at": again_at, "new_sent_at": sent_at}).scalar()
        connection.execute(_END_ATTEMPT, {**outcome, "attempt": attempt, "now": now})

    def notices(self, *, status: str | None = None, limit: int | None = None) -> tuple[NoticeRow, ...]:
        """Return the notices, oldest first; those with one status when it is given."""
        query = NOTICE_ROWS.order_by(notices.c.created_at, notices.c.rank, notices.c.id).limit(limit)
        if status is not None:
            query = query.where(notices.c.status == str(status))
        with self._database.read() as connection:
            return tuple(NoticeRow(*row) for row in connection.execute(query, self._mine))

    def notice(self, notice_id: int) -> NoticeRow:
        """Return one notice; raise UsageError when there is no such notice."""
        with self._database.read() as connection:
            row = connection.execute(_ROW, {**self._mine, "notice": notice_id}).first()
        if row is None:
            raise UsageError("there is no such notice: `mailhelp notices` lists them")
        return NoticeRow(*row)

    def release(self, now: datetime) -> int:
        """Make all notices that are held due; return how many."""
        with self._database.write() as connection:
            released = connection.execute(_RELEASE, {**self._mine, "now": now}).rowcount
            self._record(connection, "release", 0, now=now, detail=str(released))
        return released

    def drop(self, notice_ids: Sequence[int], *, now: datetime | None = None) -> int:
        """Cancel notices that were not sent yet; return how many. now: for the record; the clock when None."""
        dropped_at = now or datetime.now(UTC)
        with self._database.write() as connection:
            dropped = connection.execute(_DROP, {**self._mine, "ids": list(notice_ids)}).rowcount
            for notice_id in notice_ids:
                self._record(connection, "drop", notice_id, now=dropped_at, detail="")
        return dropped

    def retry(self, notice_id: int, now: datetime) -> None:
        """Make a notice that was deferred, refused or cancelled due at once; raise UsageError for any other."""
        with self._database.write() as connection:
            if not connection.execute(_RETRY, {**self._mine, "notice": notice_id, "now": now}).rowcount:
                raise UsageError("that notice was sent, is held, or is none: `mailhelp notices` lists them")
            self._record(connection, "retry", notice_id, now=now, detail="")

    def _record(self, connection: Connection, action: str, notice_id: int, *, now: datetime, detail: str) -> None:
        row = {"id": new_id(), "desk_id": self._database.desk_id, "done_at": now, "action": action, "detail": detail}
        connection.execute(_RECORD, {**row, "target_kind": "notice", "target_id": notice_id})

    def next_due(self) -> datetime | None:
        """Return when the next notice is due, in the past when one waits; None when nothing is owed."""
        with self._database.read() as connection:
            return connection.execute(_NEXT, self._mine).scalar()

    def owe(
        self, owed: Owed, *, cause_kind: CauseKind, cause_id: int, ticket_id: int | None, now: datetime, hold: bool
    ) -> int | None:
        """Owe a notice that no mail caused; return its id, None when it was owed already."""
        cause = (cause_kind, cause_id)
        row = self._owing.row(owed, cause=cause, ticket_id=ticket_id, now=now, hold=hold)
        with self._database.write() as connection:
            return next(iter(self._owing.owe(connection, [row])), None)
