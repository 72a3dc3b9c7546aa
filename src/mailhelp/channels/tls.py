"""How connections are encrypted: always verified, never silently in clear."""

import ssl
from enum import StrEnum
from pathlib import Path

from mailhelp.core.errors import BadConfiguration


class Tls(StrEnum):
    """When encryption begins: with the connection, by STARTTLS, or never."""

    IMPLICIT = "implicit"
    STARTTLS = "starttls"
    NONE = "none"


def client_context(ca_file: Path | None) -> ssl.SSLContext:
    """Return a context that verifies certificate and host name.

    ca_file: the only certificate authorities to trust, PEM; None for those of the system.
    Raises BadConfiguration when the file cannot be read as certificates.
    """
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as fault:
        raise BadConfiguration(f"ca_file {ca_file} holds no certificates that can be read ({fault})") from fault


def certificate_advice(fault: ssl.SSLCertVerificationError) -> str:
    """Return what is wrong with a certificate and what to do."""
    said = fault.verify_message or str(fault)
    match fault.verify_code:
        case 10:
            return f"the server's certificate has expired ({said}); the server needs a new one"
        case 18 | 19 | 20 | 21:
            return (
                f"the server's certificate is not signed by an authority trusted here ({said}); "
                "if it is your own server, set ca_file to your authority's certificate"
            )
        case 62 | 64:
            return f"the certificate belongs to another name ({said}); write host as the certificate has it"
        case _:
            return f"the server's certificate is not trusted ({said})"
