"""What the private servers of tests have in common: their programs, their folder, their first answer."""

import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

READY_SECONDS = 20.0


class PrivateServer:
    """A server in a temporary folder of its own; a kind says how it starts and stops.

    configuration: the file or folder that its programs take after -c. log_file: where it says what went wrong.
    """

    def __init__(self, name: str, *, configuration: str, log_file: str) -> None:
        # Not below pytest's own folder: that one is closed to the server's user.
        self.folder = Path(tempfile.mkdtemp(prefix=f"mailhelp-{name.lower()}-"))
        self._name = name
        self._configuration = self.folder / configuration
        self._log_file = self.folder / log_file

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it answers."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stop it, wait until it is gone, and remove its folder."""
        raise NotImplementedError

    def log(self) -> str:
        """Return its log so far."""
        return self._log_file.read_text(encoding="utf-8", errors="replace") if self._log_file.exists() else ""

    def skip_for(self, reason: str | None) -> None:
        """Skip the test when there is a reason why the server cannot be."""
        if reason:
            shutil.rmtree(self.folder)
            pytest.skip(reason)

    def output(self, program: str, *arguments: str, check: bool = True) -> str:
        """Return what `program` prints; its daemons inherit no pipe, so output goes by a file."""
        with tempfile.TemporaryFile("w+") as output:
            ran = subprocess.run(
                [program, "-c", str(self._configuration), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=60,
            )
            output.seek(0)
            text = output.read()
        if check and ran.returncode != 0:
            raise RuntimeError(f"{program} {' '.join(arguments)} failed: {text}{self.log()}")
        return text

    def wait_for(self, greeting: bytes, port: int) -> None:
        """Wait until a server says this greeting on a port; raise RuntimeError with the log when it does not."""
        give_up = time.monotonic() + READY_SECONDS
        while time.monotonic() < give_up:
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                    if connection.recv(len(greeting)) == greeting:
                        return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"{self._name} does not answer on port {port}: {self.log()}")
