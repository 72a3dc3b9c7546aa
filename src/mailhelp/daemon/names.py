"""Under which names the parts of a daemon claim work, so that claims of one that was killed are known again."""

from pathlib import Path

from mailhelp.config.state import machine_id


def machine(state: Path) -> str:
    """Return what the names of all claims made on this state folder begin with, whatever its host is called now."""
    return f"{machine_id(state)}/"


def worker_name(ours: str, pid: int) -> str:
    """Return the name of a worker. ours: what `machine` gives."""
    return f"{ours}worker-{pid}"


def sender_name(ours: str) -> str:
    """Return the name of the sender. ours: what `machine` gives."""
    return f"{ours}sender"
