"""Words, pairs and triples that stand in mails which were judged wrongly, and hardly in others."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mailhelp.core.suggesting.chance import expected
from mailhelp.core.suggesting.judged import Example
from mailhelp.core.suggesting.names import Names
from mailhelp.core.suggesting.ownwords import own_words
from mailhelp.core.understanding.sentences import WORD, Sentence, sentences, spans
from mailhelp.core.understanding.words import stems

LONGEST = 3
# As many as the longest labelled mail has; a mail says what it is about early.
MOST_WORDS = 250
NUMBER_STEM, NUMBER = "#", "NUMBER"
BREAK = ";"
# Words by which two mails are taken for the same.
BEGINNING = 25
# Fewer phrases than this are expected to be as telling by chance alone.
BY_CHANCE = 0.01
_IDLE = frozenset(
    "the a an and or of to in on at is be it we i you our my your for with this that have do can will as by from so us "
    "me they their he she his her but if then there here please thank hi hello dear regard all also just".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that tells wrong mails from right ones.

    key: its stems with a blank around, as rules find it. text: as it is written in a list. hits: in how many wrong
    mails it stands; others: in how many of the rest. by_chance: how many phrases would be as telling by chance.
    """

    key: str
    text: str
    hits: int
    others: int
    by_chance: float


def lines_of(subject: str, text: str) -> tuple[str, str]:
    """Return the stems of what rules read in a mail, as `Example.lines` and `Example.heading`."""
    found = sentences(subject, text)
    own = [f" {' '.join(one.words)} " for one in found if not one.older]
    old = [f" {' '.join(one.words)} " for one in found if one.older]
    return f" {BREAK} ".join(own), f" {BREAK} ".join(old)


def grams(lines: str) -> set[str]:
    """Return the words, pairs and triples of a mail, each with a blank around.

    >>> sorted(grams(" till jam ; again "))
    [' again ', ' jam ', ' till ', ' till jam ']
    """
    words = lines.split()[:MOST_WORDS]
    found: set[str] = set()
    for place in range(len(words)):
        for length in range(1, LONGEST + 1):
            some = words[place : place + length]
            if len(some) < length or not all(map(_is_word, some)):
                break
            found.add(f" {' '.join(some)} ")
    return found


def _is_word(word: str) -> bool:
    return word == NUMBER_STEM or (word.isalpha() and len(word) <= 30)


class Frequencies:
    """In how many mails each phrase stands, of some mails that have been counted once."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self.mails = 0
        self._counted: Counter[str] = Counter()
        for one in examples:
            self.mails += 1
            self._counted.update(grams(one.own))

    def of(self, key: str) -> int:
        """Return in how many mails a phrase stands."""
        return self._counted[key]

    def by_count(self, length: int) -> Counter[int]:
        """Return how many phrases of so many words stand in one mail, in two, and so on."""
        blanks = length + 1
        return Counter(count for key, count in self._counted.items() if key.count(" ") == blanks)


def telling(
    wrong: Sequence[Example], right: Sequence[Example], names: Names, *, fewest: int, by_chance: float = BY_CHANCE
) -> list[Phrase]:
    """Return the phrases that stand in at least `fewest` wrong mails and hardly in right ones, the most telling first.

    What may be a person's or a firm's name is none, nor what only one address ever wrote. Mails that begin alike count
    as one.
    """
    wrong, right = _each_once(wrong), _each_once(right)
    everything = Frequencies((*wrong, *right))
    inside = Frequencies(wrong)
    spread = {length: everything.by_count(length) for length in range(1, LONGEST + 1)}
    texts: dict[str, str] = {}
    for one in wrong:
        for key, text in _written(one, names):
            texts[key] = min(text, texts.get(key, text))
    found = []
    for key in sorted(texts):
        hits, count = inside.of(key), everything.of(key)
        if hits < fewest or not _is_by_several(key, wrong, right):
            continue
        odds = expected(len(wrong), everything.mails, hits, count, spread[key.count(" ") - 1])
        if odds < by_chance:
            found.append(Phrase(key, texts[key], hits, count - hits, odds))
    return _without_echoes(sorted(found, key=_order), wrong)


def _each_once(examples: Iterable[Example]) -> list[Example]:
    """Return the mails without those that begin as one before them: a monitor, a form, the same mail sent again."""
    return list({tuple(one.own.split()[:BEGINNING]): one for one in examples}.values())


def _order(one: Phrase) -> tuple[float, int, str]:
    return one.others - one.hits, one.key.count(" "), one.key


def _is_by_several(key: str, wrong: Iterable[Example], right: Iterable[Example]) -> bool:
    """Return True when more than one address wrote it: what one alone writes may be anything."""
    senders = (one.sender for some in (wrong, right) for one in some if key in one.own)
    first = next(senders, None)
    return any(sender != first for sender in senders)


def _without_echoes(found: Iterable[Phrase], wrong: Sequence[Example]) -> list[Phrase]:
    """Return the phrases without those that stand in the very mails of one before them."""
    seen: dict[tuple[int, ...], str] = {}
    kept = []
    for one in found:
        where = tuple(place for place, each in enumerate(wrong) if one.key in each.own)
        if where not in seen:
            seen[where] = one.key
            kept.append(one)
    return kept


def _written(one: Example, names: Names) -> Iterator[tuple[str, str]]:
    """Give the phrases of a mail that may be proposed: key and text."""
    for sentence in sentences(one.mail.subject, own_words(one.mail.reply)):
        if not sentence.older:
            yield from _of_sentence(sentence, names)


def _of_sentence(sentence: Sentence, names: Names) -> Iterator[tuple[str, str]]:
    places = spans(sentence.text)
    words = sentence.words[: len(places)]
    for first in range(len(words)):
        for last in range(first, min(first + LONGEST, len(words))):
            if not _is_word(words[last]):
                break
            key = f" {' '.join(words[first : last + 1])} "
            text = _text(sentence, words, places[first : last + 1], first)
            if key_of(text) == key and _says_something(words[first : last + 1]) and not names.among(text):
                yield key, text


def _text(sentence: Sentence, words: Sequence[str], places: Sequence[tuple[int, int]], first: int) -> str:
    """Return a phrase as it is written in a list: small letters, numbers as NUMBER."""
    shown: list[str] = []
    for number, place in enumerate(dict.fromkeys(places)):
        is_number = words[first + number] == NUMBER_STEM if len(set(places)) == len(places) else False
        shown.append(NUMBER if is_number else sentence.text[place[0] : place[1]].lower().replace("’", "'"))
    return " ".join(shown)


def _says_something(words: Sequence[str]) -> bool:
    if words[0] in _IDLE or words[-1] in _IDLE:
        return False
    return any(len(word) > 3 and word not in _IDLE for word in words)


def key_of(phrase: str) -> str:
    """Return how a phrase of a list stands in a sentence of stems, with a blank around.

    >>> key_of("Mailboxes broken"), key_of("NUMBER of us")
    (' mailbox break ', ' # of us ')
    """
    words = [stem for word in WORD.findall(phrase) for stem in ((NUMBER_STEM,) if word == NUMBER else stems(word))]
    return f" {' '.join(words)} "
