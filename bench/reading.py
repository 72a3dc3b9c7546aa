"""`make bench-reading`: what it takes to read a mail, beside the bare parse of the same bytes by mail-parser.

CPU time of one process, taken in turns on the same mails in this one run; the median of all readings of a shape.
"""

import argparse
import json
import logging
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import mailparser
from lettershapes import BORDER, Shape, shapes
from rich.console import Console
from rich.table import Table

from mailhelp.core.facts import Channel, Envelope, MailFacts
from mailhelp.mail.authenticity import proof
from mailhelp.mail.parse import read_mail

MOST_TIMES = 2.0
TURNS = 40
EACH = 8
ENVELOPE = Envelope(channel=Channel.SMTP, received_at=datetime(2026, 11, 23, 9, 6, tzinfo=UTC))
Figures = dict[str, object]


def bare(raw: bytes) -> object:
    """Parse a mail as mail-parser does by itself."""
    return mailparser.parse_from_bytes(raw)


def read(raw: bytes) -> MailFacts:
    """Read a mail as a worker does: gate, headers, body, reply, attachments, automatic, bounce, and who is proven."""
    mail = read_mail(raw)
    proof(mail, ENVELOPE, trust=BORDER, desk_domains=("desk.example",), raw=raw, txt=lambda name, seconds: None)
    return mail


def measure(shape: Shape, turns: int) -> Figures:
    """Return the figures of one shape, in milliseconds of CPU for one mail."""
    taken: dict[Callable[[bytes], object], list[float]] = {bare: [], read: []}
    for turn in range(-2, turns):
        for raw in shape.mails:
            for way, times in taken.items():
                began = time.process_time()
                way(raw)
                times += [time.process_time() - began] if turn >= 0 else []
    parser, ours = (statistics.median(times) * 1000 for times in taken.values())
    return {
        "shape": shape.name,
        "bytes": round(statistics.mean(map(len, shape.mails))),
        "mail_parser_ms": round(parser, 3),
        "read_mail_ms": round(ours, 3),
        "times": round(ours / parser, 2),
        "bound": shape.bound,
    }


def show(figures: Sequence[Figures]) -> None:
    """Print the figures as a table."""
    title = "CPU time to read one mail, median, against mail-parser's bare parse of the same bytes"
    table = Table("mail", "bytes", "mail-parser", "mailhelp, everything", "times", "at most", title=title)
    for column in table.columns[1:]:
        column.justify = "right"
    for one in figures:
        parser, ours = f"{one['mail_parser_ms']} ms", f"{one['read_mail_ms']} ms"
        most = str(MOST_TIMES) if one["bound"] else "-"
        table.add_row(str(one["shape"]), str(one["bytes"]), parser, ours, str(one["times"]), most)
    Console(width=110).print(table)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=TURNS, help=f"how often each mail is read (default {TURNS})")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    asked = parser.parse_args()
    logging.getLogger("mailparser").setLevel(logging.CRITICAL)
    figures = [measure(shape, asked.turns) for shape in shapes(EACH)]
    if asked.json:
        print(json.dumps({"reading": figures}))
    else:
        show(figures)


if __name__ == "__main__":
    main()
