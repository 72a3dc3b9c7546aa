"""Opening a ticket for a mail: who asked, what was understood, what is promised, who is told."""

from dataclasses import replace
from datetime import datetime

from mailhelp.core.decision import Decision, Event, FoundTicket, NewTicket, Situation, TicketChange
from mailhelp.core.facts import Envelope, MailFacts
from mailhelp.core.notices import NoticeKind, Owed
from mailhelp.core.owing import acknowledgement, staff_notice, told_of_new
from mailhelp.core.people import client_of
from mailhelp.core.policy import Policy
from mailhelp.core.promising import promised
from mailhelp.core.screening import silence
from mailhelp.core.ticket import Classification, Fate, Kind, Level, Priority, Reason

MOST_SUBJECT = 500


def open_ticket(
    mail: MailFacts,
    envelope: Envelope,
    situation: Situation,
    policy: Policy,
    *,
    classification: Classification,
    now: datetime,
) -> Decision:
    """Return the decision that opens a ticket for `mail`, with its acknowledgement and the notices to staff."""
    if situation.opened is not None:
        return _judged_anew(mail, envelope, situation.opened, policy, classification)
    if not mail.readable:
        return open_unread(mail, envelope, situation, policy, reason="; ".join(mail.defects), fate=Fate.OPENED)
    ticket = _new_ticket(mail, envelope, situation, policy, classification)
    quiet = silence(mail, envelope, situation, policy)
    if classification.acknowledge is False:
        quiet = quiet or "a rule says never"
    events = [Event(ticket.requester, "opened", after=classification.target)]
    if quiet is not None:
        events.append(Event("mailhelp", "no acknowledgement", note=quiet))
    return Decision(
        fate=Fate.OPENED,
        reason=_why_new(situation),
        evidence=() if quiet is None else (f"not acknowledged: {quiet}",),
        opened=ticket,
        events=tuple(events),
        notices=(
            *(() if quiet else (acknowledgement(mail, promised=_is_promised(ticket, policy)),)),
            *_tell_staff(mail, ticket, situation, policy),
        ),
        classification=classification,
        proven=mail.proof.proven,
    )


def _judged_anew(
    mail: MailFacts, envelope: Envelope, ticket: FoundTicket, policy: Policy, found: Classification
) -> Decision:
    """Return the decision for a mail that is decided again and has a ticket already: that ticket, as judged now.

    A ticket that staff have judged over the rules is theirs: only its subject is the mail's.
    """
    if ticket.settled:
        change = TicketChange(ticket.ticket_id, ticket.version, {"subject": mail.subject[:MOST_SUBJECT]})
        event = Event("mailhelp", "read anew", note="what staff settled stands")
        reason = "decided again: what staff settled of its ticket stands"
        return Decision(fate=Fate.OPENED, reason=reason, changed=change, events=(event,), proven=mail.proof.proven)
    return Decision(
        fate=Fate.OPENED,
        reason="decided again: its ticket is judged anew",
        changed=TicketChange(
            ticket.ticket_id,
            ticket.version,
            {"subject": mail.subject[:MOST_SUBJECT]},
            classification=found,
            promise=promised(found.target, envelope.received_at, policy.rules),
        ),
        events=(Event("mailhelp", "judged anew", after=found.target),),
        classification=found,
        proven=mail.proof.proven,
    )


def _why_new(situation: Situation) -> str:
    if situation.tickets:
        return "it names a ticket whose people the author is not one of: a ticket of its own, linked"
    return "a new matter"


def _new_ticket(
    mail: MailFacts, envelope: Envelope, situation: Situation, policy: Policy, found: Classification
) -> NewTicket:
    requester = mail.sender.address if mail.sender else (envelope.mail_from or "")
    client = client_of(requester, policy.rules.clients)
    return NewTicket(
        ticket_id=situation.new_ticket_id,
        classification=found,
        promise=promised(found.target, envelope.received_at, policy.rules),
        subject=mail.subject[:MOST_SUBJECT],
        requester=requester,
        requester_name=mail.claimed_sender.name if mail.claimed_sender else "",
        opened_at=envelope.received_at,
        client=found.client or (client.name if client else None),
        assignee=found.assign,
        tags=found.tags,
        linked_to=tuple(one.ticket_id for one in situation.tickets[:1]),
        known=mail.proof.proven,
    )


def _is_promised(ticket: NewTicket, policy: Policy) -> bool:
    """With no clients listed everyone is one; else an unknown sender is promised no time (design 9)."""
    return not policy.rules.clients or ticket.client is not None


def _tell_staff(mail: MailFacts, ticket: NewTicket, situation: Situation, policy: Policy) -> tuple[Owed, ...]:
    linked = [policy.desk.ticket_name(one.number) for one in situation.tickets[:1]]
    unknown = not _is_promised(ticket, policy)
    told = told_of_new(policy.rules, ticket.classification)
    return tuple(
        staff_notice(NoticeKind.STAFF_NEW, member, mail, linked=linked, unknown_sender=unknown) for member in told
    )


def _still_unread(mail: MailFacts, ticket: FoundTicket, *, reason: str, fate: Fate) -> Decision:
    return Decision(
        fate=fate,
        reason=reason or "it cannot be read",
        evidence=mail.defects,
        changed=TicketChange(ticket.ticket_id, ticket.version),
        events=(Event("mailhelp", "still unread", note=reason),),
        proven=mail.proof.proven,
    )


def open_unread(
    mail: MailFacts, envelope: Envelope, situation: Situation, policy: Policy, *, reason: str, fate: Fate
) -> Decision:
    """Return the decision for a mail that cannot be read: a ticket "please read this mail", P3 until staff judge."""
    if situation.opened is not None:
        return _still_unread(mail, situation.opened, reason=reason, fate=fate)
    level = Level.MEDIUM
    why = Reason("priority", "P3", "unreadable mail", 0, sentence=reason)
    unread = Classification(
        kind=Kind.INCIDENT,
        request_type=None,
        impact=level,
        urgency=level,
        priority=Priority.P3,
        confidence=0.0,
        check=True,
        reasons=(why,),
    )
    ticket = _new_ticket(mail, envelope, situation, policy, unread)
    ticket = replace(ticket, subject=f"Please read this mail: {mail.subject}"[:MOST_SUBJECT])
    quiet = silence(mail, envelope, situation, policy)
    owed = () if quiet or not mail.sender else (acknowledgement(mail, promised=_is_promised(ticket, policy)),)
    return Decision(
        fate=fate,
        reason=reason or "it cannot be read",
        evidence=mail.defects,
        opened=ticket,
        events=(Event(ticket.requester or "mailhelp", "opened", after="P3", note=reason),),
        notices=(*owed, *_tell_staff(mail, ticket, situation, policy)),
        classification=unread,
        proven=mail.proof.proven,
    )
