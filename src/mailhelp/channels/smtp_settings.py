"""What a listener is told: where to listen, whose mail to take, how much at once, how long to wait."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network

from mailhelp.core.errors import BadConfiguration

MEGABYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a client may take.

    command: for its next command (RFC 5321 section 4.5.3.2.7: at least 5 minutes).
    block: for each next 64 KB of DATA, or its end.
    slow: for each 128 KB of DATA while others find no room; then it gives way to them.
    mail: for one whole DATA.
    session: without a mail taken, however many commands come.
    answer: how long the answer to the final dot may take (clients wait 10 minutes, section 4.5.3.2.6).
    drain: how long a stopping listener waits for mails in hand.
    goodbye: how long a client may take to read our last line.
    """

    command: timedelta = timedelta(minutes=5)
    block: timedelta = timedelta(minutes=5)
    slow: timedelta = timedelta(minutes=2)
    mail: timedelta = timedelta(hours=1)
    session: timedelta = timedelta(minutes=15)
    answer: timedelta = timedelta(minutes=2)
    drain: timedelta = timedelta(seconds=10)
    goodbye: timedelta = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class ListenerSettings:
    """Settings of one listening address.

    port: 0 for any free one. max_size: bytes of one mail. addresses: the desk's, folded.
    separators: which characters begin the free part of `local+anything@`.
    allow_from: who may connect; () for everyone. Others are refused, or must log in where `authenticate` is given.
    tls: for STARTTLS, or from the first byte with `implicit_tls`.
    authenticate: whether this user and password are a staff member's; blocking; offered over TLS only.
    hostname: what we call ourselves.
    """

    host: str
    port: int
    max_size: int
    addresses: frozenset[str]
    separators: str = "+"
    allow_from: tuple[IPv4Network | IPv6Network, ...] = ()
    tls: ssl.SSLContext | None = None
    implicit_tls: bool = False
    authenticate: Callable[[str, str], bool] | None = field(default=None, repr=False)
    hostname: str = "localhost"
    connections: int = 200
    connections_per_address: int = 50
    data_in_flight: int = 64 * MEGABYTE
    recipients: int = 100
    patience: Patience = Patience()

    def checked(self) -> "ListenerSettings":
        """Return these settings; raise BadConfiguration when they cannot work together."""
        if self.implicit_tls and self.tls is None:
            raise BadConfiguration("[smtp_in] implicit TLS needs a certificate: set its files under tls")
        if not 0 < self.max_size <= self.data_in_flight:
            most = self.data_in_flight // MEGABYTE
            raise BadConfiguration(f"[smtp_in] max_size is {self.max_size} bytes: allowed is 1 byte to {most} MB")
        if not self.addresses:
            raise BadConfiguration("[smtp_in] has no address to take mail for: set [desk] address")
        return self
