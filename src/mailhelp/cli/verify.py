"""The command `verify`: do mailboxes, mails, tickets and notices add up?"""

import argparse
import sys
from dataclasses import asdict

from mailhelp.cli.desk import desk_of_arguments
from mailhelp.cli.output import print_json, print_table
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.daemon.wiring_channels import audited
from mailhelp.store.verify import verify


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `verify`."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line; the last has the sum")
    parser.add_argument("--no-mailboxes", action="store_true", help="look at the database only")


def run(args: argparse.Namespace) -> int:
    """Print the books; return 1 when something is unexplained, 75 when a mailbox cannot be read."""
    with desk_of_arguments(args) as desk:
        mailboxes = {} if args.no_mailboxes else _mailboxes(desk)
        books = verify(desk.database, desk.setting.clock())
    unexplained = books["unexplained"] + sum(counts["unexplained"] for counts in mailboxes.values())
    books["unexplained"] = unexplained
    if args.json:
        for name, counts in mailboxes.items():
            print_json({"mailbox": name, **counts})
        print_json(books)
    else:
        rows = [(f"{name}: {what}", count) for name, counts in mailboxes.items() for what, count in counts.items()]
        print_table(("what", "count"), [*rows, *books.items()])
        sys.stdout.write("the books balance\n" if not unexplained else f"{unexplained} unexplained\n")
    return 0 if not unexplained else 1


def _mailboxes(desk: OpenDesk) -> dict[str, dict[str, int]]:
    return {name: asdict(counts) for name, counts in audited(desk).items()}
