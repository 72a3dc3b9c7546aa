"""`make bench`: speed, memory and latency of the whole path of a mail, beside what the machine can do at best.

Every figure is of this one run, on the same mails: SMTP in, kept on disk, decided, acknowledgement at a relay.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import threading
import time
from collections.abc import Sequence

import limits
import proctree
from capture import Capture
from desk import ADDRESS, RunningDesk
from report import show
from sending import seconds_to_acknowledgement, send_all
from syncs import SyncCount
from workload import CLIENTS, FIRMS, SEED, Mail, workload

MEGABYTE = 1_048_576
REST_SECONDS = 3.0
PATIENCE_SECONDS = 600.0
WARM_UP = 20

Figures = dict[str, object]


STAFF = "staff:\n  Ana: {address: ana@desk.example, role: admin, notify: all}\n"


def rules(*, staff: str = "") -> str:
    """Return the rules of a desk that knows the firms of the workload."""
    firms = "".join(f"  Firm {number}: {{domains: [firm{number}.example]}}\n" for number in range(FIRMS))
    return f"extends: standard\nclients:\n{firms}{staff}"


def memory_now(desk: RunningDesk) -> dict[str, float]:
    found = proctree.memory(desk.pid)
    return {
        "rss_mb": round(found.rss / MEGABYTE, 1),
        "pss_mb": round(found.pss / MEGABYTE, 1),
        "processes": found.processes,
    }


class MemoryPeak:
    """Looks at the desk's memory twice a second; `highest` is the look with the highest RSS."""

    def __init__(self, desk: RunningDesk) -> None:
        self.highest = memory_now(desk)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(desk,))
        self._thread.start()

    def _look(self, desk: RunningDesk) -> None:
        while not self._over.wait(0.5):
            self.highest = max(self.highest, memory_now(desk), key=lambda look: look["rss_mb"])

    def end(self) -> dict[str, float]:
        self._over.set()
        self._thread.join()
        return self.highest


def wait_for_rest(desk: RunningDesk) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not desk.at_rest():
        if time.monotonic() > give_up or desk.exit_code() is not None:
            raise RuntimeError(f"the desk did not come to rest:\n{desk.last_words()}")
        time.sleep(0.1)


def latency(desk: RunningDesk, relay: Capture, mails: Sequence[Mail]) -> Figures:
    """Return the quantiles of single mails, one after the other, in milliseconds."""
    found = [seconds_to_acknowledgement(mail, desk.smtp_port, relay, patience=10) for mail in mails]
    taken = sorted(seconds * 1000 for seconds in found if seconds is not None)
    if len(taken) < 2:
        raise RuntimeError(f"{len(mails)} mails, {len(taken)} acknowledgements:\n{desk.last_words()}")
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    return {
        "mails": len(mails),
        "without_acknowledgement": len(mails) - len(taken),
        "p50_ms": round(cuts[49], 1),
        "p99_ms": round(cuts[98], 1),
        "max_ms": round(taken[-1], 1),
    }


def throughput(desk: RunningDesk, relay: Capture, mails: Sequence[Mail], *, connections: int) -> Figures:
    """Return speed, CPU and memory of sending all mails at once, until the desk is at rest again."""
    before, cpu, began = len(relay.all), proctree.cpu_seconds(desk.pid), time.monotonic()
    peak = MemoryPeak(desk)
    complaints = send_all(mails, desk.smtp_port, connections=connections)
    accepted = time.monotonic()
    wait_for_rest(desk)
    cpu = proctree.cpu_seconds(desk.pid) - cpu
    seconds = max(max((one.at for one in relay.all[before:]), default=accepted), accepted) - began
    acknowledged = [len(relay.answers_to(mail.message_id, mail.sender)) for mail in mails if mail.opens]
    return {
        "mails": len(mails),
        "refused": len(complaints),
        "seconds": round(seconds, 2),
        "mails_per_s": round(len(mails) / seconds, 1),
        "accepted_per_s": round(len(mails) / (accepted - began), 1),
        "cpu_ms_per_mail": round(cpu * 1000 / len(mails), 2),
        "acknowledgements": sum(acknowledged),
        "without_acknowledgement": acknowledged.count(0),
        "notices": len(relay.all) - before,
        "memory_under_load": peak.end(),
    }


def measure(asked: argparse.Namespace) -> Figures:
    mails = list(workload(asked.mails, ADDRESS, asked.seed))
    singles = [
        mail for mail in workload(4 * (asked.latency + WARM_UP), ADDRESS, asked.seed + 1) if mail.kind == "plain"
    ]
    with Capture() as relay, RunningDesk(relay_port=relay.port, rules=rules()) as desk:
        desk.start()
        desk.wait_until_it_listens()
        time.sleep(REST_SECONDS)
        at_rest = memory_now(desk)
        latency(desk, relay, singles[:WARM_UP])
        low_load = latency(desk, relay, singles[WARM_UP : WARM_UP + asked.latency])
        wait_for_rest(desk)
        whole_path = throughput(desk, relay, mails, connections=asked.connections)
        undecided = desk.count("select count(*) from mails where fate is null")
    with Capture() as relay, RunningDesk(relay_port=relay.port, rules=rules(staff=STAFF)) as desk:
        desk.start()
        desk.wait_until_it_listens()
        time.sleep(REST_SECONDS)
        with_staff = throughput(desk, relay, mails, connections=asked.connections)
    return {
        "machine": machine(),
        "workload": {
            "mails": asked.mails,
            "bytes": sum(len(mail.raw) for mail in mails),
            "clients": CLIENTS,
            "seed": asked.seed,
        },
        "whole_path": whole_path,
        "with_staff": with_staff,
        "undecided": undecided,
        "latency_low_load": low_load,
        "memory_at_rest": at_rest,
        "syncs": syncs(mails[: asked.syncs], connections=asked.connections),
        "limits": {
            "mail_parser_cpu_ms_per_mail": round(limits.parse_cpu_ms(mails), 2),
            "sqlite_durable_commits_per_s": round(limits.durable_commits_a_second()),
        },
    }


def syncs(mails: Sequence[Mail], *, connections: int) -> Figures:
    """Return syncs per mail of a second, smaller run, or why they could not be counted."""
    if (reason := SyncCount.missing()) or not mails:
        return {"not_counted": reason or "not asked for"}
    with Capture() as relay, RunningDesk(relay_port=relay.port, rules=rules()) as desk:
        desk.start()
        desk.wait_until_it_listens()
        time.sleep(REST_SECONDS)
        try:
            count = SyncCount(desk.pid)
        except RuntimeError as fault:
            return {"not_counted": str(fault)}
        send_all(mails, desk.smtp_port, connections=connections)
        wait_for_rest(desk)
        return {"mails": len(mails), "per_mail": round(count.stop() / len(mails), 2)}


def machine() -> Figures:
    return {
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=2000, help="mails sent at once (default 2000)")
    parser.add_argument("--latency", type=int, default=100, help="mails sent one by one (default 100)")
    parser.add_argument("--syncs", type=int, default=200, help="mails sent under strace (default 200, 0: none)")
    parser.add_argument("--connections", type=int, default=8, help="SMTP connections at once (default 8)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    try:
        figures = measure(asked)
    except RuntimeError as fault:
        sys.exit(f"bench: {fault}")
    if asked.json:
        print(json.dumps(figures))
    else:
        show(figures)


if __name__ == "__main__":
    main()
