"""`make bench-whatif`: how long `mailhelp whatif` takes for a desk's stored mail.

Fills a desk on SQLite with mails made from `data/labelled`: 75 % plain, 15 % with HTML, 10 % replies to an earlier one;
then runs the command with three new files. Goal: 100,000 mails in 300 s on 2 cores.
"""

import argparse
import html
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from rich.console import Console
from rich.table import Table

from mailhelp.config.settings import load_settings
from mailhelp.core.facts import Channel, Envelope, ReceivedMail
from mailhelp.daemon.wiring import OpenDesk, open_desk
from mailhelp.daemon.wiring_work import ready_to_run
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.intake import Intake

LABELLED = Path(__file__).resolve().parent.parent / "data" / "labelled"
BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
MAILS, GOAL_MAILS, GOAL_SECONDS = 3000, 100_000, 300
AT_ONCE = 100
STAFF = "staff:\n  Tom: {address: tom@desk.example, role: admin}\n  Ana: {address: ana@desk.example}\n"
RULES = f"extends: standard\n{STAFF}"
SETTINGS = '[desk]\nname = "Bench"\naddress = "help@desk.example"\n'
SIGNATURE = "\n\nKind regards\n{name}\n-- \n{name} | Harbour Trading Ltd | 01632 960{number:03d}\n"
STYLE = "<style>p {margin: 0 0 8px; font-family: Calibri, sans-serif} .quiet {color: #666}</style>"
# What an admin may try: the hours alone, a client to assign, new words (which no reading can be shared with).
FILES = {
    "other hours": f"{RULES}hours: {{open: {{mon-fri: 08:00-18:00}}}}\n",
    "a rule without words": f"{RULES}rules: [{{name: shop, when: {{from: shop.example}}, then: {{assign: Ana}}}}]\n",
    "new words, a rule to ignore": (
        f"{RULES}words:\n  BOAT: [ferry, pontoon, mooring]\n"
        "rules:\n  - {name: boats, when: {any: BOAT}, then: {assign: Ana}}\n"
        "overrides:\n  - {name: advertising, when: {any: [unsubscribe here]}, then: {ignore: yes}}\n"
    ),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command. cpu: seconds of all its processes together."""

    seconds: float
    cpu: float
    changed: int
    decided: int


def mails(count: int) -> Iterator[bytes]:
    """Yield so many mails, the same ones every time; a labelled mail comes again with another number."""
    rows = [json.loads(line) for file in sorted(LABELLED.glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    for number in range(count):
        row = rows[number % len(rows)]
        mail = EmailMessage()
        mail["From"] = f"{row['from_name']} <{row['from']}>"
        mail["To"] = "help@desk.example"
        mail["Date"] = BEGAN + timedelta(minutes=number)
        mail["Message-ID"] = f"<{number}@client.example>"
        mail["Subject"] = f"{row['subject']}"
        _fill(mail, row, number)
        yield mail.as_bytes()


def _fill(mail: EmailMessage, row: dict[str, str], number: int) -> None:
    text = row["body"] + SIGNATURE.format(name=row["from_name"], number=number % 1000)
    if number % 10 == 9 and number > 2860:
        parent = number - 2860
        mail["In-Reply-To"] = f"<{parent}@client.example>"
        text += "\nOn Monday, Service Desk wrote:\n" + "".join(f"> {line}\n" for line in row["body"].split("\n"))
    mail.set_content(text)
    if number % 20 in (3, 10, 17):
        paragraphs = "".join(f"<p class=MsoNormal>{html.escape(line)}</p>" for line in text.split("\n"))
        mail.add_alternative(f"<html><head>{STYLE}</head><body>{paragraphs}</body></html>", subtype="html")


def fill(folder: Path, count: int) -> None:
    """Make a desk and let it decide so many mails."""
    (folder / "mailhelp.toml").write_text(SETTINGS, "utf-8")
    (folder / "rules.yaml").write_text(RULES, "utf-8")
    desk = open_desk(load_settings(folder / "mailhelp.toml"))
    ready_to_run(desk)
    intake = Intake(desk.rooms, desk.setting, ActiveRules(desk.rooms.rulesets, desk.setting))
    _keep(desk, count)
    while intake.work("bench", limit=AT_ONCE):
        continue
    desk.close()


def _keep(desk: OpenDesk, count: int) -> None:
    held: list[ReceivedMail] = []
    for number, raw in enumerate(mails(count)):
        received_at = BEGAN + timedelta(minutes=number)
        held.append(ReceivedMail(raw, Envelope(Channel.SMTP, received_at, recipients=("help@desk.example",))))
        if len(held) == AT_ONCE or number == count - 1:
            desk.rooms.inbox.keep(held, now=received_at)
            held.clear()


def run(folder: Path, name: str, workers: int) -> Run:
    """Run the command once, as an admin would."""
    new = folder / "new.yaml"
    new.write_text(FILES[name], "utf-8")
    config, count = str(folder / "mailhelp.toml"), str(workers)
    command = [sys.executable, "-m", "mailhelp", "whatif", str(new), "--json", "--config", config, "--workers", count]
    cpu, began = _cpu(), time.monotonic()
    printed = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()
    took, summary = time.monotonic() - began, json.loads(printed[-1])
    return Run(took, _cpu() - cpu, summary["changed"], summary["decided"])


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Fill, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=MAILS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mailhelp-whatif-"))
    try:
        fill(folder, asked.mails)
        found = {name: run(folder, name, asked.workers) for name in FILES}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _print(found, asked.mails, as_json=asked.json)


def _print(found: dict[str, Run], count: int, *, as_json: bool) -> None:
    if as_json:
        values = {
            name: {"mails": one.decided, "seconds": one.seconds, "cpu_ms": 1000 * one.cpu / one.decided}
            for name, one in found.items()
        }
        print(json.dumps({"whatif": values}))
        return
    title = f"A desk of {count:,} mails; goal: {GOAL_MAILS:,} in {GOAL_SECONDS} s"
    table = Table(
        "new file", "decided", "mails/s", "CPU a mail", f"{GOAL_MAILS:,} take", "on 2 free cores", title=title
    )
    for name, one in found.items():
        rate, cpu = one.decided / one.seconds, 1000 * one.cpu / one.decided
        table.add_row(
            name,
            f"{one.decided:,}",
            f"{rate:.0f}",
            f"{cpu:.1f} ms",
            f"{GOAL_MAILS / rate:.0f} s",
            f"{GOAL_MAILS * cpu / 2000:.0f} s",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
