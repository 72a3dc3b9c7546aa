"""What a change to the rules would do to the desk's own mail: loaded as from a file, decided again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mailhelp.config.pasting import fragment, with_pasted
from mailhelp.config.rulesfile import load_rules_text
from mailhelp.core.classify import classify
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.rules import Ruleset
from mailhelp.core.suggesting.changes import Change
from mailhelp.core.suggesting.judged import Example, Outcome, answers_of, wrong
from mailhelp.core.suggesting.phrases import key_of
from mailhelp.core.suggesting.search import Readers


class Trial:
    """Tries changes one by one, beside those that are chosen already.

    A word changes nothing for a mail in which it does not stand, so only the others are decided again.
    """

    def __init__(self, text: str, rules: Ruleset, readers: Readers, examples: Sequence[Example], fewest: int) -> None:
        """text, rules: of the version in force. fewest: how many tickets a change must mend to be of use."""
        self._text = text
        self._rules = rules
        self._readers = readers
        self._corrected = [one for one in examples if one.corrected]
        self._rest = [one for one in examples if not one.corrected]
        self._fewest = fewest
        self._done: tuple[Change, ...] = ()
        self._wrong = {one.number: wrong(one.said, self._answers(one, rules)) for one in self._corrected}
        self._changed: dict[int, frozenset[str]] = {}

    def __call__(self, change: Change, question: str, chosen: Sequence[Change]) -> Outcome:
        """Return what a change does beside those chosen; mended are those whose answer to `question` it puts right."""
        self._keep_up(tuple(chosen))
        rules = self._load((*chosen, change), examples=False)
        return Outcome() if rules is None else self._outcome((change,), rules, question)

    def together(self, changes: Sequence[Change]) -> Outcome:
        """Return what all changes do together, against the rules in force."""
        fresh = Trial(self._text, self._rules, self._readers, (*self._corrected, *self._rest), 0)
        rules = self._load(changes, examples=False)
        return Outcome() if rules is None else fresh._outcome(changes, rules)

    def passes(self, changes: Sequence[Change]) -> bool:
        """Return True when the desk's file with the changes pasted in would be taken, its own tests too."""
        return self._load(changes, examples=True) is not None

    def still_wrong(self) -> dict[int, frozenset[str]]:
        """Return the corrected tickets that are judged wrongly by the rules in force, with the questions."""
        return {number: questions for number, questions in self._wrong.items() if questions}

    def _load(self, changes: Sequence[Change], *, examples: bool) -> Ruleset | None:
        """Return the rules in force with changes; None when they would be refused."""
        try:
            found = load_rules_text(with_pasted(self._text, fragment(changes, self._readers)), examples=examples)
        except BadConfiguration:
            return None
        return replace(found, calendar=self._rules.calendar)

    def _answers(self, one: Example, rules: Ruleset) -> dict[str, str]:
        return answers_of(classify(one.mail, rules, one.envelope))

    def _keep_up(self, chosen: tuple[Change, ...]) -> None:
        """Take the changes chosen since the last trial as given."""
        if chosen == self._done:
            return
        rules = self._load(chosen, examples=False)
        for one in _concerned((*self._corrected, *self._rest), chosen[len(self._done) :]) if rules else ():
            now = wrong(one.said, self._answers(one, rules or self._rules))
            (self._wrong if one.corrected else self._changed)[one.number] = now
        self._done = chosen

    def _outcome(self, changes: Sequence[Change], rules: Ruleset, question: str = "") -> Outcome:
        mended, broken = self._compared(_concerned(self._corrected, changes), rules, question)
        if len(mended) < self._fewest:
            return Outcome()
        _, more = self._compared(_concerned(self._rest, changes), rules, question)
        return Outcome(tuple(sorted(mended)), tuple(sorted((*broken, *more))))

    def _compared(self, examples: Iterable[Example], rules: Ruleset, question: str) -> tuple[list[int], list[int]]:
        mended: list[int] = []
        broken: list[int] = []
        for one in examples:
            before = (self._wrong if one.corrected else self._changed).get(one.number, frozenset())
            now = wrong(one.said, self._answers(one, rules))
            if now - before:
                broken.append(one.number)
            elif now < before and (not question or question in before - now):
                mended.append(one.number)
        return mended, broken


def _concerned(examples: Iterable[Example], changes: Iterable[Change]) -> list[Example]:
    """Return the mails in which the words of a change stand, in their order."""
    keys = [key_of(change.phrase) for change in changes]
    return [one for one in examples if any(one.holds(key) for key in keys)]
