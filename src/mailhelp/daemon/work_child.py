"""The process that reads and decides mail, within limits for each mail; started by the daemon."""

import logging
import os
import sys
from pathlib import Path

from mailhelp.config.settings import load_settings
from mailhelp.core.errors import MailhelpError, StorageFault
from mailhelp.daemon.leash import allow_cpu, lift_cpu, limit_memory
from mailhelp.daemon.logs import set_up_logs
from mailhelp.daemon.memory import map_large_blocks
from mailhelp.daemon.names import machine, worker_name
from mailhelp.daemon.orders import ALIVE_SECONDS, Orders, say, say_fault
from mailhelp.daemon.wiring import OpenDesk, open_desk
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.intake import Intake
from mailhelp.service.progress import Progress

BATCH = 8
STORE_PAUSE_SECONDS = 2.0
OUT_OF_MEMORY = 3

log = logging.getLogger("mailhelp.work")


def main(config: Path) -> int:
    """Decide mail until told to stop; return the exit code."""
    set_up_logs()
    map_large_blocks()
    orders = Orders()
    try:
        settings = load_settings(config)
        limit_memory(settings.limits.parse_memory)
        desk = open_desk(settings, migrate=False)
    except MailhelpError as fault:
        say_fault(fault)
        log.error("event=worker_not_started error=%r", str(fault))
        return fault.exit_code
    try:
        rules = ActiveRules(desk.rooms.rulesets, desk.setting)
        rules.policy()
        say("ready")
        if orders.wait_for_start():
            progress = _progress(settings.limits.parse_cpu.total_seconds())
            _work(desk, Intake(desk.rooms, desk.setting, rules, progress), orders)
    except MemoryError:
        log.error("event=worker_out_of_memory limit=%s", settings.limits.parse_memory)
        return OUT_OF_MEMORY
    finally:
        desk.close()
    return 0


def _work(desk: OpenDesk, intake: Intake, orders: Orders) -> None:
    worker, to_free = worker_name(machine(desk.settings.desk.state), os.getpid()), False
    while not orders.stopped:
        say("alive")
        try:
            if to_free:
                desk.rooms.inbox.unclaim(worker)
                to_free = False
            claimed = intake.work(worker, limit=BATCH, stopped=lambda: orders.stopped)
        except StorageFault as fault:
            log.error("event=store_fault error=%r", str(fault))
            to_free = True
            orders.rest(STORE_PAUSE_SECONDS)
            continue
        if claimed:
            say("decided")
        else:
            orders.rest(ALIVE_SECONDS)
    _free(desk, worker)


def _free(desk: OpenDesk, worker: str) -> None:
    """Give back what was claimed and not decided; when the database does not answer, the claim runs out by itself."""
    try:
        desk.rooms.inbox.unclaim(worker)
    except StorageFault:
        return


def _progress(cpu_seconds: float) -> Progress:
    def begin(mail_id: int) -> None:
        allow_cpu(cpu_seconds)
        say(f"begin {mail_id}")

    def done(mail_id: int) -> None:
        lift_cpu()
        say(f"done {mail_id}")

    return Progress(begin, lambda mail_id: say(f"writing {mail_id}"), done)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
