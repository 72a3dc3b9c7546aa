"""Killed anywhere, a mail is on disk as a whole or not at all."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from mailhelp.store.database import Database
from mailhelp.store.inbox import Inbox
from mailhelp.store.schema import mails, raw_pieces
from mailhelp.store.verify import verify
from tests.store.builders import MINUTE, NOON, a_mail

KEEPS_BIG_MAIL = """
import sys
from datetime import UTC, datetime
from mailhelp.core.facts import Channel, Envelope, ReceivedMail
from mailhelp.store.database import open_database
from mailhelp.store.inbox import Inbox
inbox = Inbox(open_database(sys.argv[1], desk_name="Desk"))
mail = ReceivedMail(b"Subject: big" + b"x" * (60 << 20), Envelope(Channel.SMTP, datetime.now(UTC)))
print("ready", flush=True)
inbox.keep([mail], now=datetime.fromisoformat(sys.argv[2]))
"""


@pytest.fixture
def keeper(url: str, database: Database) -> Iterator[subprocess.Popen[str]]:
    """Give a process that is about to keep a mail of 60 pieces."""
    command = [sys.executable, "-c", KEEPS_BIG_MAIL, url, NOON.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def count(database: Database, table: object) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def test_a_kill_between_two_pieces_leaves_no_half_mail(keeper: subprocess.Popen[str], database: Database) -> None:
    limit = time.monotonic() + 30
    while count(database, raw_pieces) < 2 and time.monotonic() < limit:
        time.sleep(0.001)
    keeper.send_signal(signal.SIGKILL)
    keeper.wait(30)

    Inbox(database).keep([a_mail()], now=NOON)

    orphans = count(database, raw_pieces) - 1
    assert 2 <= orphans < 60
    assert count(database, mails) == 1
    assert verify(database, NOON)["unexplained"] == 0
    assert Inbox(database).sweep(NOON + 61 * MINUTE) == 1
    assert count(database, raw_pieces) == 1
