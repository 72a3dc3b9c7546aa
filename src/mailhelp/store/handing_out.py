"""Handing notices that are due to senders: each to one at a time, given back when it was not tried."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import OperationalError

from mailhelp.core.retry import next_attempt
from mailhelp.core.ticket import NoticeStatus
from mailhelp.store.attempts import Tries, begin_attempts, end_attempt, tries_of, undo_attempts
from mailhelp.store.database import Database
from mailhelp.store.duenotices import DUE, LONGEST_WAITING, NOTICE, DueNotice, due_notice
from mailhelp.store.schema import notices

# For a row that cannot be read however often it is tried.
RARELY = timedelta(hours=12)
LONGEST_CAUSE = 500

_THIS = notices.c.id == bindparam("notice")
_MINE = notices.c.desk_id == bindparam("desk")
_THIS_DUE = DUE.where(_THIS)
_CLAIMED = (_MINE, notices.c.next_attempt_at.is_not(None), notices.c.claimed_by == bindparam("sender"))
_IN_HAND = select(notices.c.id, notices.c.attempts).where(*_CLAIMED)
_IS_CLAIMED = select(notices.c.id).where(*_CLAIMED, _THIS)
_FREE = (
    update(notices).where(*_CLAIMED).values(claimed_by=None, next_attempt_at=bindparam("now")).returning(notices.c.id)
)
_HASTEN = (
    update(notices)
    .where(
        _MINE,
        notices.c.id.in_(bindparam("ids", expanding=True)),
        notices.c.status == NoticeStatus.DEFERRED.value,
        notices.c.claimed_by.is_(None),
    )
    .values(next_attempt_at=bindparam("now"))
)


class HandingOut:
    """Gives the due notices of one desk to senders. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mine = {"desk": database.desk_id}

    def claim(
        self, sender: str, *, now: datetime, limit: int, lease: timedelta, longest_waiting: bool = False
    ) -> tuple[DueNotice, ...]:
        """Claim up to `limit` notices that are due, by rank, then oldest first, until `now + lease`.

        longest_waiting: those first that are due for the longest time since they were tried. Each gets an attempt on
        record before anything is sent, so that what was sent twice can be seen. A notice whose row cannot be read is
        put off, with the cause as its reply, and stops no other.
        """
        query = LONGEST_WAITING if longest_waiting else DUE
        wanted = {**self._mine, "now": now, "at_most": limit}
        return self._read(self._taken(query, wanted, sender, until=now + lease), now)

    def claim_one(self, notice_id: int, sender: str, *, now: datetime, lease: timedelta) -> DueNotice | None:
        """Claim one notice, as `claim` does; None when it is not due or another sender has it."""
        wanted = {**self._mine, "now": now, "at_most": 1, "notice": notice_id}
        found = self._read(self._taken(_THIS_DUE, wanted, sender, until=now + lease), now)
        return found[0] if found else None

    def _taken(self, query: Any, wanted: dict[str, Any], sender: str, *, until: datetime) -> tuple[int, ...]:
        with self._database.write() as connection:
            due = [(row.id, row.attempts) for row in connection.execute(query, wanted)]
            begin_attempts(
                connection, due, desk_id=self._database.desk_id, sender=sender, now=wanted["now"], until=until
            )
        return tuple(notice_id for notice_id, _ in due)

    def _read(self, notice_ids: Iterable[int], now: datetime) -> tuple[DueNotice, ...]:
        """Return the claimed notices, each read by itself, so that a damaged row is nobody else's matter."""
        found = (self._read_one(notice_id, now) for notice_id in notice_ids)
        return tuple(notice for notice in found if notice is not None)

    def _read_one(self, notice_id: int, now: datetime) -> DueNotice | None:
        with self._database.read() as connection:
            try:
                return due_notice(connection.execute(NOTICE, {**self._mine, "notice": notice_id}).one())
            except OperationalError:
                raise
            except Exception as fault:
                cause = f"it cannot be read: {type(fault).__name__}: {fault}"
        self._put_off(notice_id, cause[:LONGEST_CAUSE], now)
        return None

    def _put_off(self, notice_id: int, cause: str, now: datetime) -> None:
        with self._database.write() as connection:
            tries = tries_of(connection, notice_id)
            again = next_attempt(tries.real + 1, now) or now + RARELY
            end_attempt(connection, notice_id, NoticeStatus.DEFERRED, now=now, again_at=again, reply=cause)

    def is_claimed(self, notice_id: int, sender: str) -> bool:
        """Return whether a sender still has a notice; False when it was dropped or tried by hand meanwhile."""
        with self._database.read() as connection:
            wanted = {**self._mine, "sender": sender, "notice": notice_id}
            return connection.execute(_IS_CLAIMED, wanted).scalar() is not None

    def tries(self, notice_id: int) -> Tries:
        """Return how often a notice was tried, and since when."""
        with self._database.read() as connection:
            return tries_of(connection, notice_id)

    def unclaim(self, sender: str, now: datetime) -> tuple[int, ...]:
        """Make what a sender that died had claimed due at once; return the ids of those notices.

        It may have sent them, so their attempts stay on record.
        """
        with self._database.write() as connection:
            return tuple(connection.execute(_FREE, {**self._mine, "sender": sender, "now": now}).scalars())

    def give_back(self, sender: str, now: datetime) -> None:
        """Make what a sender has claimed and never tried due at once, as if it had not been claimed."""
        with self._database.write() as connection:
            in_hand = connection.execute(_IN_HAND, {**self._mine, "sender": sender}).all()
            undo_attempts(connection, [(row.id, row.attempts) for row in in_hand], now=now)

    def hasten(self, notice_ids: Iterable[int], now: datetime) -> None:
        """Make notices that were put off due at once."""
        with self._database.write() as connection:
            connection.execute(_HASTEN, {**self._mine, "ids": list(notice_ids), "now": now})
