"""A child process that the daemon looks after: started, watched, restarted with growing delay."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from mailhelp.daemon.silence import Silence

# Far longer than a child is busy between two signs of life, and than it takes to start on a busy machine.
SILENT_SECONDS = 60.0

log = logging.getLogger("mailhelp.daemon")


class Ward:
    """One child: it hears lines on its standard input and says lines on its standard output.

    heard: called with each line the child says, in a thread of this ward's own. Each line is also a sign of life.
    A child whose parent is gone reads the end of its standard input and stops by itself.
    """

    def __init__(self, role: str, config: Path, *, heard: Callable[["Ward", str], None]) -> None:
        self.role = role
        self._heard = heard
        self.silence = Silence(SILENT_SECONDS)
        command: Sequence[str] = (sys.executable, "-m", f"mailhelp.daemon.{role}_child", str(config))
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self._listener = threading.Thread(target=self._listen, name=f"hear-{role}", daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """Return the process id."""
        return self._process.pid

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.silence.heard()
            self._heard(self, line.strip())

    def say(self, line: str) -> None:
        """Send one line to the child; a child that is gone is found out by `exit_code`."""
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError, OSError):
            return

    def exit_code(self) -> int | None:
        """Return how the child ended, None while it lives; negative: the signal that ended it."""
        return self._process.poll()

    def is_silent(self) -> bool:
        """Return True when the child has given no sign of life for a minute; has to be asked often."""
        return self.silence.too_long(time.monotonic())

    def kill(self) -> None:
        """End the child at once (SIGKILL)."""
        self._process.kill()

    def hang_up(self) -> None:
        """Ask the child to stop by closing its standard input."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.close()
        except OSError:
            log.debug("event=pipe_closed role=%s", self.role)

    def stop(self, patience: float) -> None:
        """Ask the child to stop; end it when it has not within `patience` seconds."""
        self.hang_up()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            log.warning("event=child_killed role=%s pid=%s reason='it did not stop in time'", self.role, self.pid)
            self._process.kill()
            self._process.wait()
        self.hear_out()

    def hear_out(self) -> None:
        """Wait until all that the child said has been heard, and close its pipes."""
        self._listener.join(5)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                try:
                    pipe.close()
                except OSError:
                    continue
