"""The rules in force: the version that the database names, compiled once."""

from dataclasses import replace

from mailhelp.config.calendar import calendar_of_text
from mailhelp.config.rulesfile import load_rules_text
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.policy import Policy
from mailhelp.core.rules import Ruleset
from mailhelp.service.rooms import DeskSetting
from mailhelp.store.rulesets import RulesetRow, Rulesets


class ActiveRules:
    """Keeps the compiled rules of the version that is active in the database."""

    def __init__(self, rulesets: Rulesets, setting: DeskSetting) -> None:
        self._rulesets = rulesets
        self._setting = setting
        self._policy: Policy | None = None

    def policy(self) -> Policy:
        """Return the policy in force as of the last `refresh`, the first time the one in force now."""
        return self._policy or self.refresh()

    def refresh(self) -> Policy:
        """Return the policy in force now; compiles anew when another version became active.

        Raise BadConfiguration when no version was ever accepted.
        """
        active = self._rulesets.active()
        if active is None:
            raise BadConfiguration("no rules were accepted yet: run `mailhelp check`, then start the desk")
        if self._policy is None or self._policy.rules_id != active.id:
            self._policy = Policy(self._setting.desk, compiled(active), active.id, self._setting.limits)
        return self._policy


def compiled(row: RulesetRow) -> Ruleset:
    """Return the rules of an accepted version, with the holidays as they were when it was accepted."""
    rules = load_rules_text(row.text, examples=False)
    return replace(rules, calendar=calendar_of_text(row.calendar_text))
