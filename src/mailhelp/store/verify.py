"""Checking that nothing in the store is unexplained (design promise 3)."""

import hashlib
import zlib
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, or_, select, text

from mailhelp.core.notices import CauseKind, NoticeKind
from mailhelp.core.ticket import Fate, NoticeStatus
from mailhelp.store.database import Database
from mailhelp.store.schema import fingerprints, history, mails, notice_bytes, notices, raw_pieces, tickets

LONGEST_WAIT = timedelta(days=1)
ON_A_TICKET = (Fate.OPENED.value, Fate.UPDATED.value)
UNREAD = ("opened", "still unread")
WAITING = (NoticeStatus.OWED.value, NoticeStatus.DEFERRED.value)

_MAILS = select(func.count(mails.c.id)).where(mails.c.desk_id == bindparam("desk"))
_TICKETS = select(func.count(tickets.c.id)).where(tickets.c.desk_id == bindparam("desk"))
_NOTICES = select(func.count(notices.c.id)).where(notices.c.desk_id == bindparam("desk"))
_HAS_MAIL = exists().where(mails.c.ticket_id == tickets.c.id)
_HAS_CAUSE = exists().where(mails.c.id == notices.c.cause_id)
_HAS_BYTES = exists().where(notice_bytes.c.notice_id == notices.c.id)
_IS_ACKNOWLEDGEMENT = notices.c.kind == NoticeKind.ACKNOWLEDGEMENT.value
_HAS_ACKNOWLEDGEMENT = exists().where(notices.c.ticket_id == tickets.c.id, _IS_ACKNOWLEDGEMENT)
_WAITS = notices.c.status.in_(WAITING)
_IS_OWED_ONE = exists().where(
    notices.c.desk_id == mails.c.desk_id,
    notices.c.cause_kind == CauseKind.MAIL.value,
    notices.c.cause_id == mails.c.id,
    _IS_ACKNOWLEDGEMENT,
)
# A mail that could not be read says why where its ticket was opened.
_TELLS_WHY_NOT = exists().where(
    history.c.ticket_id == mails.c.ticket_id,
    history.c.mail_id == mails.c.id,
    or_(history.c.change == "no acknowledgement", and_(history.c.change.in_(UNREAD), history.c.note != "")),
)
_FIRST = mails.alias("first")
_HAS_FIRST = exists().where(
    fingerprints.c.desk_id == mails.c.desk_id,
    fingerprints.c.fingerprint == mails.c.fingerprint,
    fingerprints.c.mail_id == _FIRST.c.id,
)
_IS_TOLD = exists().where(
    history.c.ticket_id == notices.c.ticket_id,
    history.c.notice_id == notices.c.id,
    history.c.after == NoticeStatus.REFUSED.value,
)

COUNTED: dict[str, Select[int]] = {
    "mails": _MAILS,
    "undecided": _MAILS.where(mails.c.fate.is_(None)),
    "set_aside": _MAILS.where(mails.c.fate == Fate.SET_ASIDE.value),
    "tickets": _TICKETS,
    "tickets_never_acknowledged": _TICKETS.where(~_HAS_ACKNOWLEDGEMENT),
    "notices": _NOTICES,
    "notices_waiting": _NOTICES.where(notices.c.status.in_(WAITING)),
    "notices_held": _NOTICES.where(notices.c.status == NoticeStatus.HELD.value),
    "notices_refused": _NOTICES.where(notices.c.status == NoticeStatus.REFUSED.value),
}
WRONG: dict[str, Select[int]] = {
    "undecided_and_not_due": _MAILS.where(
        mails.c.fate.is_(None),
        (mails.c.claimed_until > bindparam("latest")) | (mails.c.retry_at > bindparam("latest")),
    ),
    "undecided_for_a_day": _MAILS.where(mails.c.fate.is_(None), mails.c.kept_at < bindparam("long_ago")),
    "decided_without_ticket": _MAILS.where(mails.c.fate.in_(ON_A_TICKET), mails.c.ticket_id.is_(None)),
    "decided_without_reason": _MAILS.where(mails.c.fate.is_not(None), mails.c.reason.is_(None)),
    # What is history is kept as such, no rules decide it.
    "decided_without_rules": _MAILS.where(mails.c.fate != Fate.HISTORY.value, mails.c.rules_id.is_(None)),
    "opened_without_acknowledgement": _MAILS.where(
        mails.c.fate == Fate.OPENED.value, mails.c.sender.is_not(None), ~_IS_OWED_ONE, ~_TELLS_WHY_NOT
    ),
    "duplicates_of_nothing": _MAILS.where(mails.c.fate == Fate.DUPLICATE.value, ~_HAS_FIRST),
    "tickets_without_mail": _TICKETS.where(~_HAS_MAIL),
    "notices_without_cause": _NOTICES.where(notices.c.cause_kind == CauseKind.MAIL.value, ~_HAS_CAUSE),
    "notices_never_due": _NOTICES.where(_WAITS, notices.c.next_attempt_at.is_(None)),
    "notices_put_off_too_long": _NOTICES.where(_WAITS, notices.c.next_attempt_at > bindparam("latest")),
    "notices_overdue": _NOTICES.where(_WAITS, notices.c.next_attempt_at < bindparam("long_ago")),
    "refused_and_not_told": _NOTICES.where(
        notices.c.status == NoticeStatus.REFUSED.value, notices.c.ticket_id.is_not(None), ~_IS_TOLD
    ),
    "sent_without_bytes": _NOTICES.where(notices.c.status == NoticeStatus.SENT.value, ~_HAS_BYTES),
}
_RAWS = (
    select(mails.c.id, mails.c.pieces, mails.c.sha256)
    .where(mails.c.desk_id == bindparam("desk"), mails.c.id > bindparam("after"))
    .order_by(mails.c.id)
    .limit(500)
)
_CONTENT = select(raw_pieces.c.content).where(raw_pieces.c.mail_id == bindparam("mail")).order_by(raw_pieces.c.place)


def verify(database: Database, now: datetime) -> dict[str, int]:
    """Return counts of what the store keeps, and under "unexplained" how many things in it nothing explains.

    The keys of WRONG, "pieces_missing", "bytes_changed" and "damage" add up to "unexplained". Raises StorageFault.
    """
    desk = {"desk": database.desk_id}
    with database.read() as connection:
        counts = {name: connection.execute(query, desk).scalar() or 0 for name, query in COUNTED.items()}
        moments = {**desk, "latest": now + LONGEST_WAIT, "long_ago": now - LONGEST_WAIT}
        wrong = {name: connection.execute(query, moments).scalar() or 0 for name, query in WRONG.items()}
        wrong["damage"] = _damage(connection)
    wrong |= _raw_faults(database)
    return {**counts, **wrong, "unexplained": sum(wrong.values())}


def _damage(connection: Connection) -> int:
    if connection.dialect.name != "sqlite":
        return 0
    lines = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    return len([line for line in lines if line != "ok"]) + len(broken)


def _raw_faults(database: Database) -> dict[str, int]:
    found, after = {"pieces_missing": 0, "bytes_changed": 0}, 0
    while True:
        # Short transactions, so that a long check does not keep SQLite's log from being folded in.
        with database.read() as connection:
            rows = connection.execute(_RAWS, {"desk": database.desk_id, "after": after}).all()
            for row in rows:
                fault = _raw_fault(connection, *row)
                if fault:
                    found[fault] += 1
        if not rows:
            return found
        after = rows[-1].id


def _raw_fault(connection: Connection, mail_id: int, pieces: int, sha256: str) -> str | None:
    digest, count = hashlib.sha256(), 0
    for content in connection.execute(_CONTENT, {"mail": mail_id}).scalars():
        count += 1
        try:
            digest.update(zlib.decompress(content))
        except zlib.error:
            return "bytes_changed"
    if count != pieces:
        return "pieces_missing"
    return None if digest.hexdigest() == sha256 else "bytes_changed"
