"""scripts/leave-nothing passes the exit code on and ends what the command left behind, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

LEAVE_NOTHING = Path(__file__).resolve().parents[2] / "scripts" / "leave-nothing"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs prctl of Linux")


def test_a_daemon_that_a_command_left_behind_is_ended_and_the_exit_code_kept(tmp_path: Path) -> None:
    number = tmp_path / "pid"
    script = (
        f"setsid sleep 300 >/dev/null 2>&1 & echo $! > {number};"
        " until grep -q ^sleep /proc/$!/cmdline; do sleep 0.01; done; exit 3"
    )

    ran = subprocess.run(
        [sys.executable, LEAVE_NOTHING, "bash", "-c", script], capture_output=True, text=True, check=False, timeout=60
    )

    assert ran.returncode == 3
    assert "sleep 300" in ran.stderr
    assert not Path(f"/proc/{number.read_text().strip()}").exists()


def test_a_command_that_ends_cleanly_says_nothing() -> None:
    ran = subprocess.run(
        [sys.executable, LEAVE_NOTHING, "true"], capture_output=True, text=True, check=False, timeout=60
    )

    assert (ran.returncode, ran.stderr) == (0, "")
