"""What a move changed, as JSON values, and how it is taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from mailhelp.core.stand import ASSIGN, DUE, IMPACT, KIND, PRIORITY, TYPE, URGENCY, Stand
from mailhelp.core.ticket import Kind, Level, Priority, RequestType

# What is undone, by the names that people know.
_NAMES = (KIND, TYPE, IMPACT, URGENCY, PRIORITY, DUE, ASSIGN)
# These follow from the others unless somebody settled them.
_FOLLOW = (PRIORITY, DUE)


def changes_of(before: Stand, after: Stand) -> dict[str, object]:
    """Return what changed, JSON values: each name to [before, after], `settled` so by question, tags put and taken."""
    old, new = _values(before), _values(after)
    told = {name: [old[name], new[name]] for name in _NAMES if old[name] != new[name] and _is_said(name, before, after)}
    questions = dict.fromkeys((*before.settled, *after.settled))
    settled = {
        one: [before.settled.get(one), after.settled.get(one)]
        for one in questions
        if before.settled.get(one) != after.settled.get(one)
    }
    put = [tag for tag in after.tags if tag not in before.tags]
    taken = [tag for tag in before.tags if tag not in after.tags]
    return {**told, "settled": settled, "put": put, "taken": taken}


def _is_said(name: str, before: Stand, after: Stand) -> bool:
    return name not in _FOLLOW or name in before.settled or name in after.settled


def conflicts(stand: Stand, changes: Mapping[str, object]) -> tuple[str, ...]:
    """Return what of a move somebody changed again since, in words, () when it can be undone."""
    now = _values(stand)
    named = {name: pair for name in _NAMES if (pair := _pair(changes.get(name)))}
    settled = _settled(changes)
    moved = [name for name, pair in named.items() if now[name] != pair[1]]
    moved += [name for name, pair in settled.items() if stand.settled.get(name) != pair[1] and name not in moved]
    told = [f"{name} by {stand.settled.get(name) or 'the rules'}" for name in moved]
    told += [f"tag {tag}" for tag in _strings(changes.get("put")) if tag not in stand.tags]
    return (*told, *(f"tag {tag}" for tag in _strings(changes.get("taken")) if tag in stand.tags))


def undone(stand: Stand, changes: Mapping[str, object]) -> Stand:
    """Return the stand before a move; what follows from the rest (priority, due) is to be derived anew."""
    values = {**_values(stand), **{name: pair[0] for name in _NAMES if (pair := _pair(changes.get(name)))}}
    settled = {**stand.settled, **{name: pair[0] for name, pair in _settled(changes).items()}}
    put, taken = _strings(changes.get("put")), _strings(changes.get("taken"))
    type_, priority, due_at = values[TYPE], values[PRIORITY], values[DUE]
    return replace(
        stand,
        kind=Kind(values[KIND] or Kind.INCIDENT),
        request_type=RequestType(type_) if type_ else None,
        impact=Level(values[IMPACT] or Level.LOW),
        urgency=Level(values[URGENCY] or Level.LOW),
        priority=Priority(priority) if priority else None,
        assignee=values[ASSIGN],
        due_at=datetime.fromisoformat(due_at) if due_at else None,
        tags=(*(tag for tag in stand.tags if tag not in put), *taken),
        settled={question: who for question, who in settled.items() if who},
    )


def _values(stand: Stand) -> dict[str, str | None]:
    named = {name: stand.answer(name) for name in (KIND, TYPE, IMPACT, URGENCY, PRIORITY, ASSIGN)}
    return {**named, DUE: stand.due_at.isoformat() if stand.due_at else None}


def _settled(changes: Mapping[str, object]) -> dict[str, tuple[str | None, str | None]]:
    found = changes.get("settled")
    pairs = {str(one): _pair(pair) for one, pair in found.items()} if isinstance(found, Mapping) else {}
    return {one: pair for one, pair in pairs.items() if pair}


def _pair(found: object) -> tuple[str | None, str | None] | None:
    if not isinstance(found, list | tuple) or len(found) != 2:
        return None
    before, after = (one if isinstance(one, str) else None for one in found)
    return before, after


def _strings(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, Iterable) and not isinstance(found, str) else ()
