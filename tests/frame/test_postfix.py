"""The private Postfix of the tests really hands mail on, and leaves nothing behind."""

import smtplib
import time
from threading import Event

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port
from tests.postfix import Postfix


class Tray:
    """An SMTP server's handler that keeps the mails it is given."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.came = Event()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.mails.append(envelope)
        self.came.set()
        return "250 kept"


@pytest.mark.server
def test_postfix_hands_a_mail_to_the_desk_and_is_gone_when_stopped() -> None:
    tray, port = Tray(), free_port()
    controller = Controller(tray, hostname="127.0.0.1", port=port)
    with Postfix(desk_domain="desk.example", desk_port=port, world_port=free_port()) as postfix:
        with smtplib.SMTP("127.0.0.1", postfix.smtp_port, timeout=20) as client:
            client.sendmail("jo@client.example", ["help@desk.example"], "Subject: down\r\n\r\nOur website is down.\r\n")
        # The desk is not there yet: the mail waits, and comes when it is.
        waited, running = wait_for_queue(postfix), postfix.processes()
        controller.start()
        try:
            assert tray.came.wait(30), postfix.log()
        finally:
            controller.stop()

    assert waited == 1
    assert tray.mails[0].rcpt_tos == ["help@desk.example"]
    assert not postfix.folder.exists()
    assert running and not postfix.processes()


def wait_for_queue(postfix: Postfix) -> int:
    give_up = time.monotonic() + 20
    while not (queued := postfix.queued()) and time.monotonic() < give_up:
        time.sleep(0.05)
    return queued
