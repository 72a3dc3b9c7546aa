"""A time by which a whole conversation must be over, however slowly the other side drips its answers."""

import contextlib
import os
import socket
import threading
from types import TracebackType
from typing import Self


class Deadline:
    """Ends the connections that it watches when `seconds` have passed since it was entered.

    A timeout of a socket is for one read only. What is blocked in a read then meets the end of the connection.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.passed = False
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for line in self._lines:
                line.close()
            self._lines.clear()

    def watch(self, connection: socket.socket | None) -> None:
        """End this connection, too, when the time is over; None is none."""
        if connection is None:
            return
        # A descriptor of its own, that stays when TLS takes over the other.
        line = socket.socket(fileno=os.dup(connection.fileno()))
        with self._lock:
            self._lines.append(line)
            if self.passed:
                _end(line)

    def _pass(self) -> None:
        with self._lock:
            self.passed = True
            for line in self._lines:
                _end(line)


def _end(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
