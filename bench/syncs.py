"""How often the desk makes the disk sync, counted by strace on a run of its own: strace slows what it watches."""

import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import proctree

CALLS = "fsync,fdatasync,msync,sync,syncfs,sync_file_range"
ATTACH_SECONDS = 20.0


class SyncCount:
    """Attaches to a running desk; `stop` says how many syncs there were. None of it works without strace."""

    @staticmethod
    def missing() -> str | None:
        """Return why syncs cannot be counted here, None when they can."""
        return None if shutil.which("strace") else "strace is not installed"

    def __init__(self, root: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="mailhelp-strace-")
        self._summary = Path(self._folder.name) / "summary"
        processes = [word for pid in proctree.tree(root) for word in ("-p", str(pid))]
        command = ["strace", "-f", "-c", "-e", f"trace={CALLS}", "-o", str(self._summary), *processes]
        self._strace = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait_until_attached(root)

    def _wait_until_attached(self, root: int) -> None:
        give_up = time.monotonic() + ATTACH_SECONDS
        while not all(_traced(pid) for pid in proctree.tree(root)):
            if self._strace.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError("strace could not attach to the desk: counting syncs needs root or ptrace rights")
            time.sleep(0.05)

    def stop(self) -> int:
        """Detach; return the number of syncs since the beginning."""
        self._strace.send_signal(signal.SIGINT)
        self._strace.wait(30)
        text = self._summary.read_text(encoding="utf-8") if self._summary.exists() else ""
        self._folder.cleanup()
        lines = (line.split() for line in text.splitlines())
        return sum(int(line[3]) for line in lines if line and line[-1] in CALLS.split(","))


def _traced(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return True
    return re.search(r"(?m)^TracerPid:\s+0$", status) is None
