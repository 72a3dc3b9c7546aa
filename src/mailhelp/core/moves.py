"""What commands make of a ticket: pure, so that all is known to be right before anything is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mailhelp.core.commands import GRAMMAR, Command, Wrong, shown
from mailhelp.core.decision import Event
from mailhelp.core.notices import Owed
from mailhelp.core.repromising import promise_notice, why_not_told
from mailhelp.core.stand import (
    ASSIGN,
    DUE,
    IMPACT,
    KIND,
    PRIORITY,
    QUESTIONS,
    URGENCY,
    CommandedTicket,
    Stand,
    derived,
    promise_of,
)
from mailhelp.core.steps import STEPS, Commander
from mailhelp.core.ticket import Promise
from mailhelp.core.undoing import changes_of, conflicts, undone
from mailhelp.core.wording import local_time

NOT_TOLD = "requester not told"
_ORDER = {word.name: place for place, word in enumerate(GRAMMAR)}


@dataclass(frozen=True, slots=True)
class Corrected:
    """What staff say to a question of QUESTIONS, and what the rules had said (None: nothing)."""

    question: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What commands make of a ticket.

    stand: after it. promise: None where it stays. remarks: what stays although it was said, and why, in words.
    not_told: why the requester is not told of another promise, "" where they are, or where none is.
    undoes: the move that is taken back, None where none is.
    """

    ticket: CommandedTicket
    stand: Stand
    promise: Promise | None = None
    events: tuple[Event, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    notices: tuple[Owed, ...] = ()
    remarks: tuple[str, ...] = ()
    not_told: str = ""
    changes: dict[str, object] = field(default_factory=dict)
    undoes: int | None = None


def moved(ticket: CommandedTicket, commands: Sequence[Command], by: Commander) -> Moved | tuple[Wrong, ...]:
    """Return what the commands make of a ticket, or all that is wrong with them; the same for the same inputs.

    The order in which they were written does not matter: what kind a ticket is comes first, then what follows.
    """
    if any(one.name == "undo" for one in commands):
        return _undo(ticket, by)
    stand, wrong, remarks = ticket.stand, list[Wrong](), list[str]()
    for command in sorted(commands, key=lambda one: _ORDER[one.name]):
        found = STEPS[command.name](stand, command, by)
        if isinstance(found, Wrong):
            wrong.append(found)
            continue
        if found == stand and command.name != "note":
            remarks.append(f"{shown(command.text)}: so it is already")
        stand = found
    if wrong:
        return tuple(wrong)
    notes = tuple(Event(by.who, "note", note=one.argument) for one in commands if one.name == "note")
    done = _followed(ticket, stand, by, notes=notes)
    return replace(done, remarks=(*remarks, *_stays(ticket.stand, done.stand)))


def _undo(ticket: CommandedTicket, by: Commander) -> Moved | tuple[Wrong, ...]:
    last = ticket.last
    if last is None:
        return (Wrong("#undo", f"{by.who} has done nothing to it yet that could be undone"),)
    did = shown(" ".join(last.commands.split()))
    if last.undone:
        return (Wrong("#undo", f"the last of {by.who}, {did}, is undone already"),)
    if since := conflicts(ticket.stand, last.changes):
        return (Wrong("#undo", f"since {did} this was changed again: {', '.join(since)}"),)
    undoing = (Event(by.who, "undo", note=did),)
    found = _followed(ticket, undone(ticket.stand, last.changes), by, notes=undoing)
    return replace(found, corrected=(), changes={}, undoes=last.move_id)


def _followed(ticket: CommandedTicket, stand: Stand, by: Commander, *, notes: tuple[Event, ...]) -> Moved:
    """Return the move to a stand, with all that follows from it: priority, promise, history, notices."""
    stand = derived(stand, ticket, by.rules) if _is_judged(ticket.stand, stand) else stand
    promise = promise_of(stand, ticket, by.rules) if _moves_promise(ticket.stand, stand) else None
    stand = replace(stand, due_at=promise.due_at) if promise else stand
    tells = stand.due_at != ticket.stand.due_at
    not_told = why_not_told(ticket.told, ticket.status, by.limits) if tells else ""
    silent = (Event("mailhelp", NOT_TOLD, note=not_told),) if not_told and not ticket.told.waits else ()
    return Moved(
        ticket,
        stand,
        promise,
        events=(*notes, *_events(ticket.stand, stand, by), *silent),
        corrected=tuple(_corrected(ticket, stand)),
        notices=(promise_notice(ticket.told),) if tells and not not_told else (),
        not_told=not_told,
        changes=changes_of(ticket.stand, stand),
    )


def _is_judged(before: Stand, after: Stand) -> bool:
    return before.settled != after.settled or any(before.answer(one) != after.answer(one) for one in QUESTIONS)


def _moves_promise(before: Stand, after: Stand) -> bool:
    by_hand = before.settled.get(DUE) != after.settled.get(DUE) or before.due_at != after.due_at
    return by_hand or before.target != after.target


def _events(before: Stand, after: Stand, by: Commander) -> list[Event]:
    """Return the history of a move: each change from what to what; a word that stood already is confirmed."""
    zone, events = by.rules.calendar.zone, []
    for name in (*QUESTIONS, PRIORITY, ASSIGN):
        old, new = before.answer(name), after.answer(name)
        if old != new:
            events.append(Event(by.who, name, old, new, note=_by_matrix(name, after)))
        elif new and name in after.settled and before.settled.get(name) != after.settled[name]:
            events.append(Event(by.who, "confirmed", after=f"{name} {new}"))
    if before.due_at != after.due_at:
        old, new = (local_time(one.due_at, zone) or "by agreement" for one in (before, after))
        events.append(Event(by.who, DUE, old, new))
    put, taken = (" ".join(one for one in new.tags if one not in old.tags) for old, new in _both_ways(before, after))
    events += [Event(by.who, "tag", after=put)] if put else []
    return events + ([Event(by.who, "untag", before=taken)] if taken else [])


def _both_ways(before: Stand, after: Stand) -> tuple[tuple[Stand, Stand], tuple[Stand, Stand]]:
    return (before, after), (after, before)


def _by_matrix(name: str, after: Stand) -> str:
    corrected = IMPACT in after.settled or URGENCY in after.settled
    if name != PRIORITY or PRIORITY in after.settled or after.priority is None or not corrected:
        return ""
    return f"from impact {after.impact}, urgency {after.urgency}"


def _corrected(ticket: CommandedTicket, after: Stand) -> list[Corrected]:
    before = ticket.stand
    found = []
    for question in QUESTIONS:
        value = after.answer(question)
        is_same = value == before.answer(question) and after.settled.get(question) == before.settled.get(question)
        if value is not None and question in after.settled and not is_same:
            found.append(Corrected(question, ticket.said.answer(question), value))
    return found


def _stays(before: Stand, after: Stand) -> list[str]:
    """Return what somebody would expect to follow and does not, because staff settled it before."""
    remarks = []
    judged = any(before.answer(one) != after.answer(one) for one in (KIND, IMPACT, URGENCY))
    if judged and after.priority and before.priority == after.priority and PRIORITY in before.settled:
        remarks.append(f"priority stays {after.priority}: {after.settled[PRIORITY]} set it")
    if before.target != after.target and before.due_at == after.due_at and DUE in before.settled:
        remarks.append(f"due stays: {after.settled[DUE]} set it")
    return remarks
