"""Attempts to send a notice: each on record before it is made, and what it did to the notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update

from mailhelp.core.ticket import NoticeStatus
from mailhelp.store.schema import notice_attempts, notices

# The outcome of an attempt that failed for a fault of our own set-up: it does not count against the notice.
OURS = "ours"

_THIS = notices.c.id == bindparam("notice")
_ITS_ATTEMPTS = notice_attempts.c.notice_id == bindparam("notice")
_CLAIM = (
    update(notices)
    .where(_THIS)
    .values(claimed_by=bindparam("sender"), next_attempt_at=bindparam("until"), attempts=notices.c.attempts + 1)
)
_ATTEMPT = insert(notice_attempts)
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
)
# What was dropped meanwhile stays dropped.
_PUT_OFF = _END.where(notices.c.status != NoticeStatus.CANCELLED.value)
_LAST = select(notices.c.attempts).where(_THIS).scalar_subquery()
_END_ATTEMPT = (
    update(notice_attempts)
    .where(_ITS_ATTEMPTS, notice_attempts.c.number == _LAST)
    .values(ended_at=bindparam("now"), outcome=bindparam("outcome"), reply=bindparam("new_reply"))
)
_UNDO = delete(notice_attempts).where(_ITS_ATTEMPTS, notice_attempts.c.number == bindparam("attempt"))
_UNCLAIM = (
    update(notices)
    .where(_THIS)
    .values(claimed_by=None, next_attempt_at=bindparam("now"), attempts=notices.c.attempts - 1)
)
_IS_OURS = notice_attempts.c.outcome == OURS
_TRIES = select(
    func.count(case((_IS_OURS, None), else_=1)), func.count(case((_IS_OURS, 1))), func.min(notice_attempts.c.started_at)
).where(_ITS_ATTEMPTS)


@dataclass(frozen=True, slots=True)
class Tries:
    """How often a notice was tried. real: the one in hand counted. ours: those that failed by our own fault.

    first_at: when the first of all began, None before it.
    """

    real: int
    ours: int
    first_at: datetime | None


def begin_attempts(
    connection: Connection,
    claimed: Sequence[tuple[int, int]],
    *,
    desk_id: int,
    sender: str,
    now: datetime,
    until: datetime,
) -> None:
    """Give notices to a sender until `until`, each with an attempt on record. claimed: ids with attempts so far."""
    if not claimed:
        return
    connection.execute(_CLAIM, [{"notice": notice_id, "sender": sender, "until": until} for notice_id, _ in claimed])
    about = {"desk_id": desk_id, "sender": sender, "started_at": now}
    connection.execute(_ATTEMPT, [{**about, "notice_id": one, "number": so_far + 1} for one, so_far in claimed])


def undo_attempts(connection: Connection, claimed: Sequence[tuple[int, int]], *, now: datetime) -> None:
    """Take back attempts that were never made; the notices are due at `now`. claimed: ids with their attempts."""
    if not claimed:
        return
    connection.execute(_UNDO, [{"notice": notice_id, "attempt": number} for notice_id, number in claimed])
    connection.execute(_UNCLAIM, [{"notice": notice_id, "now": now} for notice_id, _ in claimed])


def end_attempt(
    connection: Connection,
    notice_id: int,
    status: NoticeStatus,
    *,
    now: datetime | None,
    again_at: datetime | None,
    reply: str,
    ours: bool = False,
) -> None:
    """Write down what became of the last attempt at a notice; the same twice changes nothing.

    now: when it ended, None leaves that open. again_at: when the next is due, None for never.
    """
    sent_at = now if status is NoticeStatus.SENT else None
    end = _PUT_OFF if status is NoticeStatus.DEFERRED else _END
    values = {"notice": notice_id, "new_reply": reply}
    connection.execute(end, {**values, "new_status": status, "again_at": again_at, "new_sent_at": sent_at})
    connection.execute(_END_ATTEMPT, {**values, "now": now, "outcome": OURS if ours else status})


def tries_of(connection: Connection, notice_id: int) -> Tries:
    """Return how often a notice was tried, and since when."""
    return Tries(*connection.execute(_TRIES, {"notice": notice_id}).one())
