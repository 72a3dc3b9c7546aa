"""Claims on mail: which worker decides which mail, until when, and what happened when it could not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, case, func, or_, select, update

from mailhelp.core.errors import NotThere
from mailhelp.core.facts import Envelope
from mailhelp.store.database import Database
from mailhelp.store.envelopes import ENVELOPE_COLUMNS, read_envelope
from mailhelp.store.salvage import salvaged
from mailhelp.store.schema import mails

# Those before a mail are what other workers have in hand and what rests; all others are behind it.
MOST_EARLIER = 100
# What a mail that is to be decided anew forgets.
ANEW: dict[str, object] = {
    "fate": None,
    "reason": None,
    "evidence": None,
    "retry_at": None,
    "claimed_by": None,
    "claimed_until": None,
    "deaths": 0,
    "attempts": 0,
}
# A claim that ends in order is taken off the count again: what is left are those whose end nobody saw.
_GIVEN_BACK: dict[str, object] = {
    "attempts": case((mails.c.claimed_by.is_(None), mails.c.attempts), else_=mails.c.attempts - 1),
    "claimed_by": None,
    "claimed_until": None,
}

# No mail rests longer. What ends later than that, or a claim later than its lease, was set by a clock that ran ahead.
LONGEST_REST = timedelta(hours=1)


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=mails.c.kept_at.type)


_NOW = _moment("now")
_UNDECIDED = (mails.c.desk_id == bindparam("desk"), mails.c.fate.is_(None))
_COLUMNS = (
    mails.c.id,
    mails.c.complete,
    mails.c.attempts,
    mails.c.deaths,
    mails.c.forced,
    mails.c.kept_at,
    mails.c.ticket_id,
    *ENVELOPE_COLUMNS,
)
_DUE = (
    select(mails.c.id)
    .where(
        *_UNDECIDED,
        or_(
            mails.c.claimed_until.is_(None), mails.c.claimed_until <= _NOW, mails.c.claimed_until > _moment("lease_end")
        ),
        or_(mails.c.retry_at.is_(None), mails.c.retry_at <= _NOW, mails.c.retry_at > _moment("rest_end")),
    )
    .order_by(mails.c.id)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
_ROWS = select(*_COLUMNS).where(mails.c.id.in_(bindparam("wanted", expanding=True))).order_by(mails.c.id)
_CLAIM = (
    update(mails)
    .where(mails.c.id.in_(bindparam("wanted", expanding=True)))
    .values(claimed_by=bindparam("worker"), claimed_until=bindparam("until"), attempts=mails.c.attempts + 1)
)
_FREED = update(mails).where(*_UNDECIDED).values(**_GIVEN_BACK)
_OF_ALL = mails.c.claimed_by.like(bindparam("beginning"), escape="\\")
_FREE_ALL = _FREED.where(_OF_ALL)
_IN_HAND = select(func.min(mails.c.id)).where(*_UNDECIDED, _OF_ALL).group_by(mails.c.claimed_by)
_CUT_OFF = (
    update(mails).where(mails.c.id.in_(bindparam("cut", expanding=True))).values(claimed_by=None, claimed_until=None)
)
_FREE = _FREED.where(mails.c.claimed_by == bindparam("worker")).returning(mails.c.id)
_THIS = mails.c.id == bindparam("mail")
_DEATH = update(mails).where(_THIS).values(**_GIVEN_BACK, deaths=mails.c.deaths + 1).returning(mails.c.deaths)
_FAIL = (
    update(mails)
    .where(_THIS, mails.c.fate.is_(None))
    .values(**_GIVEN_BACK, fault=bindparam("cause"), retry_at=bindparam("again_at"))
)
_ANYTHING = select(mails.c.id).limit(1)
_COUNT = select(func.count()).select_from(mails).where(*_UNDECIDED, mails.c.kept_at <= bindparam("now"))
_PARENT = (
    select(mails.c.id)
    .where(*_UNDECIDED, mails.c.message_id.in_(bindparam("parents", expanding=True)), mails.c.id < bindparam("mail"))
    .limit(1)
)
_EARLIER = (
    select(mails.c.answers, mails.c.sender)
    .where(*_UNDECIDED, mails.c.id < bindparam("mail"))
    .order_by(mails.c.id.desc())
    .limit(MOST_EARLIER)
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A mail without a fate, as its header block tells: the Message-ID it answers, who wrote it (folded)."""

    answers: str | None
    sender: str | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that one worker may decide now.

    complete: False when only its beginning was taken. attempts: claims whose end nobody saw, because everything ended
    over it or the claim ran out; this one counted. deaths: workers that died over it. forced: "client" or "staff" when
    staff judged it; None on its first way. ticket_id: the ticket it is on from an earlier decision.
    """

    mail_id: int
    envelope: Envelope
    complete: bool
    attempts: int
    deaths: int
    forced: str | None
    kept_at: datetime
    ticket_id: int | None = None


class Claims:
    """Hands undecided mail to workers, each mail to one at a time. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, worker: str, *, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed, ...]:
        """Claim up to `limit` mails that are due, in the order of their ids, until `now + lease`.

        Due is what has no fate, is not claimed (or its claim ran out) and does not wait to be tried again later. A
        clock that is set back makes nobody wait longer than the lease, or than the longest rest.
        """
        with self._database.write() as connection:
            horizon = {"now": now, "lease_end": now + lease, "rest_end": now + LONGEST_REST}
            due = {"desk": self._database.desk_id, "at_most": limit, **horizon}
            wanted = list(connection.execute(_DUE, due).scalars())
            if not wanted:
                return ()
            connection.execute(_CLAIM, {"wanted": wanted, "worker": worker, "until": now + lease})
            return _read_rows(connection, wanted, now)

    def unclaim(self, worker: str) -> tuple[int, ...]:
        """Free what a worker that died had claimed, at once; return the ids of those mails."""
        with self._database.write() as connection:
            freed = connection.execute(_FREE, {"desk": self._database.desk_id, "worker": worker}).scalars()
            return tuple(sorted(freed))

    def unclaim_all(self, beginning: str) -> int:
        """Free what all workers whose names begin so had claimed; return how many mails.

        For the start of a daemon that is alone on its machine: who claimed before it was killed. A worker goes through
        its mails in the order of their ids, so it had the first one in hand: for that one only the attempt counts.
        """
        plain = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        wanted = {"desk": self._database.desk_id, "beginning": f"{plain}%"}
        with self._database.write() as connection:
            cut = list(connection.execute(_IN_HAND, wanted).scalars())
            if not cut:
                return 0
            return connection.execute(_CUT_OFF, {"cut": cut}).rowcount + connection.execute(_FREE_ALL, wanted).rowcount

    def lost(self, worker: str, *, in_hand: int | None, cause: str, retry_at: datetime) -> None:
        """Free what a worker that died had claimed, and count its death against the mail it had in hand, in one commit.

        in_hand: None when it had none. A mail that is gone by now counts nothing.
        """
        with self._database.write() as connection:
            self.unclaim(worker)
            if in_hand is not None:
                connection.execute(_DEATH, {"mail": in_hand})
                self.fail(in_hand, cause=cause, retry_at=retry_at)

    def record_death(self, mail_id: int) -> int:
        """Count a worker that died over this mail and free the mail; return how many there were."""
        with self._database.write() as connection:
            deaths = connection.execute(_DEATH, {"mail": mail_id}).scalar()
        if deaths is None:
            raise NotThere("there is no such mail: `mailhelp mails` lists them")
        return int(deaths)

    def fail(self, mail_id: int, *, cause: str, retry_at: datetime) -> None:
        """Write down that an error of ours kept this mail from being decided; it is due again at `retry_at`.

        retry_at: at most LONGEST_REST from now.
        """
        with self._database.write() as connection:
            connection.execute(_FAIL, {"mail": mail_id, "cause": cause, "again_at": retry_at})

    def answers(self) -> None:
        """Return when the database gives a small answer, raise StorageFault when it does not."""
        with self._database.read() as connection:
            connection.execute(_ANYTHING)

    def undecided(self, now: datetime) -> int:
        """Return how many mails kept up to `now` have no fate yet."""
        with self._database.read() as connection:
            return connection.execute(_COUNT, {"desk": self._database.desk_id, "now": now}).scalar() or 0

    def undecided_parent(self, message_ids: Sequence[str], before_mail_id: int) -> int | None:
        """Return an earlier mail with one of these Message-IDs that has no fate yet; None when there is none."""
        if not message_ids:
            return None
        wanted = {"desk": self._database.desk_id, "parents": list(message_ids), "mail": before_mail_id}
        with self._database.read() as connection:
            return connection.execute(_PARENT, wanted).scalar()

    def undecided_before(self, mail_id: int) -> tuple[Earlier, ...]:
        """Return the mails kept before this one that have no fate yet, the nearest first, at most a hundred."""
        with self._database.read() as connection:
            rows = connection.execute(_EARLIER, {"desk": self._database.desk_id, "mail": mail_id}).all()
        return tuple(Earlier(row.answers, row.sender and row.sender.casefold()) for row in rows)


def _read_rows(connection: Connection, wanted: list[int], now: datetime) -> tuple[Claimed, ...]:
    try:
        return tuple(_claimed(row) for row in connection.execute(_ROWS, {"wanted": wanted}))
    except (ValueError, TypeError, OverflowError):
        # One row that holds what cannot be read must not stop the others.
        return tuple(_claimed(salvaged(connection, one, _COLUMNS, now)) for one in wanted)


def _claimed(row: Any) -> Claimed:
    mail_id, complete, attempts, deaths, forced, kept_at, ticket_id, *envelope = row
    return Claimed(mail_id, read_envelope(envelope), complete, attempts, deaths, forced, kept_at, ticket_id)
