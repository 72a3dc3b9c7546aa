"""Bringing the tables of a database up to date, with Alembic, in one transaction."""

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from mailhelp.core.errors import BadConfiguration

MIGRATION_LOCK = 0x6D61696C68656C70


def scripts() -> ScriptDirectory:
    """Return the migrations that lie beside this file, also in an installed wheel."""
    return ScriptDirectory(Path(__file__).parent / "migrations")


def upgrade(connection: Connection) -> None:
    """Run all migrations that the database lacks.

    connection: in a writing transaction; on SQLite that is the lock, on PostgreSQL an advisory lock is taken, so that
    processes that start together wait for the first. Raises BadConfiguration when a newer mailhelp made the database.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
    directory, context = scripts(), MigrationContext.configure(connection)
    found = context.get_current_revision()
    _refuse_newer(directory, found)
    missing = list(directory.iterate_revisions("head", found or "base"))
    with Operations.context(context):
        for script in reversed(missing):
            script.module.upgrade()
    context.stamp(directory, "head")


def _refuse_newer(directory: ScriptDirectory, found: str | None) -> None:
    try:
        if found is not None:
            directory.get_revision(found)
    except CommandError as fault:
        raise BadConfiguration(
            f"the database was made by a newer mailhelp (tables at {found}): install that version or a newer one"
        ) from fault
