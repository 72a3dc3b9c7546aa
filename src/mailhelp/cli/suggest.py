"""The command `suggest`: what rules.yaml could learn from corrections, and which clients history shows."""

import argparse
import sys

from mailhelp.cli.desk import desk_of_arguments
from mailhelp.cli.output import print_json
from mailhelp.cli.progress import Bar
from mailhelp.cli.suggesting_clients import prospect_json, prospects_told
from mailhelp.cli.suggesting_words import suggestion_json, suggestions_told
from mailhelp.core.errors import UsageError
from mailhelp.core.suggesting.clients import FEWEST_MAILS
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.suggesting.clients import propose_clients
from mailhelp.service.suggesting.corpus import Corpus, Gathering
from mailhelp.service.suggesting.words import suggest

WORDS, CLIENTS = "words", "clients"
# About as many as can be tried within a minute or two.
MOST_MAILS = 5000


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `suggest`."""
    parser.add_argument("what", nargs="?", choices=(WORDS, CLIENTS), default=WORDS, help="words (default) or clients")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument(
        "--unsure", action="store_true", help="words: also what rests on a single ticket, or may be chance"
    )
    parser.add_argument(
        "--mails",
        type=int,
        default=MOST_MAILS,
        metavar="N",
        help=f"words: try on so many of the newest mails that nobody corrected (default: {MOST_MAILS})",
    )
    parser.add_argument(
        "--fewest",
        type=int,
        default=FEWEST_MAILS,
        metavar="N",
        help=f"clients: only domains with so many proven mails (default: {FEWEST_MAILS})",
    )


def run(args: argparse.Namespace) -> int:
    """Print proposals; no file is changed."""
    if args.fewest < 1 or args.mails < 0:
        raise UsageError("--fewest is 1 or more, --mails 0 or more")
    with desk_of_arguments(args) as desk:
        return _clients(desk, args) if args.what == CLIENTS else _words(desk, args)


def _words(desk: OpenDesk, args: argparse.Namespace) -> int:
    rules = ActiveRules(desk.rooms.rulesets, desk.setting)
    policy = rules.refresh()
    gathering = Gathering(desk.rooms, desk.setting, policy.rules)
    found = suggest(_corpus(gathering, args), policy, policy.rules.text, unsure=args.unsure)
    if args.json:
        for value in suggestion_json(found):
            print_json(value)
        return 0
    sys.stdout.writelines(f"{line}\n" for line in suggestions_told(found, desk.setting.desk, unsure=args.unsure))
    return 0


def _corpus(gathering: Gathering, args: argparse.Namespace) -> Corpus:
    if not gathering.corrected:
        return gathering.read((), 0, lambda: None)
    mails, more = gathering.mails(args.mails)
    if not sys.stderr.isatty():
        return gathering.read(mails, more, lambda: None)
    with Bar("reading mail", len(mails)) as bar:
        return gathering.read(mails, more, lambda: bar.write("", ""))


def _clients(desk: OpenDesk, args: argparse.Namespace) -> int:
    rules = ActiveRules(desk.rooms.rulesets, desk.setting)
    found = propose_clients(desk.rooms, desk.setting, rules, fewest=args.fewest)
    if args.json:
        for value in prospect_json(found):
            print_json(value)
        return 0
    first = not rules.policy().rules.clients
    sys.stdout.writelines(f"{line}\n" for line in prospects_told(found, first=first, fewest=args.fewest))
    return 0
