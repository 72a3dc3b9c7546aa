"""Which mails are kept already, asked by what they bear."""

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, select

from mailhelp.store.database import Database
from mailhelp.store.schema import fingerprints, mails

AT_ONCE = 500

_BY_MESSAGE_ID = select(mails.c.message_id).where(
    mails.c.desk_id == bindparam("desk"), mails.c.message_id.in_(bindparam("ids", expanding=True))
)
_BY_FINGERPRINT = select(
    exists().where(fingerprints.c.desk_id == bindparam("desk"), fingerprints.c.fingerprint == bindparam("mark"))
)


class Known:
    """Answers for one desk. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def message_ids(self, wanted: Sequence[str]) -> set[str]:
        """Return which of these Message-IDs (without brackets) a kept mail has."""
        found: set[str] = set()
        with self._database.read() as connection:
            for start in range(0, len(wanted), AT_ONCE):
                some = {"desk": self._database.desk_id, "ids": list(wanted[start : start + AT_ONCE])}
                found.update(connection.execute(_BY_MESSAGE_ID, some).scalars())
        return found

    def fingerprint(self, mark: str) -> bool:
        """Return True when a mail with this fingerprint was decided."""
        with self._database.read() as connection:
            wanted = {"desk": self._database.desk_id, "mark": mark}
            return bool(connection.execute(_BY_FINGERPRINT, wanted).scalar())
