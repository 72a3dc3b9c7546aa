"""A relay of aiosmtpd in a thread, which keeps what it takes: encrypted, with login, as a test asks."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from tests.ports import free_port

USER, SECRET = "help", "gehéim"


@dataclass
class Capture:
    """An aiosmtpd handler. mails: (sender, recipients, bytes) of each mail taken."""

    port: int = field(default_factory=free_port)
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.original_content, bytes)
        # aiosmtpd gives the null sender as it stood on the wire.
        sender = (envelope.mail_from or "").removeprefix("<>")
        self.mails.append((sender, list(envelope.rcpt_tos), envelope.original_content))
        return "250 2.0.0 captured"


@contextmanager
def relay(*, starttls: ssl.SSLContext | None = None, implicit: ssl.SSLContext | None = None) -> Iterator[Capture]:
    """Run a relay on a free port. starttls, implicit: its certificate; with `starttls` it wants a login too."""
    capture = Capture()
    secured: dict[str, Any] = {}
    if starttls is not None:
        secured = {"tls_context": starttls, "require_starttls": True, "auth_required": True}
    controller = Controller(
        capture, hostname="127.0.0.1", port=capture.port, ssl_context=implicit, authenticator=_known, **secured
    )
    controller.start()
    try:
        yield capture
    finally:
        controller.stop()


def _known(server: Any, session: Session, envelope: Envelope, mechanism: str, login: Any) -> AuthResult:
    good = isinstance(login, LoginPassword) and (login.login, login.password) == (USER.encode(), SECRET.encode())
    return AuthResult(success=good, handled=False)
