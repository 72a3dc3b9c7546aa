"""The role *clock*: ticks of APScheduler over what is due."""

import logging
from collections.abc import Callable
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from mailhelp.core.errors import StorageFault
from mailhelp.daemon.pulse import Pulse
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.daemon.wiring_work import rule_keeper

RULES_SECONDS = 2
SWEEP = timedelta(hours=1)

log = logging.getLogger("mailhelp.clock")


class Clock:
    """Takes changed rules into force and clears away what a killed process left behind."""

    def __init__(self, desk: OpenDesk) -> None:
        self._desk = desk
        self._keeper = rule_keeper(desk)
        self.pulses = (Pulse("clock"),)
        # Late ticks run once, however late (libraries.md 2.10).
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._scheduler.add_job(self._tick, "interval", seconds=RULES_SECONDS, id="rules")
        self._scheduler.add_job(self._sweep, "interval", seconds=SWEEP.total_seconds(), id="sweep")

    def _tick(self) -> None:
        self.pulses[0].beat()
        _told(self._keeper.tick)

    def _sweep(self) -> None:
        _told(lambda: self._desk.rooms.inbox.sweep(self._desk.setting.clock()))

    def start(self) -> None:
        """Start ticking."""
        self.pulses[0].beat()
        self._scheduler.start()

    def stop(self, patience: float) -> None:
        """Stop ticking; a tick in hand is finished."""
        self._scheduler.shutdown(wait=True)


def _told(tick: Callable[[], object]) -> None:
    """Do what a tick does; a fault is logged and the next tick tries again."""
    try:
        tick()
    except StorageFault as fault:
        log.error("event=store_fault error=%r", str(fault))
    except Exception:
        log.exception("event=role_fault")
