"""What a worker that ended had in hand is written down, however long the database takes nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailhelp.core.errors import StorageFault
from mailhelp.core.facts import Channel, Envelope, ReceivedMail
from mailhelp.daemon.losses import AFTER_DEATH, Loss, Losses
from mailhelp.store.database import Database, open_database
from mailhelp.store.inbox import Inbox

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/mailhelp.db", desk_name="Desk", busy_timeout=0.01)
    yield opened
    opened.close()


def in_hand(inbox: Inbox, worker: str) -> list[int]:
    """Keep two mails and let a worker claim both."""
    inbox.keep([ReceivedMail(b"Subject: x\r\n\r\nx", Envelope(Channel.SMTP, NOON))] * 2, now=NOON)
    return [one.mail_id for one in inbox.claim(worker, now=NOON, limit=2, lease=LEASE)]


def test_a_loss_that_a_locked_database_did_not_take_is_written_once_when_it_is_free(
    database: Database, tmp_path: Path
) -> None:
    inbox = Inbox(database)
    losses = Losses(inbox, clock=lambda: NOON)
    first, second = in_hand(inbox, "dead")
    losses.add(Loss("dead", first, "a worker ended over it (-9)"))
    with closing(sqlite3.connect(tmp_path / "mailhelp.db", isolation_level=None)) as blocker:
        blocker.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            with pytest.raises(StorageFault):
                losses.write()

    losses.write()
    losses.write()

    due = inbox.claim("next", now=NOON, limit=9, lease=LEASE)
    later = inbox.claim("next", now=NOON + AFTER_DEATH, limit=9, lease=LEASE)
    assert [one.mail_id for one in due] == [second]
    assert [(one.mail_id, one.deaths) for one in later] == [(first, 1)]


def test_a_worker_that_ended_with_nothing_in_hand_leaves_no_death(database: Database) -> None:
    inbox = Inbox(database)
    losses = Losses(inbox, clock=lambda: NOON)
    in_hand(inbox, "dead")

    losses.add(Loss("dead", None, "it ended"))
    losses.write()

    assert [one.deaths for one in inbox.claim("next", now=NOON, limit=9, lease=LEASE)] == [0, 0]
