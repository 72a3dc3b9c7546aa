"""Rules, overrides and examples of rules.yaml read into values."""

from mailhelp.config.conditions import condition
from mailhelp.config.entries import Entry
from mailhelp.config.vocabulary import Vocabulary
from mailhelp.core.learned import LEARNED
from mailhelp.core.rules import Condition, Effect, Evidence, Example, Rule, Strength
from mailhelp.core.ticket import Kind, Level, Priority, RequestType

RULE_KEYS = ("name", "when", "evidence", "then", "matches", "not")
EVIDENCE_KEYS = ("kind", "type", "impact", "urgency", "strength")
EFFECT_KEYS = ("assign", "tag", "acknowledge", "ignore", "set_aside", "notify")
STRENGTHS = {"weak": Strength.WEAK, "fair": Strength.FAIR, "strong": Strength.STRONG}
YES, NO = ("yes", "true", "always"), ("no", "false", "never")
LABELS = (*Priority, *RequestType)


def rule(name: str, entry: Entry, vocabulary: Vocabulary, *, staff: tuple[str, ...], clients: tuple[str, ...]) -> Rule:
    """Return the rule that an entry describes; staff, clients: the names that it may use."""
    keys = entry.mapping(RULE_KEYS)
    if name == LEARNED:
        entry.fault(f'no rule can be called "{name}": what was learned from labelled mails is; give it another name')
    if "when" not in keys:
        entry.fault(f'rule "{name}" has no when; say when it holds')
    if ("evidence" in keys) == ("then" in keys):
        entry.fault(f'rule "{name}" must have either evidence or then')
    when = condition(keys["when"], vocabulary) if "when" in keys else Condition()
    for wrong in set(when.clients) - set(clients):
        keys["when"].mapping()["client"].fault(f'there is no client "{wrong}" under clients')
    return Rule(
        name=name,
        when=when,
        where=entry.line,
        evidence=_evidence(keys["evidence"]) if "evidence" in keys else None,
        then=_effect(keys["then"], staff) if "then" in keys else None,
        matches=_mails(keys.get("matches")),
        not_matches=_mails(keys.get("not")),
    )


def _mails(entry: Entry | None) -> tuple[tuple[str, str], ...]:
    return tuple((item.text(), item.place.removesuffix(": ")) for item in entry.items()) if entry else ()


def _evidence(entry: Entry) -> Evidence:
    keys = entry.mapping(EVIDENCE_KEYS)
    word = keys["strength"].one_of(STRENGTHS) if "strength" in keys else ""
    if "strength" not in keys:
        entry.fault("evidence has no strength; add strength: weak, fair or strong")
    if not keys.keys() - {"strength"}:
        entry.fault("evidence says nothing; give it kind, type, impact or urgency")
    return Evidence(
        strength=STRENGTHS.get(word, Strength.WEAK),
        kind=keys["kind"].choice(Kind) if "kind" in keys else None,
        type=keys["type"].choice(RequestType) if "type" in keys else None,
        impact=keys["impact"].choice(Level) if "impact" in keys else None,
        urgency=keys["urgency"].choice(Level) if "urgency" in keys else None,
    )


def _effect(entry: Entry, staff: tuple[str, ...]) -> Effect:
    keys = entry.mapping(EFFECT_KEYS)
    return Effect(
        assign=(keys["assign"].one_of(staff) or None) if "assign" in keys else None,
        tag=keys["tag"].texts() if "tag" in keys else (),
        acknowledge=_yes_no(keys.get("acknowledge")),
        ignore=_yes_no(keys.get("ignore")),
        set_aside=_yes_no(keys.get("set_aside")),
        notify=tuple(item.one_of(staff) for item in keys["notify"].items()) if "notify" in keys else (),
    )


def _yes_no(entry: Entry | None) -> bool | None:
    return entry.one_of((*YES, *NO)) in YES if entry else None


def example(entry: Entry) -> Example:
    """Return an example: a mail and what it gives."""
    keys = entry.mapping(("mail", "gives"))
    for missing in {"mail", "gives"} - keys.keys():
        entry.fault(f'an example lacks "{missing}"; write {{mail: "Our site is down", gives: P1}}')
    mail = keys["mail"].text() if "mail" in keys else ""
    gives = keys["gives"].one_of(LABELS) if "gives" in keys else ""
    return Example(mail, gives, entry.place.removesuffix(": "))
