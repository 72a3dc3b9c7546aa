"""Mail as it is listed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from mailhelp.store.schema import mails, tickets

MAIL_ROWS = (
    select(
        mails.c.id,
        mails.c.message_id,
        mails.c.subject,
        mails.c.sender,
        mails.c.channel,
        mails.c.mailbox,
        mails.c.received_at,
        mails.c.kept_at,
        mails.c.decided_at,
        mails.c.fate,
        mails.c.reason,
        mails.c.evidence,
        tickets.c.number,
        mails.c.rules_id,
        mails.c.size,
        mails.c.complete,
        mails.c.attempts,
        mails.c.deaths,
        mails.c.fault,
        mails.c.forced,
        mails.c.proven,
        mails.c.invitation,
        mails.c.invitation_to,
        mails.c.sealed,
    )
    .outerjoin_from(mails, tickets, mails.c.ticket_id == tickets.c.id)
    .where(mails.c.desk_id == bindparam("desk"))
)
_EVIDENCE = 11


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail as `mailhelp mails` lists it.

    fate: None while undecided. ticket: the number of the ticket it is on. fault: why the last try failed.
    invitation: what a calendar part asks, "" where it does not say, None without one; invitation_to: to what.
    sealed: how what nobody here can read is closed.
    """

    id: int
    message_id: str | None
    subject: str | None
    sender: str | None
    channel: str
    mailbox: str | None
    received_at: datetime
    kept_at: datetime
    decided_at: datetime | None
    fate: str | None
    reason: str | None
    evidence: tuple[str, ...]
    ticket: int | None
    rules_id: int | None
    size: int
    complete: bool
    attempts: int
    deaths: int
    fault: str | None
    forced: str | None
    proven: bool | None
    invitation: str | None
    invitation_to: str | None
    sealed: str | None


def mail_row(row: Any) -> MailRow:
    """Return a row of MAIL_ROWS as a value."""
    values = list(row)
    values[_EVIDENCE] = tuple(values[_EVIDENCE] or ())
    return MailRow(*values)
