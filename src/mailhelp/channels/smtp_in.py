"""Mail that comes in by SMTP: a listener that answers 250 only after a mail is kept."""

import asyncio
import errno
import logging
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from mailhelp.channels.event_lines import event_line
from mailhelp.channels.group_commit import GroupCommit
from mailhelp.channels.smtp_connections import SharedParts
from mailhelp.channels.smtp_limits import Places
from mailhelp.channels.smtp_policy import Policy
from mailhelp.channels.smtp_replies import CLOSING
from mailhelp.channels.smtp_room import Room
from mailhelp.channels.smtp_sessions import MailSession
from mailhelp.channels.smtp_settings import ListenerSettings, Patience
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.facts import ReceivedMail

__all__ = ["Listener", "ListenerSettings", "Patience"]

BACKLOG = 1_024
SECONDS_TO_READ_THE_LAST_LINE = 0.5
_WHAT_TO_DO = {
    errno.EADDRINUSE: "another program has this port: stop it, or set another port in [smtp_in] listen",
    errno.EACCES: "a port under 1024 needs a right of its own (AmbientCapabilities=CAP_NET_BIND_SERVICE), "
    "or set a higher one in [smtp_in] listen",
    errno.EADDRNOTAVAIL: "this machine does not have that address: correct [smtp_in] listen",
}
_log = logging.getLogger(__name__)


class Listener:
    """Takes mail on one address and port.

    keep: blocking; returns one object a mail once all of them are on disk, else raises and has kept none.
    kept: called after a commit, in the thread of the writer, as a hint that there is work.
    clock: the time now, aware, UTC.
    Raises BadConfiguration when the settings cannot work together.
    """

    def __init__(
        self,
        settings: ListenerSettings,
        *,
        keep: Callable[[Sequence[ReceivedMail]], Sequence[object]],
        kept: Callable[[], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings.checked()
        self._keep = keep
        self._kept = kept
        self._clock = clock
        self._server: asyncio.Server | None = None
        self._parts: SharedParts | None = None
        self._stopping = asyncio.Event()

    @property
    def port(self) -> int:
        """Return the port that is listened on, 0 before the start."""
        if self._server is None or not self._server.sockets:
            return 0
        return int(self._server.sockets[0].getsockname()[1])

    async def serve(self, ready: Callable[[], None] | None = None) -> None:
        """Take mail until SIGTERM, SIGINT or `ask_to_stop`, then drain; for the main thread.

        ready: called once connections are taken.
        Raises BadConfiguration when the address cannot be listened on.
        """
        await self.start()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stopping.set)
        if ready is not None:
            ready()
        await self._stopping.wait()
        await self.stop()

    def ask_to_stop(self) -> None:
        """Let `serve` end; from the thread of its loop."""
        self._stopping.set()

    async def start(self) -> None:
        """Begin to take connections; raise BadConfiguration when the address cannot be listened on."""
        # aiosmtpd logs every command as it came; our own lines say what an admin needs.
        logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)
        settings, loop = self._settings, asyncio.get_running_loop()
        parts = self._parts = self._made_parts()
        try:
            self._server = await loop.create_server(
                lambda: MailSession(parts, loop), settings.host, settings.port, backlog=BACKLOG
            )
        except OSError as fault:
            why = _WHAT_TO_DO.get(fault.errno or 0, f"{fault.strerror}: correct [smtp_in] listen")
            raise BadConfiguration(f"cannot listen on {settings.host}:{settings.port}: {why}") from fault
        _log.info(event_line("listening", host=settings.host, port=self.port))

    async def stop(self) -> None:
        """Take no more connections, say 421 to the idle ones, let mails in hand finish (10 s), 421 to the rest."""
        if self._server is None or self._parts is None:
            return
        self._server.close()
        until = asyncio.get_running_loop().time() + self._settings.patience.drain.total_seconds()
        for connection in tuple(self._parts.connections):
            connection.leave()
        await self._ended(until)
        for connection in tuple(self._parts.connections):
            connection.say_and_close(CLOSING)
        cut_off = await self._ended(until + SECONDS_TO_READ_THE_LAST_LINE)
        await self._parts.commit.close(until)
        self._parts.logins.shutdown(wait=False, cancel_futures=True)
        _log.info(event_line("stopped", cut_off=cut_off))

    async def _ended(self, until: float) -> int:
        """Wait until all connections have ended, at most to that time of the loop; return how many have not."""
        assert self._parts is not None
        left = [connection.task() for connection in self._parts.connections]
        if not left:
            return 0
        _, pending = await asyncio.wait(left, timeout=max(0.0, until - asyncio.get_running_loop().time()))
        return len(pending)

    def _made_parts(self) -> SharedParts:
        settings = self._settings
        return SharedParts(
            settings=settings,
            policy=Policy(settings),
            places=Places(in_all=settings.connections, per_address=settings.connections_per_address),
            room=Room(settings.data_in_flight, largest=settings.max_size, slow=settings.patience.slow),
            commit=GroupCommit(self._keep, self._kept),
            clock=self._clock,
            logins=ThreadPoolExecutor(1, "smtp-login"),
        )
