"""The command `suggest`: what rules.yaml could learn from corrections, and which clients history shows."""

import argparse
import sys

from mailhelp.cli.desk import desk_of_arguments
from mailhelp.cli.output import print_json
from mailhelp.cli.suggesting_clients import prospect_json, prospects_told
from mailhelp.core.suggesting.clients import FEWEST_MAILS
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.suggesting.clients import propose_clients

WORDS, CLIENTS = "words", "clients"


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `suggest`."""
    parser.add_argument("what", nargs="?", choices=(WORDS, CLIENTS), default=WORDS, help="words (default) or clients")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument(
        "--fewest",
        type=int,
        default=FEWEST_MAILS,
        metavar="N",
        help=f"clients: only domains with so many proven mails (default: {FEWEST_MAILS})",
    )


def run(args: argparse.Namespace) -> int:
    """Print proposals; no file is changed."""
    with desk_of_arguments(args) as desk:
        return _clients(desk, args)


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
