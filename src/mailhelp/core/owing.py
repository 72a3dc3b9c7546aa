"""Which notices a decision owes, to whom and with which values."""

import hashlib
from collections.abc import Iterable

from mailhelp.core.facts import AttachedMail, Attachment, MailFacts
from mailhelp.core.notices import RANK_ACKNOWLEDGEMENT, RANK_STAFF, Manner, NoticeKind, Owed
from mailhelp.core.people import Role, StaffMember, staff_of
from mailhelp.core.rules import Ruleset
from mailhelp.core.ticket import Classification

MOST_WORDS = 16_384


def acknowledgement(mail: MailFacts, *, promised: bool) -> Owed:
    """Return the acknowledgement that the author of `mail` is owed; it holds no word of the mail (RFC 3834 3.2)."""
    assert mail.sender is not None
    return Owed(
        kind=NoticeKind.ACKNOWLEDGEMENT,
        recipient=mail.sender.address,
        recipient_name=mail.sender.name,
        manner=Manner.ANSWER,
        rank=RANK_ACKNOWLEDGEMENT,
        to_client=True,
        values={"promised": promised},
        subject=mail.subject,
        in_reply_to=mail.message_id,
        references=mail.references,
    )


def staff_notice(kind: NoticeKind, member: StaffMember, mail: MailFacts, **values: object) -> Owed:
    """Return a notice for one member of staff about `mail`, with the client's words."""
    return Owed(
        kind=kind,
        recipient=member.address,
        recipient_name=member.name,
        manner=Manner.CLOCK,
        rank=RANK_STAFF,
        to_client=False,
        values={**mail_values(mail), **values},
        subject=mail.subject,
    )


def mail_values(mail: MailFacts) -> dict[str, object]:
    """Return what staff are shown of a mail: author, words, files, defects; JSON values.

    Pictures of the text are counted apart, and a calendar without a name is told as the invitation that it is.
    """
    words = mail.reply or mail.text
    return {
        "author": mail.sender.address if mail.sender else "",
        "author_name": mail.claimed_sender.name if mail.claimed_sender else "",
        "words": words[:MOST_WORDS],
        "words_cut": len(words) > MOST_WORDS,
        "attachments": _files(mail),
        "pictures": sum(one.inline for one in mail.attachments),
        "invitation": mail.invitation,
        "invitation_to": mail.invitation_to or mail.subject,
        "sealed": mail.sealed,
        "defects": list(mail.defects),
        "proof": mail.proof.how,
        "proven": mail.proof.proven,
        "doubted": mail.proof.passed is False,
        "automatic": str(mail.automatic) if mail.automatic else None,
        "linked": [],
    }


def _files(mail: MailFacts) -> list[dict[str, object]]:
    mails = {one.part: one for one in mail.attached_mails}
    shown = [
        one for one in mail.attachments if not one.inline and (one.filename or one.content_type != "text/calendar")
    ]
    return [_file(one, mails.get(one.part)) for one in shown]


def _file(one: Attachment, mail: AttachedMail | None) -> dict[str, object]:
    told: dict[str, object] = {"filename": one.filename, "content_type": one.content_type, "size": one.size}
    if mail is None:
        return told
    return {**told, "mail_from": mail.sender.address if mail.sender else "", "mail_subject": mail.subject}


def told_of_new(rules: Ruleset, classification: Classification) -> tuple[StaffMember, ...]:
    """Return the staff who hear of a new ticket: those who want all, the assignee, and those a rule names."""
    named = {name for name in (classification.assign, *classification.notify) if name}
    return tuple(member for member in rules.staff if member.notify == "all" or member.name in named)


def told_of_reply(rules: Ruleset, assignee: str | None) -> tuple[StaffMember, ...]:
    """Return the staff who hear of new words on a ticket: its assignee, or else those who want all."""
    mine = tuple(member for member in rules.staff if member.name == assignee)
    return mine or tuple(member for member in rules.staff if member.notify == "all")


def told_of_set_aside(rules: Ruleset, author: str) -> tuple[StaffMember, ...]:
    """Return who hears of a mail set aside: the admins, and the member of staff whose address it bears."""
    member = staff_of(author, rules.staff)
    return tuple(dict.fromkeys([*admins(rules.staff), *([member] if member else [])]))


def admins(staff: Iterable[StaffMember]) -> tuple[StaffMember, ...]:
    """Return the admins among `staff`."""
    return tuple(member for member in staff if member.role is Role.ADMIN)


def admin_notices(kind: NoticeKind, staff: Iterable[StaffMember], **values: object) -> tuple[Owed, ...]:
    """Return a notice about the desk itself for each admin among `staff`."""
    return tuple(
        Owed(
            kind=kind,
            recipient=member.address,
            recipient_name=member.name,
            manner=Manner.CLOCK,
            rank=RANK_STAFF,
            to_client=False,
            values=values,
        )
        for member in admins(staff)
    )


def cause_of(text: str) -> int:
    """Return the id of a cause that is known by its words, such as an error: the same words are told once."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1
