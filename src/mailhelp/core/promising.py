"""What the rules promise for a target."""

from datetime import datetime

from mailhelp.core.rules import Ruleset
from mailhelp.core.sla import promise
from mailhelp.core.ticket import Interval, Promise


def promised(target: str, received_at: datetime, rules: Ruleset, *, pauses: tuple[Interval, ...] = ()) -> Promise:
    """Return by when `target` (P1 to P4, basic, enhanced) is promised for a mail received then (aware)."""
    return promise(
        target, received_at, targets=rules.targets, calendar=rules.calendar, pauses=pauses, respond=rules.respond
    )
