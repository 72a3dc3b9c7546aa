"""How the time to read a hostile mail grows with its size, for every attack; growthpicture.py draws it too.

Each mail is read in a process of its own, under the limits on memory of a worker; the figure is its CPU time alone.
"""

import argparse
import json
import math
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from attacks import Attack, attacks
from rich.console import Console
from rich.table import Table

from mailhelp.daemon.leash import allow_cpu, limit_memory
from mailhelp.mail.parse import read_mail

MEGABYTE = 1_048_576
LARGEST = 24 * MEGABYTE
DOUBLINGS = 11
TAKES = 20
# What takes longer is not read again: noise is a small part of it.
LONG_SECONDS = 0.1
MOST_SECONDS = 2.0
WORKER_MEMORY = 512 * MEGABYTE
CPU_SECONDS = 30.0
PATIENCE_SECONDS = 600.0
# Over 8 times the size linear time grows 8 times, quadratic 64 times; between them is the step where a mail gets too
# large for one way of reading and takes another. What is quicker than this is not told from noise.
STEPS = 3
MOST_EXPONENT = 1.5
QUICK_SECONDS = 0.05
MOST_ROWS = 25


@dataclass(frozen=True, slots=True)
class Point:
    """What one mail took: CPU seconds, and how much memory beyond that of the bare process; `died`: how it ended."""

    size: int
    seconds: float = 0.0
    memory_mb: float = 0.0
    died: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """The points of one attack, smallest first."""

    attack: Attack
    points: tuple[Point, ...]

    @property
    def slowest(self) -> float:
        return max(point.seconds for point in self.points)

    @property
    def exponent(self) -> float:
        """The steepest growth over 8 times the size, 1 when linear; 0 where all is too quick to tell."""
        pairs = zip(self.points, self.points[STEPS:], strict=False)
        steep = [
            math.log2(after.seconds / max(before.seconds, QUICK_SECONDS / 2**STEPS)) / STEPS
            for before, after in pairs
            if after.seconds > QUICK_SECONDS
        ]
        return max(steep, default=0.0)

    @property
    def complaint(self) -> str:
        """Why this attack succeeds, "" when it does not."""
        if died := next((point.died for point in self.points if point.died), ""):
            return died
        if self.slowest > MOST_SECONDS:
            return f"over {MOST_SECONDS} s"
        return "not linear" if self.exponent > MOST_EXPONENT else ""


def measure(attack: Attack, size: int) -> Point:
    """Return what a mail of about `size` bytes takes to be read."""
    near, far = multiprocessing.Pipe(duplex=False)
    reader = multiprocessing.get_context("fork").Process(target=_read, args=(attack, size, far))
    reader.start()
    far.close()
    try:
        told = near.recv() if near.poll(PATIENCE_SECONDS) else ""
    except EOFError:
        told = ""
    reader.kill()
    reader.join()
    near.close()
    if isinstance(told, Point):
        return told
    return Point(size, died=told or f"ended by signal {-(reader.exitcode or 0)}")


def _read(attack: Attack, size: int, answer: Connection) -> None:
    raw = attack.make(size)
    limit_memory(WORKER_MEMORY)
    allow_cpu(CPU_SECONDS)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken: list[float] = []
    try:
        while len(taken) < TAKES and sum(taken) < LONG_SECONDS:
            began = time.process_time()
            read_mail(raw)
            taken.append(time.process_time() - began)
    except BaseException as fault:
        answer.send(f"{type(fault).__name__} at {len(raw)} bytes")
        raise
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    answer.send(Point(len(raw), sum(taken) / len(taken), memory / 1024))


def curves(wanted: Iterable[Attack], doublings: int) -> list[Curve]:
    """Measure all attacks, from small mails to large ones."""
    sizes = [LARGEST >> step for step in range(doublings, -1, -1)]
    found = []
    for attack in wanted:
        found.append(Curve(attack, tuple(measure(attack, size) for size in sizes)))
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


def show(found: Sequence[Curve], most_rows: int) -> None:
    """Print the slowest attacks, and what is wrong with any."""
    by_time = sorted(found, key=lambda curve: curve.slowest, reverse=True)
    shown = [curve for curve in by_time if curve.complaint] + [curve for curve in by_time if not curve.complaint]
    title = f"CPU time to read hostile mails of up to {LARGEST // MEGABYTE} MB: the slowest of {len(found)} attacks"
    table = Table("attack", "on", "slowest", "at", "24 MB", "growth", "memory", "verdict", title=title)
    for column in table.columns[2:7]:
        column.justify = "right"
    for curve in shown[:most_rows]:
        slowest = max(curve.points, key=lambda point: point.seconds)
        table.add_row(
            curve.attack.name,
            curve.attack.family,
            f"{slowest.seconds:.2f} s",
            f"{slowest.size / MEGABYTE:.2f} MB",
            f"{curve.points[-1].seconds:.2f} s",
            f"{curve.exponent:.2f}" if curve.exponent else "-",
            f"{max(point.memory_mb for point in curve.points):.0f} MB",
            curve.complaint or "linear",
        )
    Console(width=140).print(table)


def main() -> int:
    """Measure and print; 1 when an attack succeeds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only the attacks whose name or family has this in it")
    parser.add_argument("--doublings", type=int, default=DOUBLINGS, help=f"sizes below 24 MB (default {DOUBLINGS})")
    parser.add_argument("--save", type=Path, help="write all points into this file, as JSON: family, attack, points")
    asked = parser.parse_args()
    wanted = (one for one in attacks() if asked.only in f"{one.family}: {one.name}")
    found = curves(wanted, asked.doublings)
    show(found, MOST_ROWS)
    if asked.save:
        points = [[one.attack.family, one.attack.name, [asdict(point) for point in one.points]] for one in found]
        asked.save.write_text(json.dumps(points), "utf-8")
    return 1 if any(curve.complaint for curve in found) else 0


if __name__ == "__main__":
    sys.exit(main())
