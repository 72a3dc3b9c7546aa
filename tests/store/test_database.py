"""Opening, migrating, locking and losing the database."""

import sqlite3
import stat
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from mailhelp.core.errors import BadConfiguration, StorageFault
from mailhelp.store.database import Database, open_database
from mailhelp.store.inbox import Inbox
from mailhelp.store.migrate import scripts
from mailhelp.store.schema import REVISION, desks, metadata, rulesets
from mailhelp.store.trial import try_a_write
from tests.postgres import Postgres
from tests.store.builders import MINUTE, NOON, a_mail, rules_of

LATER = datetime.max.replace(tzinfo=UTC) - MINUTE


def test_the_migrations_make_the_tables_of_the_schema(database: Database) -> None:
    with database.read() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": False}), metadata)

    assert differences == []


def test_the_newest_migration_is_the_one_that_the_code_expects() -> None:
    assert scripts().get_current_head() == REVISION


def test_opening_again_finds_the_same_desk_and_another_name_makes_another(url: str) -> None:
    opened = [open_database(url, desk_name=name) for name in ("One", "One", "Two")]

    first, again, other = (database.desk_id for database in opened)

    assert first == again != other
    for database in opened:
        database.close()


def test_processes_that_start_together_migrate_once(url: str) -> None:
    opened: list[Database] = []
    starters = [threading.Thread(target=lambda: opened.append(open_database(url, desk_name="D"))) for _ in range(4)]

    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()

    assert len({database.desk_id for database in opened}) == 1
    assert len(opened) == 4
    for database in opened:
        database.close()


def test_a_database_that_a_newer_mailhelp_made_is_refused(url: str) -> None:
    database = open_database(url, desk_name="Desk")
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()

    with pytest.raises(BadConfiguration, match="newer mailhelp"):
        open_database(url, desk_name="Desk")


def test_an_empty_database_is_refused_where_migrating_is_not_allowed(url: str) -> None:
    with pytest.raises(BadConfiguration, match="not up to date"):
        open_database(url, desk_name="Desk", migrate=False)


@pytest.mark.parametrize("wrong", ["mysql://root:secret@host/db", "nonsense", "sqlite://", "sqlite:///:memory:"])
def test_a_url_of_another_kind_is_refused_without_showing_it(wrong: str) -> None:
    with pytest.raises(BadConfiguration, match="sqlite:///FILE") as refusal:
        open_database(wrong, desk_name="Desk")

    assert "secret" not in str(refusal.value)


def test_the_file_and_its_directory_are_for_the_desk_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "mailhelp.db"

    open_database(f"sqlite:///{path}", desk_name="Desk").close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_place_that_cannot_be_written_is_told_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a directory should be")

    with pytest.raises(BadConfiguration, match="var/mailhelp.db cannot be written"):
        open_database(f"sqlite:///{tmp_path}/var/mailhelp.db", desk_name="Desk")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "mailhelp.db").write_bytes(b"Dear help desk, " * 100)

    with pytest.raises(StorageFault, match="damaged"):
        open_database(f"sqlite:///{tmp_path}/mailhelp.db", desk_name="Desk")


def test_sqlite_syncs_every_commit_and_checks_references(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/mailhelp.db", desk_name="Desk", busy_timeout=3)

    with database.read() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]

    assert found == ["wal", 2, 1, 3000]
    database.close()


def test_while_another_program_writes_it_is_try_again_and_afterwards_it_works(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/mailhelp.db", desk_name="Desk", busy_timeout=0.1)
    other = sqlite3.connect(tmp_path / "mailhelp.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageFault, match="in use") as fault:
        Inbox(database).keep([a_mail()])
    with pytest.raises(StorageFault, match="in use"):
        try_a_write(database)
    other.execute("COMMIT")
    other.close()

    assert str(tmp_path) not in str(fault.value)
    try_a_write(database)
    assert Inbox(database).keep([a_mail()])[0].new
    database.close()


def test_with_the_disk_full_it_is_try_again_and_afterwards_it_works(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/mailhelp.db", desk_name="Desk")
    with database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    incompressible = b"Subject: x\r\n\r\n" + bytes(range(256)) * 2000

    with pytest.raises(StorageFault, match="full"):
        for _ in range(200):
            Inbox(database).keep([a_mail(incompressible)])
    database.close()

    assert Inbox(database).keep([a_mail(incompressible)])[0].new
    database.close()


def test_what_was_begun_before_a_fault_is_undone_as_a_whole(database: Database) -> None:
    rules_of(database)

    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(desks.update().values(key_id="half"))
        raise RuntimeError("killed in the middle")

    with database.read() as connection:
        assert connection.execute(select(desks.c.key_id)).scalar() is None


def test_several_calls_can_share_one_commit_and_are_undone_together(database: Database) -> None:
    inbox = Inbox(database)

    with pytest.raises(RuntimeError), database.write():
        inbox.keep([a_mail()])
        inbox.keep([a_mail()])
        seen_inside = len(inbox.mails())
        raise RuntimeError("killed in the middle")
    with database.write():
        inbox.keep([a_mail()])

    assert seen_inside == 2
    assert len(inbox.mails()) == 1


def test_several_reads_can_see_one_state(tmp_path: Path) -> None:
    database, other = (open_database(f"sqlite:///{tmp_path}/mailhelp.db", desk_name="Desk") for _ in range(2))

    with database.read():
        before = Inbox(database).undecided(LATER)
        Inbox(other).keep([a_mail()])
        during = Inbox(database).undecided(LATER)

    assert (before, during, Inbox(database).undecided(LATER)) == (0, 0, 1)
    database.close()
    other.close()


def test_nothing_is_written_within_a_transaction_that_reads(database: Database) -> None:
    with pytest.raises(RuntimeError, match="reads"), database.read():
        Inbox(database).keep([a_mail()])

    assert Inbox(database).mails() == ()


def test_a_process_waits_its_turn_while_another_writes(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/mailhelp.db", desk_name="Desk", busy_timeout=10)
    other = sqlite3.connect(tmp_path / "mailhelp.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.2, other.execute, ("COMMIT",))
    release.start()

    (kept,) = Inbox(database).keep([a_mail()])

    release.join()
    other.close()
    assert kept.new
    database.close()


def test_a_time_without_zone_is_refused(database: Database) -> None:
    naive = NOON.replace(tzinfo=None)

    with pytest.raises(StatementError, match="no time zone"), database.read() as connection:
        connection.execute(select(rulesets.c.id).where(rulesets.c.accepted_at == naive))


def test_times_come_back_to_the_microsecond(database: Database) -> None:
    moment = datetime.fromisoformat("2026-11-23T16:00:00.000001+01:00")
    Inbox(database).keep([a_mail(received_at=moment)])

    received_at = Inbox(database).mails()[0].received_at

    assert received_at == moment
    assert received_at.utcoffset() == NOON.utcoffset()


@pytest.mark.server
def test_a_crashed_postgresql_is_try_again_and_afterwards_it_works(postgres: Postgres) -> None:
    database = open_database(postgres.url(), desk_name="Desk")
    Inbox(database).keep([a_mail()])

    postgres.kill()
    with pytest.raises(StorageFault, match="cannot be reached"):
        Inbox(database).keep([a_mail()])
    postgres.start()

    assert Inbox(database).keep([a_mail()])[0].new
    database.close()
