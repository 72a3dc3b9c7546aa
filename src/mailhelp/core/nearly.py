"""Rules that nearly matched, and what they lacked: shown to people, counted for nothing."""

from collections.abc import Iterator, Sequence

from mailhelp.core.matching import Mail, envelope_holds, sentence_holds
from mailhelp.core.rules import Rule, Ruleset
from mailhelp.core.ticket import Reason
from mailhelp.core.understanding.judging import Sense
from mailhelp.core.understanding.reading import Read
from mailhelp.core.understanding.shown import words_shown

SHOWN = 5
SENTENCE_SHOWN = 200


def nearly(mail: Mail, ruleset: Ruleset, matched: Sequence[tuple[Rule, Read | None]]) -> tuple[Reason, ...]:
    """Return reasons that count for nothing: at most five rules whose words stood there but were not meant or spoke of
    something else."""
    names = {rule.name for rule, _ in matched}
    found: list[Reason] = []
    for rule in ruleset.rules:
        if len(found) == SHOWN:
            break
        if rule.evidence and rule.when.says and rule.name not in names:
            found += _near_miss(rule, mail, ruleset)
    return tuple(found)


def _near_miss(rule: Rule, mail: Mail, ruleset: Ruleset) -> list[Reason]:
    if not mail.reading.found & rule.when.says:
        return []
    for one in mail.reading.sentences:
        if one.found & rule.when.says and envelope_holds(rule.when, mail, ruleset):
            for lacked in _lacks(rule, one, ruleset):
                return [_uncounted(rule, one, lacked, ruleset)]
    return []


def _lacks(rule: Rule, one: Read, ruleset: Ruleset) -> Iterator[str]:
    when = rule.when
    if not one.said & when.says:
        if not when.about or one.about & when.about:
            yield next(
                (hit.sense.value for hit in one.hits if hit.mask & when.says and hit.sense is not Sense.SAID), ""
            )
    elif when.about and not one.about & when.about:
        yield f"not about {' or '.join(ruleset.lexicon.named(when.about))}"
    elif sentence_holds(when, one):
        yield "who is hit or the way round is different" if when.who or when.way_round else ""


def _uncounted(rule: Rule, one: Read, lacked: str, ruleset: Ruleset) -> Reason:
    question, value = rule.evidence.answers[0] if rule.evidence else ("", "")
    words = words_shown(rule.when, one, ruleset.lexicon)
    text = one.sentence.text[:SENTENCE_SHOWN]
    return Reason(question, value, rule.name, 0, words, text, rule.where, counted=False, lacked=lacked)
