"""The database: opened, migrated, with transactions for writing and for reading."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError

from mailhelp.core.errors import BadConfiguration, StorageFault
from mailhelp.store.faults import told_plainly
from mailhelp.store.identity import new_id
from mailhelp.store.schema import REVISION, desks

WRITING = "mailhelp_writing"


class Database:
    """One open database of one desk.

    desk_id: the desk's row. dialect: "sqlite" or "postgresql". Safe to use from several threads.
    """

    def __init__(self, engine: Engine, desk_id: int, busy_timeout: float) -> None:
        self.desk_id = desk_id
        self.dialect = engine.dialect.name
        self._engine = engine
        self._writer = engine.execution_options(**{WRITING: True})
        self._busy_timeout = busy_timeout
        self._turn = threading.Lock()
        self._snapshot = threading.local()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in a writing transaction: committed to disk at the end, undone as a whole on any error.

        Raises StorageFault for any fault of the database or its disk, also when others write longer than the busy
        timeout. On SQLite it starts with BEGIN IMMEDIATE; threads of one process take turns.
        """
        with told_plainly(), self._my_turn(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection in a transaction that sees one state of the database; raises StorageFault.

        Within a `snapshot` of this thread it is the snapshot's.
        """
        shared: Connection | None = getattr(self._snapshot, "connection", None)
        if shared is not None:
            with told_plainly():
                yield shared
            return
        with told_plainly(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all reads of this thread in the block share one transaction, so that they see one state."""
        with self.read() as connection:
            self._snapshot.connection = connection
            try:
                yield
            finally:
                self._snapshot.connection = None

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        # SQLite's own waiting sleeps up to 100 ms between tries; a lock wakes the next thread at once.
        if self.dialect != "sqlite":
            yield
            return
        if not self._turn.acquire(timeout=self._busy_timeout):
            raise StorageFault("the database is busy; try again later")
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Close all connections; using the database again opens new ones."""
        self._engine.dispose()


def open_database(url: str, *, desk_name: str, busy_timeout: float = 10.0, migrate: bool = True) -> Database:
    """Open the database at `url`, bring its tables up to date, find or make the row of the desk.

    url: "sqlite:///relative/file", "sqlite:////absolute/file" or "postgresql://user@host/name". A new SQLite file gets
    mode 0600, a new directory 0700. busy_timeout: seconds to wait for others who write. migrate: False refuses a
    database that is not up to date. Raises BadConfiguration for an unusable url or a database that a newer mailhelp
    made, StorageFault when the database cannot be reached now.
    """
    target = _target(url)
    if target.get_backend_name() == "sqlite":
        _prepare_file(target)
    engine = _engine(target, busy_timeout)
    try:
        database = Database(engine, 0, busy_timeout)
        _bring_up_to_date(database, migrate)
        return Database(engine, _desk_row(database, desk_name), busy_timeout)
    except BaseException:
        engine.dispose()
        raise


def _target(url: str) -> URL:
    try:
        target = make_url(url)
    except ArgumentError:
        target = URL.create("unknown")
    if target.get_backend_name() == "sqlite" and target.database not in (None, "", ":memory:"):
        return target.set(drivername="sqlite+pysqlite")
    if target.get_backend_name() == "postgresql":
        return target.set(drivername="postgresql+psycopg")
    # The url itself is not shown, because it may hold a password.
    raise BadConfiguration('[database] url must read "sqlite:///FILE" or "postgresql://USER@HOST/NAME"')


def _prepare_file(target: URL) -> None:
    path = Path(str(target.database))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        _sync_directory(path.parent.parent)
    except OSError as fault:
        reason = os.strerror(fault.errno or 0)
        raise BadConfiguration(f"{path} cannot be written ({reason}): look at its owner and rights") from fault


def _sync_directory(path: Path) -> None:
    # SQLite syncs the directory of its files; that directory's own entry is ours to sync.
    directory = os.open(path, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _engine(target: URL, busy_timeout: float) -> Engine:
    if target.get_backend_name() == "sqlite":
        engine = create_engine(target, connect_args={"timeout": busy_timeout, "isolation_level": None})
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
        return engine
    wait = f"-c lock_timeout={int(busy_timeout * 1000)} -c timezone=UTC"
    options = " ".join(part for part in (str(target.query.get("options", "")), wait) if part)
    return create_engine(target, connect_args={"options": options, "connect_timeout": max(2, int(busy_timeout))})


def _set_pragmas(connection: SqliteConnection, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _bring_up_to_date(database: Database, migrate: bool) -> None:
    with database.read() as connection:
        found = _revision(connection)
    if found == REVISION:
        return
    if not migrate:
        raise BadConfiguration("the database is not up to date: run `mailhelp check` first, then start again")
    # Alembic costs 0.3 s of CPU and 11 MB, which no process pays whose database is up to date.
    with database.write() as connection:
        import_module("mailhelp.store.migrate").upgrade(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _desk_row(database: Database, name: str) -> int:
    found = _find_desk(database, name)
    if found is not None:
        return found
    try:
        with database.write() as connection:
            connection.execute(insert(desks).values(id=new_id(), name=name))
    except StorageFault as fault:
        # Another process made the same row between our look and our insert.
        if not isinstance(fault.__cause__, IntegrityError):
            raise
    return _find_desk(database, name) or 0


def _find_desk(database: Database, name: str) -> int | None:
    with database.read() as connection:
        rows = connection.execute(select(desks.c.id, desks.c.name)).all()
    # A database with one desk is that desk's, also after it was given another name in mailhelp.toml.
    return next((row.id for row in rows if row.name == name or len(rows) == 1), None)
