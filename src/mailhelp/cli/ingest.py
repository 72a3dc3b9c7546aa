"""The command `ingest`: mail from files, folders, mbox, Maildir or standard input."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from mailhelp.channels.files import FoundMail, envelope_for, mails_in, piped_mail
from mailhelp.cli.desk import desk_of_arguments, wake
from mailhelp.cli.output import print_json
from mailhelp.cli.reading import aware
from mailhelp.core.errors import BadConfiguration, BadData, TryAgain
from mailhelp.core.facts import Channel, ReceivedMail
from mailhelp.core.ids import shown
from mailhelp.daemon.wiring import OpenDesk

Found = tuple[ReceivedMail, str]
STANDARD_INPUT = "-"
AT_ONCE = 50


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `ingest`."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help=".eml, mbox, Maildir, a folder, or - for standard input"
    )
    parser.add_argument("--live", action="store_true", help="news: tickets and notices (standard input always is)")
    parser.add_argument("--sender", metavar="ADDRESS", help="MAIL FROM, as the MTA knows it ('' for the null sender)")
    parser.add_argument("--recipient", action="append", default=[], metavar="ADDRESS", help="RCPT TO; may be repeated")
    parser.add_argument(
        "--received", metavar="TIME", help="when it came, with zone; default: as the mail's Received says"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a mail")


def run(args: argparse.Namespace) -> int:
    """Keep every mail found; return 0 only when all were committed to disk (else 75, or 65 for what is no mail).

    From standard input a mail server hands over a client's mail: there a fault of ours is always 75, because any other
    code would send the mail back.
    """
    try:
        return _ingest(args)
    except BadConfiguration as fault:
        if STANDARD_INPUT in args.paths:
            raise TryAgain(str(fault)) from fault
        raise


def _ingest(args: argparse.Namespace) -> int:
    with desk_of_arguments(args) as desk:
        count, wrong = 0, []
        for path in args.paths:
            try:
                for batch in _batches(_received(desk, args, path)):
                    count += len(batch)
                    _keep(desk, batch, as_json=args.json)
            except BadData as fault:
                wrong.append(str(fault))
        wake(desk, "work")
    if not args.json:
        sys.stderr.write(f"mailhelp: {count} {'mail' if count == 1 else 'mails'} kept\n")
    if wrong:
        raise BadData("; ".join(wrong))
    return 0


def _batches(found: Iterator[Found]) -> Iterator[list[Found]]:
    """Give what is found in batches; what was found before a fault comes before the fault."""
    batch: list[Found] = []
    try:
        for one in found:
            batch.append(one)
            if len(batch) == AT_ONCE:
                yield batch
                batch = []
    except BadData:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _keep(desk: OpenDesk, batch: list[Found], *, as_json: bool) -> None:
    kept = desk.rooms.inbox.keep([mail for mail, _ in batch])
    for (_, where), one in zip(batch, kept, strict=True):
        if as_json:
            print_json({"file": where, "id": shown(one.mail_id), "new": one.new})


def _received(desk: OpenDesk, args: argparse.Namespace, path: str) -> Iterator[Found]:
    given = aware(args.received) if args.received else None
    piped = path == STANDARD_INPUT
    most = desk.setting.reading.mail
    found: Iterator[FoundMail] = (
        iter([piped_mail(sys.stdin.buffer, max_size=most)]) if piped else mails_in(Path(path), max_size=most)
    )
    for one in found:
        envelope = envelope_for(
            one.raw,
            live=piped or args.live,
            now=desk.setting.clock(),
            sender=args.sender,
            recipients=tuple(args.recipient),
            received=given,
            channel=Channel.PIPE if piped else Channel.FILE,
        )
        yield one.with_envelope(envelope), one.where
