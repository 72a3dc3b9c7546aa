"""The commands about kept mails: mails, mail, set-aside, release, retry."""

import argparse
import sys

from mailhelp.cli.desk import desk_of_arguments, wake
from mailhelp.cli.output import local, print_json, print_table
from mailhelp.core.errors import UsageError
from mailhelp.core.ids import read_id, shown
from mailhelp.core.ticket import Fate
from mailhelp.daemon.wiring import OpenDesk


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `command`."""
    if command in ("mails", "set-aside", "mail"):
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
    if command == "mails":
        parser.add_argument("--fate", choices=[str(fate) for fate in Fate], help="only mails with this fate")
        parser.add_argument("--limit", type=int, metavar="N", help="the newest N only")
    if command == "mail":
        parser.add_argument("id")
        parser.add_argument("--raw", action="store_true", help="the mail itself, byte for byte")
    if command == "release":
        parser.add_argument("id")
        parser.add_argument("--as", dest="as_", choices=("client", "staff"), required=True, help="whose mail it is")
    if command == "retry":
        parser.add_argument("what", choices=("mail", "notice"))
        parser.add_argument("id")


def run(args: argparse.Namespace) -> int:
    """Do what `args.command` asks."""
    verbs = {"mails": _mails, "mail": _mail, "set-aside": _set_aside, "release": _release, "retry": _retry}
    with desk_of_arguments(args) as desk:
        return verbs[args.command](desk, args)


def _mails(desk: OpenDesk, args: argparse.Namespace) -> int:
    return _print(desk.rooms.inbox.mails(fate=args.fate, limit=args.limit), args)


def _set_aside(desk: OpenDesk, args: argparse.Namespace) -> int:
    return _print(desk.rooms.inbox.mails(fate=str(Fate.SET_ASIDE)), args)
