"""A link to PostgreSQL that carries nothing any more: told soon, and all goes on when it does again."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from mailhelp.core.errors import StorageFault
from mailhelp.store.database import Database, open_database
from mailhelp.store.inbox import Inbox
from mailhelp.store.postgresql import in_no_hurry
from tests.postgres import Postgres
from tests.store.builders import LEASE, NOON, a_mail
from tests.store.half_open import Link

pytestmark = pytest.mark.server
BUSY = 0.4


@pytest.fixture
def link(postgres: Postgres) -> Iterator[Link]:
    folder = Path(str(make_url(postgres.url("postgres")).query["host"]))
    with Link(folder / ".s.PGSQL.5432") as opened:
        yield opened


@pytest.fixture
def database(postgres: Postgres, link: Link) -> Iterator[Database]:
    near = make_url(postgres.url()).set(host="127.0.0.1", port=link.port, query={})
    opened = open_database(near.render_as_string(hide_password=False), desk_name="Desk", busy_timeout=BUSY)
    yield opened
    opened.close()


def test_a_mail_that_comes_while_the_link_is_dead_is_try_again_soon(database: Database, link: Link) -> None:
    link.dead, began = True, time.monotonic()

    with pytest.raises(StorageFault, match="cannot be reached"):
        Inbox(database).keep([a_mail()], now=NOON)

    assert time.monotonic() - began < 10 * BUSY


def test_a_claim_whose_link_died_ends_and_the_next_one_works(database: Database, link: Link) -> None:
    inbox = Inbox(database)
    inbox.keep([a_mail()], now=NOON)
    link.dead = True
    with pytest.raises(StorageFault):
        inbox.claim("worker", now=NOON, limit=1, lease=LEASE)
    link.dead = False

    began = time.monotonic()
    claimed = inbox.claim("worker", now=NOON + LEASE, limit=1, lease=LEASE)

    assert len(claimed) == 1
    assert time.monotonic() - began < 5


def test_a_statement_that_takes_too_long_is_ended_by_the_server(database: Database) -> None:
    with pytest.raises(StorageFault, match="in use"), database.read() as connection:
        connection.execute(text("SELECT pg_sleep(30)"))


def test_what_may_take_its_time_is_not_ended(database: Database) -> None:
    with database.write() as connection, in_no_hurry(connection):
        slept = connection.execute(text("SELECT 1 FROM pg_sleep(1.6)")).scalar()

    assert slept == 1
