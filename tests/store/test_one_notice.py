"""What doctor needs of the store: one notice of its own, and whether a write is taken."""

import pytest

from mailhelp.core.errors import StorageFault, UsageError
from mailhelp.core.notices import RANK_WORDS, CauseKind, Manner, NoticeKind, Owed
from mailhelp.store.database import Database
from mailhelp.store.outbox import Outbox
from mailhelp.store.trial import try_a_write
from tests.store.builders import LEASE, NOON, a_ticket

TRIAL = Owed(NoticeKind.DOCTOR, "help@desk.example", Manner.CLOCK, RANK_WORDS, to_client=False)


def owed_trial(database: Database) -> int:
    notice_id = Outbox(database).owe(
        TRIAL, cause_kind=CauseKind.CONSOLE, cause_id=7, ticket_id=None, now=NOON, hold=False
    )
    assert notice_id is not None
    return notice_id


def test_one_notice_is_claimed_and_the_others_are_left(database: Database) -> None:
    a_ticket(database)
    notice_id = owed_trial(database)

    claimed = Outbox(database).claim_one(notice_id, "doctor", now=NOON, lease=LEASE)

    assert claimed is not None and (claimed.notice_id, claimed.owed, claimed.attempts) == (notice_id, TRIAL, 1)
    others = Outbox(database).claim("sender", now=NOON, limit=10, lease=LEASE)
    assert [one.owed.kind for one in others] == [NoticeKind.ACKNOWLEDGEMENT]


def test_a_notice_that_another_sender_has_is_not_claimed(database: Database) -> None:
    notice_id = owed_trial(database)
    outbox = Outbox(database)
    outbox.claim("sender", now=NOON, limit=1, lease=LEASE)

    assert outbox.claim_one(notice_id, "doctor", now=NOON, lease=LEASE) is None
    assert outbox.claim_one(1, "doctor", now=NOON, lease=LEASE) is None


def test_one_notice_is_told(database: Database) -> None:
    notice_id = owed_trial(database)
    outbox = Outbox(database)
    outbox.refused(notice_id, NOON, "550 no such user")

    row = outbox.notice(notice_id)

    assert (row.id, row.kind, row.status, row.reply) == (notice_id, "doctor", "refused", "550 no such user")
    with pytest.raises(UsageError, match="no such notice"):
        outbox.notice(1)


def test_a_write_is_tried(database: Database, url: str) -> None:
    try_a_write(database)

    if database.dialect == "sqlite":
        with database.write() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(StorageFault):
            try_a_write(database)
