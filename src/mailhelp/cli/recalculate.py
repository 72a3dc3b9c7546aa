"""The command `recalculate`: the calendar and targets in force, taken to open tickets."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from mailhelp.cli.desk import desk_of_arguments, wake
from mailhelp.cli.output import print_json, print_table
from mailhelp.core.recalculating import Recalculated
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.recalculating import Moved, Recalculating

TITLES = ("number", "target", "promised", "would be", "work by", "requester", "subject")
DONE_TITLES = ("number", "target", "was promised", "is now", "work by", "requester", "subject")
TO_TELL, NOT_TO_TELL = "is told", "is not told"


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `recalculate`."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line, for each open ticket concerned")
    parser.add_argument("--yes", action="store_true", help="do it; without this, only what would move is shown")
    parser.add_argument("--quiet", action="store_true", help="tell no requester of a promise that moved")


def run(args: argparse.Namespace) -> int:
    """Show what would move, or move it; return 0."""
    with desk_of_arguments(args) as desk:
        work = Recalculating(desk.rooms, desk.setting, ActiveRules(desk.rooms.rulesets, desk.setting))
        return _do(desk, work, args) if args.yes else _show(desk, work, args)


def _show(desk: OpenDesk, work: Recalculating, args: argparse.Namespace) -> int:
    found = work.look()
    told = {one.ticket.number for one in found if one.moved and not args.quiet and not work.why_untold(one)}
    if args.json:
        for one in found:
            if one.changed or one.kept:
                print_json(recalculated_json(one, told=one.ticket.number in told, done=False))
        return 0
    changed = [one for one in found if one.changed]
    if changed:
        zone = desk.zone()
        print_table(TITLES, (_row(desk, one, zone, told=one.ticket.number in told) for one in changed))
    for line in _summary(found, len(told)):
        sys.stdout.write(f"{line}\n")
    if changed:
        sys.stdout.write("nothing has been changed: `mailhelp recalculate --yes` does it\n")
    return 0


def _do(desk: OpenDesk, work: Recalculating, args: argparse.Namespace) -> int:
    moved: list[Moved] = []
    for one in work.carry_out(quiet=args.quiet):
        moved.append(one)
        if args.json:
            print_json(recalculated_json(one.found, told=one.told, done=True))
    told = sum(one.told for one in moved)
    if told:
        wake(desk, "send")
    if not args.json:
        zone = desk.zone()
        if moved:
            print_table(DONE_TITLES, (_row(desk, one.found, zone, told=one.told) for one in moved))
        sys.stdout.write(f"{_tickets(len(moved))} recalculated; {_requesters(told)} told\n")
    return 0


def recalculated_json(one: Recalculated, *, told: bool, done: bool) -> dict[str, object]:
    """Return a ticket as `recalculate --json` prints it; a ticket that keeps its promise has no new moments."""
    before, after = one.ticket.promise, None if one.kept else one.promise
    return {
        "number": one.ticket.number,
        "target": one.ticket.target,
        "due_at": before.due_at,
        "work_by": before.work_by,
        "new_due_at": after and after.due_at,
        "new_work_by": after and after.work_by,
        "later": one.later,
        "kept": one.kept,
        "told": told,
        "done": done,
    }


def _row(desk: OpenDesk, one: Recalculated, zone: tzinfo, *, told: bool) -> tuple[object, ...]:
    before, after = one.ticket.promise, one.promise
    who = one.ticket.requester
    return (
        desk.setting.desk.ticket_name(one.ticket.number),
        one.ticket.target,
        _at(before.due_at, zone),
        f"{_at(after.due_at, zone)}{_by(one)}",
        _at(after.work_by, zone),
        f"{who} ({TO_TELL if told else NOT_TO_TELL})" if one.moved else who,
        one.ticket.subject,
    )


def _by(one: Recalculated) -> str:
    if not one.moved:
        return " (as before)"
    return " (later)" if one.later else ""


def _at(moment: datetime | None, zone: tzinfo) -> str:
    return "by agreement" if moment is None else moment.astimezone(zone).strftime("%a %d %b %H:%M %Z")


def _summary(found: Sequence[Recalculated], told: int) -> Iterable[str]:
    """Give the sums in words."""
    changed, moved = sum(one.changed for one in found), sum(one.moved for one in found)
    later = sum(one.later for one in found)
    moves = f"the promise of {moved} would move, {later} of them to later" if moved else "no promise would move"
    yield f"{_tickets(len(found))} open; {moves}"
    if changed > moved:
        yield f"for {_tickets(changed - moved)} only the order of work would change"
    if moved:
        yield f"{_requesters(told)} would be told"
    for why, count in sorted(Counter(one.kept for one in found if one.kept).items()):
        yield f"{_tickets(count)} would be left alone: {why}"


def _tickets(count: int) -> str:
    return f"{count} ticket" if count == 1 else f"{count} tickets"


def _requesters(count: int) -> str:
    return "the requester of 1 ticket" if count == 1 else f"the requesters of {count} tickets"
