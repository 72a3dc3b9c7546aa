"""Whether two sets of rules judge every mail alike, whatever else differs between them."""

from mailhelp.config.calendar import calendar_text
from mailhelp.config.layers import LAID_OVER
from mailhelp.config.marks import read_yaml
from mailhelp.core.rules import Ruleset

# What bears on deadlines, on who is told, or on nothing at all.
NO_JUDGES = ("hours", "targets", "examples", "staff")


def judge_alike(one: Ruleset, other: Ruleset) -> bool:
    """Return True when both give each mail the same classification; False also where that cannot be told.

    Deadlines, staff and holidays may differ all the same.
    """
    if one.model.hash != other.model.hash or _judging(one.text) != _judging(other.text):
        return False
    asks_for_hours = any(rule.when.received for rule in (*one.rules, *one.overrides))
    return not asks_for_hours or calendar_text(one.calendar) == calendar_text(other.calendar)


def _judging(text: str) -> list[object]:
    documents = [read_yaml(part, "rules.yaml") for part in text.split(LAID_OVER)]
    return [_without_others(each.value) for found in documents for each in found]


def _without_others(value: object) -> object:
    return {key: one for key, one in value.items() if key not in NO_JUDGES} if isinstance(value, dict) else value
