"""Hours, matrix and targets of rules.yaml read into values."""

import re
from collections.abc import Mapping

from mailhelp.config.calendar import KEYS, calendar_from, hours_faults
from mailhelp.config.entries import Entry, nearest
from mailhelp.core.errors import WrongField
from mailhelp.core.priority import Matrix
from mailhelp.core.sla import Target, parse_target
from mailhelp.core.ticket import Level, Priority, RequestType
from mailhelp.core.workhours import Calendar

# As much as five strong rules; more would leave the rules no say.
MOST_LEARNED = 20
_NUMBER = re.compile("[1-9][0-9]?")
_DAYS = {"d": 1, "day": 1, "work day": 1, "working day": 1, "bd": 1, "w": 5, "week": 5, "working week": 5}
_OTHER_UNIT = re.compile(rf"([1-9][0-9]{{0,2}}) ?({'|'.join(_DAYS)}|h|hr|bh|work hour|working hour|office hour)s?")
TARGET_NAMES = (*(priority.value for priority in Priority), *(kind.value for kind in RequestType))


def calendar(hours: Mapping[str, Entry], whole: Entry) -> Calendar | None:
    """Return the calendar of `hours`, None with its faults when it is none. whole: where to point for a missing key."""
    values = {key: entry.value for key, entry in hours.items()}
    wrong = hours_faults(values)
    for one in wrong:
        _note(one, hours, whole)
    return None if wrong else calendar_from(values)


def _note(wrong: WrongField, hours: Mapping[str, Entry], whole: Entry) -> None:
    key = wrong.path[1] if len(wrong.path) > 1 else ""
    if key not in hours:
        (whole.child("hours") or whole).fault(wrong.message)
    elif key not in KEYS:
        hours[key].key_fault(wrong.message)
    else:
        entry = hours[key]
        Entry(entry.source, (*entry.path, *wrong.path[2:]), None, entry.faults).fault(wrong.message)


def matrix(entry: Entry | None) -> Matrix:
    """Return the matrix, the service text's when none is written."""
    if entry is None:
        return Matrix()
    keys = entry.mapping(("urgency", *Level))
    order: list[Level | None] = (
        [item.choice(Level) for item in keys["urgency"].items()] if "urgency" in keys else list(Level)
    )
    if sorted(str(level) for level in order) != sorted(Level):
        entry.fault("urgency must name high, medium and low, each once; it heads the columns")
        return Matrix()
    cells = [pair for impact in Level for pair in _row(impact, keys, order, entry)]
    return Matrix(tuple(cells)) if len(cells) == len(Level) ** 2 else Matrix()


def _row(
    impact: Level, keys: Mapping[str, Entry], order: list[Level | None], whole: Entry
) -> list[tuple[tuple[Level, Level], Priority]]:
    if impact not in keys:
        whole.fault(f"matrix has no row {impact}; write for example {impact}: [P1, P2, P3]")
        return []
    row = [item.choice(Priority) for item in keys[impact].items()]
    if len(row) != len(order):
        keys[impact].fault(f"row {impact} must have {len(order)} priorities, one for each urgency")
    return [((impact, level), given) for level, given in zip(order, row, strict=False) if level and given]


def learned(entry: Entry | None) -> int:
    """Return the greatest strength that what was learned may have for one question; 0 when it is off or not written."""
    if entry is None or entry.value == "off":
        return 0
    if isinstance(entry.value, str) and _NUMBER.fullmatch(entry.value) and 1 <= int(entry.value) <= MOST_LEARNED:
        return int(entry.value)
    entry.fault(f"learned is the strength it may have at most: off, or a number from 1 to {MOST_LEARNED}")
    return 0


def targets(entries: Mapping[str, Entry], whole: Entry) -> tuple[dict[str, Target], dict[str, Target]]:
    """Return the resolution targets and the response targets by name; every resolution target must be there."""
    resolve: dict[str, Target] = {}
    respond: dict[str, Target] = {}
    for name, entry in entries.items():
        if name not in TARGET_NAMES:
            entry.key_fault(f'unknown target "{name}"{nearest(name, TARGET_NAMES)}')
            continue
        parts = entry.mapping(("resolve", "respond")) if isinstance(entry.value, dict) else {"resolve": entry}
        for key, found in (("resolve", resolve), ("respond", respond)):
            if key in parts and (target := _target(parts[key])):
                found[name] = target
    for name in TARGET_NAMES:
        if name not in entries:
            (whole.child("targets") or whole).fault(f"targets has no {name}; write for example {name}: 3 business days")
    return resolve, respond


def _target(entry: Entry) -> Target | None:
    try:
        return parse_target(entry.text())
    except ValueError as wrong:
        meant = _meant(" ".join(str(entry.value).split()))
        entry.fault(f'"{entry.value}" is not a target; did you mean {meant}?' if meant else str(wrong))
        return None


def _meant(text: str) -> str:
    """Return the targets that a text in other units may mean, "" when there is no guess."""
    found = _OTHER_UNIT.fullmatch(text.casefold())
    if found is None:
        return ""
    count = int(found[1])
    if found[2] in _DAYS:
        days = count * _DAYS[found[2]]
        return f'"{days} business day{"s" * (days != 1)}"'
    hours = f"hour{'s' * (count != 1)}"
    return f'"{count} business {hours}" (while the desk is open) or "{count} {hours}" (by the clock)'
