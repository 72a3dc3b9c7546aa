"""What each command makes of where a ticket stands; what follows from that is in `core.moves`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from mailhelp.core.commands import Command, Wrong, nearest, shown
from mailhelp.core.duedates import due_moment
from mailhelp.core.policy import Limits
from mailhelp.core.rules import Ruleset
from mailhelp.core.stand import ASSIGN, DUE, IMPACT, KIND, PRIORITY, TYPE, URGENCY, Stand
from mailhelp.core.ticket import Kind, Level, Priority, RequestType

MOST_TAGS = 50


@dataclass(frozen=True, slots=True)
class Commander:
    """Who commands, and when (aware). rules: those that the ticket's promise follows from. staff: all names."""

    who: str
    now: datetime
    rules: Ruleset
    staff: tuple[str, ...]
    limits: Limits = Limits()


def _incident(stand: Stand, command: Command, by: Commander) -> Stand | Wrong:
    if stand.kind is Kind.INCIDENT and KIND in stand.settled:
        return stand
    settled = {**stand.without(TYPE), KIND: by.who}
    return replace(stand, kind=Kind.INCIDENT, request_type=None, settled=settled)


def _request(stand: Stand, command: Command, by: Commander) -> Stand | Wrong:
    type_, settled = RequestType(command.argument), dict(stand.without(PRIORITY))
    if stand.kind is not Kind.REQUEST or KIND not in settled:
        settled[KIND] = by.who
    if stand.request_type is not type_ or TYPE not in settled:
        settled[TYPE] = by.who
    return replace(stand, kind=Kind.REQUEST, request_type=type_, priority=None, settled=settled)


def _impact(stand: Stand, command: Command, by: Commander) -> Stand | Wrong:
    level = Level(command.argument)
    if stand.impact is level and IMPACT in stand.settled:
        return stand
    return replace(stand, impact=level, settled=stand.by(by.who, IMPACT))


def _urgency(stand: Stand, command: Command, by: Commander) -> Stand | Wrong:
    level = Level(command.argument)
    if stand.urgency is level and URGENCY in stand.settled:
        return stand
    return replace(stand, urgency=level, settled=stand.by(by.who, URGENCY))


def _priority(stand: Stand, command: Command, by: Commander) -> Stand | Wrong:
    if stand.kind is Kind.REQUEST:
        return Wrong(command.text, "a request has no priority", f"#incident {command.text}")
    priority = Priority(command.argument)
    if stand.priority is priority and PRIORITY in stand.settled:
        return stand
    return replace(stand, priority=priority, settled=stand.by(by.who, PRIORITY))


def _due(stand: Stand, command: Command, by: Commander) -> Stand | Wrong:
    try:
        due_at = due_moment(command.argument, now=by.now, calendar=by.rules.calendar)
    except ValueError as fault:
        return Wrong(shown(command.text), str(fault))
    if stand.due_at == due_at and DUE in stand.settled:
        return stand
    return replace(stand, due_at=due_at, settled=stand.by(by.who, DUE))


def _assign(stand: Stand, command: Command, by: Commander) -> Stand | Wrong:
    name = next((one for one in by.staff if one.casefold() == command.argument.casefold()), None)
    if name is None:
        near = nearest(command.argument, by.staff)
        why = f"nobody of staff is called so; there are: {', '.join(by.staff) or 'nobody'}"
        return Wrong(shown(command.text), why, f"#assign {near}" if near else "")
    return _with_assignee(stand, name, by)


def _take(stand: Stand, command: Command, by: Commander) -> Stand | Wrong:
    if stand.assignee not in (None, by.who):
        return Wrong(command.text, f"it is {shown(str(stand.assignee))}'s already", f"#assign {by.who}")
    return _with_assignee(stand, by.who, by)


def _with_assignee(stand: Stand, name: str, by: Commander) -> Stand:
    if stand.assignee == name and ASSIGN in stand.settled:
        return stand
    return replace(stand, assignee=name, settled=stand.by(by.who, ASSIGN))


def _tag(stand: Stand, command: Command, by: Commander) -> Stand | Wrong:
    has = {tag.casefold() for tag in stand.tags}
    tags = (*stand.tags, *(tag for tag in command.words if tag.casefold() not in has))
    return (
        replace(stand, tags=tags)
        if len(tags) <= MOST_TAGS
        else Wrong(shown(command.text), f"a ticket has at most {MOST_TAGS} tags")
    )


def _untag(stand: Stand, command: Command, by: Commander) -> Stand | Wrong:
    has = {tag.casefold(): tag for tag in stand.tags}
    missing = next((tag for tag in command.words if tag.casefold() not in has), None)
    if missing is not None:
        near = nearest(missing, tuple(has.values()))
        return Wrong(shown(command.text), f"it has no tag {missing}", f"#untag {near}" if near else "")
    off = {tag.casefold() for tag in command.words}
    return replace(stand, tags=tuple(tag for tag in stand.tags if tag.casefold() not in off))


def _note(stand: Stand, command: Command, by: Commander) -> Stand | Wrong:
    return stand


STEPS: dict[str, Callable[[Stand, Command, Commander], Stand | Wrong]] = {
    "incident": _incident,
    "request": _request,
    "impact": _impact,
    "urgency": _urgency,
    "priority": _priority,
    "due": _due,
    "assign": _assign,
    "take": _take,
    "tag": _tag,
    "untag": _untag,
    "note": _note,
}
