"""What commands did to tickets, and what was wrong with them, as lines for people and as JSON."""

from collections.abc import Iterator, Sequence

from mailhelp.core.decision import Event
from mailhelp.core.moves import NOT_TOLD, Moved
from mailhelp.core.policy import Desk
from mailhelp.core.stand import ASSIGN, PRIORITY, QUESTIONS
from mailhelp.service.commanding import Answer

_NAMES = {"assign": "assigned to"}


def told(answer: Answer, desk: Desk, who: str) -> Iterator[str]:
    """Give the transcript of one ticket line by line; nothing where nothing was done because something was wrong."""
    moved = answer.moved
    if moved is None:
        return
    name = desk.ticket_name(answer.number)
    yield f"{name}  {moved.ticket.subject}"
    yield from (f"  {line}" for line in (*_done(moved), *moved.remarks))
    if not moved.events:
        yield "  nothing to change"
    elif moved.undoes is None:
        yield f"  to undo it: mailhelp do {name} '#undo' --as '{who}'"


def _done(moved: Moved) -> Iterator[str]:
    yield from (_line(event) for event in moved.events if event.change != NOT_TOLD)
    yield from (f"{one.recipient} is told of the new time" for one in moved.notices)
    if moved.not_told:
        yield f"nothing is sent to the requester: {moved.not_told}"


def _line(event: Event) -> str:
    match event.change:
        case "note":
            return f"note: {event.note}"
        case "undo":
            return f"undone: {event.note}"
        case "confirmed":
            return f"{event.after}, as it was: from now on {event.who}'s word"
        case "tag" | "untag":
            return f"tagged {event.after}" if event.after else f"no longer tagged {event.before}"
    nothing = "nobody" if event.change == ASSIGN else "none"
    note = f" ({event.note})" if event.note else ""
    return f"{_NAMES.get(event.change, event.change)} {event.before or nothing} -> {event.after or nothing}{note}"


def complaints(answers: Sequence[Answer], desk: Desk) -> Iterator[str]:
    """Give what is wrong line by line: once where the same is wrong for all tickets."""
    wrong = [one for one in answers if one.wrong]
    if not wrong:
        return
    same = len(wrong) == len(answers) and len({one.wrong for one in wrong}) == 1
    for answer in wrong[:1] if same else wrong:
        name = "" if same else f"{desk.ticket_name(answer.number)}: "
        for fault in answer.wrong:
            yield f"mailhelp: {name}{fault.told}"
    done = [desk.ticket_name(one.number) for one in answers if one.moved]
    if done:
        yield f"mailhelp: it changed just now; done: {', '.join(done)}, nothing else"
    else:
        yield "mailhelp: nothing has been done; `mailhelp do '#help'` says which commands there are"


def answer_json(answer: Answer) -> dict[str, object]:
    """Return what became of the commands on one ticket as `do --json` prints it.

    done: they were carried out. wrong: what kept them from that, for this ticket.
    """
    wrong = [{"command": one.written, "why": one.why, "nearest": one.nearest or None} for one in answer.wrong]
    moved = answer.moved
    if moved is None:
        return {"number": answer.number, "done": False, "wrong": wrong}
    stand = moved.stand
    return {
        "number": answer.number,
        "done": True,
        "wrong": wrong,
        "changes": _changes(moved),
        "remarks": list(moved.remarks),
        "kind": stand.kind,
        "request_type": stand.request_type,
        "impact": stand.impact,
        "urgency": stand.urgency,
        "priority": stand.priority,
        "assignee": stand.assignee,
        "due_at": stand.due_at,
        "tags": list(stand.tags),
        "settled": dict(stand.settled),
        "told": [one.recipient for one in moved.notices],
        "not_told": moved.not_told or None,
    }


def _changes(moved: Moved) -> list[dict[str, object]]:
    before, after = moved.ticket.stand, moved.stand
    pairs: list[tuple[str, object, object]] = [
        (name, before.answer(name), after.answer(name)) for name in (*QUESTIONS, PRIORITY, ASSIGN)
    ]
    pairs += [("due_at", before.due_at, after.due_at), ("tags", list(before.tags), list(after.tags))]
    return [{"what": name, "before": old, "after": new} for name, old, new in pairs if old != new]
