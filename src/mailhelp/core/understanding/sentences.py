"""A mail's words divided into sentences and clauses, in linear time."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from mailhelp.core.understanding.words import stems

TEXT_LIMIT = 65_536
SENTENCE_LIMIT = 800
# The words of stretches up to this length are kept, of so many stretches: a few megabytes, whatever the mails.
CHUNK_KEPT, CHUNKS_KEPT = 24, 32_768
# No abbreviation is longer.
LONGEST_BEFORE_STOP = 12
# Bounded repeats, so that no text makes it slow or fills the memory of `stems`. Punctuation that divides clauses
# comes as words of its own.
WORD = re.compile(
    r"[\w.+-]{1,64}@[\w.-]{1,253}|https?://[^\s>]{1,240}|[eE]-[mM]ails?\b|[^\W_]{1,48}(?:['’][^\W_]{1,3})?"
    r"|[,;:()?–—]|(?<=\s)-(?=\s)"
)
_END = re.compile(r"[.!?…]+[\"')\]”’*]*(?=\s|\Z)|\n")
_ABBREVIATIONS = frozenset("mr mrs ms dr st e.g i.e eg ie etc no approx tel vs inc ltd co prof rev ref incl".split())
_BULLET = re.compile(r"[ \t]*(?:[-*•–>]|\(?[0-9a-zA-Z]{1,2}[.)])[ \t]")
_FULL_LINE = 55
# How mail programs mark replies and forwarded mail, in the languages they come in.
_REPLY = re.compile(r"\s*(?:re|fw|fwd|aw|wg|sv|vs|tr|rv|rif|antw|odp|ynt)\s?(?:\[\d{1,3}\])?\s?:", re.IGNORECASE)


class Sentence(NamedTuple):
    """One sentence: its text as written, its words as stems (punctuation between clauses is a word).

    asking: it ends as a question. older: the subject of a reply or a forwarded mail, which is not this mail's own.
    """

    text: str
    words: tuple[str, ...]
    asking: bool = False
    older: bool = False


def sentences(subject: str, text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a mail, its subject first; only the first 64 KB of `text` are read."""
    body = text[:TEXT_LIMIT]
    first = (_sentence(subject[:SENTENCE_LIMIT], older=_REPLY.match(subject) is not None),) if subject.strip() else ()
    return (*first, *(_sentence(piece) for piece in _pieces(body)))


@lru_cache(maxsize=64)
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each word of a sentence with this text stands in it; kept for whoever asks next."""
    return tuple(word.span() for word in WORD.finditer(text) for _ in stems(word.group()))


def _sentence(text: str, *, older: bool = False) -> Sentence:
    return Sentence(text, _words(text), asking=text.rstrip("\"')]”’* ").endswith("?"), older=older)


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text as stems. A word never goes over a blank, so that what is between two can be kept."""
    chunks = text.split()
    if "-" in chunks:
        # Which divides clauses between two blanks only: the text tells, a chunk cannot.
        return tuple(chain.from_iterable(map(stems, WORD.findall(text))))
    return tuple(chain.from_iterable(map(_chunks.__getitem__, chunks)))


class _Chunks(dict[str, tuple[str, ...]]):
    """The words in each stretch of text without blanks ("site," gives "website", ","), kept for the next mail."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        words = tuple(chain.from_iterable(map(stems, WORD.findall(chunk))))
        if len(chunk) <= CHUNK_KEPT:
            if len(self) >= CHUNKS_KEPT:
                self.clear()
            self[chunk] = words
        return words


_chunks = _Chunks()


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        at, after = end.span()
        if _divides(text, start, at, after):
            yield from _short_enough(text[start:after].strip())
            start = after
    yield from _short_enough(text[start:].strip())


def _short_enough(piece: str) -> Sequence[str]:
    if len(piece) <= SENTENCE_LIMIT:
        return (piece,) if piece else ()
    return [piece[at : at + SENTENCE_LIMIT] for at in range(0, len(piece), SENTENCE_LIMIT)]


def _divides(text: str, start: int, at: int, after: int) -> bool:
    """Return True when a sentence that begins at `start` ends with what stands from `at` to `after`."""
    if text[at] == "\n":
        return _line_divides(text, at)
    if after - at > 1 or text[at] != ".":
        return True
    before = text[max(start, at - LONGEST_BEFORE_STOP) : at]
    word = "" if before[-1:].isspace() else "".join(before.split()[-1:]).lower()
    numbered = len(word) < 3 and at - start < 4
    return word not in _ABBREVIATIONS and not numbered


def _line_divides(text: str, at: int) -> bool:
    full = at >= _FULL_LINE and "\n" not in text[at - _FULL_LINE : at]
    following = text[at + 1 : at + 9]
    return not full or not following.strip() or following[0] == "\n" or _BULLET.match(following) is not None
