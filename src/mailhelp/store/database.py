"""The database: opened, migrated, with transactions for writing and for reading."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from mailhelp.core.errors import BadConfiguration, StorageFault
from mailhelp.store.faults import RowRefused, told_plainly
from mailhelp.store.identity import new_id
from mailhelp.store.schema import REVISION, desks
from mailhelp.store.sqlite import begin_on_sqlite, prepare_file, set_pragmas


class _Joined(threading.local):
    """The transaction that this thread is in, if any."""

    connection: Connection | None = None
    writing: bool = False


class Database:
    """One open database of one desk.

    desk_id: the desk's row. dialect: "sqlite" or "postgresql". Safe to use from several threads.
    """

    def __init__(self, engine: Engine, desk_id: int, busy_timeout: float) -> None:
        self.desk_id = desk_id
        self.dialect = engine.dialect.name
        self._engine = engine
        self._busy_timeout = busy_timeout
        self._turn = threading.Lock()
        self._mine = _Joined()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in a writing transaction: committed to disk at the end, undone as a whole on any error.

        Raises StorageFault for any fault of the database or its disk, also when others write longer than the busy
        timeout. On SQLite it starts with BEGIN IMMEDIATE; threads of one process take turns. Inside another writing
        transaction of the same thread it joins that one, so that several calls share one commit.
        """
        if self._mine.connection is not None:
            if not self._mine.writing:
                raise RuntimeError("nothing can be written inside a transaction that reads")
            yield self._mine.connection
            return
        with told_plainly(), self._my_turn(), self._begun(writing=True) as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection in a transaction that sees one state of the database; raises StorageFault.

        Inside another transaction of the same thread it joins that one, so that several calls see the same state.
        """
        if self._mine.connection is not None:
            yield self._mine.connection
            return
        with told_plainly(), self._begun(writing=False) as connection:
            yield connection

    @contextmanager
    def _begun(self, *, writing: bool) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            if self.dialect == "sqlite":
                begin_on_sqlite(connection, writing=writing, patience=self._busy_timeout)
            self._mine.connection, self._mine.writing = connection, writing
            try:
                yield connection
            finally:
                self._mine.connection = None

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


def open_database(
    url: str, *, desk_name: str, key_id: str | None = None, busy_timeout: float = 10.0, migrate: bool = True
) -> Database:
    """Open the database at `url`, bring its tables up to date, find or make the row of the desk.

    key_id: of the desk's signing key; the desk that has it is taken for this one when none has the name.
    url: "sqlite:///relative/file", "sqlite:////absolute/file" or "postgresql://user@host/name". A new SQLite file gets
    mode 0600, a new directory 0700. busy_timeout: seconds to wait for others who write. migrate: False refuses a
    database that is not up to date. Raises BadConfiguration for an unusable url or a database that a newer mailhelp
    made, StorageFault when the database cannot be reached now.
    """
    target = _target(url)
    if target.get_backend_name() == "sqlite":
        prepare_file(target)
    engine = _engine(target, busy_timeout)
    try:
        database = Database(engine, 0, busy_timeout)
        _bring_up_to_date(database, migrate)
        if key_id is not None:
            _rename(database, desk_name, key_id)
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


def _engine(target: URL, busy_timeout: float) -> Engine:
    if target.get_backend_name() == "sqlite":
        engine = create_engine(target, connect_args={"timeout": busy_timeout, "isolation_level": None})
        event.listen(engine, "connect", set_pragmas)
        return engine
    # A desk on SQLite does not pay for the other driver.
    made: Engine = import_module("mailhelp.store.postgresql").postgresql_engine(target, busy_timeout)
    return made


def _bring_up_to_date(database: Database, migrate: bool) -> None:
    with database.read() as connection:
        found = _revision(connection)
    if found == REVISION:
        return
    if not migrate:
        raise BadConfiguration("the database is not up to date: run `mailhelp verify` once, which brings it so")
    # Alembic costs 0.3 s of CPU and 11 MB, which no process pays whose database is up to date.
    with database.write() as connection, _in_no_hurry(connection):
        import_module("mailhelp.store.migrate").upgrade(connection)


def _in_no_hurry(connection: Connection) -> AbstractContextManager[None]:
    if connection.dialect.name == "sqlite":
        return nullcontext()
    patient: AbstractContextManager[None] = import_module("mailhelp.store.postgresql").in_no_hurry(connection)
    return patient


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
    except RowRefused:
        # Another process made the same row between our look and our insert.
        pass
    return _find_desk(database, name) or 0


def _find_desk(database: Database, name: str) -> int | None:
    with database.read() as connection:
        return connection.execute(select(desks.c.id).where(desks.c.name == name)).scalar()


def _rename(database: Database, name: str, key_id: str) -> None:
    """Give the desk that has this signing key its new name: a desk that is called otherwise is still that desk."""
    if _find_desk(database, name) is None:
        with database.write() as connection:
            connection.execute(update(desks).where(desks.c.key_id == key_id).values(name=name))
