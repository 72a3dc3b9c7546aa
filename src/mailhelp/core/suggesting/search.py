"""Which changes to try for what was judged wrongly, and which of them are worth proposing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mailhelp.core.suggesting.changes import NOT_MEANT, AddName, AddWord, Change, DropWord, NewRule
from mailhelp.core.suggesting.judged import Outcome
from mailhelp.core.suggesting.phrases import Phrase, key_of

STRENGTHS = ("weak", "fair", "strong")
MOST_PHRASES = 8
MOST_LISTS = 10
MOST_SERVICES = 4
# So many times a whole set of rules is loaded and mails are decided under it: what takes time.
MOST_TRIES = 600
MOST_PROPOSALS = 12
MOST_INSTEAD = 3


@dataclass(frozen=True, slots=True)
class Readers:
    """What the rules read. lists, services: each with its phrases, as written. wholes: a part to what it is part of.

    listed, served: which lists and services the rules read that give this answer to this question, strongest first.
    """

    lists: Mapping[str, tuple[str, ...]]
    services: Mapping[str, tuple[str, ...]]
    wholes: Mapping[str, str]
    listed: Mapping[tuple[str, str], tuple[str, ...]]
    served: Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """What was judged wrongly in one way. misled: the keys of words that spoke for the wrong answer."""

    question: str
    value: str
    phrases: tuple[Phrase, ...]
    misled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that is worth it, with what it does when those before it are done.

    instead: changes of another kind that do the same, for whoever finds one of them plainer.
    """

    change: Change
    question: str
    value: str
    outcome: Outcome
    instead: tuple[Change, ...] = ()


# Gives what a change does for a question, beside those that are chosen already.
Trier = Callable[[Change, str, Sequence[Change]], Outcome]


def in_turn(groups: Sequence[Group]) -> Iterator[tuple[Group, Phrase]]:
    """Give the most telling phrase of each group, then the second of each, and so on."""
    for place in range(MOST_PHRASES):
        for group in groups:
            yield from ((group, phrase) for phrase in group.phrases[place : place + 1])


def candidates(phrase: Phrase, group: Group, readers: Readers) -> Iterator[tuple[Change, ...]]:
    """Give what can be tried with one phrase, the plainest first; of each tuple the first that is worth it is enough.

    A rule says no more than what was seen; whether a word belongs to a list by its meaning, only a person can tell. So
    a list comes first only where it does more.
    """
    answer = (group.question, group.value)
    for key in ("says", "any"):
        yield tuple(NewRule(key, phrase.text, *answer, strength) for strength in STRENGTHS)
    for listed in readers.listed.get(answer, ())[:MOST_LISTS]:
        if phrase.key not in map(key_of, readers.lists.get(listed, ())):
            yield (AddWord(listed, phrase.text),)
    for service in readers.served.get(answer, ())[:MOST_SERVICES]:
        yield (AddName(service, phrase.text),)
    yield from _against(phrase, group, readers)


def _against(phrase: Phrase, group: Group, readers: Readers) -> Iterator[tuple[Change, ...]]:
    """Give what takes away the weight of words that misled."""
    if NOT_MEANT in readers.lists and any(word in phrase.key and word != phrase.key for word in group.misled):
        yield (AddWord(NOT_MEANT, phrase.text),)
    if phrase.key in group.misled:
        for listed, entries in readers.lists.items():
            yield from ((DropWord(listed, entry),) for entry in entries if key_of(entry) == phrase.key)


@dataclass(slots=True)
class Search:
    """A search for the changes that mend most, bounded by tries and not by time, so that it always ends the same.

    passes: whether a file with these changes would be taken. fewest: how many tickets a change must mend.
    """

    trier: Trier
    passes: Callable[[Sequence[Change]], bool]
    fewest: int
    tries: int = 0
    chosen: list[Proposal] = field(default_factory=list)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the changes chosen so far."""
        return tuple(one.change for one in self.chosen)

    @property
    def cut_short(self) -> bool:
        """Return True when there was more to try."""
        return self.tries >= MOST_TRIES

    def run(self, groups: Sequence[Group], readers: Readers) -> tuple[Proposal, ...]:
        """Return the changes that are worth it, the best first; each is tried again beside those before it."""
        pairs = list(in_turn(groups))
        found = [one for group, phrase in pairs for one in self._for_phrase(phrase, group, readers)]
        waiting = [(one, place) for place, one in enumerate(found)]
        while waiting and len(self.chosen) < MOST_PROPOSALS and not self.cut_short:
            waiting.sort(key=lambda one: (-one[0].outcome.worth, one[1]))
            best, place = waiting.pop(0)
            again = self._again(best)
            if again is None:
                continue
            if waiting and again.outcome.worth < waiting[0][0].outcome.worth:
                waiting.append((again, place))
            elif self.passes((*self.changes, again.change)):
                self.chosen.append(replace(again, instead=_instead(best, found)))
        return tuple(self.chosen)

    def _for_phrase(self, phrase: Phrase, group: Group, readers: Readers) -> list[Proposal]:
        """Return what one phrase can do, at most as many as are shown of it when they do all that can be done."""
        found: list[Proposal] = []
        for some in candidates(phrase, group, readers):
            if sum(one.outcome.worth >= phrase.hits for one in found) > MOST_INSTEAD:
                break
            one = self._tried(group, some)
            found += [one] if one is not None else []
        return found

    def _tried(self, group: Group, some: Sequence[Change]) -> Proposal | None:
        """Return the first of some changes that is worth it."""
        for change in some:
            outcome = self._outcome(change, group.question)
            if outcome is not None and self._is_worth(outcome):
                return Proposal(change, group.question, group.value, outcome)
        return None

    def _again(self, one: Proposal) -> Proposal | None:
        """Return a proposal as it is beside those chosen already; None when it is not worth it any more."""
        outcome = one.outcome if not self.chosen else self._outcome(one.change, one.question)
        if outcome is None or not self._is_worth(outcome):
            return None
        return replace(one, outcome=outcome)

    def _outcome(self, change: Change, question: str) -> Outcome | None:
        if self.cut_short:
            return None
        self.tries += 1
        return self.trier(change, question, self.changes)

    def _is_worth(self, outcome: Outcome) -> bool:
        return len(outcome.mended) >= self.fewest and outcome.worth > 0


def _instead(chosen: Proposal, found: Sequence[Proposal]) -> tuple[Change, ...]:
    """Return the other changes that do for the same phrase what the chosen one does."""
    alike = (
        one.change
        for one in found
        if type(one.change) is not type(chosen.change)
        and one.change.phrase == chosen.change.phrase
        and one.outcome == chosen.outcome
    )
    return tuple(dict.fromkeys(alike))[:MOST_INSTEAD]
