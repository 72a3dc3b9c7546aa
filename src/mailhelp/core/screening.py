"""Whether a mail may be answered by a robot, and why not (RFC 3834 section 2, design 6)."""

from mailhelp.core.decision import Situation
from mailhelp.core.facts import Automatic, Envelope, MailFacts
from mailhelp.core.mailboxes import is_spelt_plainly
from mailhelp.core.policy import Desk, Policy

# RFC 5321 section 6.3: a count of Received fields that no honest path reaches.
MOST_HOPS = 50
DAEMONS = ("mailer-daemon", "postmaster", "mail-daemon")
NO_REPLY = ("noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "mailer-daemon", "postmaster", "bounce")


# Words are a person's too ("I am away until Monday"): alone they keep an answer back, no more.
WEAK_SIGNS = frozenset(["Subject", "Words"])


def machine(mail: MailFacts, desk: Desk) -> Automatic | None:
    """Return what kind of machine wrote the mail, None for a person.

    A mailing list that is the desk's own group address (`own_lists`) does not make a person a machine.
    """
    if mail.automatic is Automatic.LIST and _is_own_list(mail, desk):
        return None
    return mail.automatic


def surely_machine(mail: MailFacts, desk: Desk) -> Automatic | None:
    """Return what machine wrote the mail by a sign that people do not write; None for a person, or perhaps one."""
    return None if mail.automatic_sign in WEAK_SIGNS else machine(mail, desk)


def is_report(mail: MailFacts, envelope: Envelope) -> bool:
    """Return True when a mail system made this delivery report, not a person who passes one on (RFC 5321 4.5.5)."""
    null_path = envelope.mail_from == "" or "<>" in mail.header("Return-Path")
    by_daemon = mail.sender is not None and mail.sender.key.partition("@")[0] in DAEMONS
    as_report = any("multipart/report" in value.casefold() for value in mail.header("Content-Type"))
    return null_path or by_daemon or as_report


def is_receipt(mail: MailFacts) -> bool:
    """Return True for a receipt: it says that a mail was read, and nothing else (RFC 8098)."""
    return mail.automatic is Automatic.REPORT and "disposition-notification" in mail.automatic_sign


def _is_own_list(mail: MailFacts, desk: Desk) -> bool:
    names = " ".join(mail.header("List-Id")).casefold()
    return any(own.casefold().strip("<>") in names for own in desk.own_lists)


def is_looping(mail: MailFacts) -> bool:
    """Return True when the mail has passed more servers than any honest path has."""
    return len(mail.header("Received")) > MOST_HOPS


def silence(mail: MailFacts, envelope: Envelope, situation: Situation, policy: Policy) -> str | None:
    """Return why this mail gets no acknowledgement, None when it may be acknowledged."""
    return _unanswerable(mail, envelope, policy.desk) or _over_limit(mail, situation, policy)


def _unanswerable(mail: MailFacts, envelope: Envelope, desk: Desk) -> str | None:
    kind = machine(mail, desk)
    author = mail.sender.key if mail.sender else ""
    reasons = (
        (kind is not None, f"written by a machine ({kind}: {mail.automatic_sign})"),
        ("@" not in author, "no single author to answer"),
        (envelope.mail_from == "", "null return path (RFC 3834 section 2)"),
        (_names_desk(mail, desk), "the author's address is the desk's own"),
        (author.startswith(NO_REPLY), "the author's address takes no answers"),
        (not is_spelt_plainly(author), "the author's address is spelt so that it leads to another one"),
        (mail.proof.passed is False, f"the author is not proven: {mail.proof.how}"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _names_desk(mail: MailFacts, desk: Desk) -> bool:
    return any(one.key in desk.addresses for one in (mail.sender, *mail.senders) if one)


def _over_limit(mail: MailFacts, situation: Situation, policy: Policy) -> str | None:
    limits, hour, day = policy.limits, situation.acknowledged_hour, situation.acknowledged_day
    if situation.known_person or mail.proof.proven:
        over = hour >= limits.known_hour or day >= limits.known_day
        return f"limit: {hour} acknowledgements in the last hour, {day} in a day" if over else None
    if hour >= limits.stranger_hour or day >= limits.stranger_day:
        return f"limit for strangers: {hour} acknowledgements in the last hour, {day} in a day"
    return None
