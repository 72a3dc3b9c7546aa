"""Parts that hang are found out and replaced; systemd hears the truth of the daemon."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.daemon.conftest import Make
from tests.daemon.running import RunningDesk


class Systemd:
    """The socket on which systemd hears of a service."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.said: list[str] = []
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._door.bind(os.fspath(path))
        self._hearing = threading.Thread(target=self._listen, daemon=True)
        self._hearing.start()

    def _listen(self) -> None:
        while (words := self._door.recv(4096).decode()) != "end":
            self.said.append(words)

    def heard(self, words: str) -> bool:
        """Return True when these words were said so far."""
        return any(words in one for one in [*self.said])

    def close(self) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
            door.sendto(b"end", os.fspath(self.path))
        self._hearing.join()
        self._door.close()


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Systemd]:
    opened = Systemd(tmp_path / "notify")
    monkeypatch.setenv("NOTIFY_SOCKET", os.fspath(opened.path))
    monkeypatch.setenv("WATCHDOG_USEC", "400000")
    yield opened
    opened.close()


def within(seconds: float, holds: Callable[[], bool]) -> None:
    """Wait for what takes longer than anything else."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.mark.slow
def test_children_that_hang_are_replaced_and_no_mail_is_lost(desk_of: Make) -> None:
    desk = desk_of()
    worker, *_ = desk.children("work")
    (listener,) = desk.children("listen")
    for pid in (worker, listener):
        os.kill(pid, signal.SIGSTOP)

    within(100, lambda: desk.said("event=listening port") == 2 and worker not in desk.children("work"))

    sent = desk.send("jo")
    desk.until(lambda: desk.answered(sent))
    assert desk.said(f"event=worker_silent pid={worker}") >= 1
    assert desk.said(f"event=listener_silent pid={listener}") >= 1


def test_a_desk_whose_port_is_in_use_is_ready_with_the_fault_told_and_mends_it_when_the_port_is_free(
    tmp_path: Path, systemd: Systemd
) -> None:
    desk = RunningDesk(tmp_path)
    try:
        with socket.create_server(("127.0.0.1", desk.port)):
            desk.start()
            desk.until(lambda: systemd.heard("READY=1\nSTATUS=") and systemd.heard("cannot listen on 127.0.0.1"))
        desk.until(lambda: systemd.heard("STATUS=all parts run"))
        sent = desk.send("jo")
        desk.until(lambda: desk.answered(sent))
        assert systemd.heard("WATCHDOG=1")
    finally:
        desk.close()
