"""What is attached to kept mails, and the mails among it: where it is, what it is called, where it came before."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, or_, select

from mailhelp.core.facts import AttachedMail, MailFacts
from mailhelp.store.database import Database
from mailhelp.store.owing import insert_if_new
from mailhelp.store.schema import attached_mails, attachments, mails

_OTHER = attachments.alias("other")
# Of one content the first that came: ids of mails grow with time.
_FIRST = (
    select(func.min(_OTHER.c.mail_id))
    .where(_OTHER.c.desk_id == attachments.c.desk_id, _OTHER.c.sha256 == attachments.c.sha256)
    .scalar_subquery()
)
_ATTACHMENTS = select(
    attachments.c.mail_id,
    attachments.c.part,
    attachments.c.filename,
    attachments.c.content_type,
    attachments.c.size,
    attachments.c.sha256,
    attachments.c.inline,
    attachments.c.content_id,
    _FIRST.label("first_in"),
)
_MAILS = select(
    attached_mails.c.mail_id,
    attached_mails.c.part,
    attached_mails.c.sender,
    attached_mails.c.sender_name,
    attached_mails.c.subject,
    attached_mails.c.message_id,
    attached_mails.c.written_at,
)
OF_MAIL = _ATTACHMENTS.where(attachments.c.mail_id == bindparam("mail"))
MAILS_OF_MAIL = _MAILS.where(attached_mails.c.mail_id == bindparam("mail"))
OF_TICKET = _ATTACHMENTS.join(mails, mails.c.id == attachments.c.mail_id).where(
    mails.c.ticket_id == bindparam("ticket")
)
MAILS_OF_TICKET = _MAILS.join(mails, mails.c.id == attached_mails.c.mail_id).where(
    mails.c.ticket_id == bindparam("ticket")
)


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One attachment of a kept mail; `part` is its place in the MIME tree.

    first_in: the mail in which the same content came first, None where it is this one.
    """

    mail_id: int
    part: str
    filename: str | None
    content_type: str
    size: int
    sha256: str
    inline: bool
    content_id: str | None
    first_in: int | None = None


@dataclass(frozen=True, slots=True)
class AttachedMailRow:
    """A mail that is attached to a kept one as its attachment `part`; written_at: as it claims."""

    mail_id: int
    part: str
    sender: str | None
    sender_name: str
    subject: str
    message_id: str | None
    written_at: datetime | None


class Attaching:
    """Writes down what is attached to a mail, in a transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._desk_id = database.desk_id
        self._new_attachment = insert_if_new(attachments, database.dialect)
        self._new_mail = insert_if_new(attached_mails, database.dialect)

    def attach(self, connection: Connection, mail_id: int, mail: MailFacts) -> None:
        """Write down the attachments of `mail`, and who wrote the mails among them, about what."""
        about = {"mail_id": mail_id, "desk_id": self._desk_id}
        if mail.attachments:
            connection.execute(self._new_attachment, [{**about, **asdict(one)} for one in mail.attachments])
        if mail.attached_mails:
            connection.execute(self._new_mail, [{**about, **_mail_values(one)} for one in mail.attached_mails])


def _mail_values(mail: AttachedMail) -> dict[str, object]:
    return {
        "part": mail.part,
        "sender": mail.sender.key if mail.sender else None,
        "sender_name": mail.sender.name if mail.sender else "",
        "subject": mail.subject,
        "subject_key": mail.subject.casefold(),
        "message_id": mail.message_id,
        "written_at": mail.date,
    }


def attachment_rows(
    connection: Connection, query: Select[Any], wanted: Mapping[str, object]
) -> tuple[AttachmentRow, ...]:
    """Return the attachments that OF_MAIL or OF_TICKET finds, in order of mail and part."""
    found = [AttachmentRow(**_without_itself(row._mapping)) for row in connection.execute(query, wanted)]
    return tuple(sorted(found, key=_place))


def attached_mail_rows(
    connection: Connection, query: Select[Any], wanted: Mapping[str, object]
) -> tuple[AttachedMailRow, ...]:
    """Return the mails that MAILS_OF_MAIL or MAILS_OF_TICKET finds, in order of mail and part."""
    return tuple(sorted((AttachedMailRow(*row) for row in connection.execute(query, wanted)), key=_place))


def _without_itself(row: Any) -> dict[str, Any]:
    return {**row, "first_in": None if row["first_in"] == row["mail_id"] else row["first_in"]}


def _place(row: AttachmentRow | AttachedMailRow) -> tuple[int, list[int]]:
    """Return what rows are sorted by: part 2.10 comes after 2.9."""
    return row.mail_id, [int(step) for step in row.part.split(".") if step.isdecimal()]


def with_attached(what: str, desk_id: int) -> ColumnElement[bool]:
    """Return the condition that a mail has a mail attached with this sender or Message-ID, or these words as subject.

    Case does not matter, but in a Message-ID.
    """
    bare = what.strip().strip("<>")
    subject = attached_mails.c.subject_key.contains(what.strip().casefold(), autoescape=True)
    named = or_(attached_mails.c.sender == bare.casefold(), attached_mails.c.message_id == bare)
    found = named if "@" in bare and " " not in bare else subject
    return mails.c.id.in_(select(attached_mails.c.mail_id).where(attached_mails.c.desk_id == desk_id, found))


class Attached:
    """Tells what is attached to the mails of a desk. All raise StorageFault."""

    _database: Database

    def attachments(self, mail_id: int) -> tuple[AttachmentRow, ...]:
        """Return what is attached to a decided mail, in order; () while nobody has read it."""
        with self._database.read() as connection:
            return attachment_rows(connection, OF_MAIL, {"mail": mail_id})

    def attached_mails(self, mail_id: int) -> tuple[AttachedMailRow, ...]:
        """Return who wrote the mails that are attached to a decided mail, about what; () while nobody has read it."""
        with self._database.read() as connection:
            return attached_mail_rows(connection, MAILS_OF_MAIL, {"mail": mail_id})
