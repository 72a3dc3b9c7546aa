"""The facts of a mail as `mailhelp parse --json` prints them (design 10)."""

from datetime import datetime

from mailhelp.core.facts import Address, AttachedMail, Attachment, Bounce, BouncedRecipient, Forwarded, MailFacts

# What the parsers call by a name of their own, in words for people.
_DEFECTS = {
    "AddressHeaderDefect": "a header with addresses is malformed",
    "CharsetDecodeDefect": "a text does not fit the charset that it claims",
    "CloseBoundaryNotFoundDefect": "the mail ends before its last boundary: it may be cut off",
    "DateHeaderDefect": "a header with a date is malformed",
    "FirstHeaderLineIsContinuationDefect": "the headers begin with a folded line",
    "InvalidBase64CharactersDefect": "there are foreign characters in base64",
    "InvalidBase64LengthDefect": "base64 ends too early: it may be cut off",
    "InvalidBase64PaddingDefect": "base64 ends without its padding: it may be cut off",
    "InvalidMultipartContentTransferEncodingDefect": "a multipart claims a transfer encoding",
    "MalformedHeaderDefect": "a header is malformed",
    "MimeHeaderDefect": "a MIME header is malformed",
    "MisplacedEnvelopeHeaderDefect": "an mbox line stands among the headers",
    "MissingHeaderBodySeparatorDefect": "no empty line before the body",
    "MultipartInvariantViolationDefect": "a multipart has no parts",
    "NoBoundaryInMultipartDefect": "a multipart names no boundary",
    "ReceivedHeaderDefect": "a Received header is malformed",
    "StartBoundaryNotFoundDefect": "the first boundary is missing",
    "UndecodableBytesDefect": "there are bytes that are no text in a header",
}


def as_json(facts: MailFacts, file: str) -> dict[str, object]:
    """Return the object that stands for a mail in JSON: the keys of design 10, then what came to them later.

    Dates are ISO 8601 with their zone.
    """
    return {
        "file": file,
        "ok": facts.readable,
        "message_id": facts.message_id,
        "from": _address(facts.claimed_sender),
        "to": [_address(one) for one in facts.to],
        "cc": [_address(one) for one in facts.cc],
        "reply_to": [_address(one) for one in facts.reply_to],
        "subject": facts.subject,
        "date": _moment(facts.date),
        "in_reply_to": list(facts.in_reply_to),
        "references": list(facts.references),
        "text": facts.text,
        "reply": facts.reply,
        "attachments": [_attachment(one) for one in facts.attachments],
        "automatic": str(facts.automatic) if facts.automatic else None,
        "bounce": _bounce(facts.bounce),
        "forwarded": _forwarded(facts.forwarded),
        "charset_guessed": facts.charset_guessed,
        "defects": defects_in_words(facts),
        "attached_mails": [_attached_mail(one) for one in facts.attached_mails],
        "invitation": facts.invitation,
        "invitation_to": facts.invitation_to,
        "sealed": facts.sealed,
    }


def defects_in_words(facts: MailFacts) -> list[str]:
    """Return what is wrong with a mail in words for people, each once."""
    return list(dict.fromkeys(_DEFECTS.get(one, one) for one in facts.defects))


def _address(address: Address | None) -> dict[str, str] | None:
    return {"name": address.name, "address": address.address} if address else None


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _attachment(attachment: Attachment) -> dict[str, object]:
    return {
        "filename": attachment.filename,
        "content_type": attachment.content_type,
        "size": attachment.size,
        "inline": attachment.inline,
        "content_id": attachment.content_id,
        "part": attachment.part,
        "sha256": attachment.sha256,
    }


def _attached_mail(mail: AttachedMail) -> dict[str, object]:
    return {
        "part": mail.part,
        "from": _address(mail.sender),
        "subject": mail.subject,
        "date": _moment(mail.date),
        "message_id": mail.message_id,
    }


def _bounce(bounce: Bounce | None) -> dict[str, object] | None:
    if bounce is None:
        return None
    return {
        "recipients": [_bounced(one) for one in bounce.recipients],
        "original_message_id": bounce.original_message_id,
    }


def _bounced(recipient: BouncedRecipient) -> dict[str, object]:
    return {
        "address": recipient.address,
        "action": recipient.action,
        "status": recipient.status,
        "permanent": recipient.permanent,
    }


def _forwarded(forwarded: Forwarded | None) -> dict[str, object] | None:
    if forwarded is None:
        return None
    return {"from": _address(forwarded.sender), "subject": forwarded.subject, "date": _moment(forwarded.date)}
