"""Telling systemd how the daemon is: ready, alive, stopping (sd_notify(3))."""

import os
import socket


def tell_systemd(state: str) -> None:
    """Send one state line such as READY=1 to systemd; does nothing where systemd did not start us."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
        try:
            door.sendto(state.encode(), "\0" + address[1:] if address.startswith("@") else address)
        except OSError:
            return


def watchdog_seconds() -> float | None:
    """Return how often systemd wants a sign of life, halved for safety; None when it wants none."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    return int(microseconds) / 2_000_000 if microseconds.isdigit() else None
