"""Whom a session may send from and to: the answers to EHLO, MAIL and RCPT."""

import logging
from ipaddress import ip_address, ip_network

from aiosmtpd.smtp import SMTP, Envelope, Session

from mailhelp.channels import smtp_replies as replies
from mailhelp.channels.event_lines import event_line
from mailhelp.channels.smtp_addresses import OurAddresses
from mailhelp.channels.smtp_settings import ListenerSettings

# Where a relay on this machine comes from.
_THIS_MACHINE = ("127.0.0.1", "::1")
_log = logging.getLogger(__name__)


class Policy:
    """The rules of one listener; aiosmtpd calls the methods by their names."""

    def __init__(self, settings: ListenerSettings) -> None:
        self._settings = settings
        self._ours = OurAddresses(settings.addresses, settings.separators)

    def knows(self, peer: str) -> bool:
        """Return True when this address may send without logging in."""
        networks = self._settings.allow_from
        return not networks or any(ip_address(peer) in network for network in networks)

    def lets_in(self, peer: str) -> bool:
        """Return True when this address may connect at all: known, or able to log in."""
        can_log_in = self._settings.authenticate is not None and self._settings.tls is not None
        return can_log_in or self.knows(peer)

    def origin(self, peer: str) -> str | None:
        """Return for whom the bytes of this address are counted (`network_of` it).

        None for one whose bytes are not limited: a relay on this machine or in `allow_from` brings everybody's mail.
        """
        if peer in _THIS_MACHINE or (self._settings.allow_from and self.knows(peer)):
            return None
        return network_of(peer)

    async def handle_EHLO(
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        """Announce what is offered: no login where there is none, and pipelining."""
        session.host_name = hostname
        offered = [line for line in lines[:-1] if self._settings.authenticate or not line.startswith("250-AUTH")]
        return [*offered, "250-PIPELINING", lines[-1]]

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender, or ask strangers to log in."""
        if not session.authenticated and not self.knows(peer_address(session.peer)):
            return replies.LOGIN_FIRST
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient when it is ours."""
        if not self._ours.has(address):
            peer = peer_address(session.peer)
            _log.info(event_line("recipient_refused", peer=peer, sender=envelope.mail_from, recipient=address))
            return replies.NOT_OURS
        if len(envelope.rcpt_tos) >= self._settings.recipients:
            return replies.TOO_MANY_RECIPIENTS
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"


def peer_address(peer: object) -> str:
    """Return the IP address of a socket's peer name; IPv4 inside IPv6 as plain IPv4; "0.0.0.0" when unknown.

    >>> peer_address(("::ffff:192.0.2.1", 25, 0, 0))
    '192.0.2.1'
    """
    host = str(peer[0]) if isinstance(peer, tuple) and peer else "0.0.0.0"
    return host.partition("%")[0].removeprefix("::ffff:") if "." in host else host.partition("%")[0]


def network_of(peer: str) -> str:
    """Return an address itself, for IPv6 its /64: whoever has one address of that has all of them.

    >>> network_of("192.0.2.1"), network_of("2001:db8:1:2:3:4:5:6")
    ('192.0.2.1', '2001:db8:1:2::/64')
    """
    return str(ip_network((peer, 64), strict=False)) if ":" in peer else peer
