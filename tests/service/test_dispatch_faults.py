"""What breaks while notices are sent: the database, a row, the relay, the clock; nothing is doubled or starved."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from mailhelp.channels.sending import Deferred, Outcome, Sent
from mailhelp.core.errors import StorageFault
from mailhelp.core.ticket import NoticeStatus
from mailhelp.daemon.wiring_work import letters
from mailhelp.service.dispatch import Dispatch
from mailhelp.store.noticerows import NoticeRow
from mailhelp.store.outbox import Outbox
from mailhelp.store.schema import notice_attempts, notices
from tests.flow.desk import SETTINGS, FlowDesk

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TAKEN = Sent("250 OK")


class Script:
    """A relay whose answer to each recipient is a function; it keeps whom it took a notice for."""

    def __init__(self, answer: Callable[[str], Outcome]) -> None:
        self.answer = answer
        self.took: list[str] = []
        self.tried: list[str] = []

    def send(self, envelope_sender: str, recipient: str, raw: bytes, *, envid: str | None = None) -> Outcome:
        self.tried.append(recipient)
        outcome = self.answer(recipient)
        if isinstance(outcome, Sent):
            self.took.append(recipient)
        return outcome

    def close(self) -> None:
        """Nothing is open."""


class Stumbling(Outbox):
    """An outbox whose database is busy for as many of the next calls of each name as `busy` says."""

    busy: Counter[str] = Counter()

    def _stumble(self, name: str) -> None:
        if self.busy[name] > 0:
            self.busy[name] -= 1
            raise StorageFault("the database is in use by another program; try again later")

    def sent(self, notice_id: int, now: datetime, reply: str) -> None:
        self._stumble("sent")
        super().sent(notice_id, now, reply)

    def give_back(self, sender: str, now: datetime) -> None:
        self._stumble("give_back")
        super().give_back(sender, now)

    def raw(self, notice_id: int) -> bytes | None:
        self._stumble("raw")
        return super().raw(notice_id)


def number_of(recipient: str) -> str:
    return recipient.partition("@")[0].removeprefix("jo")


def a_mail(number: int) -> bytes:
    return (
        f"From: jo{number}@harbour.example\r\nTo: help@desk.example\r\nSubject: Help {number}\r\n"
        f"Message-ID: <{number}@harbour.example>\r\n\r\nOur website is down.\r\n"
    ).encode()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    opened = FlowDesk(tmp_path, rules="extends: standard\n", now=MONDAY)
    yield opened
    opened.close()


def owing(desk: FlowDesk, *numbers: int) -> None:
    """Let acknowledgements be owed to jo0, jo1, …"""
    for number in numbers:
        desk.keep(a_mail(number))
        desk.now += timedelta(milliseconds=5)
    while desk.intake.work("flow", limit=8):
        continue


def sending_by(
    desk: FlowDesk, script: Script, outbox: Outbox | None = None, *, per_minute: int | None = None
) -> Dispatch:
    """Let the desk send by a scripted relay."""
    rooms = replace(desk.desk.rooms, outbox=outbox or desk.desk.rooms.outbox)
    made_by = letters(replace(desk.desk, rooms=rooms))
    desk.dispatch = Dispatch(rooms, desk.desk.setting, made_by, script, name="flow", per_minute=per_minute)
    return desk.dispatch


def stumbling(desk: FlowDesk, **busy: int) -> Stumbling:
    outbox = Stumbling(desk.desk.database)
    outbox.busy = Counter(busy)
    return outbox


def rows(desk: FlowDesk) -> dict[str, NoticeRow]:
    return {number_of(row.to): row for row in desk.desk.rooms.outbox.notices()}


def statuses(desk: FlowDesk) -> list[str]:
    return [row.status for row in rows(desk).values()]


def attempts_on_record(desk: FlowDesk) -> int:
    with desk.desk.database.read() as connection:
        return connection.execute(select(func.count()).select_from(notice_attempts)).scalar() or 0


def test_a_database_that_is_busy_when_the_relay_has_taken_a_notice_doubles_nothing(desk: FlowDesk) -> None:
    owing(desk, 0, 1, 2)
    relay = Script(lambda recipient: TAKEN)
    dispatch = sending_by(desk, relay, stumbling(desk, sent=2))

    for _ in range(2):
        with pytest.raises(StorageFault):
            dispatch.send_due(limit=20)
    dispatch.send_due(limit=20)

    assert sorted(map(number_of, relay.took)) == ["0", "1", "2"]
    assert {row.status for row in rows(desk).values()} == {NoticeStatus.SENT}
    assert {row.attempts for row in rows(desk).values()} == {1}


def test_what_the_relay_said_is_recorded_with_the_time_when_it_said_so(desk: FlowDesk) -> None:
    owing(desk, 0)
    said_at = desk.now
    dispatch = sending_by(desk, Script(lambda recipient: TAKEN), stumbling(desk, sent=1))
    with pytest.raises(StorageFault):
        dispatch.send_due(limit=20)

    desk.now += timedelta(minutes=9)
    dispatch.settle()

    assert rows(desk)["0"].sent_at == said_at


def test_notices_that_were_not_tried_are_due_again_at_once_with_no_attempt_on_record(desk: FlowDesk) -> None:
    owing(desk, 0, 1, 2)
    dispatch = sending_by(desk, Script(lambda recipient: TAKEN), stumbling(desk, sent=1, give_back=1))

    with pytest.raises(StorageFault):
        dispatch.send_due(limit=20)
    with pytest.raises(StorageFault):
        dispatch.settle()
    dispatch.settle()

    assert sorted(row.attempts for row in rows(desk).values()) == [0, 0, 1]
    assert attempts_on_record(desk) == 1
    assert desk.desk.rooms.outbox.next_due() is not None and desk.desk.rooms.outbox.next_due() <= desk.now


def test_a_fault_while_notices_are_made_leaves_none_of_them_waiting(desk: FlowDesk) -> None:
    owing(desk, 0, 1)
    relay = Script(lambda recipient: TAKEN)
    dispatch = sending_by(desk, relay, stumbling(desk, raw=1))

    with pytest.raises(StorageFault):
        dispatch.send_due(limit=20)
    dispatch.send_due(limit=20)

    assert len(relay.took) == 2
    assert attempts_on_record(desk) == 2


def test_a_sender_that_is_stopped_leaves_no_trace_on_what_it_did_not_try(desk: FlowDesk) -> None:
    owing(desk, 0, 1, 2)
    relay = Script(lambda recipient: TAKEN)

    sending_by(desk, relay).send_due(limit=20, stopped=lambda: bool(relay.took))

    assert sorted(row.attempts for row in rows(desk).values()) == [0, 0, 1]
    assert attempts_on_record(desk) == 1


@pytest.mark.parametrize("harm", [{"kind": "of another version"}, {"template_values": "{"}, {"references": "7"}])
def test_a_row_that_cannot_be_read_is_put_off_with_its_cause_and_stops_no_other(
    desk: FlowDesk, harm: dict[str, str]
) -> None:
    owing(desk, 0, 1, 2)
    column, words = next(iter(harm.items()))
    with desk.desk.database.write() as connection:
        connection.exec_driver_sql(
            f'UPDATE notices SET "{column}" = ? WHERE address = ?', (words, "jo0@harbour.example")
        )
    relay = Script(lambda recipient: TAKEN)

    sending_by(desk, relay).send_due(limit=20)

    with desk.desk.database.read() as connection:
        query = select(notices.c.status, notices.c.reply).where(notices.c.address == "jo0@harbour.example")
        status, reply = connection.execute(query).one()
    assert sorted(map(number_of, relay.took)) == ["1", "2"]
    assert status == NoticeStatus.DEFERRED
    assert reply.startswith("it cannot be ")


def test_notices_that_keep_the_relay_down_do_not_starve_the_others(desk: FlowDesk) -> None:
    down = Deferred("cannot be encrypted", ours=True)
    relay = Script(lambda recipient: down if number_of(recipient) < "8" else TAKEN)
    dispatch = sending_by(desk, relay)
    owing(desk, *range(8))
    for _ in range(30):
        dispatch.send_due(limit=20)
        desk.now += timedelta(seconds=20)

    owing(desk, 8)
    tries_before = len(relay.tried)
    while not relay.took:
        dispatch.send_due(limit=20)
        desk.now += timedelta(seconds=20)

    assert len(relay.tried) - tries_before <= 9


def test_a_relay_that_stays_down_is_tried_ever_more_rarely_for_each_notice(desk: FlowDesk) -> None:
    owing(desk, 0)
    dispatch = sending_by(desk, Script(lambda recipient: Deferred("nothing listens there", ours=True)))
    waits = []
    for _ in range(6):
        dispatch.send_due(limit=20)
        due = desk.desk.rooms.outbox.next_due()
        assert due is not None
        waits.append((due - desk.now) // timedelta(minutes=1))
        desk.now = due

    assert waits == [1, 2, 4, 8, 15, 15]


def test_what_waited_for_the_relay_goes_out_as_soon_as_it_is_up(desk: FlowDesk) -> None:
    owing(desk, *range(5))
    relay = Script(lambda recipient: Deferred("nothing listens there", ours=True))
    dispatch = sending_by(desk, relay)
    for _ in range(25):
        dispatch.send_due(limit=20)
        desk.now += timedelta(minutes=1)

    relay.answer = lambda recipient: TAKEN
    desk.now += timedelta(minutes=15)
    dispatch.send_due(limit=20)
    dispatch.send_due(limit=20)

    assert len(relay.took) == 5


@pytest.mark.parametrize("ours", [False, True])
def test_a_notice_that_was_held_for_days_is_not_given_up_at_its_first_try(tmp_path: Path, ours: bool) -> None:
    held = SETTINGS + '[notices]\nto_clients = "hold"\n'
    desk = FlowDesk(tmp_path, rules="extends: standard\n", settings=held, now=MONDAY)
    owing(desk, 0)
    desk.now += timedelta(days=6)
    desk.desk.rooms.outbox.release(desk.now)

    sending_by(desk, Script(lambda recipient: Deferred("451 greylisted", ours=ours))).send_due(limit=20)

    assert rows(desk)["0"].status == NoticeStatus.DEFERRED
    desk.close()


def test_days_without_a_relay_do_not_count_against_a_notice(desk: FlowDesk) -> None:
    owing(desk, 0)
    relay = Script(lambda recipient: Deferred("nothing listens there", ours=True))
    dispatch = sending_by(desk, relay)
    for _ in range(4 * 24 * 4):
        dispatch.send_due(limit=20)
        desk.now += timedelta(minutes=15)

    relay.answer = lambda recipient: Deferred("451 greylisted")
    dispatch.send_due(limit=20)

    assert rows(desk)["0"].status == NoticeStatus.DEFERRED
    assert desk.desk.rooms.outbox.next_due() == desk.now + timedelta(minutes=1)


def test_a_relay_that_is_down_for_good_is_given_up_after_five_days_of_tries_not_before(desk: FlowDesk) -> None:
    owing(desk, 0)
    dispatch = sending_by(desk, Script(lambda recipient: Deferred("nothing listens there", ours=True)))
    started = desk.now
    while rows(desk)["0"].status != NoticeStatus.REFUSED and desk.now - started < timedelta(days=9):
        dispatch.send_due(limit=20)
        desk.now += timedelta(minutes=15)

    assert timedelta(days=5) < desk.now - started < timedelta(days=6)


def test_an_acknowledgement_goes_out_at_once_also_when_the_clock_was_set_back(desk: FlowDesk) -> None:
    owing(desk, 0)
    relay = Script(lambda recipient: TAKEN)

    desk.now -= timedelta(hours=1)
    sending_by(desk, relay).send_due(limit=20)

    assert len(relay.took) == 1


def test_the_limit_of_a_minute_does_not_last_longer_when_the_clock_is_set_back(desk: FlowDesk) -> None:
    owing(desk, 0, 1)
    relay = Script(lambda recipient: TAKEN)
    dispatch = sending_by(desk, relay, per_minute=1)
    dispatch.send_due(limit=20)

    desk.now -= timedelta(hours=1)
    dispatch.send_due(limit=20)

    assert len(relay.took) == 2


def test_a_notice_that_is_dropped_while_the_sender_has_it_is_not_sent(desk: FlowDesk) -> None:
    owing(desk, 0, 1)
    outbox = desk.desk.rooms.outbox

    def answer(recipient: str) -> Outcome:
        outbox.drop([row.id for row in outbox.notices() if row.to != recipient], now=desk.now)
        return TAKEN

    relay = Script(answer)
    sending_by(desk, relay).send_due(limit=20)

    assert len(relay.took) == 1
    assert sorted(statuses(desk)) == [NoticeStatus.CANCELLED, NoticeStatus.SENT]


def test_a_notice_that_is_dropped_while_the_relay_puts_it_off_stays_dropped(desk: FlowDesk) -> None:
    owing(desk, 0)
    outbox, only = desk.desk.rooms.outbox, rows(desk)["0"].id

    def answer(recipient: str) -> Outcome:
        outbox.drop([only], now=desk.now)
        return Deferred("451 later")

    sending_by(desk, Script(answer)).send_due(limit=20)

    assert outbox.notice(only).status == NoticeStatus.CANCELLED
    assert outbox.next_due() is None


def test_notices_that_no_one_may_read_any_more_are_tried_rarely_and_kept(desk: FlowDesk) -> None:
    owing(desk, 0)
    with desk.desk.database.write() as connection:
        connection.execute(update(notices).values(kind="of another version"))
    dispatch = sending_by(desk, Script(lambda recipient: TAKEN))
    for _ in range(100):
        dispatch.send_due(limit=20)
        desk.now += timedelta(hours=12)

    assert attempts_on_record(desk) == 100
    assert desk.desk.rooms.outbox.notices()[0].status == NoticeStatus.DEFERRED
