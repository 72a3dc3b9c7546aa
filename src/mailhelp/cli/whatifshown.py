"""What a new rules file would change, for people."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from mailhelp.cli.lines import printable
from mailhelp.cli.output import print_table
from mailhelp.cli.whatifsums import Promised
from mailhelp.core.ids import shown
from mailhelp.core.recalculating import Recalculated
from mailhelp.core.whatif import Compared, WouldBe, apart
from mailhelp.core.whatiftally import Tally, Worst

# The order of rows and columns; another fate comes behind.
ORDER = ("P1", "P2", "P3", "P4", "basic", "enhanced", "joined", "set aside", "ignored")
RULES_SHOWN = 15
# So many rules are named that make one ticket move.
NAMED = 3
MOVE_TITLES = ("ticket", "becomes", "deadline", "assigned to", "rules that match now, or no more", "subject")
FATE_TITLES = ("mail", "ticket", "becomes", "why", "from", "subject")


@dataclass(frozen=True, slots=True)
class Wording:
    """How things are called: the new file, a ticket by its number, the zone of moments."""

    new: str
    ticket_name: Callable[[int], str]
    zone: tzinfo

    def moment(self, moment: datetime | None) -> str:
        """Return a moment in the desk's zone."""
        return "no deadline" if moment is None else moment.astimezone(self.zone).strftime("%a %d %b %Y %H:%M")


def show(tally: Tally, promised: Promised, wording: Wording) -> None:
    """Print all that would change."""
    _say((_decided(tally, wording), *_changed(tally)))
    _show_becomes(tally, wording)
    _show_moves(tally.tickets, wording)
    _show_fates("Mail that would reach no ticket any more", tally.lost, wording, lambda one: one.new)
    _show_fates("Mail that would reach a ticket, and reaches none now", tally.found, wording, lambda one: one.old)
    _show_promises(promised, wording)
    _show_agreement(tally, wording)
    _say(_rules(tally, wording))
    _show_unread(tally.unread)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{printable(line)}\n")


def _title(text: str) -> None:
    sys.stdout.write(f"\n{printable(text)}\n")


def _decided(tally: Tally, wording: Wording) -> str:
    return (
        f"{_many(tally.decided, 'mail')} decided again by the rules in force and by {wording.new}; "
        f"{_many(tally.with_ticket, 'ticket')}, of which {tally.older:,} were decided by older rules"
    )


def _changed(tally: Tally) -> Iterator[str]:
    if tally.held:
        yield f"{_many(tally.held, 'ticket')} would move further, had staff not settled it: staff's word stands"
    if not tally.changed:
        yield "nothing would change"
        return
    parts = (
        (tally.tickets.count, f"{_many(tally.tickets.count, 'ticket')} would move"),
        (tally.lost.count, f"{_many(tally.lost.count, 'mail')} would reach no ticket any more"),
        (tally.found.count, f"{_many(tally.found.count, 'mail')} would reach a ticket that reach none now"),
    )
    yield f"{tally.changed:,} would change ({tally.share:.1%}): {', '.join(words for count, words in parts if count)}"


def _show_becomes(tally: Tally, wording: Wording) -> None:
    names = _in_order({name for pair in tally.becomes for name in pair})
    if not names:
        return
    _title(f"What mails become: by the rules in force (down), by {wording.new} (across)")
    rows = [(old, *(_count(tally.becomes[old, new]) for new in names)) for old in names]
    print_table(("", *names), rows)


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))


def _count(count: int) -> str:
    return f"{count:,}" if count else ""


def _show_moves(found: Worst, wording: Wording) -> None:
    worst = found.worst_first()
    if not worst:
        return
    _title(f"Tickets that would move, the worst first{_of(worst, found.count)}")
    print_table(MOVE_TITLES, (_move_row(one, wording) for one in worst))


def _move_row(one: Compared, wording: Wording) -> tuple[object, ...]:
    old, new = one.old or WouldBe(""), one.new or WouldBe("")
    return (
        wording.ticket_name(one.ticket.number) if one.ticket else f"mail {shown(one.mail_id)}",
        _from_to(old.becomes, new.becomes),
        _from_to(wording.moment(old.due_at), wording.moment(new.due_at)),
        _from_to(old.assignee or "nobody", new.assignee or "nobody"),
        _rules_apart(old, new),
        one.subject,
    )


def _rules_apart(old: WouldBe, new: WouldBe) -> str:
    gone, come = apart(old, new)
    named = [*(f"+ {name}" for name in come), *(f"- {name}" for name in gone)]
    more = [f"{len(named) - NAMED} more"] if len(named) > NAMED else []
    return ", ".join(named[:NAMED] + more)


def _from_to(before: str, after: str) -> str:
    return before if before == after else f"{before} -> {after}"


def _show_fates(title: str, found: Worst, wording: Wording, side: Callable[[Compared], WouldBe | None]) -> None:
    worst = found.worst_first()
    if not worst:
        return
    _title(f"{title}{_of(worst, found.count)}")
    print_table(FATE_TITLES, (_fate_row(one, wording, side) for one in worst))


def _fate_row(one: Compared, wording: Wording, side: Callable[[Compared], WouldBe | None]) -> tuple[object, ...]:
    old, new, why = one.old or WouldBe(""), one.new or WouldBe(""), side(one)
    return (
        shown(one.mail_id),
        wording.ticket_name(one.ticket.number) if one.ticket else "",
        _from_to(old.becomes, new.becomes),
        why.reason if why else "",
        one.sender,
        one.subject,
    )


def _show_promises(promised: Promised, wording: Wording) -> None:
    if not promised.moved and not promised.kept:
        return
    _title(
        f"Open tickets: `mailhelp recalculate` would then move the promise of {promised.moved:,} of {promised.open:,}, "
        f"{promised.later:,} of them to later{_of(promised.most, promised.moved)}"
    )
    if promised.most:
        rows = (_promise_row(one, wording) for one in promised.most)
        print_table(("ticket", "target", "promised", "would be", "subject"), rows)
    _say(f"{_many(count, 'ticket')} would be left alone: {why}" for why, count in sorted(promised.kept.items()))


def _promise_row(one: Recalculated, wording: Wording) -> tuple[object, ...]:
    return (
        wording.ticket_name(one.ticket.number),
        one.ticket.target,
        wording.moment(one.ticket.promise.due_at),
        f"{wording.moment(one.promise.due_at)}{' (later)' if one.later else ''}",
        one.ticket.subject,
    )


def _show_agreement(tally: Tally, wording: Wording) -> None:
    if not tally.agreement:
        return
    _title("Where staff corrected the rules or said that they were right: how often the rules say the same")
    rows = [
        (question, f"{one.asked:,}", f"{one.old / one.asked:.0%}", f"{one.new / one.asked:.0%}")
        for question, one in sorted(tally.agreement.items())
    ]
    print_table(("question", "tickets", "rules in force", wording.new), rows)


def _rules(tally: Tally, wording: Wording) -> Iterator[str]:
    for says, found in (
        (f"Rules that match only by {wording.new}", tally.newly_fired()),
        (f"Rules that match no more by {wording.new}", tally.fired_no_more()),
    ):
        if found:
            more = f", and {len(found) - RULES_SHOWN:,} more" if len(found) > RULES_SHOWN else ""
            named = ", ".join(f"{name} ({_many(count, 'mail')})" for name, count in found[:RULES_SHOWN])
            yield f"{says}: {named}{more}"


def _show_unread(unread: Worst) -> None:
    if not unread.count:
        return
    _title(f"{_many(unread.count, 'mail')} could not be decided again")
    _say(f"{shown(one.mail_id)}  {one.fault}" for one in unread.worst_first())


def _of(shown_ones: Sequence[object], count: int) -> str:
    return f" ({len(shown_ones)} of {count:,}; --json gives all)" if count > len(shown_ones) else ""


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
