"""The listener behind a real Postfix."""

import smtplib
import time

import pytest

from mailhelp.core.errors import StorageFault
from tests.channels.smtp_listening import HELP, Shelf, listening, until
from tests.ports import free_port
from tests.postfix import Postfix

LONG = b"Subject: long\r\nReferences: " + b" ".join(b"<%d@mail.example>" % n for n in range(200)) + b"\r\n\r\nx\r\n"


@pytest.mark.server
def test_a_full_disk_only_delays_mail_and_no_mail_bounces() -> None:
    shelf = Shelf(StorageFault("the disk is full"))
    with (
        listening(shelf) as desk,
        Postfix(desk_domain="desk.example", desk_port=desk.port, world_port=free_port()) as mta,
    ):
        with smtplib.SMTP("127.0.0.1", mta.smtp_port, timeout=20) as client:
            for number in range(20):
                client.sendmail(f"{number}@mail.example" if number else "", [HELP], LONG)
        until(lambda: len(shelf.calls) >= 5, 60)
        refused = sum(shelf.calls)
        shelf.fault = None
        give_up = time.monotonic() + 60
        while (len(shelf.mails) < 20 or mta.queued()) and time.monotonic() < give_up:
            mta.flush()
            time.sleep(0.5)
        log = mta.log()

    assert len(shelf.mails) == 20, log
    assert refused and "status=deferred" in log
    assert "status=bounced" not in log
    assert sorted(mail.envelope.mail_from or "" for mail in shelf.mails) == sorted(
        ["", *(f"{n}@mail.example" for n in range(1, 20))]
    )
