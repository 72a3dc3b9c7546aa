"""Reads the mail in a file, and prints by how many times its size the memory of this process grew at most."""

import sys
from pathlib import Path

from mailhelp.daemon.memory import map_large_blocks
from mailhelp.mail.parse import read_mail

SMALL = b"From: jo@client.example\r\nContent-Type: text/html\r\n\r\n<p>Our website is down.</p>"


def status(field: str) -> int:
    """Return a size of this process, in bytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:"))


def main(mail: Path) -> None:
    map_large_blocks()
    read_mail(SMALL)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = status("VmRSS")
    raw = mail.read_bytes()
    read_mail(raw)
    print((status("VmHWM") - before) / len(raw))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
