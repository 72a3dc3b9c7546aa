"""Step 6 of the path: a decision about a mail, written as a whole or not at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from mailhelp.core.decision import Decision
from mailhelp.core.errors import NotThere
from mailhelp.core.facts import MailFacts
from mailhelp.core.notices import CauseKind
from mailhelp.core.ticket import Fate
from mailhelp.store.attachments import Attaching
from mailhelp.store.claims import ANEW
from mailhelp.store.database import Database
from mailhelp.store.marks import Marks
from mailhelp.store.owing import Owing
from mailhelp.store.refusing import refuse_notices, ticket_of_notices
from mailhelp.store.schema import mails, tickets
from mailhelp.store.ticketwriting import TicketWriting

# Only what acts is decided again when another worker was quicker with the same mail.
ACTING = (Fate.OPENED, Fate.UPDATED, Fate.COMMANDED)

_THIS = mails.c.id == bindparam("mail")
_DECIDE = (
    update(mails)
    .where(_THIS, mails.c.fate.is_(None))
    .values(
        fate=bindparam("new_fate"),
        reason=bindparam("new_reason"),
        evidence=bindparam("new_evidence"),
        decided_at=bindparam("now"),
        rules_id=bindparam("rules"),
        ticket_id=bindparam("ticket"),
        subject=bindparam("new_subject"),
        sender=bindparam("new_sender"),
        proven=bindparam("new_proven"),
        fingerprint=bindparam("mark"),
        invitation=bindparam("new_invitation"),
        invitation_to=bindparam("new_invitation_to"),
        sealed=bindparam("new_sealed"),
        message_id=func.coalesce(bindparam("new_message_id", type_=mails.c.message_id.type), mails.c.message_id),
        claimed_by=None,
        claimed_until=None,
        retry_at=None,
        fault=None,
    )
    .returning(mails.c.forced, mails.c.deaths, mails.c.received_at)
)
_DECIDED = (
    select(mails.c.ticket_id, tickets.c.number)
    .outerjoin_from(mails, tickets, tickets.c.id == mails.c.ticket_id)
    .where(_THIS)
)
# A proven copy vouches for the first, which bears no proof of its own (design promise 2).
_AGAIN = update(mails).where(_THIS, mails.c.fate == Fate.SET_ASIDE.value).values(**{**ANEW, "forced": "proven"})


@dataclass(frozen=True, slots=True)
class Committed:
    """What a decision became. ticket_id and number: None when the mail is on no ticket. notice_ids: newly owed."""

    ticket_id: int | None
    number: int | None
    notice_ids: tuple[int, ...] = ()


class Committing:
    """Writes decisions of one desk. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tickets = TicketWriting(database)
        self._owing = Owing(database.desk_id, database.dialect)
        self._marks = Marks(database)
        self._attaching = Attaching(database)

    def commit(
        self,
        mail_id: int,
        decision: Decision,
        *,
        mail: MailFacts,
        rules_id: int,
        now: datetime,
        hold: bool,
        seen_first: int | None = None,
    ) -> Committed:
        """Write a decision in one transaction: ticket, history, people, notices owed, and the mail's fate.

        hold: notices to clients wait to be released. seen_first: the mail that the decision knew as the first with the
        same fingerprint. A mail that another worker decided meanwhile stays as that one left it, and its ticket comes
        back. Raises VersionConflict when the ticket changed since it was read, or when another mail with the same
        fingerprint was decided in between: read again, decide again.
        """
        with self._database.write() as connection:
            ticket_id = self._ticket_of(connection, decision)
            fate = _fate(decision, mail) | {"mail": mail_id, "rules": rules_id, "ticket": ticket_id, "now": now}
            decided = connection.execute(_DECIDE, fate).first()
            if decided is None:
                return _decided_already(connection, mail_id)
            self._mark(connection, mail_id, decision, mail, decided, seen_first)
            number = self._write_ticket(connection, decision, rules_id, now)
            self._tickets.tell(connection, ticket_id, decision.events, mail_id=mail_id, now=now)
            self._attaching.attach(connection, mail_id, mail)
            self._refuse(connection, mail_id, decision, now)
            return Committed(ticket_id, number, self._owe(connection, mail_id, decision, ticket_id, now, hold))

    def _ticket_of(self, connection: Connection, decision: Decision) -> int | None:
        if decision.opened:
            return decision.opened.ticket_id
        if decision.changed:
            return decision.changed.ticket_id
        if decision.refused:
            return ticket_of_notices(connection, self._database.desk_id, decision.refused)
        return None

    def _mark(
        self,
        connection: Connection,
        mail_id: int,
        decision: Decision,
        mail: MailFacts,
        decided: Any,
        seen_first: int | None,
    ) -> None:
        if not mail.fingerprint or decision.fate is Fate.DUPLICATE:
            return
        judged = decided.forced is not None or decided.deaths > 0
        self._marks.write(
            connection,
            mail.fingerprint,
            mail_id=mail_id,
            received_at=decided.received_at,
            proven=decision.proven,
            unique=mail.message_id is not None,
            known=seen_first,
            strict=decision.fate in ACTING and not judged,
        )

    def _write_ticket(self, connection: Connection, decision: Decision, rules_id: int, now: datetime) -> int | None:
        if decision.opened:
            return self._tickets.open(connection, decision.opened, rules_id, now)
        if decision.changed:
            return self._tickets.change(connection, decision.changed, now)
        return None

    def _refuse(self, connection: Connection, mail_id: int, decision: Decision, now: datetime) -> None:
        if decision.refused:
            refuse_notices(
                connection,
                self._database.desk_id,
                decision.refused,
                now=now,
                mail_id=mail_id,
                why=decision.reason,
            )
        if decision.decide_again is not None:
            connection.execute(_AGAIN, {"mail": decision.decide_again})

    def _owe(
        self, connection: Connection, mail_id: int, decision: Decision, ticket_id: int | None, now: datetime, hold: bool
    ) -> tuple[int, ...]:
        cause = (CauseKind.MAIL, mail_id)
        rows = [
            self._owing.row(owed, cause=cause, ticket_id=ticket_id, now=now, hold=hold) for owed in decision.notices
        ]
        return self._owing.owe(connection, rows)


def _fate(decision: Decision, mail: MailFacts) -> dict[str, Any]:
    return {
        "new_fate": decision.fate,
        "new_reason": decision.reason,
        "new_evidence": decision.evidence,
        "new_subject": mail.subject,
        "new_sender": mail.sender.address if mail.sender else None,
        "new_proven": decision.proven,
        "new_message_id": mail.message_id,
        "mark": mail.fingerprint or None,
        "new_invitation": mail.invitation,
        "new_invitation_to": mail.invitation_to or None,
        "new_sealed": mail.sealed or None,
    }


def _decided_already(connection: Connection, mail_id: int) -> Committed:
    row = connection.execute(_DECIDED, {"mail": mail_id}).first()
    if row is None:
        raise NotThere("there is no such mail: `mailhelp mails` lists them")
    return Committed(row.ticket_id, row.number)
