"""A listener in a thread of its own, a shelf that keeps what it is given, and a bare SMTP client."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import trustme

from mailhelp.channels.smtp_in import Listener, ListenerSettings
from mailhelp.core.facts import ReceivedMail

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HELP = "help@desk.example"
MAIL = b"From: jo@mail.example\r\nSubject: Website down\r\n\r\nIt is down.\r\n"
WAIT = 10.0


class Shelf:
    """Keeps mails in a list; `fault` makes it refuse, `gate` makes it wait."""

    def __init__(self, fault: BaseException | None = None) -> None:
        self.mails: list[ReceivedMail] = []
        self.calls: list[int] = []
        self.fault = fault
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Semaphore(0)
        self.hints = 0

    def keep(self, mails: Sequence[ReceivedMail]) -> Sequence[object]:
        self.entered.release()
        assert self.gate.wait(WAIT)
        self.calls.append(len(mails))
        if self.fault is not None:
            raise self.fault
        self.mails.extend(mails)
        return [len(self.mails)] * len(mails)

    def hint(self) -> None:
        self.hints += 1


@dataclass
class Running:
    """A listener that runs, and how to reach it."""

    listener: Listener
    loop: asyncio.AbstractEventLoop
    shelf: Shelf
    open: list["Client"] = field(default_factory=list)

    @property
    def port(self) -> int:
        return self.listener.port

    @property
    def connections(self) -> int:
        assert self.listener._parts is not None
        return len(self.listener._parts.connections)

    def only_connection_socket(self) -> Any:
        assert self.listener._parts is not None
        [connection] = self.listener._parts.connections
        assert connection.transport is not None
        return connection.transport.get_extra_info("socket")

    @property
    def room_used(self) -> int:
        assert self.listener._parts is not None
        return self.listener._parts.room.used

    def client(self, source: str = "127.0.0.1", **more: Any) -> "Client":
        client = Client(self.port, source, **more)
        self.open.append(client)
        return client

    def stopped(self) -> None:
        asyncio.run_coroutine_threadsafe(self.listener.stop(), self.loop).result(WAIT * 2)


class Client:
    """A bare SMTP client: sends what it is told, reads whole replies."""

    def __init__(self, port: int, source: str = "127.0.0.1", greeted: bool = True) -> None:
        self.socket: socket.socket = socket.create_connection(("127.0.0.1", port), WAIT, (source, 0))
        self.file = self.socket.makefile("rb")
        if greeted:
            self.greeting = self.reply()

    def reply(self) -> str:
        lines = []
        while line := self.file.readline().decode():
            lines.append(line)
            if line[3:4] != "-":
                break
        return "".join(lines).rstrip()

    def send(self, text: bytes | str) -> None:
        self.socket.sendall(text if isinstance(text, bytes) else text.encode())

    def say(self, command: str) -> str:
        self.send(command + "\r\n")
        return self.reply()

    def begin(self, sender: str = "jo@mail.example", *recipients: str, helo: str = "EHLO mail.example") -> str:
        """Say everything up to DATA; return the reply to DATA."""
        self.say(helo)
        self.say(f"MAIL FROM:<{sender}>")
        for recipient in recipients or (HELP,):
            self.say(f"RCPT TO:<{recipient}>")
        return self.say("DATA")

    def send_mail(self, raw: bytes = MAIL, *recipients: str) -> str:
        assert self.begin("jo@mail.example", *recipients).startswith("354")
        self.send(raw.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        return self.reply()

    def start_tls(self, context: ssl.SSLContext) -> None:
        self.file.close()
        self.socket = context.wrap_socket(self.socket, server_hostname="localhost")
        self.file = self.socket.makefile("rb")

    def close(self) -> None:
        self.file.close()
        self.socket.close()


def until(holds: Callable[[], object], seconds: float = WAIT) -> bool:
    """Wait until this holds; fail when it never does."""
    give_up = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.01)
    return True


def settings(**changed: Any) -> ListenerSettings:
    """Return the settings of a listener on loopback, on any free port, with these changed."""
    usual = {"host": "127.0.0.1", "port": 0, "max_size": 1_000_000, "addresses": frozenset({HELP})}
    return ListenerSettings(**(usual | changed))


@contextmanager
def listening(
    shelf: Shelf | None = None, clock: Callable[[], datetime] = lambda: NOON, **changed: Any
) -> Iterator[Running]:
    """Run a listener in a thread until the block ends."""
    shelf = shelf or Shelf()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    listener = Listener(settings(**changed), keep=shelf.keep, kept=shelf.hint, clock=clock)
    running = Running(listener, loop, shelf)
    try:
        asyncio.run_coroutine_threadsafe(listener.start(), loop).result(WAIT)
        yield running
    finally:
        shelf.gate.set()
        for client in running.open:
            client.close()
        running.stopped()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(WAIT)
        loop.close()


def certificates() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's and a client's context, with an authority of their own."""
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(server)
    authority.configure_trust(client)
    return server, client
