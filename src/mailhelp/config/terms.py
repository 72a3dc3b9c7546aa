"""What the words of a `when` find in a mail, told from the merged rules before they are compiled."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mailhelp.config.entries import Entry
from mailhelp.config.finder import phrase_key
from mailhelp.config.merging import Merged


@dataclass(frozen=True, slots=True)
class Term:
    """One word, phrase or list. keys: its phrases as `phrase_key` gives them. denial: a denied word gives it too."""

    text: str
    keys: frozenset[str]
    denial: bool = False

    @property
    def is_empty(self) -> bool:
        """Return True when no mail can hold it."""
        return not self.keys and not self.denial

    def within(self, others: Iterable["Term"]) -> bool:
        """Return True when wherever this is found, one of `others` is found too."""
        several = tuple(others)
        if any(self.text == one.text for one in several):
            return True
        known = frozenset().union(*(one.keys for one in several))
        return not self.denial and all(_holds_one(key, known) for key in self.keys)


def _holds_one(key: str, known: frozenset[str]) -> bool:
    words = key.split()
    ends = range(len(words) + 1)
    return any(f" {' '.join(words[first:last])} " in known for last in ends for first in range(last))


class Terms:
    """The terms of one set of rules."""

    def __init__(self, found: Merged) -> None:
        self._words = found.words
        self._known: dict[str, Term] = {}

    def term(self, text: str) -> Term:
        """Return what a word, a phrase or a list in capitals finds."""
        if text not in self._known:
            self._known[text] = self._list(text) if text in self._words else Term(text, _keys([text]))
        return self._known[text]

    def terms(self, texts: Iterable[str]) -> tuple[Term, ...]:
        """Return one for each text."""
        return tuple(map(self.term, texts))

    def has_words(self, *lists: str) -> bool:
        """Return True when one of these lists can be found in a mail."""
        return any(name in self._words and not self.term(name).is_empty for name in lists)

    def _list(self, name: str) -> Term:
        reached = list(_reached(name, self._words))
        texts = [str(one.value) for each in reached for one in self._words[each]]
        plain = [text for text in texts if text not in self._words and text.removeprefix("not ") not in self._words]
        denied = any(text.removeprefix("not ") in self._words for text in texts if text.startswith("not "))
        return Term(name, _keys(plain), denied)


def _keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(key for text in texts if (key := phrase_key(text)))


def _reached(name: str, words: Mapping[str, list[Entry]]) -> Iterator[str]:
    """Yield a list and all that it takes in, each once."""
    seen, left = {name}, [name]
    while left:
        here = left.pop()
        yield here
        inner = [str(one.value) for one in words[here] if one.value in words and one.value not in seen]
        seen.update(inner)
        left += inner
