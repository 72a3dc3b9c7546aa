"""`make bench-memory`: what one mail of 25 MB adds to the memory of the listener, of the fetching process, of a worker.

Real processes of a real desk; for each shape of mail a desk of its own that has read a small mail before. The figure is
the peak of the resident memory (VmHWM) while the mail came and was decided, less the resident memory at rest before.
"""

import argparse
import json
import smtplib
import sys
import time
from pathlib import Path

import proctree
from capture import Capture
from desk import ADDRESS, RunningDesk
from memory_mailbox import Mailbox
from memory_mails import MEGABYTE, SENDER, SHAPES, big_mail
from rich.console import Console
from rich.table import Table

MOST_TIMES = 3.0
PATIENCE_SECONDS = 300.0
SETTLE_SECONDS = 1.0
# Of all processes of a desk in two seconds in which nothing happens.
IDLE_CPU_SECONDS = 0.1
RULES = "extends: standard\nclients:\n  Firm: {domains: [firm1.example]}\n"
MAILBOX = """
[[imap]]
name = "support"
host = "127.0.0.1"
port = {port}
tls = "none"
user = "support"
password = {{file = "secret"}}
poll = "1s"
idle = false
"""

Figures = dict[str, object]


def role_of(pid: int) -> str:
    """Return what a process of a desk is: "listener", "worker", "fetcher" (the parent, which also sends), or ""."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return ""
    if b"listen_child" in command:
        return "listener"
    return "worker" if b"work_child" in command else "fetcher" if b"run" in command else ""


def status(pid: int, field: str) -> int:
    """Return a size in bytes from /proc/PID/status, 0 when the process is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:")), 0)


def forget_peaks(desk: RunningDesk) -> dict[int, int]:
    """Let the peaks of all processes begin anew; return what each holds now."""
    for pid in proctree.tree(desk.pid):
        Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")
    return {pid: status(pid, "VmRSS") for pid in proctree.tree(desk.pid)}


def wait_until_it_rests(desk: RunningDesk) -> None:
    """Wait until no process of the desk has worked for two seconds: the spare worker takes its time to start."""
    worked = -1.0
    while (now := proctree.cpu_seconds(desk.pid)) - worked > IDLE_CPU_SECONDS:
        worked = now
        time.sleep(2 * SETTLE_SECONDS)


def added(desk: RunningDesk, before: dict[int, int], field: str, size: int) -> dict[str, float]:
    """Return for each role how many times the size of the mail was added; of two workers the one that took more."""
    found: dict[str, float] = {}
    for pid in proctree.tree(desk.pid):
        times = round((status(pid, field) - before.get(pid, 0)) / size, 2)
        if role := role_of(pid):
            found[role] = max(found.get(role, 0.0), times)
    return found


def decided(desk: RunningDesk) -> int:
    return desk.count("select count(*) from mails where fate is not null")


def wait_for(desk: RunningDesk, mails: int) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while decided(desk) < mails or not desk.at_rest():
        if time.monotonic() > give_up or desk.exit_code() is not None:
            raise RuntimeError(f"the desk did not come to rest:\n{desk.last_words()}")
        time.sleep(0.05)
    time.sleep(SETTLE_SECONDS)


def by_smtp(desk: RunningDesk, raw: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", desk.smtp_port, timeout=PATIENCE_SECONDS) as client:
        client.sendmail(SENDER, [ADDRESS], raw)


def measured(shape: str, *, imap: bool, mails: int) -> Figures:
    """Return what mails of one shape add, one after the other: the highest peak, and what is left at rest."""
    with Mailbox() as mailbox, Capture() as relay:
        more = MAILBOX.format(port=mailbox.port) if imap else ""
        with RunningDesk(relay_port=relay.port, rules=RULES, more=more) as desk:
            secret = desk.folder / "secret"
            secret.write_text("secret", encoding="ascii")
            secret.chmod(0o600)
            desk.start()
            desk.wait_until_it_listens()
            small = (
                f"From: {SENDER}\r\nTo: {ADDRESS}\r\nSubject: small\r\nMessage-ID: <small@firm1.example>\r\n\r\nhi\r\n"
            )
            by_smtp(desk, small.encode("ascii"))
            wait_for(desk, 1)
            wait_until_it_rests(desk)
            before = forget_peaks(desk)
            seconds = []
            for number in range(mails):
                raw = big_mail(shape, number, ADDRESS)
                began = time.monotonic()
                mailbox.put(raw) if imap else by_smtp(desk, raw)
                wait_for(desk, number + 2)
                seconds.append(time.monotonic() - began - SETTLE_SECONDS)
            return {
                "shape": shape,
                "by": "IMAP" if imap else "SMTP",
                "mb": round(len(raw) / MEGABYTE, 1),
                "mails": mails,
                "seconds": round(max(seconds), 1),
                "peak": added(desk, before, "VmHWM", len(raw)),
                "left": added(desk, before, "VmRSS", len(raw)),
                "fates": sorted({str(row[0]) for row in desk.ask("select fate from mails")}),
            }


def show(figures: list[Figures]) -> None:
    """Print the figures as a table."""
    title = f"What a mail of 25 MB adds to resident memory, in times its size (at most {MOST_TIMES:g})"
    table = Table("mail", "by", "MB", "s", "listener", "fetcher", "worker", "left in worker", "fates", title=title)
    for one in figures:
        peak, left = one["peak"], one["left"]
        assert isinstance(peak, dict) and isinstance(left, dict)
        roles = (f"{peak.get(role, 0):.2f}" for role in ("listener", "fetcher", "worker"))
        fates = one["fates"]
        assert isinstance(fates, list)
        table.add_row(
            str(one["shape"]), str(one["by"]), str(one["mb"]), str(one["seconds"]), *roles,
            f"{left.get('worker', 0):.2f}", ", ".join(fates),
        )  # fmt: skip
    Console(width=130).print(table)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", action="append", choices=tuple(SHAPES), help="may be repeated (default: all)")
    parser.add_argument("--by", choices=("smtp", "imap", "both"), default="both")
    parser.add_argument("--mails", type=int, default=3, help="mails of each shape, one after the other (default 3)")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line instead of the table")
    asked = parser.parse_args()
    ways = {"smtp": [False], "imap": [True], "both": [False, True]}[asked.by]
    figures = []
    for shape in asked.shape or SHAPES:
        for imap in ways:
            figures.append(measured(shape, imap=imap, mails=asked.mails))
            if asked.json:
                print(json.dumps(figures[-1]), flush=True)
            else:
                print(f"{shape}, {'IMAP' if imap else 'SMTP'}: done", file=sys.stderr, flush=True)
    if not asked.json:
        show(figures)
    peaks = [times for one in figures if isinstance(one["peak"], dict) for times in one["peak"].values()]
    return 0 if max(peaks) <= MOST_TIMES else 1


if __name__ == "__main__":
    sys.exit(main())
