"""The command `whatif`: what a new rules file would change, before it is used."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from fractions import Fraction
from pathlib import Path

from mailhelp.cli.lines import json_line, takes_ascii_only
from mailhelp.cli.output import print_json
from mailhelp.cli.progress import Bar
from mailhelp.cli.readers import Leash, Readers
from mailhelp.cli.whatifjson import change_json, promise_json, rule_lines, summary_json, unread_json
from mailhelp.cli.whatifshown import Wording, show
from mailhelp.cli.whatifsums import Promised
from mailhelp.config.rulesfile import load_rules
from mailhelp.config.settings import load_settings
from mailhelp.core.errors import StorageFault, UsageError
from mailhelp.core.policy import Policy
from mailhelp.core.whatif import Compared
from mailhelp.core.whatiftally import Tally
from mailhelp.daemon.wiring import OpenDesk, open_desk
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.whatif import Selection, WhatIf

# How much is kept of an answer that waits for its turn, in letters: more or less the same for every mail.
LETTERS_OF_ONE = 1000
_LIMIT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?) ?%|([0-9]{1,9})")


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `whatif`."""
    parser.add_argument("file", type=Path, metavar="NEW.yaml", help="the rules that you think of using")
    parser.add_argument("--since", metavar="DATE", help="only mail received since then: 2026-11-01 or 2026-11-01T09:00")
    parser.add_argument("--open", action="store_true", help="only mail of tickets that are neither resolved nor closed")
    parser.add_argument("--history", action="store_true", help="also mail that was kept as history, as if it were news")
    parser.add_argument(
        "--max-changed", metavar="LIMIT", help="exit with 1 when more changes than this: 2%% of the mails, or a number"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes; default: as many as there are processors")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, the last with the sums")


@dataclass(frozen=True, slots=True)
class Limit:
    """How much may change: percent of the mails decided again, or a number of them."""

    text: str
    percent: Fraction | None = None
    number: int = 0

    def is_passed(self, tally: Tally) -> bool:
        """Return True when more changes."""
        if self.percent is None:
            return tally.changed > self.number
        return tally.changed * 100 > self.percent * tally.decided


def run(args: argparse.Namespace) -> int:
    """Show what would change; return 0, or 1 when more changes than --max-changed allows. Nothing is written."""
    limit = limit_of(args.max_changed) if args.max_changed is not None else None
    if args.workers is not None and args.workers < 1:
        raise UsageError("--workers needs at least 1")
    settings = load_settings(args.config)
    rules = load_rules(args.file)
    # A database of an older mailhelp is left as it is: nothing is written here.
    desk = open_desk(settings, migrate=False)
    try:
        active = ActiveRules(desk.rooms.rulesets, desk.setting).policy()
        new = Policy(desk.setting.desk, rules, active.rules_id, desk.setting.limits)
        passed = _look(desk, WhatIf(desk.rooms, desk.setting, active, new), active, args, limit)
    finally:
        desk.close()
    return int(passed)


def _look(desk: OpenDesk, whatif: WhatIf, active: Policy, args: argparse.Namespace, limit: Limit | None) -> bool:
    zone = active.rules.calendar.zone
    since = moment_of(args.since, zone) if args.since else None
    mails = whatif.mails(Selection(since, args.open, args.history))
    corrected = whatif.corrected()
    promised = Promised()
    for ticket in whatif.promises():
        promised.add(ticket)
        if args.json and (ticket.moved or ticket.kept):
            print_json(promise_json(ticket))
    # The processes that read begin from this one, and none may use its connections.
    desk.database.close()
    tally = Tally()
    with _screen(len(mails)) as write:
        for one in _answers(desk, whatif, mails, args.workers):
            tally.add(one, corrected.get(one.mail_id, ()))
            write(_line(one) if args.json else "")
    passed = limit is not None and limit.is_passed(tally)
    if args.json:
        for line in rule_lines(tally):
            print_json(line)
        print_json(summary_json(tally, promised, limit=limit.text if limit else None, passed=passed))
    else:
        show(tally, promised, Wording(args.file.name, desk.setting.desk.ticket_name, zone))
        if limit is not None:
            sys.stdout.write(f"\nat most {limit.text} may change: {'more does' if passed else 'so it is'}\n")
    return passed


def _answers(desk: OpenDesk, whatif: WhatIf, mails: list[int], workers: int | None) -> Iterator[Compared]:
    """Yield every mail under both sets of rules, in order of arrival; raise StorageFault when the database is gone."""
    limits = desk.settings.limits
    leash = Leash(limits.parse_memory, limits.parse_cpu.total_seconds(), limits.parse_time.total_seconds())
    count = min(workers or len(os.sched_getaffinity(0)), max(1, len(mails)))
    readers = Readers(whatif.compare, whatif.refuse, letters=lambda _: LETTERS_OF_ONE, count=count, leash=leash)
    with closing(readers.answers(mails)) as answers:
        for answer in answers:
            if isinstance(answer, StorageFault):
                raise answer
            yield answer


def _line(one: Compared) -> str:
    if one.fault:
        return json_line(unread_json(one), ascii_only=takes_ascii_only())
    return json_line(change_json(one), ascii_only=takes_ascii_only()) if one.moves else ""


@contextmanager
def _screen(total: int) -> Iterator[Callable[[str], object]]:
    """Give what prints a line and counts one more mail; on a terminal with a bar."""
    if not sys.stderr.isatty():
        yield sys.stdout.write
        return
    with Bar("deciding mails again", total) as bar:
        yield lambda out: bar.write(out, "")


def limit_of(text: str) -> Limit:
    """Return how much may change; raise UsageError when `text` is neither a share nor a number."""
    found = _LIMIT.fullmatch(text.strip())
    percent = Fraction(found[1]) if found and found[1] else None
    if found is None or (percent is not None and percent > 100):
        raise UsageError(f'--max-changed "{text}" is no limit: write a share such as 2%, or a number such as 20')
    return Limit(text, number=int(found[2])) if percent is None else Limit(text, percent)


def moment_of(text: str, zone: tzinfo) -> datetime:
    """Return the moment that a date (its beginning) or a time names, in `zone` where it says none; else UsageError."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(f'--since "{text}" is no date: write 2026-11-01, or 2026-11-01T09:00') from fault
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
