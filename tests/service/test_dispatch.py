"""What is owed goes out: once, in order, whatever the relay does."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailhelp.channels.sending import Deferred, Refused, Sent
from mailhelp.core.ticket import NoticeStatus
from tests.flow.desk import RULES, SETTINGS, FlowDesk

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
NO_STAFF = "extends: standard\n"


def a_mail(number: int = 1) -> bytes:
    return (
        f"From: jo{number}@harbour.example\r\nTo: help@desk.example\r\nSubject: Help {number}\r\n"
        f"Message-ID: <{number}@harbour.example>\r\n\r\nOur website is down.\r\n"
    ).encode()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    opened = FlowDesk(tmp_path, rules=NO_STAFF, now=MONDAY)
    yield opened
    opened.close()


def statuses(desk: FlowDesk) -> list[str]:
    return [row.status for row in desk.desk.rooms.outbox.notices()]


def test_a_relay_that_is_down_for_an_hour_loses_nothing_and_doubles_nothing(desk: FlowDesk) -> None:
    desk.tray.outcome = Deferred("cannot reach the relay", ours=True)
    for number in range(30):
        desk.keep(a_mail(number))
    for _ in range(60):
        desk.later(minutes=1)
    assert desk.tray.delivered == []

    desk.tray.outcome = Sent("250 OK")
    desk.later(minutes=1)
    desk.later(minutes=1)

    assert sorted(one.recipient for one in desk.tray.delivered) == sorted(f"jo{n}@harbour.example" for n in range(30))
    assert set(statuses(desk)) == {NoticeStatus.SENT}
    assert desk.unexplained() == 0


def test_while_the_relay_is_down_only_one_notice_is_tried_at_a_time(desk: FlowDesk) -> None:
    desk.tray.outcome = Deferred("cannot reach the relay", ours=True)
    for number in range(20):
        desk.keep(a_mail(number))
    while desk.intake.work("flow", limit=8):
        continue

    desk.dispatch.send_due(limit=20)
    desk.dispatch.send_due(limit=20)

    assert desk.tray.tries == 2


def test_a_notice_that_is_put_off_goes_out_later_with_the_same_bytes_and_message_id(desk: FlowDesk) -> None:
    desk.tray.outcome = Deferred("451 later")
    desk.receive(a_mail())
    before = desk.desk.rooms.outbox.notices()[0]

    desk.tray.outcome = Sent("250 OK")
    desk.later(minutes=2)

    after = desk.desk.rooms.outbox.notices()[0]
    assert (before.status, after.status) == (NoticeStatus.DEFERRED, NoticeStatus.SENT)
    assert before.message_id == after.message_id == str(desk.tray.delivered[0].mail["Message-ID"]).strip("<>")
    assert after.attempts == 2


def test_the_delay_grows_from_try_to_try(desk: FlowDesk) -> None:
    desk.tray.outcome = Deferred("451 later")
    desk.receive(a_mail())
    tries = []
    for _ in range(12):
        due = desk.desk.rooms.outbox.next_due()
        assert due is not None
        tries.append(due - desk.now)
        desk.later(seconds=(due - desk.now).total_seconds())

    assert tries == sorted(tries)
    assert tries[0] == timedelta(minutes=1) and tries[-1] == timedelta(hours=2)


def test_a_notice_is_given_up_after_five_days_and_the_ticket_says_so(desk: FlowDesk) -> None:
    desk.tray.outcome = Deferred("451 later")
    desk.receive(a_mail())
    for _ in range(80):
        desk.later(hours=2)

    story = desk.desk.rooms.tickets.story(1)
    assert statuses(desk) == [NoticeStatus.REFUSED]
    assert any("given up" in event.note for event in story.history)


def test_a_notice_that_the_relay_refuses_is_refused_and_flags_the_ticket(desk: FlowDesk) -> None:
    desk.tray.outcome = Refused("550 no such user")
    desk.receive(a_mail())
    desk.later(days=1)

    assert statuses(desk) == [NoticeStatus.REFUSED]
    assert desk.tray.tries == 1
    assert any("550 no such user" in event.note for event in desk.desk.rooms.tickets.story(1).history)


def test_a_held_desk_acknowledges_nobody_until_the_notices_are_released(tmp_path: Path) -> None:
    held = SETTINGS + '[notices]\nto_clients = "hold"\n'
    desk = FlowDesk(tmp_path, rules=RULES, settings=held, now=MONDAY)
    desk.receive(a_mail())
    assert [one.recipient for one in desk.tray.delivered] == ["tom@desk.example"]

    desk.desk.rooms.outbox.release(desk.now)
    desk.later(minutes=1)

    assert [one.recipient for one in desk.tray.delivered] == ["tom@desk.example", "jo1@harbour.example"]
    desk.close()


def test_acknowledgements_go_before_notices_to_staff(tmp_path: Path) -> None:
    desk = FlowDesk(tmp_path, rules=RULES, now=MONDAY)
    for number in range(3):
        desk.keep(a_mail(number))
    desk.work()

    assert [one.recipient.startswith("jo") for one in desk.tray.delivered] == [True] * 3 + [False] * 3
    desk.close()


def test_an_acknowledgement_has_the_manners_of_an_automatic_answer(desk: FlowDesk) -> None:
    desk.receive(a_mail())

    notice = desk.tray.delivered[0]
    assert notice.sender == ""
    assert notice.mail["Auto-Submitted"] == "auto-replied"
    assert notice.mail["In-Reply-To"] == "<1@harbour.example>"
    assert "website" not in notice.mail.get_body(("plain",)).get_content()
    assert str(notice.mail["Reply-To"]).startswith("help+")


def test_an_address_that_no_mail_can_be_sent_to_refuses_its_notice_and_stops_no_other(desk: FlowDesk) -> None:
    desk.keep(a_mail(1).replace(b"jo1@harbour.example", b"j\xc3\xb6@harbour.example", 1), mail_from=None)
    desk.keep(a_mail(2))
    desk.work()

    assert [one.recipient for one in desk.tray.delivered] == ["jo2@harbour.example"]
    assert sorted(statuses(desk)) == [NoticeStatus.REFUSED, NoticeStatus.SENT]


def test_a_broken_template_of_the_admins_stops_nothing_and_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "templates" / "en").mkdir(parents=True)
    broken = tmp_path / "templates" / "en" / "acknowledgement.txt.j2"
    broken.write_text("Subject: hello\n\nDear {{ client.name }}\n")
    settings = SETTINGS.replace("[smtp_in]", 'templates = "templates"\n[smtp_in]')
    (tmp_path / "templates" / "en" / "acknowledgement.txt.j2").unlink()
    desk = FlowDesk(tmp_path, rules=RULES, settings=settings, now=MONDAY)
    broken.write_text("Subject: hello\n\nDear {{ client.name }}\n")

    desk.receive(a_mail(1))
    desk.receive(a_mail(2))

    kinds = [row.kind for row in desk.desk.rooms.outbox.notices()]
    texts = [one.mail.get_body(("plain",)).get_content() for one in desk.tray.delivered if one.sender == ""]
    assert all("It is now ticket" in text for text in texts) and len(texts) == 2
    assert kinds.count("admin-template") == 1
    desk.close()


def test_a_notice_that_cannot_be_made_is_put_off_and_stops_no_other(tmp_path: Path) -> None:
    desk = FlowDesk(tmp_path, rules=NO_STAFF, now=MONDAY)
    desk.keep(a_mail(1))
    desk.keep(a_mail(2))
    while desk.intake.work("flow", limit=8):
        continue
    broken, right = desk.desk.rooms.outbox.notices()
    with desk.desk.database.write() as connection:
        connection.exec_driver_sql("UPDATE notices SET template_values = '[]' WHERE id = ?", (broken.id,))

    desk.work()

    assert [one.recipient for one in desk.tray.delivered] == [right.to]
    desk.close()
