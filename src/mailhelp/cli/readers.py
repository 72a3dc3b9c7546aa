"""Several processes that read mails: answers in order, and a mail that ends its reader stops no other."""

import multiprocessing
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from mailhelp.core.errors import TryAgain
from mailhelp.daemon.leash import allow_cpu, limit_memory

Given = TypeVar("Given")
Told = TypeVar("Told")

# So many files are with each reader, so that none waits for the next; and so much is read ahead of a slow one.
IN_HAND = 4
FILES_AHEAD = 500
LETTERS_AHEAD = 32 * 1024 * 1024
WATCH_SECONDS = 0.2
MOST_BETWEEN_LOOKS = 1.0
OUT_OF_MEMORY = 3


@dataclass(frozen=True, slots=True)
class Leash:
    """What a reader may take for one file: the limits of the desk's workers as they are without settings.

    memory: bytes of address space. cpu, wall: seconds.
    """

    memory: int = 512 * 1024 * 1024
    cpu: float = 5.0
    wall: float = 60.0


@dataclass(frozen=True, slots=True)
class _Order(Generic[Given]):
    """A mail to read, and its place; `cause`: why it is not to be read whole."""

    place: int
    given: Given
    cause: str = ""


@dataclass(slots=True)
class _Reader(Generic[Given]):
    """One process; `in_hand`: what it was given, the first of which it is at since `since` (seconds)."""

    child: BaseProcess
    pipe: Connection
    in_hand: deque[_Order[Given]] = field(default_factory=deque)
    since: float = 0.0
    fault: str = ""


class Readers(Generic[Given, Told]):
    """Reads mails in several processes, each as whatever names it.

    A mail over which a reader ends, or that it does not read in time, is tried once more without any parser; and if
    that fails too, refused with the cause.
    """

    def __init__(
        self,
        tell: Callable[[Given, str], Told],
        refuse: Callable[[Given, str], Told],
        *,
        letters: Callable[[Told], int],
        count: int,
        leash: Leash,
    ) -> None:
        """Begin with no process; `answers` starts `count`, which fork from this one and so know what `tell` needs.

        tell: the answer for a mail; with a cause for it not to be read whole, from headers and first text alone.
        refuse: the answer for one that cannot be read, with the cause. letters: how long an answer is.
        """
        self._tell, self._refuse, self._count, self._leash = tell, refuse, count, leash
        self._letters_of = letters
        self._readers: list[_Reader[Given]] = []
        self._again: deque[_Order[Given]] = deque()
        self._done: dict[int, Told] = {}
        self._letters = self._next = self._given = 0
        self._now, self._looked_at = 0.0, time.monotonic()

    def answers(self, files: Sequence[Given]) -> Generator[Told, None, None]:
        """Yield the answer for each mail, in order; when closed, end every process."""
        try:
            while self._given < len(files):
                self._hand_out(files)
                self._hear()
                self._look_at_clock()
                self._end_late()
                while self._given in self._done:
                    answer = self._done.pop(self._given)
                    self._given += 1
                    self._letters -= self._letters_of(answer)
                    yield answer
        finally:
            self._end_all()

    def _hand_out(self, files: Sequence[Given]) -> None:
        while self._again or self._may_go_on(len(files)):
            reader = self._free_reader()
            if reader is None:
                return
            order = self._again.popleft() if self._again else _Order(self._next, files[self._next])
            self._next = max(self._next, order.place + 1)
            reader.since = reader.since if reader.in_hand else self._now
            reader.in_hand.append(order)
            # Of a reader that has just ended `_hear` learns.
            with suppress(OSError):
                reader.pipe.send((order.given, order.cause))

    def _may_go_on(self, total: int) -> bool:
        ahead = self._next - self._given
        return self._next < total and ahead < FILES_AHEAD and self._letters < LETTERS_AHEAD

    def _free_reader(self) -> _Reader[Given] | None:
        if len(self._readers) < self._count:
            self._readers.append(self._started())
        reader = min(self._readers, key=lambda one: len(one.in_hand))
        return reader if len(reader.in_hand) < IN_HAND else None

    def _started(self) -> _Reader[Given]:
        ours, theirs = multiprocessing.Pipe()
        others = [ours, *(one.pipe for one in self._readers)]
        context = multiprocessing.get_context("fork")
        child = context.Process(target=_read_on, args=(theirs, others, self._tell, self._leash), daemon=True)
        # Ctrl-C in between would end the child with a traceback.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            child.start()
        except OSError as fault:
            raise TryAgain(f"no process can be started ({fault.strerror}): end others, or try again later") from fault
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            theirs.close()
        return _Reader(child, ours)

    def _hear(self) -> None:
        by_pipe = {reader.pipe: reader for reader in self._readers}
        for pipe in wait([*by_pipe], WATCH_SECONDS):
            assert isinstance(pipe, Connection)
            try:
                self._keep(by_pipe[pipe], pipe.recv())
            except (EOFError, OSError):
                self._bury(by_pipe[pipe])

    def _keep(self, reader: _Reader[Given], answer: Told) -> None:
        self._put(reader.in_hand.popleft(), answer)
        reader.since = self._now

    def _put(self, order: _Order[Given], answer: Told) -> None:
        self._done[order.place] = answer
        self._letters += self._letters_of(answer)

    def _look_at_clock(self) -> None:
        """Count the seconds, but not those in which all of us slept (Ctrl-Z), or nobody read what we print."""
        now = time.monotonic()
        self._now += min(now - self._looked_at, MOST_BETWEEN_LOOKS)
        self._looked_at = now

    def _end_late(self) -> None:
        for reader in self._readers:
            if reader.in_hand and self._now - reader.since > self._leash.wall and not reader.fault:
                reader.fault = f"reading it took more than {self._leash.wall:g} seconds"
                reader.child.kill()

    def _bury(self, reader: _Reader[Given]) -> None:
        """Take what the reader was at as the cause of its end; the rest goes to the others."""
        self._readers.remove(reader)
        reader.child.join()
        reader.pipe.close()
        cause = reader.fault or self._cause(reader.child.exitcode)
        orders = list(reader.in_hand)
        if orders and orders[0].cause:
            refused = orders.pop(0)
            self._put(refused, self._refuse(refused.given, refused.cause))
        elif orders:
            orders[0] = replace(orders[0], cause=cause)
        self._again.extendleft(reversed(orders))

    def _cause(self, code: int | None) -> str:
        if code == OUT_OF_MEMORY:
            return f"reading it took more than {self._leash.memory >> 20} MB of memory"
        if code == -signal.SIGXCPU:
            return f"reading it took more than {self._leash.cpu:g} seconds of processor time"
        return f"reading it ended the process ({code})"

    def _end_all(self) -> None:
        for reader in self._readers:
            reader.child.kill()
        for reader in self._readers:
            reader.child.join()
            reader.pipe.close()
        self._readers.clear()


def _read_on(pipe: Connection, others: list[Connection], tell: Callable[[Any, str], object], leash: Leash) -> None:
    """Answer for one mail after the other until the parent closes its end, or is gone."""
    # Ctrl-C goes to every process of the terminal: the parent ends the readers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for other in others:
        other.close()
    limit_memory(leash.memory)
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    with suppress(EOFError, OSError):
        while True:
            given, cause = pipe.recv()
            allow_cpu(leash.cpu)
            try:
                pipe.send(tell(given, cause))
            except MemoryError:
                sys.exit(OUT_OF_MEMORY)
