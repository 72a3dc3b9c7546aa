"""The command `verify`: do mailboxes, mails, tickets and notices add up?"""

import argparse
import sys

from mailhelp.cli.desk import desk_of_arguments
from mailhelp.cli.output import print_json, print_table
from mailhelp.store.verify import verify


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `verify`."""
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print the books; return 1 when something is unexplained."""
    with desk_of_arguments(args) as desk:
        books = verify(desk.database, desk.setting.clock())
    unexplained = books["unexplained"]
    if args.json:
        print_json(books)
    else:
        print_table(("what", "count"), books.items())
        sys.stdout.write("the books balance\n" if not unexplained else f"{unexplained} unexplained\n")
    return 0 if not unexplained else 1
