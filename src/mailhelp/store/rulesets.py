"""Accepted rules: one row for each content, one of them active."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from mailhelp.core.errors import UsageError
from mailhelp.store.database import Database
from mailhelp.store.identity import new_id
from mailhelp.store.schema import desks, rulesets

_COLUMNS = (rulesets.c.id, rulesets.c.hash, rulesets.c.text, rulesets.c.calendar_text, rulesets.c.accepted_at)
_BY_HASH = select(rulesets.c.id).where(
    rulesets.c.desk_id == bindparam("desk"), rulesets.c.hash == bindparam("wanted_hash")
)
_GET = select(*_COLUMNS).where(rulesets.c.desk_id == bindparam("desk"), rulesets.c.id == bindparam("rules"))
_ACTIVE = select(*_COLUMNS).join(desks, desks.c.active_rules_id == rulesets.c.id).where(desks.c.id == bindparam("desk"))
# The desk's row is locked first, so that two processes that accept the same file make one row.
_LOCK = select(desks.c.id).where(desks.c.id == bindparam("desk")).with_for_update()
_ACTIVATE = update(desks).where(desks.c.id == bindparam("desk")).values(active_rules_id=bindparam("rules"))
_INSERT = insert(rulesets)


@dataclass(frozen=True, slots=True)
class RulesetRow:
    """One accepted rules file: hash of text, calendar and model together; text as the admin wrote it.

    calendar_text: the calendar with its holidays, as it was then.
    """

    id: int
    hash: str
    text: str
    calendar_text: str
    accepted_at: datetime


class Rulesets:
    """The accepted rules of one desk. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mine = {"desk": database.desk_id}

    def accept(self, hash: str, text: str, calendar_text: str, model_hash: str, now: datetime) -> int:
        """Keep a checked rules file, make it active, return its id; the same hash again gives the id it has.

        hash: covers text, calendar and model together.
        """
        row = {"hash": hash, "text": text, "calendar_text": calendar_text, "model_hash": model_hash, "accepted_at": now}
        with self._database.write() as connection:
            connection.execute(_LOCK, self._mine)
            rules_id = self._kept(connection, row)
            connection.execute(_ACTIVATE, {**self._mine, "rules": rules_id})
        return rules_id

    def _kept(self, connection: Connection, row: dict[str, object]) -> int:
        found = connection.execute(_BY_HASH, {**self._mine, "wanted_hash": row["hash"]}).scalar()
        if found is not None:
            return int(found)
        rules_id = new_id()
        connection.execute(_INSERT, {**row, "id": rules_id, "desk_id": self._database.desk_id})
        return rules_id

    def get(self, rules_id: int) -> RulesetRow:
        """Return the rules with that id; raise UsageError when there are none."""
        with self._database.read() as connection:
            row = connection.execute(_GET, {**self._mine, "rules": rules_id}).first()
        if row is None:
            raise UsageError(f"there are no rules with the id {rules_id}")
        return RulesetRow(*row)

    def active(self) -> RulesetRow | None:
        """Return the rules that decide now; None before any were accepted."""
        with self._database.read() as connection:
            row = connection.execute(_ACTIVE, self._mine).first()
        return RulesetRow(*row) if row else None
