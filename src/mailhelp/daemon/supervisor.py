"""The daemon: looks after its roles until it is told to stop."""

import logging
import signal
import threading
import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from mailhelp.daemon.clock import Clock
from mailhelp.daemon.condition import Condition, condition
from mailhelp.daemon.fetching import Fetching
from mailhelp.daemon.listening import Listening
from mailhelp.daemon.names import machine
from mailhelp.daemon.notify import tell_systemd, watchdog_seconds
from mailhelp.daemon.sending import Sending
from mailhelp.daemon.wake import Hub
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.daemon.workers import Workers

WATCH_SECONDS = 0.1
PATIENCE_SECONDS = 15.0

log = logging.getLogger("mailhelp.daemon")


class DaemonRole(StrEnum):
    """The roles of design 8."""

    LISTEN = "listen"
    FETCH = "fetch"
    WORK = "work"
    SEND = "send"
    CLOCK = "clock"


class Supervisor:
    """Runs the roles asked for over one open desk."""

    def __init__(self, desk: OpenDesk, config: Path, roles: frozenset[DaemonRole]) -> None:
        settings = desk.settings
        self._desk = desk
        self._stop = threading.Event()
        self._listening = Listening(config) if DaemonRole.LISTEN in roles and settings.smtp_in else None
        self._sending = Sending(desk) if DaemonRole.SEND in roles else None
        self._fetching = Fetching(desk, kept=self._kept) if DaemonRole.FETCH in roles and settings.imap else None
        self._clock = Clock(desk) if DaemonRole.CLOCK in roles else None
        self._workers = self._made_workers(config) if DaemonRole.WORK in roles else None
        self._hub = Hub(settings.desk.state, {"work": self._kept, "send": self._decided})
        self._condition: Condition | None = None
        self._beat, self._next_beat = watchdog_seconds(), time.monotonic()

    def _made_workers(self, config: Path) -> Workers:
        settings = self._desk.settings
        return Workers(
            config,
            self._desk.rooms.inbox,
            machine=machine(settings.desk.state),
            count=settings.desk.workers,
            wall_seconds=settings.limits.parse_time.total_seconds(),
            decided=self._decided,
            clock=self._desk.setting.clock,
        )

    def _kept(self) -> None:
        if self._workers is not None:
            self._workers.wake()

    def _decided(self) -> None:
        if self._sending is not None:
            self._sending.wake()

    def run(self) -> None:
        """Run until SIGTERM or SIGINT, then let everything in hand be finished."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, frame: self._stop.set())
        self._hub.start()
        for part in self._threads():
            part.start()
        while not self._stop.wait(WATCH_SECONDS):
            self._watch()
            self._tell_status()
            self._show_life()
        self._shut_down()

    def _threads(self) -> Iterator[Sending | Fetching | Clock | Workers]:
        parts = (self._sending, self._fetching, self._clock, self._workers)
        return (part for part in parts if part is not None)

    def _watch(self) -> None:
        for part in (self._listening, self._workers):
            if part is not None:
                part.watch()

    def _tell_status(self) -> None:
        """Say that we are ready once every part runs or has failed once, and what is wrong.

        Else systemd would end those that run when the time to start is over.
        """
        children = [part for part in (self._listening, self._workers) if part is not None]
        if self._condition is None and not all(part.settled for part in children):
            return
        pulses = [pulse for part in self._threads() for pulse in part.pulses]
        found = condition([part.fault for part in children], pulses, now=time.monotonic())
        if found != self._condition:
            tell_systemd(f"READY=1\nSTATUS={found.words}")
            log.log(logging.INFO if found.well else logging.WARNING, "event=status status=%r", found.words)
        if self._condition is None:
            log.info("event=ready desk=%r", self._desk.settings.desk.name)
        self._condition = found

    def _show_life(self) -> None:
        """Tell systemd that we live; not while a thread hangs, so that it starts everything anew."""
        if self._beat is None or time.monotonic() < self._next_beat:
            return
        if self._condition is None or not self._condition.hanging:
            tell_systemd("WATCHDOG=1")
            self._next_beat = time.monotonic() + self._beat

    def _shut_down(self) -> None:
        """Stop taking mail first, then deciding, then sending: what is in hand is finished."""
        tell_systemd("STOPPING=1")
        log.info("event=stopping")
        if self._listening is not None:
            self._listening.stop(PATIENCE_SECONDS)
        for part in (self._fetching, self._clock):
            if part is not None:
                part.stop(PATIENCE_SECONDS)
        if self._workers is not None:
            self._workers.stop(PATIENCE_SECONDS)
        if self._sending is not None:
            self._sending.stop(PATIENCE_SECONDS)
        self._hub.stop()
        log.info("event=stopped")
