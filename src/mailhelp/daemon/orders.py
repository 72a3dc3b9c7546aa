"""What a child hears from the daemon on its standard input, and how it answers."""

import signal
import sys
import threading
import time
from typing import IO

# How often a child shows that it lives.
ALIVE_SECONDS = 1.0
DEAF_SECONDS = 0.05


class Orders:
    """Hears the daemon's lines in a thread: "work" starts a spare, "wake" says look again, the end says stop.

    The end of standard input also comes when the daemon was killed: a child never outlives it.
    """

    def __init__(self, lines: IO[str] | None = None) -> None:
        """Hear `lines`, standard input when None."""
        self._lines = lines or sys.stdin
        self._changed = threading.Condition()
        self._woken = False
        self._started = False
        self._stopped = False
        # The daemon stops its children by their standard input; a signal to the whole group must not cut a mail in two.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda number, frame: self._note(stopped=True))
        threading.Thread(target=self._listen, name="orders", daemon=True).start()

    def _listen(self) -> None:
        while not self._stopped:
            self._hear()

    def _hear(self) -> None:
        try:
            line = self._lines.readline()
            self._note(started=line.strip() == "work", stopped=not line)
        except MemoryError:
            # The mail in hand has taken all there is: the order is heard when it has let go of it.
            time.sleep(DEAF_SECONDS)

    def _note(self, *, started: bool = False, stopped: bool = False) -> None:
        with self._changed:
            self._woken = True
            self._started = self._started or started
            self._stopped = self._stopped or stopped
            self._changed.notify_all()

    @property
    def stopped(self) -> bool:
        """Return True when this child shall end."""
        return self._stopped

    def wait_for_start(self) -> bool:
        """Wait until "work" was said, and show to be alive meanwhile; return False when the end came first."""
        with self._changed:
            while not self._changed.wait_for(lambda: self._started or self._stopped, timeout=ALIVE_SECONDS):
                say("alive")
        return not self._stopped

    def rest(self, seconds: float) -> None:
        """Wait until woken or stopped, at most `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._woken or self._stopped, timeout=seconds)
            self._woken = False


def say(line: str) -> None:
    """Say one line to the daemon; a daemon that is gone hears nothing."""
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except (BrokenPipeError, ValueError):
        return


def say_fault(fault: Exception) -> None:
    """Tell the daemon why this child cannot start, on one line."""
    say(f"fault {' '.join(str(fault).split())}")
