"""A relay that delivers: what it takes goes on into a mailbox or to a listener, as a mail server would do it."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session

Deliver = Callable[[str, bytes], None]


class Delivering:
    """An aiosmtpd handler. refused: recipients and senders that it answers with 550."""

    def __init__(self, deliver: Deliver, refused: tuple[str, ...] = ()) -> None:
        self.deliver = deliver
        self.refused = refused
        self.mails: list[tuple[str, bytes]] = []

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.7.1 that sender is not allowed"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.original_content or b""
        for recipient in envelope.rcpt_tos:
            self.mails.append((recipient, raw))
            self.deliver(recipient, raw)
        return "250 2.0.0 taken"


class Relay(Controller):
    """A controller that takes a free port, and knows which before it tries it."""

    def _trigger_server(self) -> None:
        self.port = port_of(self)
        super()._trigger_server()


@contextmanager
def relay(deliver: Deliver = lambda recipient, raw: None, *, refused: tuple[str, ...] = ()) -> Iterator[Controller]:
    """Give a running relay on a free port; its handler holds what it took."""
    controller = Relay(Delivering(deliver, refused), hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


def port_of(controller: Controller) -> int:
    """Return the port that a relay listens on."""
    assert controller.server is not None
    port: int = controller.server.sockets[0].getsockname()[1]
    return port


def to_listener(port: int) -> Deliver:
    """Return what hands mail on to a listener by SMTP."""

    def deliver(recipient: str, raw: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as smtp:
            smtp.sendmail("", [recipient], raw)

    return deliver
