"""Output that finds no room says so."""

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this machine has no /dev/full")
def test_output_into_a_full_disk_is_told_in_a_line_and_can_be_tried_again(tmp_path: Path) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(b"From: jo@client.example\n\nHello\n")

    with FULL.open("w") as full:
        command = [sys.executable, "-m", "mailhelp", "parse", str(mail)]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert ended.returncode == 75
    assert ended.stderr == "mailhelp: No space left on device: make room and try again\n"
