"""Proposing words and rules from what staff corrected, each tried on the desk's own mail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailhelp.config.suggestible import readers_of
from mailhelp.core.classify import classify
from mailhelp.core.policy import Policy
from mailhelp.core.rules import Ruleset
from mailhelp.core.suggesting.judged import Example, Outcome
from mailhelp.core.suggesting.names import ROLES, Names, known_of, usual_words
from mailhelp.core.suggesting.phrases import BY_CHANCE, key_of, telling
from mailhelp.core.suggesting.search import Group, Proposal, Readers, Search
from mailhelp.service.suggesting.corpus import Corpus
from mailhelp.service.suggesting.trial import Trial

FEWEST_MENDED = 2
# With `unsure` what rests on a single ticket or may be chance is shown as well.
UNSURE_BY_CHANCE = 1.0


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What could be learned. wrong: tickets judged wrongly by the rules in force, of those corrected.

    together: what all proposals do together. cut_short: there was more to try than is tried at once.
    """

    corpus: Corpus
    readers: Readers
    proposals: tuple[Proposal, ...]
    together: Outcome
    wrong: tuple[int, ...]
    cut_short: bool

    @property
    def left(self) -> tuple[int, ...]:
        """Return the tickets judged wrongly that no proposal mends."""
        return tuple(sorted(set(self.wrong) - set(self.together.mended)))


def suggest(corpus: Corpus, policy: Policy, text: str, *, unsure: bool = False) -> Suggestions:
    """Return the changes to the rules in force that corrected tickets call for; the same for the same mails.

    text: of the rules in force. unsure: also what mends a single ticket, or may be chance.
    """
    readers, fewest = readers_of(text), 1 if unsure else FEWEST_MENDED
    trial = Trial(text, policy.rules, readers, corpus.examples, fewest)
    wrong = trial.still_wrong()
    names = _names(corpus, policy, readers)
    search = Search(trial, trial.passes, fewest)
    groups = list(_groups(corpus, wrong, policy.rules, names, fewest=fewest, unsure=unsure))
    proposals = search.run(groups, readers)
    together = trial.together([one.change for one in proposals])
    return Suggestions(corpus, readers, proposals, together, tuple(sorted(wrong)), search.cut_short)


def _names(corpus: Corpus, policy: Policy, readers: Readers) -> Names:
    rules = policy.rules
    clients = [name for one in rules.clients for name in (one.name, *one.domains, *one.people, *one.may_agree)]
    staff = [name for one in rules.staff for name in (one.name, one.address)]
    plain = [word for some in (readers.lists, readers.services) for entries in some.values() for word in entries]
    known = (*known_of(corpus.examples), *clients, *staff, policy.desk.name)
    return Names(known, (*plain, *ROLES), usual_words(corpus.examples))


def _groups(
    corpus: Corpus,
    wrong: dict[int, frozenset[str]],
    rules: Ruleset,
    names: Names,
    *,
    fewest: int,
    unsure: bool,
) -> Iterator[Group]:
    """Give each way in which mails were judged wrongly, the most frequent first, with what tells them from others."""
    found: dict[tuple[str, str], list[Example]] = {}
    for one in corpus.corrected:
        for question in wrong.get(one.number, ()):
            found.setdefault((question, one.said[question]), []).append(one)
    by_chance = UNSURE_BY_CHANCE if unsure else BY_CHANCE
    for (question, value), some in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(some) >= fewest:
            others = _others(corpus, some, question, value)
            phrases = telling(some, others, names, fewest=fewest, by_chance=by_chance)
            yield Group(question, value, tuple(phrases), _misled(some, rules, question, value))


def _others(corpus: Corpus, wrong: Sequence[Example], question: str, value: str) -> list[Example]:
    """Return the mails that a word for this answer must not stand in: those where another is right."""
    numbers = {one.number for one in wrong}
    return [one for one in corpus.examples if one.number not in numbers and one.said.get(question) != value]


def _misled(wrong: Sequence[Example], rules: Ruleset, question: str, value: str) -> frozenset[str]:
    """Return the keys of the words that spoke for another answer."""
    reasons = (reason for one in wrong for reason in classify(one.mail, rules, one.envelope).reasons)
    against = (one for one in reasons if one.counted and one.question == question and one.value != value)
    return frozenset(key_of(word) for one in against for word in one.words)
