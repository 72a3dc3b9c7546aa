"""Which of the words found in a sentence are meant: said, denied, over, only supposed, asked about, or asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from mailhelp.core.lexicon import Lexicon, Place
from mailhelp.core.understanding.cues import CueBits
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


class Hit(NamedTuple):
    """Words of a list: its bits, its first and last word in the sentence, and how they are meant."""

    mask: int
    first: int
    last: int
    sense: Sense = Sense.SAID
    ordered: bool = False


@dataclass(slots=True)
class Grammar:
    """Where the small words of a sentence stand, as word numbers in order.

    clause_of: the clause of each word, where something reaches as far as its clause. denials: where each stands, how
    far it reaches, and the last word of the complaint it belongs to (else -1). orders, knows: words that ask us to do,
    or to tell.
    """

    clause_of: Sequence[int]
    denials: list[tuple[int, int, int]] = field(default_factory=list)
    supposed: list[int] = field(default_factory=list)
    orders: list[int] = field(default_factory=list)
    knows: list[int] = field(default_factory=list)
    why: bool = False
    question_from: int | None = None
    over_from: int = -1


def located(sentence: Sentence, lexicon: Lexicon) -> list[Place]:
    """Return all places of the lexicon's words in a sentence, in order of their first words, the longest first."""
    found = lexicon.finder.find(sentence.words)
    if len(found) <= HIT_LIMIT:
        return found
    return sorted(sorted(found, key=_by_end)[:HIT_LIMIT], key=_order)


def _by_end(place: Place) -> tuple[int, int]:
    return (place[2], place[1])


def _order(place: Place) -> tuple[int, int]:
    return (place[1], -place[2])


def judged(sentence: Sentence, places: Sequence[Place], stands: int, cues: CueBits) -> tuple[list[Hit], bool]:
    """Return the hits with their senses, and whether the sentence asks to be told something.

    Words inside a phrase of NOT_MEANT or of asking to know are dropped, and the lists of the grammar itself.
    stands: the bits of all places together.
    """
    listed = ~cues.small
    if not sentence.asking and not stands & cues.turning:
        return _all_said(sentence.words, places, listed), False
    found = _grammar(sentence, places, stands, cues)
    turned = found.supposed or found.denials or found.question_from is not None or found.over_from > 0
    idle = [place for place in places if place[0] & cues.taken_whole] if stands & cues.taken_whole else ()
    hits = [
        Hit(
            place[0] & listed,
            place[1],
            place[2],
            _sense(place, found) if turned else Sense.SAID,
            _ordered(place, sentence, found),
        )
        for place in places
        if place[0] & listed and not (idle and _inside(place, idle))
    ]
    return hits, bool(found.question_from is not None or found.knows)


def _all_said(words: tuple[str, ...], places: Sequence[Place], listed: int) -> list[Hit]:
    """Return the hits of a sentence in which no small word turns what is said."""
    return [
        Hit(mask & listed, first, last, Sense.SAID, _starts_clause(first, words))
        for mask, first, last in places
        if mask & listed
    ]


def _inside(place: Place, others: Sequence[Place]) -> bool:
    return any(one[1] <= place[1] and place[2] <= one[2] and one is not place for one in others)


def _grammar(sentence: Sentence, places: Sequence[Place], stands: int, cues: CueBits) -> Grammar:
    reaching = stands & (cues.denial | cues.supposed | cues.over)
    found = Grammar(_clauses(sentence.words) if reaching else ())
    harmless = [place for place in places if place[0] & cues.no_denial] if stands & cues.no_denial else ()
    whole = [place for place in places if place[0] & cues.taken_whole] if stands & cues.taken_whole else ()
    noted, denial = cues.noted, cues.denial
    for place in places:
        if place[0] & noted and not (whole and _inside(place, whole)):
            _note(place, found, sentence, cues)
        if place[0] & denial and not (harmless and _starts_inside(place, harmless)):
            reach = place[1] + REACH if place[0] & cues.no else place[2] + 1
            found.denials.append((place[1], reach, _end_of_complaint(place, places, cues)))
    found.question_from = _question_from(sentence, found)
    if stands & cues.over:
        found.over_from = _over_from(places, cues, found)
    return found


def _note(place: Place, found: Grammar, sentence: Sentence, cues: CueBits) -> None:
    mask, first, _ = place
    if mask & cues.supposed:
        found.supposed.append(first)
    if mask & cues.order or (mask & cues.imperative and _starts_clause(first, sentence.words)):
        found.orders.append(first)
    if mask & cues.know:
        found.knows.append(first)
    if mask & cues.why:
        found.why = True


def _starts_inside(place: Place, others: Sequence[Place]) -> bool:
    return any(one[1] <= place[1] <= one[2] for one in others)


def _clauses(words: tuple[str, ...]) -> Sequence[int]:
    if CLAUSE_BREAKS.isdisjoint(words):
        return [0] * len(words)
    number, numbers = 0, []
    for word in words:
        number += word in CLAUSE_BREAKS
        numbers.append(number)
    return numbers


def _end_of_complaint(denial: Place, places: Sequence[Place], cues: CueBits) -> int:
    """Return the last word of a listed complaint that holds this "not", -1 for none: it denies only inside it."""
    ends = [
        place[2] for place in places if place[1] <= denial[1] and place[2] > denial[2] and place[0] & cues.complaint
    ]
    return max(ends, default=-1)


def _question_from(sentence: Sentence, found: Grammar) -> int | None:
    if not sentence.asking or found.why:
        return None
    for number, word in enumerate(sentence.words):
        if word in QUESTION_STARTS and (number == 0 or _opens(sentence.words[number - 1])):
            return number
    return min((*found.knows[:1], *found.orders[:1]), default=0)


def _opens(word: str) -> bool:
    return word in CLAUSE_BREAKS or word in ("and", "so", "also", "or")


def _over_from(places: Sequence[Place], cues: CueBits, found: Grammar) -> int:
    """Return the first word of what tells that all before is over, -1 when nothing does."""
    ends = [place[1] for place in places if place[0] & cues.over]
    wishes = [place[1] for place in places if place[0] & (cues.until | cues.order | cues.supposed)]
    clause = found.clause_of
    told = [
        at
        for at in ends
        if not _denied(at, at, found) and not any(wish < at and clause[wish] == clause[at] for wish in wishes)
    ]
    return max(told, default=-1)


def _denied(first: int, last: int, found: Grammar) -> bool:
    clause = found.clause_of
    for at, reach, until in found.denials:
        if at < first <= reach and clause[at] == clause[first] and (until == -1 or last <= until):
            return True
    return False


def _sense(place: Place, found: Grammar) -> Sense:
    first = place[1]
    clause = found.clause_of
    if found.supposed and any(at < first and clause[at] == clause[first] for at in found.supposed):
        return Sense.SUPPOSED
    if found.question_from is not None and first >= found.question_from:
        return Sense.WONDERED
    if found.denials and _denied(first, place[2], found):
        return Sense.DENIED
    return Sense.OVER if first < found.over_from else Sense.SAID


def _ordered(place: Place, sentence: Sentence, found: Grammar) -> bool:
    """Return True when the sentence asks us to do this: an order stands before it, or it is an imperative."""
    first = place[1]
    if found.orders and found.orders[0] <= first:
        return not (found.knows and any(found.orders[0] < at < first for at in found.knows))
    return _starts_clause(first, sentence.words)


def _starts_clause(at: int, words: tuple[str, ...]) -> bool:
    while at > 0 and words[at - 1] in BEFORE_ORDER:
        at -= 1
    return at == 0 or words[at - 1] in CLAUSE_BREAKS
