"""What a mail encloses: attachments, mails among them, invitations, and what nobody but its reader can open."""

import hashlib
import re

from mailhelp.core.facts import AttachedMail, Attachment
from mailhelp.core.rawheaders import message_id
from mailhelp.mail.addresses import addresses_of
from mailhelp.mail.charsets import decoded
from mailhelp.mail.filenames import safe_name
from mailhelp.mail.headers import date_of, first, text_of
from mailhelp.mail.layout import Layout
from mailhelp.mail.limits import Limits
from mailhelp.mail.part import MEDIA, Part

MOST_MAILS = 50
_MAILS = ("message/rfc822", "message/global")
_METHOD = re.compile(r"(?im)^METHOD(?:;[^:\r\n]{0,100})?:[ \t]*([A-Za-z-]{1,30})[ \t\r]*$")
_SEALED = {
    "multipart/encrypted": "the mail is encrypted and cannot be read",
    "application/pkcs7-mime": "the mail is sealed with S/MIME and cannot be read",
    "application/x-pkcs7-mime": "the mail is sealed with S/MIME and cannot be read",
}
_PGP = re.compile(r"\s{0,200}-----BEGIN PGP MESSAGE-----\s")


def attachments_of(laid_out: Layout, limits: Limits) -> tuple[Attachment, ...]:
    """Return what is attached; a file that is shown as text is body and attachment."""
    shown = [part for part in _each_once(laid_out.text, laid_out.html) if part.filename]
    found = sorted((*laid_out.attached, *shown), key=lambda part: [int(step) for step in part.path.split(".") if step])
    return tuple(_attachment(part) for part in found[: limits.attachments])


def _each_once(*lists: tuple[Part, ...]) -> list[Part]:
    return list({part.path: part for parts in lists for part in parts}.values())


def _attachment(part: Part) -> Attachment:
    content = part.content()
    return Attachment(
        part=part.path,
        filename=part.filename or _named_by_subject(part),
        content_type=part.kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        inline=_is_inline(part),
        content_id=part.content_id,
    )


def _is_inline(part: Part) -> bool:
    """Return True for what is shown within the body: Apple Mail calls every file inline, Outlook gives all an id."""
    if part.main not in MEDIA and part.main != "text":
        return False
    return part.disposition == "inline" or (part.content_id is not None and part.disposition != "attachment")


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


def invitation_of(root: Part) -> str | None:
    """Return the method of the first calendar part, folded (RFC 6047 section 2.4); "" when it names none."""
    calendar = next((part for part in root.own() if part.kind in ("text/calendar", "application/ics")), None)
    if calendar is None:
        return None
    named = calendar.params.get("method", "")
    if not named:
        text, _ = decoded(calendar.content()[:16_384], calendar.params.get("charset"))
        found = _METHOD.search(text)
        named = found.group(1) if found else ""
    return named.strip().lower()[:30]


def sealed_by(root: Part, text: str) -> str | None:
    """Return why nobody but its reader can open a mail, None when anybody can."""
    if root.kind in _SEALED and root.params.get("smime-type", "").lower() != "certs-only":
        return _SEALED[root.kind]
    return _SEALED["multipart/encrypted"] if _PGP.match(text) else None
