"""Wake-ups between the processes of one desk: hints only, behind each of them is a poll."""

import logging
import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

NAME = "wake.sock"
# sockaddr_un holds 108 bytes; a state folder with a longer path is polled only.
LONGEST_PATH = 100

log = logging.getLogger("mailhelp.wake")


class Bell:
    """Rings the hub of a desk from any process; does nothing when no hub listens."""

    def __init__(self, state: Path) -> None:
        self._path = os.fspath(state / NAME)
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._door.setblocking(False)

    def ring(self, role: str) -> None:
        """Say that there is something to do for `role` ("work" or "send")."""
        if len(self._path) > LONGEST_PATH:
            return
        try:
            self._door.sendto(role.encode(), self._path)
        except OSError:
            return

    def close(self) -> None:
        """Close the socket."""
        self._door.close()


class Hub:
    """Hears the bells of a desk and calls what was given for each role."""

    def __init__(self, state: Path, heard: dict[str, Callable[[], None]]) -> None:
        self._path = state / NAME
        self._heard = heard
        self._door: socket.socket | None = None

    def start(self) -> None:
        """Listen from now on, in a thread of its own."""
        if len(os.fspath(self._path)) > LONGEST_PATH:
            log.warning("event=wake_by_polling reason='the path of the state folder is too long for a socket'")
            return
        self._path.unlink(missing_ok=True)
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._door.bind(os.fspath(self._path))
        self._path.chmod(0o600)
        threading.Thread(target=self._listen, args=(self._door,), name="wake", daemon=True).start()

    def _listen(self, door: socket.socket) -> None:
        while True:
            role = door.recv(64).decode("ascii", "replace")
            if role == "stop":
                break
            if role in self._heard:
                self._heard[role]()
        door.close()

    def stop(self) -> None:
        """Stop listening."""
        if self._door is None:
            return
        bell = Bell(self._path.parent)
        bell.ring("stop")
        bell.close()
        self._path.unlink(missing_ok=True)
