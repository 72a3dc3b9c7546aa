"""One SMTP session: logging in, and DATA from its first byte to the answer that the mail is kept."""

import asyncio
import logging
import re
import secrets
from collections.abc import Callable
from contextlib import ExitStack

from aiosmtpd.smtp import AuthResult, LoginPassword

from mailhelp.channels import smtp_replies as replies
from mailhelp.channels.event_lines import event_line
from mailhelp.channels.group_commit import Failed, Kept, Outcome
from mailhelp.channels.smtp_addresses import NULL_SENDER, read_path
from mailhelp.channels.smtp_connections import MailConnection
from mailhelp.channels.smtp_data import DataBytes, Discarded, Hop, declared_size, protocol_name, received_header
from mailhelp.channels.smtp_room import Hold
from mailhelp.core.facts import Channel, Envelope, ReceivedMail

PIECE = 1_048_576
# A client that has shown this much progress within DATA gets a new span of patience.
PROGRESS = 65_536
WRONG_LOGINS = 3
_AUTH_PARAMETER = re.compile(r"\sAUTH=\S*", re.I)
_REFUSALS = {
    Discarded.TOO_BIG: replies.TOO_BIG,
    Discarded.LINE_TOO_LONG: replies.LINE_TOO_LONG,
    Discarded.NO_ROOM: replies.NO_ROOM,
}
_log = logging.getLogger(__name__)


class MailSession(MailConnection):
    """What a client may do once it has a place."""

    _wrong_logins = 0

    async def smtp_AUTH(self, arg: str) -> None:
        """Log a staff member in (RFC 4954); over TLS only."""
        if self.parts.settings.authenticate is None:
            await self.push(replies.NO_LOGIN)
            return
        mechanism, space, first = (arg or "").partition(" ")
        await super().smtp_AUTH(mechanism.upper() + space + first)
        if self._wrong_logins >= WRONG_LOGINS:
            self.say_and_close(replies.TOO_MANY_LOGINS)

    async def auth_PLAIN(self, _: object, args: list[str]) -> AuthResult:
        """Judge user and password given in one (RFC 4616)."""
        return await self._judged(await super().auth_PLAIN(_, args))

    async def auth_LOGIN(self, _: object, args: list[str]) -> AuthResult:
        """Judge user and password asked for one by one."""
        return await self._judged(await super().auth_LOGIN(_, args))

    def _authenticate(self, mechanism: str, auth_data: object) -> AuthResult:
        # Called where nothing may block: only hands on what was given, for `_judged`.
        return AuthResult(success=False, handled=False, auth_data=auth_data)

    async def _judged(self, given: AuthResult) -> AuthResult:
        if not isinstance(given.auth_data, LoginPassword):
            return given
        login = _decoded(given.auth_data)
        if login is None:
            return self._not_logged_in("?")
        try:
            right = await self._call(self._is_right, *login)
        except Exception as fault:
            message = replies.fault_reply(fault, text=replies.LOGIN_FAULT, peer=self.peer)
            return AuthResult(success=False, handled=False, message=message)
        return self._logged_in(login[0]) if right is True else self._not_logged_in(login[0])

    def _is_right(self, user: str, password: str) -> bool:
        assert self.parts.settings.authenticate is not None
        try:
            return self.parts.settings.authenticate(user, password)
        except (SystemExit, KeyboardInterrupt, GeneratorExit, StopIteration) as fault:
            # These would end the loop, or cannot be handed from a thread to it.
            raise RuntimeError(type(fault).__name__) from fault

    def _logged_in(self, user: str) -> AuthResult:
        _log.info(event_line("logged_in", peer=self.peer, user=user))
        return AuthResult(success=True, auth_data=user)

    def _not_logged_in(self, user: str) -> AuthResult:
        self._wrong_logins += 1
        _log.warning(event_line("wrong_login", peer=self.peer, user=user))
        return AuthResult(success=False, handled=False, message=replies.WRONG_LOGIN)

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        path = read_path(arg)
        # A relay may pass AUTH= to a server that offers AUTH (RFC 4954 section 5); nothing here believes it.
        return (path[0], _AUTH_PARAMETER.sub("", path[1])) if path else (None, None)

    async def smtp_DATA(self, arg: str | None) -> None:
        """Take one mail; 250 only after it is kept."""
        if not await self._may_send_data(arg):
            return
        self.busy = True
        try:
            reply = await self._take_mail()
        finally:
            self.busy = False
            self.allow(self.parts.settings.patience.session)
        self.envelope = self._create_envelope()
        self._reset_timeout()
        await self.push(reply)
        if self.leaving:
            self.say_and_close(replies.CLOSING)

    async def _may_send_data(self, arg: str | None) -> bool:
        if await self.check_helo_needed():
            return False
        assert self.envelope is not None
        refusal = None
        if not self.envelope.rcpt_tos:
            refusal = "503 5.5.1 need RCPT command"
        elif arg:
            refusal = "501 5.5.4 Syntax: DATA"
        elif not self._has_room(declared_size(self.envelope.mail_options)):
            refusal = replies.NO_ROOM
        if refusal:
            await self.push(refusal)
        return refusal is None

    def _has_room(self, size: int) -> bool:
        return self.parts.room.takes(size, self.parts.policy.origin(self.peer), now=self.loop.time())

    async def _take_mail(self) -> str:
        data = DataBytes(self.parts.settings.max_size)
        with ExitStack() as stack:
            hold = self._hold(data)
            stack.callback(hold.release)
            await self._receive(data, hold)
            if data.discarded:
                _log.info(event_line("mail_refused", peer=self.peer, size=data.received, why=data.discarded.value))
                return _REFUSALS[data.discarded]
            receipt = secrets.token_hex(6)
            mail = self._mail(data, receipt)
            answer = self.parts.commit.submit(mail)
            release = stack.pop_all().close
        answer.add_done_callback(lambda outcome: self._settled(outcome, mail, receipt, release))
        return await self._answer(answer, receipt)

    def _settled(
        self, answer: "asyncio.Future[Outcome]", mail: ReceivedMail, receipt: str, release: Callable[[], None]
    ) -> None:
        # Also when the client has gone meanwhile: the mail is kept all the same.
        release()
        if not answer.cancelled() and isinstance(answer.result(), Kept):
            sender, size = mail.envelope.mail_from, mail.full_size
            told = not self.task().done()
            _log.info(event_line("mail_kept", peer=self.peer, receipt=receipt, sender=sender, size=size, told=told))

    def _hold(self, data: DataBytes) -> Hold:
        origin = self.parts.policy.origin(self.peer)
        return self.parts.room.hold(origin, now=self.loop.time(), give_way=lambda: data.discard(Discarded.NO_ROOM))

    async def _receive(self, data: DataBytes, hold: Hold) -> None:
        """Take what the client sends up to the final dot.

        A fault in here ends the connection: what is left of the mail would be read as commands.
        """
        patience = self.parts.settings.patience
        self.allow(patience.mail)
        self._reset_timeout(patience.block.total_seconds())
        await self.push("354 end with <CR><LF>.<CR><LF>")
        try:
            await self._receive_pieces(data, hold)
        except Exception as fault:
            if not isinstance(fault, ConnectionError):
                incident = replies.fault_reply(fault, text="{incident}", peer=self.peer)
                self.say_and_close(f"421 4.3.0 a fault on our side, please try again later (incident {incident})")
            raise ConnectionResetError from fault

    async def _receive_pieces(self, data: DataBytes, hold: Hold) -> None:
        behind: bytes | None = None
        seen = 0
        while behind is None:
            piece = await self._reader.read(PIECE)
            if not data.discarded and not hold.grow(len(piece), now=self.loop.time()):
                data.discard(Discarded.NO_ROOM)
            behind = self._fed(data, piece)
            if data.discarded:
                hold.release()
            if data.received - seen >= PROGRESS:
                seen = data.received
                self._reset_timeout(self.parts.settings.patience.block.total_seconds())
        # PIECE is more than the reader ever holds, so that it is empty now and this comes next.
        self._reader.feed_data(behind)
        hold.settle()

    def _fed(self, data: DataBytes, piece: bytes) -> bytes | None:
        if not piece:
            raise ConnectionResetError
        behind = data.feed(piece)
        if data.discarded and data.received > 2 * self.parts.settings.max_size + PIECE:
            self.say_and_close(_REFUSALS[data.discarded])
            raise ConnectionResetError
        return behind

    def _mail(self, data: DataBytes, receipt: str) -> ReceivedMail:
        assert self.session is not None and self.envelope is not None
        received_at = self.parts.clock()
        user = self.session.auth_data if self.session.authenticated else None
        protocol = protocol_name(
            extended=self.session.extended_smtp,
            tls=self.encrypted(),
            logged_in=user is not None,
            utf8=self.envelope.smtp_utf8,
        )
        hop = Hop(self.session.host_name or "", self.peer, self.hostname, protocol, receipt, received_at)
        raw = b"".join((received_header(hop), data.content()))
        sender = self.envelope.mail_from
        envelope = Envelope(
            channel=Channel.SMTP,
            received_at=received_at,
            mail_from="" if sender == NULL_SENDER else sender,
            recipients=tuple(self.envelope.rcpt_tos),
            auth_user=user,
            peer=self.peer,
            tls=self.encrypted(),
        )
        return ReceivedMail(raw, envelope, full_size=len(raw))

    async def _answer(self, answer: "asyncio.Future[Outcome]", receipt: str) -> str:
        if self._timeout_handle is not None:
            self._timeout_handle.cancel()
        seconds = self.parts.settings.patience.answer.total_seconds()
        await asyncio.wait([answer], timeout=seconds)
        if not answer.done():
            answer.cancel()
            return replies.fault_reply(TimeoutError(f"not kept within {seconds:.0f} s"), peer=self.peer)
        outcome = answer.result()
        if isinstance(outcome, Failed):
            return replies.fault_reply(outcome.fault, peer=self.peer, receipt=receipt)
        return replies.KEPT.format(receipt=receipt)


def _decoded(given: LoginPassword) -> tuple[str, str] | None:
    """Return user and password, None when they are not UTF-8 (RFC 4616 section 2)."""
    try:
        return given.login.decode(), given.password.decode()
    except UnicodeDecodeError:
        return None
