"""What the rules make of a mail: kind, request type, impact, urgency, priority, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from mailhelp.core.facts import Envelope, MailFacts
from mailhelp.core.learned import LEARNED, Learned, evidence
from mailhelp.core.matching import Mail, client_name, holds, possible
from mailhelp.core.nearly import nearly
from mailhelp.core.priority import graver
from mailhelp.core.rules import Effect, Rule, Ruleset
from mailhelp.core.ticket import Classification, Kind, Level, Reason, RequestType
from mailhelp.core.understanding.reading import Read, Reading, read
from mailhelp.core.understanding.shown import spoken

Answer = TypeVar("Answer", Kind, RequestType, Level)
# A lead below this marks "check classification" (design 9).
CLEAR_LEAD = 2
# Per question, the graver first: a tie goes to it. Nothing at all gives the default.
_KINDS, _KIND = (Kind.INCIDENT, Kind.REQUEST), Kind.INCIDENT
_TYPES, _TYPE = (RequestType.ENHANCED, RequestType.BASIC), RequestType.BASIC
_LEVELS, _LEVEL = (Level.HIGH, Level.MEDIUM, Level.LOW), Level.LOW


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rules that matched, each with its sentence (None for those without words)."""

    matched: tuple[tuple[Rule, Read | None], ...]
    overrides: tuple[tuple[Rule, Read | None], ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A mail before any rule: its words read with the rules' vocabulary, and what was learned says of it."""

    reading: Reading
    learned: tuple[Learned, ...]


def understand(mail: MailFacts, ruleset: Ruleset) -> Understood:
    """Return what a mail says, as far as these rules know words; in linear time."""
    reading = read(mail.subject, mail.reply, ruleset.lexicon)
    return Understood(reading, learned(reading, ruleset))


def learned(reading: Reading, ruleset: Ruleset) -> tuple[Learned, ...]:
    """Return what was learned says of a mail, on the same scale as the rules; the same whatever the vocabulary."""
    return evidence(ruleset.model, [one.sentence for one in reading.sentences], at_most=ruleset.learned_at_most)


def classify(
    mail: MailFacts,
    ruleset: Ruleset,
    envelope: Envelope | None = None,
    understood: Understood | None = None,
    *,
    told: bool = True,
) -> Classification:
    """Return what the rules make of a mail: the same for the same mail and rules, in linear time.

    Each rule counts once; per question the values' strengths are summed and the highest wins, a tie goes to the graver,
    a lead under 2 marks it to be checked. Overrides come first; the first ends what it sets. Nothing fits: incident,
    low, low, marked. envelope: how the mail came; without it `received` never holds. understood: what `understand`
    gives for these rules, where it is known already. told: False leaves out what only people read: what nearly matched,
    and in the reasons of rules the words and the sentence.
    """
    before = understood or understand(mail, ruleset)
    seen = Mail(mail, envelope, client_name(mail, ruleset), before.reading)
    verdict = _verdict(seen, ruleset)
    reasons = [reason for rule, one in verdict.matched for reason in _reasons(rule, one, seen, ruleset, told=told)]
    reasons += [Reason(one.question, one.value, LEARNED, one.strength, one.words) for one in before.learned]
    set_by_override = _set_by_overrides(verdict)
    result = _answered(reasons, set_by_override, ruleset)
    overriding = (_reasons(rule, one, seen, ruleset, told=told) for rule, one in verdict.overrides)
    missed = nearly(seen, ruleset, verdict.matched, result) if told else ()
    shown = (*chain.from_iterable(overriding), *reasons, *missed)
    done = _with_client(replace(result, reasons=shown, client=seen.client), ruleset)
    return _with_effects(done, verdict, seen, ruleset)


def _verdict(mail: Mail, ruleset: Ruleset) -> Verdict:
    rules = possible(ruleset.rules, ruleset.index, mail)
    overrides = possible(ruleset.overrides, ruleset.override_index, mail)
    return Verdict(_matched(rules, mail, ruleset), _matched(overrides, mail, ruleset))


def _matched(rules: Sequence[Rule], mail: Mail, ruleset: Ruleset) -> tuple[tuple[Rule, Read | None], ...]:
    found = ((rule, holds(rule.when, mail, ruleset)) for rule in rules)
    return tuple((rule, None if where is True else where) for rule, where in found if where is not False)


def _reasons(rule: Rule, one: Read | None, mail: Mail, ruleset: Ruleset, *, told: bool) -> list[Reason]:
    if rule.evidence is None:
        return []
    strength = int(rule.evidence.strength)
    words, sentence = spoken(rule.when, one, mail.reading, ruleset.lexicon) if told else ((), "")
    return [
        Reason(question, value, rule.name, strength, words, sentence, rule.where)
        for question, value in rule.evidence.answers
    ]


def _set_by_overrides(verdict: Verdict) -> dict[str, str]:
    answers: dict[str, str] = {}
    for rule, _ in verdict.overrides:
        for question, value in rule.evidence.answers if rule.evidence else ():
            answers.setdefault(question, value)
    return answers


@dataclass(frozen=True, slots=True)
class _Sum:
    """The answer to one question; lead: by how much it won, None when nothing spoke."""

    value: str
    lead: int | None
    total: int


def _sum(
    question: str, reasons: Sequence[Reason], fixed: Mapping[str, str], order: Sequence[Answer], default: Answer
) -> _Sum:
    if question in fixed:
        return _Sum(fixed[question], CLEAR_LEAD, CLEAR_LEAD)
    sums = {value.value: 0 for value in order}
    for reason in reasons:
        if reason.question == question:
            sums[reason.value] += reason.strength
    ranked = sorted(sums.values(), reverse=True)
    if not ranked[0]:
        return _Sum(default.value, None, 0)
    winner = next(value for value in sums if sums[value] == ranked[0])
    return _Sum(winner, ranked[0] - ranked[1], sum(ranked))


def _answered(reasons: Sequence[Reason], fixed: Mapping[str, str], ruleset: Ruleset) -> Classification:
    kind = _sum("kind", reasons, fixed, _KINDS, _KIND)
    type_ = _sum("type", reasons, fixed, _TYPES, _TYPE)
    impact = _sum("impact", reasons, fixed, _LEVELS, _LEVEL)
    urgency = _sum("urgency", reasons, fixed, _LEVELS, _LEVEL)
    request = kind.value == Kind.REQUEST.value
    asked = (kind, type_) if request else (kind, impact, urgency)
    return Classification(
        kind=Kind(kind.value),
        request_type=RequestType(type_.value) if request else None,
        impact=Level(impact.value),
        urgency=Level(urgency.value),
        priority=None if request else ruleset.matrix.priority(Level(impact.value), Level(urgency.value)),
        confidence=_confidence(asked),
        check=any(one.lead is None or one.lead < CLEAR_LEAD for one in asked),
    )


def _confidence(sums: Sequence[_Sum]) -> float:
    """Return the weakest lead as a share of all that was said to its question, 0 to 1."""
    return round(min((one.lead or 0) / one.total if one.total else 0.0 for one in sums), 2)


def _with_client(result: Classification, ruleset: Ruleset) -> Classification:
    client = next((client for client in ruleset.clients if client.name == result.client), None)
    if client is None or client.at_least is None or result.priority is None:
        return result
    raised = graver(result.priority, client.at_least)
    if raised is result.priority:
        return result
    where = ruleset.sources.get(f"client {client.name}", "")
    why = Reason("priority", raised.value, f"client {client.name}: at_least", where=where)
    return replace(result, priority=raised, reasons=(*result.reasons, why))


def _with_effects(result: Classification, verdict: Verdict, mail: Mail, ruleset: Ruleset) -> Classification:
    """Overrides set first and end what they set; among rules the first wins too, tags and notify are joined."""
    doing = [(rule, one, rule.then) for rule, one in (*verdict.overrides, *verdict.matched) if rule.then]
    effects = [then for _, _, then in doing]
    why = []
    for rule, one, then in doing:
        words, sentence = spoken(rule.when, one, mail.reading, ruleset.lexicon)
        why += [Reason(question, value, rule.name, 0, words, sentence, rule.where) for question, value in _told(then)]
    return replace(
        result,
        assign=next((effect.assign for effect in effects if effect.assign), None),
        tags=tuple(dict.fromkeys(tag for effect in effects for tag in effect.tag)),
        acknowledge=next((effect.acknowledge for effect in effects if effect.acknowledge is not None), None),
        ignore=next((effect.ignore for effect in effects if effect.ignore is not None), False),
        set_aside=next((effect.set_aside for effect in effects if effect.set_aside is not None), False),
        notify=tuple(dict.fromkeys(name for effect in effects for name in effect.notify)),
        reasons=(*result.reasons, *why),
    )


def _told(effect: Effect) -> list[tuple[str, str]]:
    told = [("assign", effect.assign or ""), ("tag", ", ".join(effect.tag)), ("notify", ", ".join(effect.notify))]
    for question, value in (
        ("acknowledge", effect.acknowledge),
        ("ignore", effect.ignore),
        ("set_aside", effect.set_aside),
    ):
        told.append((question, "" if value is None else "yes" if value else "never"))
    return [(question, value) for question, value in told if value]
