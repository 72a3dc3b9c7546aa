"""Whether the database takes a write now."""

from sqlalchemy import bindparam, update

from mailhelp.store.database import Database
from mailhelp.store.schema import desks

_SAME_NAME = update(desks).where(desks.c.id == bindparam("desk")).values(name=desks.c.name)


def try_a_write(database: Database) -> None:
    """Commit a change that changes nothing, to disk; raise StorageFault when that cannot be."""
    with database.write() as connection:
        connection.execute(_SAME_NAME, {"desk": database.desk_id})
