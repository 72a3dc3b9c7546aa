"""The inbox: every mail that came, what is still to decide, what became of the rest."""

from datetime import datetime

from sqlalchemy import Update, bindparam, insert, select, update

from mailhelp.core.decision import FirstSight
from mailhelp.core.errors import NotThere, UsageError
from mailhelp.core.ticket import Fate
from mailhelp.store.attachments import Attached, with_attached
from mailhelp.store.claims import ANEW, Claimed, Claims
from mailhelp.store.identity import new_id
from mailhelp.store.keeping import Keeping, Kept
from mailhelp.store.mailrows import MAIL_ROWS, MailRow, mail_row
from mailhelp.store.schema import console_actions, fingerprints, mails

__all__ = ["Claimed", "Inbox", "Kept", "MailRow"]

_AGAIN = update(mails).where(mails.c.desk_id == bindparam("desk"), mails.c.id == bindparam("mail"))
_FORCE = _AGAIN.where(mails.c.fate == Fate.SET_ASIDE.value).values(**ANEW, forced=bindparam("judged"))
_RETRY = _AGAIN.where((mails.c.fate == Fate.SET_ASIDE.value) | mails.c.fate.is_(None)).values(**ANEW)
_RECORD = insert(console_actions)
_FIRST = (
    select(fingerprints.c.mail_id, fingerprints.c.received_at, mails.c.fate, fingerprints.c.proven)
    .outerjoin_from(fingerprints, mails, mails.c.id == fingerprints.c.mail_id)
    .where(fingerprints.c.desk_id == bindparam("desk"), fingerprints.c.fingerprint == bindparam("mark"))
)


class Inbox(Keeping, Claims, Attached):
    """All mail of one desk. All raise StorageFault."""

    def mails(
        self, *, fate: str | None = None, limit: int | None = None, attached: str | None = None
    ) -> tuple[MailRow, ...]:
        """Return the mails, newest first; those of one fate when it is given.

        attached: only mails with a mail attached that has this sender or Message-ID, or these words in its subject.
        """
        query = MAIL_ROWS.order_by(mails.c.id.desc()).limit(limit)
        if fate is not None:
            query = query.where(mails.c.fate == str(fate))
        if attached is not None:
            query = query.where(with_attached(attached, self._database.desk_id))
        with self._database.read() as connection:
            return tuple(mail_row(row) for row in connection.execute(query, {"desk": self._database.desk_id}))

    def mail(self, mail_id: int) -> MailRow:
        """Return one mail; raise UsageError when there is no such mail."""
        query = MAIL_ROWS.where(mails.c.id == bindparam("mail"))
        with self._database.read() as connection:
            row = connection.execute(query, {"desk": self._database.desk_id, "mail": mail_id}).first()
        if row is None:
            raise NotThere("there is no such mail: `mailhelp mails` lists them")
        return mail_row(row)

    def set_aside(self) -> tuple[MailRow, ...]:
        """Return the mails that wait for somebody to judge them, newest first."""
        return self.mails(fate=Fate.SET_ASIDE)

    def force(self, mail_id: int, as_: str, now: datetime) -> None:
        """Release a mail set aside: it is decided again as coming from a client or from staff.

        as_: "client" or "staff". Raises UsageError for another word, or when the mail is not set aside.
        """
        if as_ not in ("client", "staff"):
            raise UsageError(f'a mail is released as client or as staff, not as "{as_}"')
        if not self._again(_FORCE, {"mail": mail_id, "judged": as_}, now, ("release", as_)):
            raise NotThere("that mail is not set aside: `mailhelp set-aside` lists those that are")

    def retry(self, mail_id: int, now: datetime) -> None:
        """Let a mail that failed or is set aside be decided again at once; raise UsageError for any other."""
        if not self._again(_RETRY, {"mail": mail_id}, now, ("retry", "")):
            raise NotThere("that mail is decided: only mail that failed or is set aside can be tried again")

    def _again(self, change: Update, values: dict[str, object], now: datetime, did: tuple[str, str]) -> bool:
        action, detail = did
        desk = self._database.desk_id
        record = {"id": new_id(), "desk_id": desk, "done_at": now, "action": action, "detail": detail}
        with self._database.write() as connection:
            if not connection.execute(change, {**values, "desk": desk}).rowcount:
                return False
            connection.execute(_RECORD, {**record, "target_kind": "mail", "target_id": values["mail"]})
        return True

    def first_sight(self, fingerprint: str, *, other_than: int | None = None) -> FirstSight | None:
        """Return the mail that first had this fingerprint; None when there is none, or it is `other_than` itself.

        Of mails without a Message-ID it is the newest.
        """
        with self._database.read() as connection:
            row = connection.execute(_FIRST, {"desk": self._database.desk_id, "mark": fingerprint}).first()
        if row is None or row.mail_id == other_than:
            return None
        return FirstSight(row.mail_id, row.received_at, Fate(row.fate) if row.fate else None, row.proven)
