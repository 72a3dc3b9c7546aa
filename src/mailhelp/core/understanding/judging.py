"""Which of the words found in a sentence are meant: said, denied, over, only supposed, asked about, or asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mailhelp.core.lexicon import Lexicon
from mailhelp.core.understanding.english import BEFORE_ORDER, CLAUSE_BREAKS, QUESTION_STARTS
from mailhelp.core.understanding.sentences import Sentence

# How many words a "not" reaches, within its clause.
REACH = 6
# Enough for any sentence a person writes; keeps hostile ones cheap.
HIT_LIMIT = 80


class Sense(StrEnum):
    """How a word is meant; the values are shown to people."""

    SAID = "said"
    DENIED = "denied there"
    OVER = "over by now"
    SUPPOSED = "only supposed"
    WONDERED = "asked, not said"


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a list: its bits, its first and last word in the sentence, and how they are meant."""

    mask: int
    first: int
    last: int
    sense: Sense = Sense.SAID
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """Where the small words of a sentence stand, as word numbers in order.

    denials: where each stands, how far it reaches, and the last word of the listed phrase it belongs to (else -1).
    """

    clause_of: tuple[int, ...]
    denials: tuple[tuple[int, int, int], ...]
    supposed: tuple[int, ...]
    orders: tuple[int, ...]
    knows: tuple[int, ...]
    question_from: int | None


def located(sentence: Sentence, lexicon: Lexicon) -> list[Hit]:
    """Return all hits of the lexicon in a sentence, in order of their first words."""
    line = f" {' '.join(sentence.words)} "
    hits = [
        Hit(mask, line.count(" ", 0, start + 1) - 1, line.count(" ", 0, end - 1) - 1)
        for mask, start, end in lexicon.finder.find(line)
    ]
    return sorted(hits, key=lambda hit: (hit.first, -hit.last))[:HIT_LIMIT]


@dataclass(frozen=True, slots=True)
class CueBits:
    """The bits of the grammar's own lists in one lexicon."""

    no: int
    stops: int
    no_denial: int
    supposed: int
    until: int
    order: int
    know: int
    why: int
    not_meant: int
    over: int
    disclaimer: int
    imperative: int
    complaint: int

    @property
    def all(self) -> int:
        """Return the mask of all of them."""
        return self.no | self.stops | self.no_denial | self.supposed | self.until | self.order | self.know | self.why


def cue_bits(lexicon: Lexicon) -> CueBits:
    """Return where the lexicon keeps the grammar's lists; 0 for those it does not have."""
    names = (
        "(not)",
        "(stops)",
        "(not a denial)",
        "(if)",
        "(until)",
        "(order)",
        "(to know)",
        "(why)",
        "NOT_MEANT",
        "OVER",
        "DISCLAIMER",
        "ORDERS",
        "FAULT",
    )
    return CueBits(*map(lexicon.mask, names))


def grammar(sentence: Sentence, hits: Sequence[Hit], cues: CueBits) -> Grammar:
    """Return where denials, suppositions, orders and questions stand in a sentence."""
    clauses = _clauses(sentence.words)
    harmless = [hit for hit in hits if hit.mask & cues.no_denial]
    denials = tuple(
        (hit.first, hit.first + REACH if hit.mask & cues.no else hit.last + 1, _end_of_phrase(hit, hits, cues))
        for hit in hits
        if hit.mask & (cues.no | cues.stops) and not any(free.first <= hit.first <= free.last for free in harmless)
    )
    orders = tuple(
        hit.first
        for hit in hits
        if hit.mask & cues.order or (hit.mask & cues.imperative and _starts_clause(hit.first, sentence.words))
    )
    return Grammar(
        clause_of=clauses,
        denials=denials,
        supposed=tuple(hit.first for hit in hits if hit.mask & cues.supposed),
        orders=orders,
        knows=tuple(hit.first for hit in hits if hit.mask & cues.know),
        question_from=_question_from(sentence, clauses, hits, cues),
    )


def _clauses(words: tuple[str, ...]) -> tuple[int, ...]:
    number, numbers = 0, []
    for word in words:
        number += word in CLAUSE_BREAKS
        numbers.append(number)
    return tuple(numbers)


def _end_of_phrase(denial: Hit, hits: Sequence[Hit], cues: CueBits) -> int:
    """Return the last word of a listed phrase that holds this "not", -1 when there is none: it denies only inside."""
    ends = [
        hit.last for hit in hits if hit.first <= denial.first and hit.last > denial.last and hit.mask & cues.complaint
    ]
    return max(ends, default=-1)


def _question_from(sentence: Sentence, clauses: tuple[int, ...], hits: Sequence[Hit], cues: CueBits) -> int | None:
    if not sentence.asking or any(hit.mask & cues.why for hit in hits):
        return None
    for number, word in enumerate(sentence.words):
        if word in QUESTION_STARTS and (
            number == 0 or clauses[number] != clauses[number - 1] or _after_opening(sentence, number)
        ):
            return number
    return min((hit.first for hit in hits if hit.mask & (cues.know | cues.order)), default=0)


def _after_opening(sentence: Sentence, number: int) -> bool:
    return sentence.words[number - 1] in CLAUSE_BREAKS or sentence.words[number - 1] in ("and", "so", "also", "or")


def judged(sentence: Sentence, hits: Sequence[Hit], cues: CueBits, found: Grammar) -> list[Hit]:
    """Return the hits with their senses; words inside a phrase of NOT_MEANT and the grammar's own lists are dropped."""
    idle = [hit for hit in hits if hit.mask & cues.not_meant]
    over_from = _over_from(hits, cues, found)
    return [
        replace(
            hit, mask=hit.mask & ~cues.all, sense=_sense(hit, found, over_from), ordered=_ordered(hit, sentence, found)
        )
        for hit in hits
        if hit.mask & ~cues.all and not any(a.first <= hit.first and hit.last <= a.last and a is not hit for a in idle)
    ]


def _over_from(hits: Sequence[Hit], cues: CueBits, found: Grammar) -> int:
    """Return the last word of what tells that all before is over, -1 when nothing does."""
    ends = [
        hit.first
        for hit in hits
        if hit.mask & cues.over
        and not _denied(hit, found)
        and not any(
            h.mask & (cues.until | cues.order | cues.supposed)
            and h.first < hit.first
            and found.clause_of[h.first] == found.clause_of[hit.first]
            for h in hits
        )
    ]
    return max(ends, default=-1)


def _denied(hit: Hit, found: Grammar) -> bool:
    clause = found.clause_of[hit.first]
    return any(
        at < hit.first <= reach and found.clause_of[at] == clause and (until == -1 or hit.last <= until)
        for at, reach, until in found.denials
    )


def _sense(hit: Hit, found: Grammar, over_from: int) -> Sense:
    clause = found.clause_of[hit.first]
    if any(at < hit.first and found.clause_of[at] == clause for at in found.supposed):
        return Sense.SUPPOSED
    if found.question_from is not None and hit.first >= found.question_from:
        return Sense.WONDERED
    if _denied(hit, found):
        return Sense.DENIED
    return Sense.OVER if hit.first < over_from else Sense.SAID


def _ordered(hit: Hit, sentence: Sentence, found: Grammar) -> bool:
    """Return True when the sentence asks us to do this: an order stands before it, or it is an imperative."""
    if any(at <= hit.first for at in found.orders):
        return not any(at < hit.first and at > found.orders[0] for at in found.knows)
    return _starts_clause(hit.first, sentence.words)


def _starts_clause(at: int, words: tuple[str, ...]) -> bool:
    while at > 0 and words[at - 1] in BEFORE_ORDER:
        at -= 1
    return at == 0 or words[at - 1] in CLAUSE_BREAKS
