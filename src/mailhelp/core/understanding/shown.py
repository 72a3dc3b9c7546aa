"""The very words of a sentence that made a rule match, as written."""

from mailhelp.core.lexicon import Lexicon
from mailhelp.core.rules import Condition
from mailhelp.core.understanding.judging import Hit
from mailhelp.core.understanding.reading import Read
from mailhelp.core.understanding.sentences import Sentence, spans
from mailhelp.core.understanding.words import folded


def words_shown(when: Condition, one: Read, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words that matched, in order, each once; those of a pattern too."""
    wanted = when.says | when.asks | when.of | when.about | when.any | when.all
    for mask in (*when.in_order, *(when.near.words if when.near else ())):
        wanted |= mask
    for listed, opposite in lexicon.opposites:
        wanted |= listed if opposite & wanted else 0
    hits = [hit for hit in one.hits if hit.mask & wanted]
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
    return [text[start:end] for bits, start, end in lexicon.finder.patterns(text) if bits & wanted]
