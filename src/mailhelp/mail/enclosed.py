"""What a mail encloses: attachments, mails among them, invitations."""

from mailhelp.core.facts import AttachedMail, Attachment
from mailhelp.core.rawheaders import message_id
from mailhelp.mail.addresses import addresses_of
from mailhelp.mail.charsets import decoded
from mailhelp.mail.events import LONGEST_READ, Event, event_of
from mailhelp.mail.filenames import safe_name
from mailhelp.mail.headers import date_of, first, text_of
from mailhelp.mail.intext import pictures_in_text
from mailhelp.mail.layout import Layout
from mailhelp.mail.limits import Limits
from mailhelp.mail.part import Part

MOST_MAILS = 50
_MAILS = ("message/rfc822", "message/global")
_CALENDARS = ("text/calendar", "application/ics")


def attachments_of(laid_out: Layout, limits: Limits) -> tuple[Attachment, ...]:
    """Return what is attached; a file or a calendar that is shown as text is body and attachment."""
    shown = [part for part in (*laid_out.text, *laid_out.html) if part.filename or part.kind in _CALENDARS]
    each = {part.path: part for part in (*laid_out.attached, *shown)}.values()
    found = sorted(each, key=lambda part: [int(step) for step in part.path.split(".") if step])[: limits.attachments]
    inline = pictures_in_text(laid_out, found, limits)
    return tuple(_attachment(part, inline=part.path in inline) for part in found)


def _attachment(part: Part, *, inline: bool) -> Attachment:
    size, digest = part.measured()
    return Attachment(
        part=part.path,
        filename=part.filename or _named_by_subject(part),
        content_type=part.kind,
        size=size,
        sha256=digest,
        inline=inline,
        content_id=part.content_id,
    )


def _named_by_subject(part: Part) -> str | None:
    """Return the file name of an attached mail that has none: its subject."""
    if part.kind not in _MAILS or not part.children:
        return None
    subject = text_of(first(part.children[0].headers, b"subject"))[:200]
    return safe_name(f"{subject}.eml") if subject.strip(" .") else None


def attached_mails(attached: tuple[Part, ...]) -> tuple[AttachedMail, ...]:
    """Return who wrote the attached mails, and about what."""
    mails = [part for part in attached if part.kind in _MAILS and part.children]
    return tuple(_attached_mail(part.path, part.children[0]) for part in mails[:MOST_MAILS])


def _attached_mail(path: str, mail: Part) -> AttachedMail:
    senders = addresses_of(first(mail.headers, b"from"))
    return AttachedMail(
        part=path,
        sender=senders[0] if len(senders) == 1 and senders[0].address else None,
        subject=text_of(first(mail.headers, b"subject")),
        message_id=message_id(mail.headers),
        date=date_of(first(mail.headers, b"date")),
    )


def invitation_of(root: Part) -> Event | None:
    """Return the event of the first calendar part; its method is "" when it names none (RFC 6047 section 2.4)."""
    calendar = next((part for part in root.own() if _is_calendar(part)), None)
    if calendar is None:
        return None
    text, _ = decoded(calendar.beginning(LONGEST_READ), calendar.params.get("charset"))
    event = event_of(text)
    event.method = calendar.params.get("method", "").strip().lower()[:30] or event.method
    return event


def _is_calendar(part: Part) -> bool:
    return part.kind in _CALENDARS or (
        part.kind == "application/octet-stream" and (part.filename or "").lower().endswith(".ics")
    )
