"""Whether a mail may be answered by a robot, and why not (RFC 3834 section 2, design 6)."""

from mailhelp.core.decision import Situation
from mailhelp.core.facts import Automatic, Envelope, MailFacts
from mailhelp.core.policy import Desk, Policy

# RFC 5321 section 6.3: a count of Received fields that no honest path reaches.
MOST_HOPS = 50
NO_REPLY = ("noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "mailer-daemon", "postmaster", "bounce")


def machine(mail: MailFacts, desk: Desk) -> Automatic | None:
    """Return what kind of machine wrote the mail, None for a person.

    A mailing list that is the desk's own group address (`own_lists`) does not make a person a machine.
    """
    if mail.automatic is Automatic.LIST and _is_own_list(mail, desk):
        return None
    return mail.automatic


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
        (author in desk.addresses, "the author's address is the desk's own"),
        (author.startswith(NO_REPLY), "the author's address takes no answers"),
        (mail.proof.passed is False, f"the author is not proven: {mail.proof.how}"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _over_limit(mail: MailFacts, situation: Situation, policy: Policy) -> str | None:
    limits, hour, day = policy.limits, situation.acknowledged_hour, situation.acknowledged_day
    if situation.known_person or mail.proof.proven:
        return f"limit: {hour} acknowledgements in the last hour" if hour >= limits.known_hour else None
    if hour >= limits.stranger_hour or day >= limits.stranger_day:
        return f"limit for strangers: {hour} acknowledgements in the last hour, {day} in a day"
    return None
