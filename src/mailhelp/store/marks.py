"""Fingerprints of decided mail, by which the same mail is known again (design promise 2)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, update

from mailhelp.core.errors import VersionConflict
from mailhelp.store.database import Database
from mailhelp.store.owing import insert_if_new
from mailhelp.store.schema import fingerprints

SAME_WITHIN = timedelta(minutes=15)

_THIS = (fingerprints.c.desk_id == bindparam("desk"), fingerprints.c.fingerprint == bindparam("mark"))
_OWNER = select(fingerprints.c.mail_id, fingerprints.c.received_at).where(*_THIS)
_REPLACE = (
    update(fingerprints)
    .where(*_THIS)
    .values(mail_id=bindparam("mail"), received_at=bindparam("moment"), proven=bindparam("is_proven"))
)


class Marks:
    """Writes the fingerprints of one desk, in a transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._desk_id = database.desk_id
        self._insert = insert_if_new(fingerprints, database.dialect)

    def write(
        self,
        connection: Connection,
        fingerprint: str,
        *,
        mail_id: int,
        received_at: datetime,
        proven: bool,
        unique: bool,
        known: int | None,
        strict: bool,
    ) -> None:
        """Write down that this mail has the fingerprint; of mails without Message-ID the newest holds it.

        unique: the mail has a Message-ID, so that any other with the fingerprint is the same mail. known: the other
        mail that the decision knew of and passed over; this one takes its place. strict: raise VersionConflict when
        yet another mail holds the fingerprint and the two are the same by design promise 2, because then the decision
        was made without knowing.
        """
        row = {"fingerprint": fingerprint, "mail_id": mail_id, "received_at": received_at, "proven": proven}
        if connection.execute(self._insert, {**row, "desk_id": self._desk_id}).rowcount:
            return
        owner = connection.execute(_OWNER, {"desk": self._desk_id, "mark": fingerprint}).one()
        same = unique or abs(owner.received_at - received_at) < SAME_WITHIN
        if strict and same and owner.mail_id not in (mail_id, known):
            raise VersionConflict("the same mail was decided meanwhile: read again, decide again")
        if owner.mail_id in (mail_id, known) or not unique:
            self._take_over(connection, row)

    def _take_over(self, connection: Connection, row: dict[str, object]) -> None:
        place = {"desk": self._desk_id, "mark": row["fingerprint"], "mail": row["mail_id"]}
        connection.execute(_REPLACE, {**place, "moment": row["received_at"], "is_proven": row["proven"]})
