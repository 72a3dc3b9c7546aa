"""Warnings of hours and targets: units that were likely not meant, and a graver priority that is due later."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from mailhelp.config.calendar import DAYS
from mailhelp.config.entries import Entry
from mailhelp.config.rulesfile import RulesFile
from mailhelp.core.arrivals import Shares, later_shares
from mailhelp.core.sla import Target, Unit
from mailhelp.core.ticket import Priority
from mailhelp.core.workhours import DAY_MINUTES, Span

_ALL_WEEK = 7 * DAY_MINUTES
_LONG = 12 * 60
_A_DAY = 24
_BUSINESS = (Unit.BUSINESS_HOURS, Unit.BUSINESS_DAYS)


def odd_hours(found: RulesFile) -> Iterator[str]:
    """Yield opening hours that go over midnight and for longer than half a day: likely 5:30 for 17:30."""
    entry = found.merged.mappings["hours"].get("open")
    week = found.ruleset.calendar.week
    for day, spans in zip(DAYS, week, strict=True):
        for span in spans:
            if span.closes > DAY_MINUTES and span.closes - span.opens > _LONG and entry:
                yield f"{_day_place(entry, day)}{_over_midnight(day, span)}"
                return


def _day_place(entry: Entry, day: str) -> str:
    keys = entry.value if isinstance(entry.value, dict) else {}
    found = next((entry.child(key) for key in keys if day in key.casefold()), None)
    return (found or entry).place


def _over_midnight(day: str, span: Span) -> str:
    hours = (span.closes - span.opens) / 60
    closes = span.closes - DAY_MINUTES
    return (
        f"{day} is open over midnight, for {hours:g} hours, until {closes // 60:02}:{closes % 60:02} of the next day; "
        "afternoons are written 13:00 to 23:59"
    )


def odd_targets(found: RulesFile) -> Iterator[str]:
    """Yield targets by the clock where opening hours were likely meant, and those longer than a lesser one."""
    rules = found.ruleset
    mixed = any(target.unit in _BUSINESS for target in rules.targets.values()) and not _never_closes(found)
    for name, target in rules.targets.items():
        if target.unit is Unit.HOURS and (mixed or target.amount > _A_DAY) and not _never_closes(found):
            yield (
                f'{_target(found, name, "resolve").place}{name}: "{target.text}" goes on by the clock, at night and '
                f'on days off; for hours in which the desk is open write "{target.amount} business hours"'
            )
    for graver, lesser in pairwise(map(str, Priority)):
        if _is_longer(rules.targets[graver], rules.targets[lesser]):
            yield f"{_target(found, graver, 'resolve').place}{graver} has longer ({_texts(found, graver, lesser)})"
    for name, respond in rules.respond.items():
        if _is_longer(respond, rules.targets[name]):
            yield (
                f'{_target(found, name, "respond").place}{name} has longer to respond ("{respond.text}") than to '
                f'resolve ("{rules.targets[name].text}")'
            )


def _texts(found: RulesFile, graver: str, lesser: str) -> str:
    targets = found.ruleset.targets
    return f'"{targets[graver].text}") than {lesser} ("{targets[lesser].text}"'


def _target(found: RulesFile, name: str, key: str) -> Entry:
    entry = found.merged.mappings["targets"][name]
    return entry.child(key) or entry


def _is_longer(one: Target, other: Target) -> bool:
    return one.unit is other.unit and one.amount > other.amount


def _never_closes(found: RulesFile) -> bool:
    week = found.ruleset.calendar.week
    return sum(span.closes - span.opens for spans in week for span in spans) >= _ALL_WEEK


def overtaken(found: RulesFile, today: date) -> Iterator[str]:
    """Yield one line on how often a P1 is due after a P2 of the same moment in the year from `today` on."""
    targets = found.ruleset.targets
    if Unit.AGREEMENT in (targets["P1"].unit, targets["P2"].unit):
        return
    shares = later_shares(targets["P1"], targets["P2"], found.ruleset.calendar, today)
    if shares.always:
        both = f"a P1 ({targets['P1'].text}) is due after a P2 ({targets['P2'].text}) of the same moment"
        yield (
            f"{_target(found, 'P1', 'resolve').place}{both} for {shares.always:.0%} of all arrivals, "
            f"{shares.while_open:.0%} of those while the desk is open{_when(shares)}; work_by takes the earlier"
        )


def _when(shares: Shares) -> str:
    """Return ": mon-thu from 14:00, fri from 13:00", "" where there is nothing so simple to say."""
    parts: list[tuple[str, str, int]] = []
    for day, since in zip(DAYS, shares.since, strict=True):
        if since is None:
            continue
        if parts and parts[-1][2] == since and DAYS.index(parts[-1][1]) + 1 == DAYS.index(day):
            parts[-1] = (parts[-1][0], day, since)
        else:
            parts.append((day, day, since))
    told = (f"{first}-{last}" if first != last else first for first, last, _ in parts)
    times = (f"from {since // 60:02}:{since % 60:02} on" for _, _, since in parts)
    return ": " + ", ".join(f"{days} {time}" for days, time in zip(told, times, strict=True)) if parts else ""
