"""The process that takes mail by SMTP; started by the daemon."""

import asyncio
import logging
import sys
from pathlib import Path

from mailhelp.channels.smtp_in import Listener
from mailhelp.config.settings import load_settings
from mailhelp.core.errors import MailhelpError
from mailhelp.daemon.logs import set_up_logs
from mailhelp.daemon.orders import Orders, say
from mailhelp.daemon.wake import Bell
from mailhelp.daemon.wiring import listener_settings, now, open_inbox

log = logging.getLogger("mailhelp.listen")


def main(config: Path) -> int:
    """Take mail until told to stop; return the exit code."""
    set_up_logs()
    orders = Orders()
    try:
        settings = load_settings(config)
        database, inbox = open_inbox(settings)
    except MailhelpError as fault:
        log.error("event=listener_not_started error=%r", str(fault))
        return fault.exit_code
    bell = Bell(settings.desk.state)
    listener = Listener(listener_settings(settings), keep=inbox.keep, kept=lambda: bell.ring("work"), clock=now)
    try:
        return asyncio.run(_serve(listener, orders))
    except MailhelpError as fault:
        log.error("event=listener_not_started error=%r", str(fault))
        return fault.exit_code
    finally:
        bell.close()
        database.close()


async def _serve(listener: Listener, orders: Orders) -> int:
    await listener.start()
    say(f"ready {listener.port}")
    while not orders.stopped:
        await asyncio.to_thread(orders.rest, 3600)
    await listener.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
