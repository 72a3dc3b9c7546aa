"""What `mailhelp doctor` finds out about a port that the listener is to have."""

import errno
import socket
from enum import StrEnum

from mailhelp.channels.reaching import plain
from mailhelp.channels.smtp_replies import GREETING

PATIENCE_SECONDS = 5.0
_WILDCARDS = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}


class PortUse(StrEnum):
    """Who has a port. FORBIDDEN: this user may not listen there; NOWHERE: this machine has no such address."""

    FREE = "free"
    MAILHELP = "mailhelp"
    OTHER = "other"
    FORBIDDEN = "forbidden"
    NOWHERE = "nowhere"


def port_use(host: str, port: int, *, implicit_tls: bool) -> tuple[PortUse, str]:
    """Return who has a port, and what it says when one connects; nothing is raised.

    implicit_tls: a greeting cannot be read there; what listens is OTHER.
    """
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return PortUse.FREE, ""
    except OSError as fault:
        return _taken(fault, host, port, implicit_tls)


def _taken(fault: OSError, host: str, port: int, implicit_tls: bool) -> tuple[PortUse, str]:
    if fault.errno == errno.EACCES:
        return PortUse.FORBIDDEN, ""
    if fault.errno != errno.EADDRINUSE:
        return PortUse.NOWHERE, plain(fault.strerror or str(fault))
    said = "" if implicit_tls else _greeting(host, port)
    return PortUse.MAILHELP if GREETING in said else PortUse.OTHER, said


def _greeting(host: str, port: int) -> str:
    try:
        with socket.create_connection((_WILDCARDS.get(host, host), port), timeout=PATIENCE_SECONDS) as connection:
            return plain(connection.recv(512).decode("ascii", "replace"))
    except OSError:
        return ""
