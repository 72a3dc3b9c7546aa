"""Deciding one stored mail again under two sets of rules; nothing comes of it."""

from dataclasses import dataclass, replace

from mailhelp.core.classify import classify, learned, understand
from mailhelp.core.decide import before_rules, by_rules
from mailhelp.core.decision import Decision, Situation
from mailhelp.core.facts import Envelope, MailFacts
from mailhelp.core.learned import LEARNED, Model
from mailhelp.core.policy import Policy
from mailhelp.core.promising import promised
from mailhelp.core.rules import Rule, Ruleset
from mailhelp.core.ticket import Classification, Fate
from mailhelp.core.ticketnow import TicketNow, judged_anew
from mailhelp.core.understanding.reading import read
from mailhelp.core.whatif import IGNORED, JOINED, SET_ASIDE, WouldBe, moves


@dataclass(frozen=True, slots=True)
class Sides:
    """Two sets of rules. alike: they judge every mail alike, so that one judgement serves both.

    same_words: they have one vocabulary, so that one reading does.
    """

    old: Policy
    new: Policy
    alike: bool = False
    same_words: bool = False


def compare(
    mail: MailFacts, envelope: Envelope, situation: Situation, sides: Sides, ticket: TicketNow | None
) -> tuple[WouldBe, WouldBe, bool]:
    """Return what a mail becomes as a matter of its own under the old and the new rules, and whether staff's word holds
    it where the rules alone would move it.

    situation: of the mail itself only, without tickets that it might join.
    """
    early = [before_rules(mail, envelope, situation, policy) for policy in (sides.old, sides.new)]
    judged, again = (None, None) if all(early) else _judged(mail, envelope, sides)
    found = [
        (decision, None)
        if decision or one is None
        else (by_rules(mail, envelope, situation, policy, classification=one, now=envelope.received_at), one)
        for decision, one, policy in zip(early, (judged, again), (sides.old, sides.new), strict=True)
    ]
    bare_old, bare_new = (_would_be(decision, one) for decision, one in found)
    if ticket is None or not ticket.settled:
        return bare_old, bare_new, False
    old = _settled(bare_old, found[0], ticket, sides.old.rules)
    new = _settled(bare_new, found[1], ticket, sides.new.rules)
    return old, new, not set(moves(bare_old, bare_new)) <= set(moves(old, new))


def _judged(mail: MailFacts, envelope: Envelope, sides: Sides) -> tuple[Classification, Classification]:
    """Return what both sets of rules make of a mail, with as much done once as they have in common."""
    old, new = sides.old.rules, sides.new.rules
    understood = understand(mail, old)
    judged = classify(mail, old, envelope, understood, told=False)
    if sides.alike:
        return judged, judged
    if not sides.same_words:
        understood = replace(understood, reading=read(mail.subject, mail.reply, new.lexicon))
    if (old.model.hash, old.learned_at_most) != (new.model.hash, new.learned_at_most):
        understood = replace(understood, learned=learned(understood.reading, new))
    return judged, classify(mail, new, envelope, understood, told=False)


def gate(rules: Ruleset) -> Ruleset | None:
    """Return only the rules that keep mail from being seen, None when there are none: all that bears on a reply."""
    kept, before = _gating(rules.rules), _gating(rules.overrides)
    if not kept and not before:
        return None
    return replace(rules, rules=kept, overrides=before, model=Model(), learned_at_most=0)


def _gating(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(one for one in rules if one.then and (one.then.ignore is not None or one.then.set_aside is not None))


def joined(mail: MailFacts, envelope: Envelope, rules: Ruleset | None) -> WouldBe:
    """Return what becomes of a mail that joined a ticket. rules: as `gate` gives them."""
    if rules is None:
        return WouldBe(JOINED)
    found = classify(mail, rules, envelope, told=False)
    becomes = IGNORED if found.ignore else SET_ASIDE if found.set_aside else JOINED
    return WouldBe(becomes, fired=_fired(found), reason=_because(found) if becomes != JOINED else "")


def _would_be(decision: Decision | None, found: Classification | None) -> WouldBe:
    if decision is None:
        raise ValueError("a mail that the rules are to judge was not judged")
    opened = decision.opened
    judged = found or decision.classification
    if opened is None:
        return WouldBe(_word(decision.fate), fired=_fired(judged), reason=decision.reason)
    return WouldBe(
        opened.classification.target,
        opened.promise.due_at,
        opened.assignee,
        answers=_answers(opened.classification) if found else (),
        fired=_fired(judged),
    )


def _word(fate: Fate) -> str:
    return str(fate).replace("_", " ")


def _settled(
    bare: WouldBe, found: tuple[Decision | None, Classification | None], ticket: TicketNow, rules: Ruleset
) -> WouldBe:
    """Return what stands on a ticket under these rules: what staff settled stays as it is."""
    decision, _ = found
    if decision is None or decision.opened is None:
        return bare
    stand = judged_anew(ticket, decision.opened.classification, rules)
    target = stand.target
    due_at = bare.due_at if target == bare.becomes else promised(target, ticket.opened_at, rules).due_at
    return replace(
        bare,
        becomes=target,
        due_at=stand.due_at if "due" in ticket.settled else due_at,
        assignee=stand.assignee,
    )


def _answers(found: Classification) -> tuple[tuple[str, str | None], ...]:
    return (
        ("kind", found.kind),
        ("type", found.request_type),
        ("impact", found.impact),
        ("urgency", found.urgency),
    )


def _fired(found: Classification | None) -> tuple[str, ...]:
    counted = (one.rule for one in found.reasons if one.counted and one.rule != LEARNED) if found else ()
    return tuple(dict.fromkeys(counted))


def _because(found: Classification) -> str:
    by = next((one.rule for one in found.reasons if one.question in ("ignore", "set_aside")), "a rule")
    return f'rule "{by}"'
