"""The desk's own row: its signing key's id and its active rules."""

from sqlalchemy import bindparam, select, update

from mailhelp.core.errors import BadConfiguration
from mailhelp.store.database import Database
from mailhelp.store.schema import desks

_MINE = desks.c.id == bindparam("desk")
_KEY = select(desks.c.key_id).where(_MINE)
_RULES = select(desks.c.active_rules_id).where(_MINE)
_ADOPT = update(desks).where(_MINE, desks.c.key_id.is_(None)).values(key_id=bindparam("key"))


class Desks:
    """The row of the one desk that the database was opened for. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mine = {"desk": database.desk_id}

    def key_id(self) -> str | None:
        """Return the id of the signing key that this desk uses; None before the first."""
        with self._database.read() as connection:
            return connection.execute(_KEY, self._mine).scalar()

    def adopt_key(self, key_id: str) -> None:
        """Write down the id of the signing key; raise BadConfiguration when the desk has another (design 8)."""
        with self._database.write() as connection:
            connection.execute(_ADOPT, {**self._mine, "key": key_id})
            kept = connection.execute(_KEY, self._mine).scalar()
        if kept != key_id:
            raise BadConfiguration(
                f"this desk signs with key {kept}, the key file holds {key_id}: put the desk's own key file back"
            )

    def active_rules_id(self) -> int | None:
        """Return the id of the rules that decide now; None before any were accepted."""
        with self._database.read() as connection:
            return connection.execute(_RULES, self._mine).scalar()
