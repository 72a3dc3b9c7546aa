"""The command `do`: what staff command, done to tickets, with a transcript of what it changed."""

import argparse
import sys
from collections.abc import Sequence

from mailhelp.cli.desk import desk_of_arguments, wake
from mailhelp.cli.output import print_json, print_table, printable
from mailhelp.cli.tickets import is_number, number_of
from mailhelp.cli.transcript import answer_json, complaints, told
from mailhelp.core.commands import GRAMMAR, read_commands
from mailhelp.core.errors import UsageError
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.commanding import Commanding

EXAMPLE = "mailhelp do PX-12 PX-30 '#impact medium #note two people only' --as Ana"


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `do`."""
    parser.add_argument("words", nargs="+", metavar="NUMBER… 'COMMANDS'", help="tickets, then commands in quotes")
    parser.add_argument("--as", dest="who", metavar="NAME", help="who commands: a name under staff in rules.yaml")
    parser.add_argument("--json", action="store_true", help="one JSON object a ticket, one a line")
    parser.epilog = f"example: {EXAMPLE}   ('#help' says which commands there are)"


def run(args: argparse.Namespace) -> int:
    """Do what is commanded to all tickets named, or nothing at all; return 1 when something of it is wrong."""
    numbers, text = _divided(args.words)
    if [one.name for one in read_commands(text).said] == ["help"]:
        return _help(as_json=args.json)
    if not numbers:
        raise UsageError(f"name the tickets first, as in: {EXAMPLE}")
    if not text or not args.who:
        raise UsageError(f"say who commands, and what, in quotes, for shells leave out what follows #: {EXAMPLE}")
    return _do(args, numbers, text)


def _divided(words: Sequence[str]) -> tuple[list[int], str]:
    """Return the numbers of tickets, which come first, and the commands."""
    count = next((place for place, word in enumerate(words) if not is_number(word)), len(words))
    return [number_of(word) for word in words[:count]], "\n".join(words[count:])


def _help(*, as_json: bool) -> int:
    if as_json:
        for word in GRAMMAR:
            print_json({"command": word.form, "means": word.means})
    else:
        print_table(("command", "means"), ((word.form, word.means) for word in GRAMMAR))
    return 0


def _do(args: argparse.Namespace, numbers: Sequence[int], text: str) -> int:
    with desk_of_arguments(args) as desk:
        work = Commanding(desk.rooms, desk.setting, ActiveRules(desk.rooms.rulesets, desk.setting))
        who = work.member(args.who)
        answers = work.do(numbers, text, who=who)
        if any(one.moved and one.moved.notices for one in answers):
            wake(desk, "send")
        if args.json:
            for answer in answers:
                print_json(answer_json(answer))
        else:
            for line in (line for answer in answers for line in told(answer, desk.setting.desk, who)):
                sys.stdout.write(f"{printable(line)}\n")
        for line in complaints(answers, desk.setting.desk):
            sys.stderr.write(f"{printable(line)}\n")
    return 1 if any(one.wrong for one in answers) else 0
