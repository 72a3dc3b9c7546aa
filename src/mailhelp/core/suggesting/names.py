"""Words that may be the name of a person or a firm: they are never proposed for a file."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from mailhelp.core.suggesting.judged import Example
from mailhelp.core.understanding.sentences import sentences
from mailhelp.core.understanding.words import folded

_WORD = re.compile(r"[^\W\d_]{2,}")
# Whose mailbox it is says nothing of a person.
ROLES = (
    "info office admin sales account accounts order orders support reception enquiries booking bookings contact hello "
    "help helpdesk service shop team mail email web website invoice invoices payroll marketing example"
).split()
# After this a word is written with a capital letter whatever it is.
_BEGINS = re.compile(r"(?:\A|[.!?:;,…]\s|\n|[-*•>\"'(“‘]\s?)\s*\Z")


class Names:
    """Tells what may be a name: of people and firms that are known, or what is not mostly written in small letters."""

    def __init__(self, known: Iterable[str], plain: Iterable[str], usual: frozenset[str]) -> None:
        """known: names and addresses of people and firms. plain: what the lists hold already, never a name.

        usual: the words (folded) that the desk's mails mostly write in small letters.
        """
        self._plain = {folded(word) for text in plain for word in _WORD.findall(text)}
        self._names = {folded(word) for text in known for word in _WORD.findall(text)}
        self._usual = usual

    def among(self, text: str) -> bool:
        """Return True when one of the words of a phrase may be a name."""
        return any(self._is_name(folded(word)) for word in _WORD.findall(text))

    def _is_name(self, word: str) -> bool:
        return word not in self._plain and (word in self._names or word not in self._usual)


def known_of(examples: Iterable[Example]) -> Iterable[str]:
    """Give the names and addresses that mails bear: who wrote, and to whom."""
    for one in examples:
        mail = one.mail
        people = (mail.sender, mail.claimed_sender, *mail.to, *mail.cc)
        for person in people:
            if person is not None:
                yield from (person.name, person.address)


def usual_words(examples: Sequence[Example]) -> frozenset[str]:
    """Return the words (folded) that are written in small letters in most places where a name would not be."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for one in examples:
        for sentence in sentences(one.mail.subject, one.mail.reply):
            _count(sentence.text, small, large)
    return frozenset(word for word, count in small.items() if count > large[word])


def _count(text: str, small: Counter[str], large: Counter[str]) -> None:
    for found in _WORD.finditer(text):
        word = found.group()
        if not word[0].isupper():
            small[folded(word)] += 1
        elif not _BEGINS.search(text[max(0, found.start() - 4) : found.start()]):
            large[folded(word)] += 1
