"""The requester is told of another time exactly when they were told one before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailhelp.channels.sending import Refused
from tests.commands.desks import HOLD, JO, MAX, RESET, a_desk, do, new_rules, story, write
from tests.flow.desk import SETTINGS, Delivered, FlowDesk


@pytest.fixture
def holding(tmp_path: Path) -> Iterator[FlowDesk]:
    opened = a_desk(tmp_path, settings=HOLD)
    yield opened
    opened.close()


def told(desk: FlowDesk, whom: str = JO) -> list[Delivered]:
    return [one for one in desk.tray.delivered if one.recipient == whom]


def text(notice: Delivered) -> str:
    body = notice.mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def untold(desk: FlowDesk) -> list[str]:
    return [one.note for one in story(desk).history if one.change == "requester not told"]


def test_who_was_told_a_time_is_told_the_new_one_in_the_same_thread(either: FlowDesk) -> None:
    write(either)

    answer = do(either, "#impact medium")

    first, second = told(either)
    assert answer.moved is not None and [one.recipient for one in answer.moved.notices] == [JO]
    assert "We now expect to resolve this by\n    Tuesday 24 November 2026, 17:30 GMT" in text(second)
    assert second.mail["In-Reply-To"] == first.mail["Message-ID"]
    assert str(first.mail["Message-ID"]) in str(second.mail["References"])
    assert second.mail["Subject"] == first.mail["Subject"]
    assert second.mail["Auto-Submitted"] == "auto-generated"


def test_the_page_says_the_same_as_the_text(desk: FlowDesk) -> None:
    write(desk, RESET)

    do(desk, "#due 27 November 12:00")

    page = told(desk, MAX)[-1].mail.get_body(("html",))
    assert page is not None
    assert "We now expect to do this by" in page.get_content()
    assert "27 November 2026, 12:00" in text(told(desk, MAX)[-1])
    assert "our target" not in text(told(desk, MAX)[-1])


def test_what_becomes_a_project_has_no_date_any_more(desk: FlowDesk) -> None:
    write(desk)

    do(desk, "#request enhanced")

    assert "By project agreement. The date that we gave you before" in text(told(desk)[-1])


@pytest.mark.parametrize("command", ["#take", "#note hello", "#tag vip", "#priority P1", "#impact high", "#incident"])
def test_what_does_not_move_the_promise_tells_nobody(desk: FlowDesk, command: str) -> None:
    write(desk)

    do(desk, command)

    assert len(told(desk)) == 1


def test_an_undo_that_moves_the_promise_back_is_told_too(desk: FlowDesk) -> None:
    write(desk)
    do(desk, "#impact medium")

    do(desk, "#undo")

    assert len(told(desk)) == 3
    assert "Tuesday 24 November 2026, 13:30 GMT" in text(told(desk)[-1])


def test_an_acknowledgement_that_waits_tells_the_new_time_itself(holding: FlowDesk) -> None:
    write(holding)

    answer = do(holding, "#impact medium")
    holding.desk.rooms.outbox.release(holding.now)
    holding.work()

    assert answer.moved is not None and answer.moved.notices == ()
    (only,) = told(holding)
    assert "Tuesday 24 November 2026, 17:30 GMT" in text(only)


def test_a_desk_that_holds_its_notices_holds_this_one_and_two_moves_owe_one(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    write(desk)
    desk.close()
    holding = a_desk(tmp_path, settings=HOLD)

    do(holding, "#impact medium")
    do(holding, "#priority P4")

    notices = [(one.kind, one.status) for one in story(holding).notices if one.kind == "promise"]
    assert notices == [("promise", "held")]
    holding.close()


def test_who_was_never_acknowledged_is_not_told_now(tmp_path: Path) -> None:
    never = "  - {name: quiet, when: {from: jo@client.example}, then: {acknowledge: never}}\n"
    desk = a_desk(tmp_path, more=never)
    write(desk)

    do(desk, "#impact medium")

    assert told(desk) == []
    assert untold(desk) == ["they were never told of a time"]
    desk.close()


def test_a_forged_sender_is_not_told(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, settings=SETTINGS)
    raw = (
        b"Authentication-Results: mx.desk.example; dmarc=fail header.from=client.example\r\nFrom: jo@client.example\r\n"
    )
    desk.receive(raw + b"Message-ID: <9@x.example>\r\nSubject: Down\r\n\r\nOur website is down.\r\n")

    do(desk, "#impact medium")

    assert story(desk).ticket.requester == JO
    assert told(desk) == []
    desk.close()


def test_an_unknown_sender_where_clients_are_listed_is_promised_no_time(desk: FlowDesk) -> None:
    new_rules(desk, "clients:\n  Harbour: {domains: [harbour.example]}\n")
    write(desk)

    do(desk, "#impact medium")

    assert len(told(desk)) == 1
    assert untold(desk) == ["an unknown sender is promised no time"]


def test_an_address_that_refused_the_acknowledgement_is_left_alone(desk: FlowDesk) -> None:
    desk.tray.outcome = Refused("550 no such user")
    write(desk)

    do(desk, "#impact medium")

    assert [one.kind for one in story(desk).notices if one.to == JO] == ["acknowledgement"]


def test_the_requester_s_limit_holds_for_these_notices_too(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, settings=SETTINGS + "[limits]\nknown_hour = 3\n")
    write(desk)

    for level in ("medium", "low", "high", "medium"):
        do(desk, f"#impact {level}")

    assert len(told(desk)) == 3
    assert untold(desk)[-1].startswith("limit: 3 notices to them in the last hour")
    desk.close()
