"""The mails of one ticket are decided in the order they came, whoever decides them."""

from datetime import timedelta

from mailhelp.service.intake import LEASE
from tests.flow.desk import FlowDesk
from tests.service.conftest import kept


def a_mail(its_id: str, *, who: str = "jo", answers: str = "", subject: str = "Hello") -> bytes:
    answered = f"In-Reply-To: {answers}\r\n" if answers else ""
    return (
        f"From: {who}@harbour.example\r\nTo: help@desk.example\r\nSubject: {subject}\r\n"
        f"Message-ID: <{its_id}@harbour.example>\r\n{answered}\r\nOur website is down.\r\n"
    ).encode()


def acknowledged(desk: FlowDesk) -> str:
    """Open a ticket for jo; return the Message-ID of its acknowledgement, in brackets."""
    desk.receive(a_mail("first"))
    return next(str(one.mail["Message-ID"]) for one in desk.tray.delivered if one.recipient.startswith("jo"))


def in_hand_elsewhere(desk: FlowDesk) -> None:
    """Let another worker have the first mail that is due in hand."""
    desk.desk.rooms.inbox.claim("another", now=desk.now, limit=1, lease=LEASE)


def test_a_reply_waits_for_an_earlier_one_to_the_same_mail(desk: FlowDesk) -> None:
    answered = acknowledged(desk)
    earlier, later = kept(desk, a_mail("1", answers=answered)), kept(desk, a_mail("2", who="al", answers=answered))
    in_hand_elsewhere(desk)

    desk.work()
    waiting = (desk.fate(earlier), desk.fate(later))
    desk.desk.rooms.inbox.unclaim("another")
    desk.later(seconds=1)

    assert waiting == (None, None)
    assert None not in (desk.fate(earlier), desk.fate(later))


def test_a_reply_waits_for_an_earlier_one_to_another_mail_of_the_same_ticket(desk: FlowDesk) -> None:
    answered = acknowledged(desk)
    kept(desk, a_mail("1", who="tom", answers="<first@harbour.example>"))
    later = kept(desk, a_mail("2", answers=answered))
    in_hand_elsewhere(desk)

    desk.work()

    assert desk.fate(later) is None


def test_a_mail_that_names_a_ticket_by_number_waits_for_an_earlier_one_of_its_author(desk: FlowDesk) -> None:
    answered = acknowledged(desk)
    kept(desk, a_mail("1", answers=answered))
    later = kept(desk, a_mail("2", subject="PX-1 again"))
    in_hand_elsewhere(desk)

    desk.work()

    assert desk.fate(later) is None


def test_a_reply_waits_while_the_earlier_one_rests_after_a_failure_and_at_most_a_minute(desk: FlowDesk) -> None:
    answered = acknowledged(desk)
    earlier, later = (kept(desk, a_mail(its_id, answers=answered)) for its_id in "12")
    desk.desk.rooms.inbox.fail(earlier, cause="any", retry_at=desk.now + timedelta(hours=1))

    desk.later(seconds=59)
    waiting = desk.fate(later)
    desk.later(seconds=2)

    assert (waiting, desk.fate(later), desk.fate(earlier)) == (None, "updated", None)


def test_what_starts_something_new_waits_for_nothing(desk: FlowDesk) -> None:
    answered = acknowledged(desk)
    kept(desk, a_mail("1", answers=answered))
    new = kept(desk, a_mail("2"))
    other = kept(desk, a_mail("3", who="al", answers="<elsewhere@far.example>"))
    in_hand_elsewhere(desk)

    desk.work()

    assert (desk.fate(new), desk.fate(other)) == ("opened", "opened")
