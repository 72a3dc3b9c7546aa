"""What two sets of rules have in common, so that it need not be done twice for one mail."""

from mailhelp.config.calendar import calendar_text
from mailhelp.config.layers import LAID_OVER
from mailhelp.config.marks import read_yaml
from mailhelp.core.rules import Ruleset

# What bears on deadlines, on who is told, or on nothing at all.
NO_JUDGES = frozenset(["hours", "targets", "examples", "staff"])
VOCABULARY = frozenset(["words", "services"])


def judge_alike(one: Ruleset, other: Ruleset) -> bool:
    """Return True when both give each mail the same classification; False also where that cannot be told.

    Deadlines, staff and holidays may differ all the same.
    """
    if one.model.hash != other.model.hash or _sections(one, NO_JUDGES, False) != _sections(other, NO_JUDGES, False):
        return False
    asks_for_hours = any(rule.when.received for rule in (*one.rules, *one.overrides))
    return not asks_for_hours or calendar_text(one.calendar) == calendar_text(other.calendar)


def know_the_same_words(one: Ruleset, other: Ruleset) -> bool:
    """Return True when a mail read with the vocabulary of one is read for the other too.

    The names of a lexicon hold every word and pattern that a rule wrote itself, in the order of its bits.
    """
    if one.lexicon.names != other.lexicon.names:
        return False
    return _sections(one, VOCABULARY, True) == _sections(other, VOCABULARY, True)


def _sections(rules: Ruleset, names: frozenset[str], wanted: bool) -> list[object]:
    """Return the sections of both files of a ruleset that are among `names`, or (wanted False) that are not."""
    documents = (document for part in rules.text.split(LAID_OVER) for document in read_yaml(part, "rules.yaml"))
    return [
        {key: value for key, value in one.value.items() if (key in names) is wanted}
        if isinstance(one.value, dict)
        else one.value
        for one in documents
    ]
