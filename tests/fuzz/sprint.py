"""One fuzz target without atheris: python -m tests.fuzz.sprint TARGET SECONDS, ten times as many inputs, but blind.

What libFuzzer kept of earlier runs is changed at random, so that its slow search and this fast one help each other.
"""

import hashlib
import importlib
import logging
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.mutate import mutated

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "var" / "fuzz"
HANG_SECONDS, MOST_BYTES = 5, 6_000
MOST_ADDRESS_SPACE = 1 << 30

Check = Callable[[bytes], None]


class Hang(BaseException):
    """An input takes too long; no `except Exception` of a parser may swallow that."""


def sprint(target: str, seconds: float, chance: Random, *, watch: Callable[[Check], Check]) -> int:
    """Try inputs for so many seconds and return how many; raise what the first that breaks a promise raises.

    That one is kept among the findings before. watch: gives the check that ends itself when it takes too long.
    """
    module = importlib.import_module(f"tests.fuzz.targets.{target}")
    folders = (HERE / "seeds" / module.SEEDS, HERE / "findings" / target, CORPUS / target)
    known = [path.read_bytes() for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    check, ends, count = watch(module.check), time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        data = mutated(_begun(known, chance), chance, module.WORDS)[:MOST_BYTES]
        try:
            check(data)
        except (Exception, Hang) as fault:
            _keep(data, target, "hang" if isinstance(fault, Hang) else "crash")
            raise
        count += 1
    return count


def _begun(known: list[bytes], chance: Random) -> bytes:
    """Return one of the known inputs, or the beginning of one with the end of another."""
    data = chance.choice(known)
    if chance.random() < 0.8:
        return data
    other = chance.choice(known)
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def _keep(data: bytes, target: str, kind: str) -> None:
    folder = HERE / "findings" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{kind}-{hashlib.sha1(data).hexdigest()}").write_bytes(data)


def _with_alarm(check: Check) -> Check:
    def watched(data: bytes) -> None:
        signal.setitimer(signal.ITIMER_REAL, HANG_SECONDS)
        try:
            check(data)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    return watched


def _out_of_time(number: int, frame: FrameType | None) -> None:
    raise Hang(f"an input takes more than {HANG_SECONDS} s")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, _out_of_time)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESS_SPACE, MOST_ADDRESS_SPACE))
    tried = sprint(sys.argv[1], float(sys.argv[2]), Random(), watch=_with_alarm)
    print(f"stat::number_of_executed_units: {tried}", file=sys.stderr)
