"""A running daemon for tests: the real processes, a listener, a relay that keeps what it gets."""

import os
import signal
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from mailhelp.config.settings import load_settings
from mailhelp.daemon.wiring import OpenDesk, open_desk
from tests.ports import free_port

PATIENCE = 40.0
RULES = "extends: standard\n"


class KeepingRelay:
    """A relay that answers 250 and keeps the mails."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self._answers: dict[str, list[bytes]] = {}

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.original_content or b""
        answered = message_from_bytes(raw.partition(b"\r\n\r\n")[0], policy=policy.compat32)["In-Reply-To"]
        self.raw.append(raw)
        self._answers.setdefault(str(answered), []).append(raw)
        return "250 OK"

    def answers_to(self, message_id: str) -> list[bytes]:
        """Return the notices that answer a mail."""
        return self._answers.get(message_id, [])


class RunningDesk:
    """`mailhelp run` on a folder of its own."""

    def __init__(self, folder: Path, *, limits: str = "", rules: str = RULES, mailbox: str = "") -> None:
        self.folder = folder
        self.port = free_port()
        self.relay = KeepingRelay()
        self._controller = Controller(self.relay, hostname="127.0.0.1", port=free_port())
        self._controller.start()
        self.config = folder / "mailhelp.toml"
        self.config.write_text(
            f'[desk]\nname = "Help"\naddress = "help@desk.example"\n'
            f'[smtp_in]\nlisten = "127.0.0.1:{self.port}"\n'
            f'[smtp_out]\nhost = "127.0.0.1"\nport = {self._controller.port}\ntls = "none"\n'
            f"[limits]\n{limits}\n{mailbox}"
        )
        (folder / "rules.yaml").write_text(rules)
        self.log = folder / "log"
        self._lines = self.log.open("ab")
        self.process: subprocess.Popen[bytes] | None = None

    def relay_down(self) -> None:
        """Let nobody answer where the relay was."""
        self._controller.stop()

    def relay_up(self) -> None:
        """Have the relay answer again, at the same port."""
        self._controller = Controller(self.relay, hostname="127.0.0.1", port=self._controller.port)
        self._controller.start()

    def start(self) -> None:
        """Start the daemon and wait until it is ready."""
        ready = self.said("event=ready")
        command = [sys.executable, "-m", "mailhelp", "run", "--config", os.fspath(self.config)]
        self.process = subprocess.Popen(command, stdout=self._lines, stderr=self._lines, start_new_session=True)
        self.until(lambda: self.said("event=ready") > ready)

    def said(self, words: str) -> int:
        """Return how often the log says `words`."""
        return self.log.read_text(errors="replace").count(words)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; fail with the log when it does not in time."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, self.log.read_text(errors="replace")[-6000:]
            assert self.process is None or self.process.poll() is None, self.log.read_text(errors="replace")[-6000:]
            time.sleep(0.02)

    def send(self, name: str, *, words: str = "Our website is down.", padding: bytes = b"") -> str:
        """Send a mail from NAME by SMTP; return its Message-ID."""
        message_id = f"<{name}.{time.monotonic_ns()}@harbour.example>"
        head = (
            f"From: {name}@harbour.example\r\nTo: help@desk.example\r\nSubject: {name}\r\nMessage-ID: {message_id}\r\n"
        )
        with smtplib.SMTP("127.0.0.1", self.port, timeout=60) as door:
            raw = head.encode() + b"\r\n" + words.encode() + b"\r\n" + padding
            door.sendmail(f"{name}@harbour.example", ["help@desk.example"], raw)
        return message_id

    def answered(self, message_id: str) -> bool:
        """Return True when the relay has the acknowledgement of a mail."""
        return bool(self.relay.answers_to(message_id))

    def children(self, role: str) -> list[int]:
        """Return the process ids of the daemon's children of one role, oldest first."""
        assert self.process is not None
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        others = [pid for task in Path(f"/proc/{self.process.pid}/task").iterdir() for pid in _children(task)]
        named = {int(pid) for pid in [*found, *others] if f"{role}_child".encode() in _command(int(pid))}
        return sorted(named)

    @contextmanager
    def books(self) -> Iterator[OpenDesk]:
        """Give the desk, opened beside the daemon."""
        desk = open_desk(load_settings(self.config))
        try:
            yield desk
        finally:
            desk.close()

    def stop(self) -> int:
        """Stop the daemon cleanly; return its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self.process = None
        return code

    def close(self) -> None:
        """End everything that is left."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self._controller.stop()
        self._lines.close()


def _children(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except OSError:
        return []


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
