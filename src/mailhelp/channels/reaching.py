"""Why a server could not be reached: one line with what to do, from the exception."""

import socket
import ssl

from mailhelp.channels.faults import ConnectionLost, ServerFault, Untrusted
from mailhelp.channels.tls import certificate_advice


def unreachable(fault: Exception, place: str) -> ServerFault:
    """Return the fault to raise for `fault`, met while connecting to `place` (`IMAP "support" (host:993)`)."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        return Untrusted(f"{place}: {certificate_advice(fault)}")
    return ConnectionLost(f"{place}: {_advice(fault)}")


def _advice(fault: Exception) -> str:
    match fault:
        case ssl.SSLError():
            return (
                f"no encrypted connection came about ({fault.reason or fault}); check port and tls: a port that "
                'expects STARTTLS (143, 587) needs tls = "starttls"'
            )
        case socket.gaierror():
            return "there is no host of this name; check host"
        case ConnectionRefusedError():
            return "nothing listens there; check host and port, and whether the server runs"
        case TimeoutError():
            return "no answer in time; check host, port, the network and the firewall"
        case _:
            return f"the connection failed or broke ({plain(str(fault) or type(fault).__name__)})"


def plain(text: str, limit: int = 300) -> str:
    """Return what a server said as one printable line of at most `limit` characters.

    >>> plain("no\\r\\nway")
    'no way'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text[: 4 * limit]).split())[:limit]
