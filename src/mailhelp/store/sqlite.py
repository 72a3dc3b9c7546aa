"""What SQLite needs of us: a file of its own, settings for each connection, patience to begin writing."""

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import URL

from mailhelp.core.errors import BadConfiguration

# Between tries to begin writing. SQLite's own waiting sleeps up to 100 ms, and a process can starve for a second.
PAUSE = 0.002


def prepare_file(target: URL) -> None:
    """Make the file (0600) and its directory (0700) where they are missing; raise BadConfiguration when that fails."""
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


def set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    """Set up a new connection: each commit is synced to disk, references are checked."""
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "wal_autocheckpoint=4000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def begin_on_sqlite(connection: Connection, *, writing: bool, patience: float) -> None:
    """Begin a transaction; to write, wait up to `patience` seconds for others to end theirs.

    Straight to the driver, because an event or a statement of SQLAlchemy's costs 0.1 ms for each transaction.
    Raises sqlite3.OperationalError.
    """
    driver: Any = connection.connection.dbapi_connection
    if not writing:
        driver.execute("BEGIN")
        return
    driver.execute("PRAGMA busy_timeout=0")
    try:
        _begin_immediate(driver, time.monotonic() + patience)
    finally:
        driver.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")


def _begin_immediate(driver: sqlite3.Connection, limit: float) -> None:
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= limit:
                raise
        time.sleep(PAUSE)
