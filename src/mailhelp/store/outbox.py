"""The outbox: notices owed, their bytes kept, what became of each written down; listed, released, dropped."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from mailhelp.core.errors import NotThere
from mailhelp.core.notices import CauseKind, Owed
from mailhelp.core.ticket import NoticeStatus
from mailhelp.store.attempts import end_attempt
from mailhelp.store.database import Database
from mailhelp.store.duenotices import NOTICE, DueNotice, NoticeTicket, due_notice
from mailhelp.store.handing_out import HandingOut
from mailhelp.store.identity import new_id
from mailhelp.store.noticerows import NOTICE_ROWS, NoticeRow
from mailhelp.store.owing import Owing, insert_if_new
from mailhelp.store.refusing import refuse_notices
from mailhelp.store.schema import console_actions, notice_bytes, notices

__all__ = ["DueNotice", "NoticeRow", "NoticeTicket", "Outbox"]

WAITING = (NoticeStatus.OWED.value, NoticeStatus.HELD.value, NoticeStatus.DEFERRED.value)

_THIS = notices.c.id == bindparam("notice")
_ROW = NOTICE_ROWS.where(_THIS)
_MINE = notices.c.desk_id == bindparam("desk")
_THESE = (_MINE, notices.c.id.in_(bindparam("ids", expanding=True)))
_STORED = (
    update(notices).where(_THIS).values(message_id=bindparam("new_message_id"), envelope_sender=bindparam("new_sender"))
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


class Outbox(HandingOut):
    """The notices of one desk. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._owing = Owing(database.desk_id, database.dialect)
        self._new_bytes = insert_if_new(notice_bytes, database.dialect)

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
            end_attempt(connection, notice_id, NoticeStatus.SENT, now=now, again_at=None, reply=reply)

    def deferred(
        self,
        notice_id: int,
        next_attempt_at: datetime,
        reply: str,
        *,
        now: datetime | None = None,
        ours: bool = False,
    ) -> None:
        """Write down that the notice could not be sent now; it is due again at `next_attempt_at`, unless dropped.

        now: when the attempt ended; None leaves that open. ours: by a fault of our set-up, which counts not against it.
        """
        status, again = NoticeStatus.DEFERRED, next_attempt_at
        with self._database.write() as connection:
            end_attempt(connection, notice_id, status, now=now, again_at=again, reply=reply, ours=ours)

    def refused(self, notice_id: int, now: datetime, reply: str) -> None:
        """Write down that the relay refused the notice for good, also in the history of its ticket."""
        with self._database.write() as connection:
            refuse_notices(connection, self._database.desk_id, (notice_id,), now=now, mail_id=None, why=reply)
            end_attempt(connection, notice_id, NoticeStatus.REFUSED, now=now, again_at=None, reply=reply)

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
            raise NotThere("there is no such notice: `mailhelp notices` lists them")
        return NoticeRow(*row)

    def whole(self, notice_id: int) -> DueNotice:
        """Return a notice with all that it is made of, whatever its status; raise UsageError when there is none."""
        with self._database.read() as connection:
            row = connection.execute(NOTICE, {**self._mine, "notice": notice_id}).first()
        if row is None:
            raise NotThere("there is no such notice: `mailhelp notices` lists them")
        return due_notice(row)

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
                raise NotThere("that notice was sent, is held, or is none: `mailhelp notices` lists them")
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
