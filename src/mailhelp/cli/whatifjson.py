"""What a new rules file would change, as JSON for scripts: one object a line, `what` says which."""

from collections.abc import Iterator

from mailhelp.cli.whatifsums import Promised
from mailhelp.core.ids import shown
from mailhelp.core.recalculating import Recalculated
from mailhelp.core.whatif import Compared, WouldBe
from mailhelp.core.whatiftally import Tally

QUESTIONS = ("kind", "type", "impact", "urgency")


def change_json(one: Compared) -> dict[str, object]:
    """Return a mail whose outcome moves; `crosses_p1`, `steps` and `seconds` sort the worst first."""
    crosses, steps, time, _ = one.size
    return {
        "what": "change",
        "mail": shown(one.mail_id),
        "ticket": one.ticket.number if one.ticket else None,
        "status": one.ticket.status if one.ticket else None,
        "subject": one.subject,
        "from": one.sender,
        "received_at": one.received_at,
        "fate": one.fate,
        "moves": one.moves,
        "old": _side(one.old),
        "new": _side(one.new),
        "settled": sorted(one.ticket.settled) if one.ticket else [],
        "crosses_p1": crosses,
        "steps": steps,
        "seconds": int(time.total_seconds()),
    }


def _side(one: WouldBe | None) -> dict[str, object] | None:
    if one is None:
        return None
    answers = {question: one.answer(question) for question in QUESTIONS}
    return {
        "becomes": one.becomes,
        **answers,
        "due_at": one.due_at,
        "assignee": one.assignee,
        "rules": one.fired,
        "reason": one.reason,
    }


def unread_json(one: Compared) -> dict[str, object]:
    """Return a mail that could not be decided again."""
    return {"what": "unread", "mail": shown(one.mail_id), "fault": one.fault}


def promise_json(one: Recalculated) -> dict[str, object]:
    """Return an open ticket whose promise `recalculate` would move, or leave alone though the rules say otherwise."""
    return {
        "what": "promise",
        "ticket": one.ticket.number,
        "subject": one.ticket.subject,
        "target": one.ticket.target,
        "due_at": one.ticket.promise.due_at,
        "new_due_at": None if one.kept else one.promise.due_at,
        "later": one.later,
        "kept": one.kept,
    }


def rule_lines(tally: Tally) -> Iterator[dict[str, object]]:
    """Yield every rule that matched under either side, with in how many mails, by name."""
    for name in sorted(tally.fired_old.keys() | tally.fired_new.keys()):
        old, new = tally.fired_old[name], tally.fired_new[name]
        yield {"what": "rule", "name": name, "old": old, "new": new, "newly": not old, "no_more": not new}


def summary_json(tally: Tally, promised: Promised, *, limit: str | None, passed: bool) -> dict[str, object]:
    """Return the sums: the last line."""
    return {
        "what": "summary",
        "decided": tally.decided,
        "tickets": tally.with_ticket,
        "by_older_rules": tally.older,
        "unread": tally.unread.count,
        "changed": tally.changed,
        "share": round(tally.share, 6),
        "tickets_moved": tally.tickets.count,
        "moved": dict(sorted(tally.moved.items())),
        "lost": tally.lost.count,
        "found": tally.found.count,
        "held_by_staff": tally.held,
        "becomes": [{"old": old, "new": new, "mails": count} for (old, new), count in sorted(tally.becomes.items())],
        "corrections": {
            question: {"asked": one.asked, "old": one.old, "new": one.new}
            for question, one in sorted(tally.agreement.items())
        },
        "open_tickets": promised.open,
        "promises_moved": promised.moved,
        "promises_later": promised.later,
        "promises_kept": {str(why): count for why, count in sorted(promised.kept.items())},
        "limit": limit,
        "passed": passed,
    }
