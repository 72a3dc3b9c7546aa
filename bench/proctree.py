"""What a process and all its descendants use, read from /proc (Linux)."""

import os
from dataclasses import dataclass
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes in memory: rss counts shared pages in every process, pss shares them out."""

    rss: int = 0
    pss: int = 0
    processes: int = 0


def tree(root: int) -> list[int]:
    """Return `root` and its living descendants."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        if fields := _fields(stat):
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def is_alive(pid: int) -> bool:
    """Return True for a process that has not ended, waited for or not."""
    fields = _fields(Path(f"/proc/{pid}/stat"))
    return bool(fields) and fields[0] not in ("Z", "X")


def cpu_seconds(root: int) -> float:
    """Return user and system time of the tree so far, of children that ended and were waited for too."""
    times = (_fields(Path(f"/proc/{pid}/stat"))[11:15] for pid in tree(root))
    return sum(int(ticks) for four in times for ticks in four) / TICKS_A_SECOND


def memory(root: int) -> Memory:
    """Return what the tree holds in memory now."""
    found = [_rollup(pid) for pid in tree(root)]
    return Memory(sum(one.rss for one in found), sum(one.pss for one in found), len(found))


def _fields(stat: Path) -> list[str]:
    """Return the fields after the name of the program, from the state on; [] when the process is gone."""
    try:
        return stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _rollup(pid: int) -> Memory:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return Memory()
    sizes = {line.split(":")[0]: int(line.split()[1]) * KILOBYTE for line in lines if line.endswith("kB")}
    return Memory(sizes.get("Rss", 0), sizes.get("Pss", 0), 1)
