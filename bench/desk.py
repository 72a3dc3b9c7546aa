"""A desk in a temporary folder, run as its users run it: `mailhelp run --config …`, SMTP in, SMTP out, SQLite."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

ADDRESS = "help@desk.example"
READY_SECONDS = 60.0
STOP_SECONDS = 30.0

SETTINGS = """\
[desk]
name = "Bench Desk"
address = "{address}"
rules = "rules.yaml"
state = "{folder}/var"

[database]
url = "sqlite:///{folder}/var/mailhelp.db"

[smtp_in]
listen = "127.0.0.1:{smtp_port}"

[smtp_out]
host = "127.0.0.1"
port = {relay_port}
tls = "none"
"""


def free_port() -> int:
    """Return a loopback port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningDesk:
    """One desk: its folder, its process group, its database. rules: the text of rules.yaml; more: of mailhelp.toml."""

    def __init__(self, *, relay_port: int, rules: str, more: str = "") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mailhelp-desk-"))
        self.smtp_port = free_port()
        self.database = self.folder / "var" / "mailhelp.db"
        self.config = self.folder / "mailhelp.toml"
        (self.folder / "var").mkdir()
        values = {"address": ADDRESS, "folder": self.folder, "smtp_port": self.smtp_port, "relay_port": relay_port}
        self.config.write_text(SETTINGS.format(**values) + more, encoding="utf-8")
        (self.folder / "rules.yaml").write_text(rules, encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Return the process id of the parent process."""
        assert self._process is not None, "the desk is not running"
        return self._process.pid

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def start(self) -> None:
        """Start the daemon in a process group of its own; does not wait until it is ready."""
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "mailhelp", "run", "--config", str(self.config)]
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )

    def wait_until_it_listens(self) -> None:
        """Wait until the SMTP listener greets; raise RuntimeError with the end of the log when it never does."""
        give_up = time.monotonic() + READY_SECONDS
        while time.monotonic() < give_up and self.exit_code() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.smtp_port), timeout=5) as connection:
                    if connection.recv(3) == b"220":
                        return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"the desk does not listen (exit code {self.exit_code()}):\n{self.last_words()}")

    def exit_code(self) -> int | None:
        """Return how the daemon ended, None while it runs."""
        return self._process.poll() if self._process else None

    def last_words(self) -> str:
        """Return the end of its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-3000:] if self.log.exists() else ""

    def kill(self) -> None:
        """End every process of the daemon at once (SIGKILL), as a power cut would."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """Stop it in good order; end it after 30 seconds."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
            self._process = None
        except subprocess.TimeoutExpired:
            self.kill()

    def ask(self, question: str) -> list[tuple[object, ...]]:
        """Return the rows that an SQL question to its database has now, [] as long as there is no such table."""
        if not self.database.exists():
            return []
        try:
            with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as database:
                return list(database.execute(question))
        except sqlite3.OperationalError as fault:
            if "no such table" not in str(fault):
                raise
            return []

    def count(self, question: str) -> int:
        """Return the one number that an SQL question has for an answer, 0 as long as there is no table."""
        rows = self.ask(question)
        return int(str(rows[0][0])) if rows else 0

    def at_rest(self) -> bool:
        """Return True when every kept mail is decided and every notice has been handed over."""
        return (
            self.count("select count(*) from mails where fate is null") == 0
            and self.count("select count(*) from notices where status in ('owed', 'deferred')") == 0
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
