"""The process that takes mail by SMTP; started by the daemon."""

import asyncio
import logging
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mailhelp.channels.smtp_in import Listener
from mailhelp.config.settings import load_settings
from mailhelp.core.errors import MailhelpError
from mailhelp.daemon.clocks import now
from mailhelp.daemon.logs import set_up_logs
from mailhelp.daemon.memory import map_large_blocks
from mailhelp.daemon.orders import ALIVE_SECONDS, Orders, say, say_fault
from mailhelp.daemon.wake import Bell
from mailhelp.daemon.wiring_listener import listener_settings
from mailhelp.store.database import open_database
from mailhelp.store.inbox import Inbox

log = logging.getLogger("mailhelp.listen")


def main(config: Path) -> int:
    """Take mail until told to stop; return the exit code."""
    set_up_logs()
    map_large_blocks()
    orders = Orders()
    try:
        settings = load_settings(config)
        places = listener_settings(settings)
        database = open_database(settings.database.connect_url(), desk_name=settings.desk.name, migrate=False)
    except MailhelpError as fault:
        say_fault(fault)
        log.error("event=listener_not_started error=%r", str(fault))
        return fault.exit_code
    bell = Bell(settings.desk.state)
    inbox = Inbox(database)
    listeners = [Listener(one, keep=inbox.keep, kept=lambda: bell.ring("work"), clock=now) for one in places]
    try:
        return asyncio.run(_serve(listeners, orders))
    except MailhelpError as fault:
        say_fault(fault)
        log.error("event=listener_not_started error=%r", str(fault))
        return fault.exit_code
    finally:
        bell.close()
        database.close()


async def _serve(listeners: Sequence[Listener], orders: Orders) -> int:
    for listener in listeners:
        await listener.start()
    say(f"ready {' '.join(str(one.port) for one in listeners)}")
    # A thread of its own: those that keep mail may all wait for the database.
    with ThreadPoolExecutor(1) as waiting:
        while not orders.stopped:
            say("alive")
            await asyncio.get_running_loop().run_in_executor(waiting, orders.rest, ALIVE_SECONDS)
    await asyncio.gather(*(one.stop() for one in listeners))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
