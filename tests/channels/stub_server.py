"""A server in threads for the scripted stubs: one thread that accepts, one for each connection."""

import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

# Given a command, returns an answer of its own, or None for the usual one.
Fault = Callable[[str], bytes | None]


class StubServer:
    """Listens on a free loopback port from the start; a kind of stub says how it serves a connection."""

    def __init__(self, fault: Fault | None) -> None:
        self.fault: Fault = fault or (lambda command: None)
        self.commands: list[str] = []
        self.connections: list[socket.socket] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.close_connections()
        for thread in self._threads:
            thread.join(10)

    def serve(self, connection: socket.socket) -> None:
        """Talk on a connection until it ends."""
        raise NotImplementedError

    def close_connections(self) -> None:
        """Close every connection from this side."""
        for connection in self.connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self.connections.append(connection)
            self._start(self.serve, connection)
