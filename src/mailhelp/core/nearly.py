"""Rules that nearly matched, and what they lacked: shown to people, counted for nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mailhelp.core.lexicon import Lexicon
from mailhelp.core.matching import (
    Mail,
    anywhere,
    envelope_holds,
    envelope_lacks,
    people_hold,
    sentence_holds,
    worth_a_look,
)
from mailhelp.core.rules import Condition, Rule, Ruleset
from mailhelp.core.ticket import Classification, Kind, Reason
from mailhelp.core.understanding.judging import Sense
from mailhelp.core.understanding.reading import Read, Reading
from mailhelp.core.understanding.shown import SENTENCE_SHOWN, words_shown

SHOWN = 5
# So many rules and sentences are looked at closely, so that no mail and no file makes it slow.
MOST_RULES, MOST_SENTENCES = 200, 100
NAMES_SHOWN = 3
# The rank of what is not worth telling.
UNTOLD = 9


@dataclass(frozen=True, slots=True)
class _Miss:
    """Why a rule did not hold: rank 0 tells the most. one: the sentence that it nearly held for."""

    rank: int
    lacked: str
    one: Read | None


def nearly(
    mail: Mail, ruleset: Ruleset, matched: Sequence[tuple[Rule, Read | None]], found: Classification
) -> tuple[Reason, ...]:
    """Return reasons that count for nothing: at most five rules that lacked one thing only, the most telling first.

    That is: words that stood there but were not meant; another one hit, another way round, another sender; a service
    spoken of in the next sentence; no word of a list in a sentence about the service. Of those that would have said
    what was found anyhow, only the first sort.

    found: what was made of the mail.
    """
    answers = _answers(found)
    told: dict[str, tuple[tuple[int, int, int], Reason]] = {}
    for rule in _candidates(ruleset, mail.reading, {rule.name for rule, _ in matched}):
        question, value, other = _says(rule, answers)
        miss = _miss(rule, mail, ruleset) if question else None
        if miss is None or miss.rank == UNTOLD or (miss.rank and not other):
            continue
        key = (0 if other else 1, miss.rank, -int(rule.evidence.strength if rule.evidence else 0))
        known = told.get(miss.lacked)
        if known is None or key < known[0]:
            told[miss.lacked] = key, _reason(rule, miss, (question, value), ruleset.lexicon)
    return tuple(reason for _, reason in sorted(told.values(), key=lambda pair: pair[0])[:SHOWN])


def _candidates(ruleset: Ruleset, reading: Reading, matched: set[str]) -> Iterator[Rule]:
    """Give the rules of which some word stands in the mail."""
    left = MOST_RULES
    stands = reading.found | reading.about
    for place in ruleset.index.touched(stands):
        rule = ruleset.rules[place]
        when = rule.when
        if stands & (when.says or when.asks or when.any or when.about or when.all) and rule.evidence:
            if rule.name in matched:
                continue
            yield rule
            left -= 1
            if not left:
                return


def _answers(found: Classification) -> dict[str, str]:
    if found.kind is Kind.REQUEST:
        return {"kind": found.kind.value, "type": str(found.request_type)}
    return {"kind": found.kind.value, "impact": found.impact.value, "urgency": found.urgency.value}


def _says(rule: Rule, answers: Mapping[str, str]) -> tuple[str, str, bool]:
    """Return the question and value to tell of a rule, and whether it says something else than what was found."""
    said = [pair for pair in (rule.evidence.answers if rule.evidence else ()) if pair[0] in answers]
    other = [(question, value) for question, value in said if answers[question] != value]
    # Impact and urgency tell more than the kind, which most rules say.
    best = max(other, key=lambda pair: pair[0] != "kind", default=None)
    question, value = best or (said[0] if said else ("", ""))
    return question, value, best is not None


def _miss(rule: Rule, mail: Mail, ruleset: Ruleset) -> _Miss | None:
    """Return the one thing that a rule lacked; None when it lacked more, or nothing worth telling."""
    when, reading = rule.when, mail.reading
    if not anywhere(when, reading) and not (people_hold(when, reading) and envelope_holds(when, mail, ruleset)):
        return None
    around = list(_around(when, mail, ruleset))
    if len(around) > 1:
        return None
    if around:
        one = next(_holding(when, reading), None)
        return _Miss(1, around[0], one) if one else None
    return min(_in_sentences(when, reading, ruleset.lexicon), key=lambda each: each.rank, default=None)


def _around(when: Condition, mail: Mail, ruleset: Ruleset) -> Iterator[str]:
    """Give what is lacked outside the sentences."""
    reading = mail.reading
    if when.who and reading.who not in when.who:
        yield f"{' or '.join(when.who)} would have to be hit; {_told(reading.who, 'who is hit')}"
    if when.way_round and reading.way_round is not when.way_round:
        wanted = "there would have to be a way round" if when.way_round == "some" else "no way round would have to be"
        yield f"{wanted}; {_told(reading.way_round, 'about one')}"
    if not envelope_holds(when, mail, ruleset):
        yield f"{envelope_lacks(when, mail, ruleset)} is another one"


def _told(value: str | None, what: str) -> str:
    return f"the mail does not tell {what}" if value is None else f"the mail says: {value}"


def _in_sentences(when: Condition, reading: Reading, lexicon: Lexicon) -> Iterator[_Miss]:
    """Give the misses of a rule of which all but one key hold in a sentence."""
    spoken_of = not when.about or reading.about & when.about
    if when.says and spoken_of and (reading.found & when.says or when.about):
        yield from (_unsaid(when, one, lexicon) for one in _holding(replace(when, says=0), reading))
    if when.asks and spoken_of and reading.found & when.asks and (when.of or when.about or when.any):
        yield from (_unasked(when, one, lexicon) for one in _holding(replace(when, asks=0), reading))
    if (when.says or when.asks) and reading.about & when.about:
        lacked = f"that sentence is not about {_named(when.about, lexicon)}"
        yield from (_Miss(2, lacked, one) for one in _holding(replace(when, about=0), reading))


def _holding(when: Condition, reading: Reading) -> Iterator[Read]:
    if anywhere(when, reading):
        sentences = worth_a_look(when, reading.sentences[:MOST_SENTENCES])
        yield from (one for one in sentences if sentence_holds(when, one))


def _unsaid(when: Condition, one: Read, lexicon: Lexicon) -> _Miss:
    """Return the miss of a rule that lacks only a word that is said, in a sentence that has all the rest."""
    unmeant = [hit for hit in one.hits if hit.mask & when.says and hit.sense is not Sense.SAID]
    if unmeant:
        words = words_shown(Condition(says=when.says), one._replace(hits=(unmeant[0],)), lexicon, meant=False)
        return _Miss(0, f"{_quoted(words)} is {unmeant[0].sense}", one)
    named = any(hit.mask & when.about for hit in one.hits)
    about = f" in the sentence about {_named(when.about & one.about, lexicon)}" if named else ""
    return _Miss(3 if named else UNTOLD, f"it lacked a word of {_named(when.says, lexicon)}{about}", one)


def _unasked(when: Condition, one: Read, lexicon: Lexicon) -> _Miss:
    words = words_shown(Condition(asks=when.asks), one, lexicon, meant=False)
    return _Miss(0 if words else UNTOLD, f"{_quoted(words)} is not asked for there", one)


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _named(mask: int, lexicon: Lexicon) -> str:
    names = lexicon.named(mask)
    shown = " or ".join(names[:NAMES_SHOWN])
    return f"{shown} or {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else shown


def _reason(rule: Rule, miss: _Miss, says: tuple[str, str], lexicon: Lexicon) -> Reason:
    words = words_shown(rule.when, miss.one, lexicon, meant=False) if miss.one else ()
    text = miss.one.sentence.text[:SENTENCE_SHOWN] if miss.one else ""
    return Reason(*says, rule.name, 0, words, text, rule.where, counted=False, lacked=miss.lacked)
