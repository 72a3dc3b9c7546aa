"""One SMTP connection apart from its mails: its place, its encryption, its time, its faults and its end."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, AnyStr

from aiosmtpd.smtp import SMTP, TLSSetupException

from mailhelp.channels import smtp_replies as replies
from mailhelp.channels.event_lines import event_line
from mailhelp.channels.group_commit import GroupCommit
from mailhelp.channels.smtp_limits import Places
from mailhelp.channels.smtp_policy import Policy, network_of, peer_address
from mailhelp.channels.smtp_room import Room
from mailhelp.channels.smtp_settings import ListenerSettings

# Bytes a connection may send ahead before reading stops; lines of DATA may be longer.
STREAM_LIMIT = 32_768
COMMAND_LIMIT = 2_048
# RFC 4954 section 4.
AUTH_LIMIT = 12_288
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SharedParts:
    """What all connections of one listener share."""

    settings: ListenerSettings
    policy: Policy
    places: Places
    room: Room
    commit: GroupCommit
    clock: Callable[[], datetime]
    logins: ThreadPoolExecutor
    connections: "set[MailConnection]" = field(default_factory=set)


class MailConnection(SMTP):
    """An aiosmtpd protocol that keeps to our limits and says nothing about our faults."""

    line_length_limit = STREAM_LIMIT

    def __init__(self, parts: SharedParts, loop: asyncio.AbstractEventLoop) -> None:
        settings = parts.settings
        self.command_size_limits = defaultdict(lambda: COMMAND_LIMIT)
        super().__init__(
            parts.policy,
            data_size_limit=settings.max_size,
            enable_SMTPUTF8=True,
            hostname=settings.hostname,
            ident=replies.GREETING,
            tls_context=settings.tls,
            timeout=settings.patience.command.total_seconds(),
            loop=loop,
        )
        self.command_size_limits["AUTH"] = AUTH_LIMIT
        self.parts = parts
        self.peer = "0.0.0.0"
        self.busy = False
        self.leaving = False
        self._has_place = False
        self._silent = False
        self._ends_at = loop.time() + settings.patience.session.total_seconds()
        self._abort_handle: asyncio.TimerHandle | None = None

    def encrypted(self) -> bool:
        """Return True once TLS is on."""
        return self._tls_protocol is not None

    def task(self) -> "asyncio.Task[None]":
        """Return the task that runs this connection; only for those that were let in."""
        assert self._handler_coroutine is not None
        return self._handler_coroutine

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the client in if there is a place for it; also called when TLS begins."""
        if self._original_transport is not None:
            return super().connection_made(transport)
        assert isinstance(transport, asyncio.Transport)
        self.peer = peer_address(transport.get_extra_info("peername"))
        if refusal := self._refusal():
            return self._turn_away(transport, refusal)
        self._has_place = True
        self.parts.connections.add(self)
        super().connection_made(transport)
        self.task().add_done_callback(self._ended)
        return None

    def connection_lost(self, error: Exception | None) -> None:
        """Give the place back."""
        if self._abort_handle is not None:
            self._abort_handle.cancel()
        if self.session is not None:
            self._give_place_back()
            super().connection_lost(error)

    def eof_received(self) -> bool | None:
        """End the session; whatever is being committed stays kept."""
        return super().eof_received() if self.session is not None else None

    def leave(self) -> None:
        """Close politely: at once when idle, else after the mail in hand (RFC 5321 section 3.8)."""
        self.leaving = True
        if not self.busy:
            self.say_and_close(replies.CLOSING)

    def say_and_close(self, reply: str) -> None:
        """Send one last line and close; cut the line off when the client does not read it."""
        transport = self.transport
        if not isinstance(transport, asyncio.Transport) or transport.is_closing():
            return
        if self.encrypted() or not self.parts.settings.implicit_tls:
            transport.write(reply.format(hostname=self.hostname).encode("ascii", "replace") + b"\r\n")
        transport.close()
        self._abort_later()

    def cut(self) -> None:
        """Close at once, without a word."""
        transport = self._original_transport or self.transport
        if isinstance(transport, asyncio.Transport):
            transport.abort()

    def allow(self, time: timedelta) -> None:
        """Let the session last that long from now."""
        self._ends_at = self.loop.time() + time.total_seconds()

    async def push(self, status: AnyStr) -> None:
        """Send a reply line."""
        if not self._silent:
            await super().push(status)

    async def handle_exception(self, error: Exception) -> str:
        """Return the reply to a fault of ours: always 4yz, never its text (aiosmtpd says 500 by itself)."""
        if isinstance(error, TLSSetupException):
            _log.info(event_line("tls_failed", peer=self.peer, error=error.__cause__))
            return replies.CLOSING.format(hostname=self.hostname)
        return replies.fault_reply(error, peer=self.peer)

    async def smtp_STARTTLS(self, arg: str) -> None:
        """Begin TLS, once."""
        if self.encrypted():
            await self.push(replies.ENCRYPTED_ALREADY)
        else:
            await super().smtp_STARTTLS(arg)

    async def smtp_VRFY(self, arg: str) -> None:
        """Tell nothing (RFC 5321 section 7.3)."""
        await self.push(replies.VERIFY)

    async def _handle_client(self) -> None:
        if self.parts.settings.implicit_tls and not await self._began_with_tls():
            return
        await super()._handle_client()

    async def _began_with_tls(self) -> bool:
        # aiosmtpd knows TLS only by STARTTLS: done without its reply, AUTH and `encrypted` work the same in both.
        self._silent = True
        try:
            await super().smtp_STARTTLS("")
        except TLSSetupException as fault:
            await self.handle_exception(fault)
            return False
        finally:
            self._silent = False
        return True

    def _refusal(self) -> str | None:
        if not self.parts.policy.lets_in(self.peer):
            return replies.STRANGER
        return None if self.parts.places.take(network_of(self.peer)) else replies.NO_PLACE

    def _turn_away(self, transport: asyncio.Transport, refusal: str) -> None:
        _log.info(event_line("turned_away", peer=self.peer, reply=refusal[:3]))
        self.transport = transport
        self.say_and_close(refusal)

    def _give_place_back(self) -> None:
        if self._has_place:
            self._has_place = False
            self.parts.places.give_back(network_of(self.peer))
            self.parts.connections.discard(self)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        fault = None if task.cancelled() else task.exception()
        if fault is not None and not isinstance(fault, ConnectionError):
            replies.fault_reply(fault, peer=self.peer)
        self._give_place_back()
        if self.transport is not None:
            self.transport.close()
            self._abort_later()

    def _abort_later(self) -> None:
        if self._abort_handle is None:
            seconds = self.parts.settings.patience.goodbye.total_seconds()
            self._abort_handle = self.loop.call_later(seconds, self.cut)

    def _reset_timeout(self, duration: float | None = None) -> None:
        left = self._ends_at - self.loop.time()
        super()._reset_timeout(max(0.001, min(duration or self._timeout_duration, left)))

    def _timeout_cb(self) -> None:
        _log.info(event_line("timed_out", peer=self.peer, in_data=self.busy))
        self.say_and_close(replies.TOO_SLOW)

    def _call(self, blocking: Callable[..., Any], *arguments: object) -> "asyncio.Future[Any]":
        return self.loop.run_in_executor(self.parts.logins, blocking, *arguments)
