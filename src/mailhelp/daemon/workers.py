"""The workers: one or more at work, one warm spare, and what happens when a mail ends one."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mailhelp.core.ids import shown
from mailhelp.daemon.backoff import Backoff
from mailhelp.daemon.losses import Loss, Losses
from mailhelp.daemon.names import worker_name
from mailhelp.daemon.pulse import Pulse
from mailhelp.daemon.ward import Ward
from mailhelp.store.inbox import Inbox

# How long writing what was decided may take: longer than the store itself waits for a lock.
WRITE_SECONDS = 60.0

log = logging.getLogger("mailhelp.daemon")


@dataclass(slots=True)
class InHand:
    """The mail a worker says it is at, and until when it may be (monotonic seconds)."""

    mail_id: int
    until: float


class Workers:
    """Keeps the asked number of workers at work and one spare ready behind them.

    fault: why the last worker could not start, None when one could.
    """

    def __init__(
        self,
        config: Path,
        inbox: Inbox,
        *,
        machine: str,
        count: int,
        wall_seconds: float,
        decided: Callable[[], None],
        clock: Callable[[], datetime],
    ) -> None:
        """Begin with none; `watch` starts them.

        machine: what the names of claims begin with. wall_seconds: how long reading one mail may take at most.
        """
        self._config = config
        self._machine = machine
        self._losses = Losses(inbox, clock=clock)
        self._count = count
        self._wall_seconds = wall_seconds
        self._decided = decided
        self._lock = threading.Lock()
        self._at_work: list[Ward] = []
        self._spare: Ward | None = None
        self._ready: set[int] = set()
        self._in_hand: dict[int, InHand] = {}
        self._backoff = Backoff()
        self.fault: str | None = None
        self.restarts = 0

    def start(self) -> None:
        """Start what writes down the losses."""
        self._losses.start()

    def watch(self) -> None:
        """Replace workers that ended, end those that hang or are too long at one mail, keep a spare; call it often."""
        for ward in [*self._at_work]:
            if ward.exit_code() is not None:
                self._bury(ward)
            else:
                self._end_if_hung(ward)
        if self._spare is not None:
            self._watch_spare(self._spare)
        self._fill()

    def _end_if_hung(self, ward: Ward) -> None:
        silent = ward.is_silent()
        with self._lock:
            in_hand = self._in_hand.get(ward.pid)
        if in_hand is not None and time.monotonic() > in_hand.until:
            log.warning("event=worker_stuck pid=%s mail=%s", ward.pid, shown(in_hand.mail_id))
            ward.kill()
        elif in_hand is None and silent:
            log.warning("event=worker_silent pid=%s", ward.pid)
            ward.kill()

    def _watch_spare(self, spare: Ward) -> None:
        if spare.exit_code() is not None:
            self._backoff.failed(time.monotonic())
            spare.hear_out()
            self.fault = self.fault or f"a worker ended before it was ready ({spare.exit_code()})"
            self._ready.discard(spare.pid)
            self._spare = None
        else:
            self._end_if_hung(spare)

    def _fill(self) -> None:
        if self._spare is None and self._backoff.over(time.monotonic()):
            self._spare = Ward("work", self._config, heard=self._hear)
        if len(self._at_work) < self._count and self._spare is not None and self._spare.pid in self._ready:
            self._spare.say("work")
            self._at_work.append(self._spare)
            self._spare = None
            self._fill()

    def _hear(self, ward: Ward, line: str) -> None:
        word, _, rest = line.partition(" ")
        with self._lock:
            if word == "ready":
                self._ready.add(ward.pid)
                self._backoff.worked()
                self.fault = None
            elif word == "fault":
                self.fault = rest
            elif word == "begin":
                self._in_hand[ward.pid] = InHand(int(rest), time.monotonic() + self._wall_seconds)
            elif word == "writing":
                self._in_hand[ward.pid] = InHand(int(rest), time.monotonic() + WRITE_SECONDS)
            elif word == "done":
                self._in_hand.pop(ward.pid, None)
        if word == "decided":
            self._decided()

    def _bury(self, ward: Ward) -> None:
        """Count the death against the mail in hand only; all else that it had claimed is free at once."""
        ward.hear_out()
        self._at_work.remove(ward)
        self.restarts += 1
        with self._lock:
            in_hand = self._in_hand.pop(ward.pid, None)
            self._ready.discard(ward.pid)
        log.error(
            "event=worker_ended pid=%s code=%s mail=%s",
            ward.pid,
            ward.exit_code(),
            shown(in_hand.mail_id) if in_hand else "-",
        )
        if in_hand is None:
            self._backoff.failed(time.monotonic())
        cause = f"a worker ended over it ({ward.exit_code()})"
        self._losses.add(Loss(worker_name(self._machine, ward.pid), in_hand.mail_id if in_hand else None, cause))

    def wake(self) -> None:
        """Tell every worker that mail was kept."""
        for ward in [*self._at_work]:
            ward.say("wake")

    @property
    def pulses(self) -> tuple[Pulse, ...]:
        """Return the signs of life of its thread; its children are looked after here."""
        return (self._losses.pulse,)

    @property
    def settled(self) -> bool:
        """Return True when as many workers as asked for are at work, or one could not start."""
        return len(self._at_work) == self._count or self.fault is not None

    def stop(self, patience: float) -> None:
        """Let every worker finish the mail in hand, then end it."""
        wards = [*self._at_work, *([self._spare] if self._spare else [])]
        self._at_work, self._spare = [], None
        for ward in wards:
            ward.hang_up()
        for ward in wards:
            ward.stop(patience)
        self._losses.stop(patience)
