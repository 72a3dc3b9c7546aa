"""What is attached to a kept mail: listed, and given out as it was sent."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict

from mailhelp.cli.output import local, print_table
from mailhelp.core.errors import BadData, NotThere
from mailhelp.core.facts import AttachedMail, Attachment, MailFacts
from mailhelp.core.ids import shown
from mailhelp.core.ticket import Fate
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.mail.parse import attachment_bytes, read_mail
from mailhelp.store.attachments import AttachedMailRow, AttachmentRow

TITLES = ("part", "name", "type", "bytes", "inline", "what")


def attached_to(desk: OpenDesk, mail_id: int) -> tuple[tuple[AttachmentRow, ...], tuple[AttachedMailRow, ...]]:
    """Return the attachments of a mail, and who wrote the mails among them; one that nobody has read yet is read."""
    inbox = desk.rooms.inbox
    if inbox.mail(mail_id).fate not in (None, Fate.HISTORY):
        return inbox.attachments(mail_id), inbox.attached_mails(mail_id)
    facts = read_mail(inbox.raw(mail_id), limits=desk.setting.reading)
    return _rows(facts, mail_id), _mail_rows(facts, mail_id)


def _rows(facts: MailFacts, mail_id: int) -> tuple[AttachmentRow, ...]:
    def row(one: Attachment) -> AttachmentRow:
        return AttachmentRow(mail_id, **asdict(one))

    return tuple(map(row, facts.attachments))


def _mail_rows(facts: MailFacts, mail_id: int) -> tuple[AttachedMailRow, ...]:
    def row(one: AttachedMail) -> AttachedMailRow:
        sender, name = (one.sender.key, one.sender.name) if one.sender else (None, "")
        return AttachedMailRow(mail_id, one.part, sender, name, one.subject, one.message_id, one.date)

    return tuple(map(row, facts.attached_mails))


def attached_bytes(desk: OpenDesk, mail_id: int, what: str) -> bytes:
    """Return the attachment of a mail that is called `what` or stands at that part.

    Raises NotThere when there is none, BadData when its bytes are not those that were kept.
    """
    rows, _ = attached_to(desk, mail_id)
    row = next((one for one in rows if what in (one.part, one.filename)), None)
    if row is None:
        parts = ", ".join(one.part for one in rows) or "none"
        raise NotThere(f'the mail has no attachment "{what}": the parts that it has are {parts}')
    content = attachment_bytes(desk.rooms.inbox.raw(mail_id), row.part, limits=desk.setting.reading)
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise BadData(f"part {row.part} is not what was kept (its SHA-256 differs): see what `mailhelp verify` says")
    return content


def attachment_json(row: AttachmentRow) -> dict[str, object]:
    """Return an attachment as JSON tells it; ids as they are shown everywhere."""
    return asdict(row) | {"mail_id": shown(row.mail_id), "first_in": row.first_in and shown(row.first_in)}


def attached_mail_json(row: AttachedMailRow) -> dict[str, object]:
    """Return an attached mail as JSON tells it."""
    return asdict(row) | {"mail_id": shown(row.mail_id)}


def print_attached(rows: Iterable[AttachmentRow], mails: Iterable[AttachedMailRow]) -> None:
    """Print the attachments of one mail as a table, when there are any."""
    found = {one.part: one for one in mails}
    lines = [
        (one.part, one.filename, one.content_type, one.size, one.inline or "", about(one, found.get(one.part)))
        for one in rows
    ]
    if lines:
        print_table(TITLES, lines, title="attachments (mailhelp mail ID --attachment PART gives one)")


def about(row: AttachmentRow, mail: AttachedMailRow | None) -> str:
    """Return what is to be said of an attachment beside its name: what a mail is, and where it came before."""
    written = f", {local(mail.written_at)}" if mail and mail.written_at else ""
    what = f"a mail from {mail.sender or 'somebody'}: {mail.subject}{written}" if mail else ""
    before = f"came before in mail {shown(row.first_in)}" if row.first_in else ""
    return "; ".join(one for one in (what, before) if one)
