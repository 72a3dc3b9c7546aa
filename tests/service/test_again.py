"""A mail that is decided once more: after it was set aside, released, or vouched for by a proven copy."""

import pytest

from mailhelp.core.ticket import Fate
from tests.flow.desk import FlowDesk

JO = b"From: jo@harbour.example\r\nSubject: Help\r\nMessage-ID: <1@harbour.example>\r\n\r\nOur website is down.\r\n"
TOM = b"From: tom@desk.example\r\nSubject: New server\r\nMessage-ID: <2@desk.example>\r\n\r\nPlease order one.\r\n"
PROOF = b"Authentication-Results: mx.desk.example; dmarc=pass header.from=desk.example\r\n"


def set_aside_by_deaths(desk: FlowDesk) -> int:
    mail_id = desk.keep(JO)
    for _ in range(3):
        desk.desk.rooms.inbox.record_death(mail_id)
    desk.work()
    assert desk.fate(mail_id) == Fate.SET_ASIDE
    return mail_id


def test_a_mail_that_is_tried_again_keeps_the_ticket_it_has(desk: FlowDesk) -> None:
    mail_id = set_aside_by_deaths(desk)
    assert desk.desk.rooms.tickets.ticket(1).subject == "Please read this mail: Help"

    desk.desk.rooms.inbox.retry(mail_id, desk.now)
    desk.work()

    tickets = desk.desk.rooms.tickets.tickets()
    assert [(row.number, row.subject, row.priority) for row in tickets] == [(1, "Help", "P1")]
    assert desk.fate(mail_id) == Fate.OPENED
    assert [one.recipient for one in desk.tray.delivered].count("jo@harbour.example") == 1
    assert desk.unexplained() == 0


def test_a_proven_copy_vouches_for_the_first_that_was_set_aside(desk: FlowDesk) -> None:
    first = desk.receive(TOM)
    assert desk.fate(first) == Fate.SET_ASIDE

    second = desk.receive(PROOF + TOM)

    assert (desk.fate(first), desk.fate(second)) == (Fate.OPENED, Fate.DUPLICATE)
    assert desk.unexplained() == 0


@pytest.mark.parametrize("as_", ["client", "staff"])
def test_a_released_mail_becomes_a_ticket(desk: FlowDesk, as_: str) -> None:
    mail_id = desk.receive(TOM)

    desk.desk.rooms.inbox.force(mail_id, as_, desk.now)
    desk.work()

    assert desk.fate(mail_id) == Fate.OPENED
    assert desk.unexplained() == 0
