"""The capturing relay as its users see it: a process of its own, and what it has taken so far."""

import json
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Taken:
    """One mail that the relay took. at: seconds on the machine's monotonic clock; answers: the id in In-Reply-To."""

    at: float
    to: tuple[str, ...]
    answers: str
    message_id: str
    size: int


class Capture:
    """Starts bench/relay.py on a free port and keeps what it says. hesitates: seconds before it says 250 to a mail."""

    def __init__(self, hesitates: float = 0.0) -> None:
        command = [sys.executable, "-u", str(Path(__file__).with_name("relay.py")), str(hesitates)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.port = int(json.loads(self._process.stdout.readline())["port"])
        self.all: list[Taken] = []
        self._by_answered: defaultdict[str, list[Taken]] = defaultdict(list)
        self._news = threading.Condition()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            taken = Taken(said["at"], tuple(said["to"]), said["answers"], said["message_id"], said["size"])
            with self._news:
                self.all.append(taken)
                self._by_answered[taken.answers].append(taken)
                self._news.notify_all()

    def answers_to(self, message_id: str, recipient: str) -> list[Taken]:
        """Return the mails to `recipient` that answer `message_id`."""
        wanted = recipient.casefold()
        with self._news:
            return [one for one in self._by_answered[message_id] if wanted in (to.casefold() for to in one.to)]

    def wait(self, happened: Callable[[], bool], *, seconds: float) -> bool:
        """Wait until `happened` is true after a mail came, at most `seconds`; return whether it is."""
        with self._news:
            return self._news.wait_for(happened, seconds)

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._listener.join(5)
        self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
