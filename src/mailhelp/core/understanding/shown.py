"""The very words that made a rule match, as written, and the sentences in which they stand."""

from collections.abc import Iterator

from mailhelp.core.lexicon import Lexicon
from mailhelp.core.rules import Condition
from mailhelp.core.understanding.cues import cue_bits
from mailhelp.core.understanding.judging import Hit, Sense, located
from mailhelp.core.understanding.reading import Read, Reading, WayRound, Who
from mailhelp.core.understanding.sentences import Sentence, spans
from mailhelp.core.understanding.words import folded

SENTENCE_SHOWN = 200
# Between two sentences of one reason.
APART = " … "
_WHO = {
    Who.ONE: ("ONLY_ONE", "ONE_PERSON", "OTHERS_FINE"),
    Who.SOME: ("SOME_PEOPLE",),
    Who.EVERYONE: ("EVERYONE",),
}
_WAY_ROUND = {WayRound.NONE: ("NO_WAY_ROUND",), WayRound.SOME: ("WAY_ROUND",)}


def spoken(when: Condition, one: Read | None, reading: Reading, lexicon: Lexicon) -> tuple[tuple[str, ...], str]:
    """Return the words for which a condition holds, as written, and their sentence; two of them with APART between.

    one: the sentence for which it holds. Who is hit and whether there is a way round may be told in another one. What
    needs no words gives () and "".
    """
    words = words_shown(when, one, lexicon) if one else ()
    told_in = [one] if one and words else []
    for mask in _told_by(when, reading, lexicon):
        teller = _teller(mask, one, reading, lexicon.mask("FAULT"))
        if teller is not None:
            words += tuple(_as_written([hit for hit in teller.hits if hit.mask & mask], teller.sentence))
            told_in += [] if any(teller is other for other in told_in) else [teller]
    if one and not words:
        told_in = [one]
    return tuple(dict.fromkeys(words)), APART.join(each.sentence.text[:SENTENCE_SHOWN] for each in told_in)


def _told_by(when: Condition, reading: Reading, lexicon: Lexicon) -> Iterator[int]:
    """Give the masks of the lists that tell who is hit and whether there is a way round, where a condition asks."""
    if when.who and reading.who:
        yield _mask(_WHO[reading.who], lexicon)
    if when.way_round and reading.way_round:
        yield _mask(_WAY_ROUND[reading.way_round], lexicon)


def _mask(names: tuple[str, ...], lexicon: Lexicon) -> int:
    mask = 0
    for name in names:
        mask |= lexicon.mask(name)
    return mask


def _teller(mask: int, one: Read | None, reading: Reading, fault: int) -> Read | None:
    """Return the sentence that tells it: that of the rule, one that complains, one beside such a one, any."""
    sentences = reading.sentences
    telling = (number for number, each in enumerate(sentences) if each.said & mask)

    def rank(number: int) -> tuple[bool, bool, bool]:
        beside = any(near.said & fault for near in sentences[max(0, number - 1) : number + 2])
        return sentences[number] is not one, not sentences[number].said & fault, not beside

    found = min(telling, key=rank, default=None)
    return None if found is None else sentences[found]


def words_shown(when: Condition, one: Read, lexicon: Lexicon, *, meant: bool = True) -> tuple[str, ...]:
    """Return the words of a sentence that a condition speaks of, in order, each once; those of a pattern too.

    meant: False for those of `says` and `asks` in whatever sense they stand there.
    """
    said = when.says
    denied = 0
    for listed, opposite in lexicon.opposites:
        denied |= listed if opposite & said else 0
    wanted = when.of | when.about | when.any | when.all
    for mask in (*when.in_order, *(when.near.words if when.near else ())):
        wanted |= mask
    hits = [
        hit
        for hit in one.hits
        if hit.mask & wanted
        or (hit.mask & said and (not meant or hit.sense is Sense.SAID))
        or (hit.mask & denied and hit.sense is Sense.DENIED)
        or (hit.mask & when.asks and (not meant or hit.ordered))
    ]
    return tuple(
        dict.fromkeys((*_as_written(hits, one.sentence), *_pattern_words(when.pattern, one.sentence, lexicon)))
    )


def _as_written(hits: list[Hit], sentence: Sentence) -> list[str]:
    places = spans(sentence.text)
    shown: list[str] = []
    end = -1
    for hit in hits:
        if end < hit.last < len(places):
            shown.append(sentence.text[places[hit.first][0] : places[hit.last][1]])
            end = hit.last
    return shown


def _pattern_words(wanted: int, sentence: Sentence, lexicon: Lexicon) -> list[str]:
    if not wanted:
        return []
    text = folded(sentence.text)
    return [text[start:end] for start, end in lexicon.finder.patterns(text, wanted)]


def passed_over(reading: Reading, lexicon: Lexicon) -> tuple[Sentence, ...]:
    """Return the sentences of a mail that are not read because they are part of a disclaimer."""
    disclaimer = cue_bits(lexicon).disclaimer
    silent = (each.sentence for each in reading.sentences if not each.hits)
    return tuple(one for one in silent if any(mask & disclaimer for mask, _, _ in located(one, lexicon)))
