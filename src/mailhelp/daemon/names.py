"""Under which names the parts of a daemon claim work, so that claims of one that was killed are known again."""

import socket


def machine() -> str:
    """Return what the names of all claims made on this machine begin with."""
    return f"{socket.gethostname()}/"


def worker_name(pid: int) -> str:
    """Return the name of a worker of this machine."""
    return f"{machine()}worker-{pid}"


def sender_name() -> str:
    """Return the name of the sender of this machine."""
    return f"{machine()}sender"
