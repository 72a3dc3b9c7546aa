"""What becomes of a mail: one pure call from facts and situation to a decision (design 3, step 5)."""

from dataclasses import replace
from datetime import datetime, timedelta

from mailhelp.core.classify import classify
from mailhelp.core.decision import Decision, Event, FirstSight, FoundBy, FoundTicket, Situation, TicketChange
from mailhelp.core.facts import Automatic, Envelope, MailFacts
from mailhelp.core.notices import NoticeKind, Owed
from mailhelp.core.opening import open_ticket, open_unread
from mailhelp.core.ourwords import without_ours
from mailhelp.core.owing import staff_notice, told_of_reply, told_of_set_aside
from mailhelp.core.people import StaffMember, staff_of
from mailhelp.core.policy import Policy
from mailhelp.core.screening import is_looping, is_receipt, is_report, machine, surely_machine
from mailhelp.core.threads import ticket_to_join
from mailhelp.core.ticket import Classification, Fate, Status

# Design promise 2: without a Message-ID, only what comes so soon after is the same mail.
SAME_WITHIN = timedelta(minutes=15)
# What a program sends in the name of staff that no staff member would want judged as theirs.
NOT_WRITTEN = frozenset([Automatic.AUTO_REPLY, Automatic.BOUNCE, Automatic.REPORT])
# Who sends a copy first, made to look like a machine's, must not have the true mail taken for known.
PASSED_OVER = frozenset([Fate.IGNORED, Fate.LOOP, Fate.BOUNCED, Fate.SPAM, Fate.REFUSED])


def decide(mail: MailFacts, envelope: Envelope, situation: Situation, policy: Policy, *, now: datetime) -> Decision:
    """Return what becomes of a mail; the same for the same inputs.

    now: aware; only for what is written, never for a client's deadline (that counts from `envelope.received_at`).
    """
    mail = replace(mail, reply=without_ours(mail.text, mail.reply, situation.sent)) if situation.sent else mail
    decision = before_rules(mail, envelope, situation, policy)
    if decision is not None:
        return decision
    classification = classify(mail, policy.rules, envelope)
    return by_rules(mail, envelope, situation, policy, classification=classification, now=now)


def before_rules(mail: MailFacts, envelope: Envelope, situation: Situation, policy: Policy) -> Decision | None:
    """Return the decision about a mail that no rule has a say in, None when the rules are to judge it."""
    stages = (_known_again, _own_or_looping, _deadly, _bounced, _from_staff, _automatic_on_ticket)
    found = (stage(mail, envelope, situation, policy) for stage in stages)
    return next((decision for decision in found if decision is not None), None)


def by_rules(
    mail: MailFacts,
    envelope: Envelope,
    situation: Situation,
    policy: Policy,
    *,
    classification: Classification,
    now: datetime,
) -> Decision:
    """Return what becomes of a mail that the rules have judged; `now` as in `decide`."""
    return (
        _by_rule(mail, classification, situation, policy)
        or _joined(mail, situation, policy)
        or open_ticket(mail, envelope, situation, policy, classification=classification, now=now)
    )


def _known_again(mail: MailFacts, envelope: Envelope, situation: Situation, policy: Policy) -> Decision | None:
    first = situation.first_sight
    if first is None or first.fate in PASSED_OVER or not _is_same(mail, envelope, first):
        return None
    better = first.fate is Fate.SET_ASIDE and mail.proof.proven and not first.proven
    return Decision(
        fate=Fate.DUPLICATE,
        reason="the same mail came before" + (", without proof: it is decided again" if better else ""),
        decide_again=first.mail_id if better else None,
        proven=mail.proof.proven,
    )


def _is_same(mail: MailFacts, envelope: Envelope, first: FirstSight) -> bool:
    return mail.message_id is not None or abs(envelope.received_at - first.received_at) <= SAME_WITHIN


def _own_or_looping(mail: MailFacts, envelope: Envelope, situation: Situation, policy: Policy) -> Decision | None:
    if situation.own is not None:
        return Decision(fate=Fate.LOOP, reason="our own mail came back")
    if is_looping(mail):
        return Decision(fate=Fate.LOOP, reason="more Received headers than any honest path has (RFC 5321 6.3)")
    return None


def _deadly(mail: MailFacts, envelope: Envelope, situation: Situation, policy: Policy) -> Decision | None:
    if situation.deaths < policy.limits.deaths:
        return None
    reason = f"reading it ended {situation.deaths} workers"
    return open_unread(mail, envelope, situation, policy, reason=reason, fate=Fate.SET_ASIDE)


def _bounced(mail: MailFacts, envelope: Envelope, situation: Situation, policy: Policy) -> Decision | None:
    if mail.bounce is None and mail.automatic is not Automatic.BOUNCE:
        return None
    if not situation.bounced and not is_report(mail, envelope):
        return None
    recipients = mail.bounce.recipients if mail.bounce else ()
    evidence = tuple(f"{one.address}: {one.action or 'failed'} {one.status or ''}".strip() for one in recipients)
    if not situation.bounced:
        return Decision(fate=Fate.BOUNCED, reason="a delivery report about no notice of ours", evidence=evidence)
    final = not recipients or any((one.action or "failed") == "failed" for one in recipients)
    return _undelivered(mail, situation, policy, final=final, evidence=evidence)


def _undelivered(
    mail: MailFacts, situation: Situation, policy: Policy, *, final: bool, evidence: tuple[str, ...]
) -> Decision:
    """Return the decision about a report on notices of ours. final: they will not be delivered any more."""
    notice = situation.bounced[0]
    ticket = next((one for one in situation.tickets if one.ticket_id == notice.ticket_id), None)
    # Told once a notice, and never when it was one to staff: the next would bounce too, and so on for ever.
    told = final and not notice.refused and staff_of(notice.recipient, policy.rules.staff) is None
    return Decision(
        fate=Fate.BOUNCED,
        reason="a notice of ours was not delivered" if final else "a notice of ours is delayed",
        evidence=evidence,
        changed=TicketChange(ticket.ticket_id, ticket.version) if ticket else None,
        events=(Event("mailhelp", "bounce", after=notice.recipient, note="; ".join(evidence)),) if ticket else (),
        notices=_tell(NoticeKind.STAFF_BOUNCE, mail, ticket, policy, report=list(evidence)) if told and ticket else (),
        refused=tuple(one.notice_id for one in situation.bounced) if final else (),
    )


def _tell(kind: NoticeKind, mail: MailFacts, ticket: FoundTicket, policy: Policy, **values: object) -> tuple[Owed, ...]:
    told = told_of_reply(policy.rules, ticket.assignee)
    return tuple(staff_notice(kind, member, mail, **values) for member in told)


def _from_staff(mail: MailFacts, envelope: Envelope, situation: Situation, policy: Policy) -> Decision | None:
    member = _claimed_member(mail, policy)
    if member is None or machine(mail, policy.desk) in NOT_WRITTEN or situation.forced == "client":
        return None
    ticket = next((one for one in situation.tickets if _may_note(mail, one, situation)), None)
    if ticket is not None:
        return _noted(mail, ticket, who=member.name, reason="a note from staff")
    if mail.proof.proven or situation.forced == "staff":
        return None
    reason = f"it claims to be from {member.name}, but nothing proves it ({mail.proof.how})"
    return _set_aside(mail, policy, reason=reason)


def _claimed_member(mail: MailFacts, policy: Policy) -> StaffMember | None:
    """Return the member of staff that From names, be it among others."""
    named = (staff_of(one.address, policy.rules.staff) for one in (mail.sender, *mail.senders) if one)
    return next((member for member in named if member), None)


def _may_note(mail: MailFacts, ticket: FoundTicket, situation: Situation) -> bool:
    """A token counts only where nothing can tell who wrote: a trusted source that does not is no proof (design 5)."""
    by_token = ticket.token_for is not None and mail.proof.blind and not mail.has_several_senders
    return mail.proof.proven or by_token or situation.forced == "staff"


def _noted(mail: MailFacts, ticket: FoundTicket, *, who: str, reason: str) -> Decision:
    return Decision(
        fate=Fate.NOTED,
        reason=reason,
        changed=TicketChange(ticket.ticket_id, ticket.version),
        events=(Event(who, "note", note=mail.automatic_sign),),
        proven=mail.proof.proven,
    )


def _set_aside(mail: MailFacts, policy: Policy, *, reason: str) -> Decision:
    member = _claimed_member(mail, policy)
    told = told_of_set_aside(policy.rules, member.address if member else "")
    notices = tuple(staff_notice(NoticeKind.STAFF_SET_ASIDE, member, mail, reason=reason) for member in told)
    return Decision(fate=Fate.SET_ASIDE, reason=reason, notices=notices, proven=mail.proof.proven)


def _automatic_on_ticket(mail: MailFacts, envelope: Envelope, situation: Situation, policy: Policy) -> Decision | None:
    kind = surely_machine(mail, policy.desk)
    if kind not in (Automatic.AUTO_REPLY, Automatic.REPORT):
        return None
    what = "an automatic reply" if kind is Automatic.AUTO_REPLY else "a report"
    ticket = _ticket_to_join(mail, situation, policy)
    if ticket is not None:
        return _noted(mail, ticket, who="mailhelp", reason=f"{what} ({mail.automatic_sign})")
    if kind is Automatic.REPORT and not is_receipt(mail):
        return None
    return Decision(fate=Fate.IGNORED, reason=f"{what} to nothing of ours ({mail.automatic_sign})")


def _ticket_to_join(mail: MailFacts, situation: Situation, policy: Policy) -> FoundTicket | None:
    clients = policy.rules.clients
    # A border that judges one From of several lets the others pass: only who has had a mail of ours may join.
    found = [one for one in situation.tickets if one.found_by is FoundBy.TOKEN or not mail.has_several_senders]
    return ticket_to_join(mail.sender, found=tuple(found), proof=mail.proof, clients=clients)


def _by_rule(mail: MailFacts, found: Classification, situation: Situation, policy: Policy) -> Decision | None:
    if situation.forced is not None:
        return None
    by = next((one.rule for one in found.reasons if one.question in ("ignore", "set_aside")), "a rule")
    if found.ignore:
        return Decision(fate=Fate.IGNORED, reason=f'rule "{by}" says ignore', classification=found)
    if found.set_aside:
        return _set_aside(mail, policy, reason=f'rule "{by}" says set aside')
    return None


def _joined(mail: MailFacts, situation: Situation, policy: Policy) -> Decision | None:
    ticket = _ticket_to_join(mail, situation, policy)
    if ticket is None or ticket.status is Status.CLOSED or mail.sender is None:
        return None
    reopens = ticket.status is Status.RESOLVED and machine(mail, policy.desk) is None
    values: dict[str, object] = {"status": Status.OPEN, "resolved_at": None} if reopens else {}
    moved = (Event(mail.sender.key, "status", before=str(ticket.status), after="open"),) if reopens else ()
    # A token is read in the mailbox it was sent to.
    known = mail.proof.proven or ticket.found_by is FoundBy.TOKEN
    return Decision(
        fate=Fate.UPDATED,
        reason=f"{mail.sender.key} is on the ticket (found by {ticket.found_by})",
        changed=TicketChange(ticket.ticket_id, ticket.version, values, known=mail.sender.key if known else None),
        events=(Event(mail.sender.key, "mail"), *moved),
        notices=_tell(NoticeKind.STAFF_UPDATE, mail, ticket, policy, reopened=reopens),
        proven=mail.proof.proven,
    )
