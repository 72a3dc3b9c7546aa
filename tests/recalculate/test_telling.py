"""A promise is a promise: who was told a time is told another one."""

from pathlib import Path

from tests.flow.desk import SETTINGS, FlowDesk
from tests.recalculate.desks import DOWN, HOLIDAY, RESET, a_desk, new_rules, recalculate, story, work, write

HOLDING = SETTINGS + '[notices]\nto_clients = "hold"\n'


def kinds(desk: FlowDesk) -> list[tuple[str, str]]:
    return sorted((one.kind, one.status) for one in desk.desk.rooms.outbox.notices() if "staff" not in one.kind)


def test_who_was_told_a_time_is_told_the_new_one(desk: FlowDesk) -> None:
    write(desk, DOWN)
    new_rules(desk, HOLIDAY)

    moved = recalculate(desk)
    desk.work()

    assert [one.told for one in moved] == [True]
    last = desk.tray.delivered[-1]
    assert last.recipient == "jo@client.example"
    assert "Wednesday 25 November 2026, 13:30 GMT" in last.raw.decode()
    assert desk.unexplained() == 0


def test_run_twice_nobody_is_told_twice(desk: FlowDesk) -> None:
    write(desk, DOWN)
    new_rules(desk, HOLIDAY)

    recalculate(desk)
    recalculate(desk)

    assert [kind for kind, _ in kinds(desk)].count("promise") == 1


def test_quiet_tells_nobody_and_history_says_so(desk: FlowDesk) -> None:
    write(desk, DOWN)
    new_rules(desk, HOLIDAY)

    moved = recalculate(desk, quiet=True)

    assert [one.told for one in moved] == [False]
    assert kinds(desk) == [("acknowledgement", "sent")]
    line = next(one for one in story(desk).history if one.change == "recalculated")
    assert "the requester is not told: told nobody, as was asked" in line.note


def test_nobody_is_told_of_work_by_alone(desk: FlowDesk) -> None:
    write(desk, DOWN)
    new_rules(desk, "targets: {P2: 4 business hours}\n")

    moved = recalculate(desk)

    assert [(one.found.changed, one.found.moved, one.told) for one in moved] == [(True, False, False)]
    assert kinds(desk) == [("acknowledgement", "sent")]


def test_an_unknown_sender_who_was_promised_no_time_is_told_none(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, "clients: {Acme: {domains: [acme.example]}}\n")
    write(desk, RESET)
    new_rules(desk, HOLIDAY + "clients: {Acme: {domains: [acme.example]}}\n")

    moved = recalculate(desk)

    assert [one.untold for one in moved] == ["an unknown sender is promised no time"]
    desk.close()


def test_an_acknowledgement_that_is_held_tells_the_new_time_by_itself(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, settings=HOLDING)
    write(desk, DOWN)
    new_rules(desk, HOLIDAY)

    recalculate(desk)
    desk.desk.rooms.outbox.release(desk.now)
    desk.work()

    assert kinds(desk) == [("acknowledgement", "sent")]
    sent = [one for one in desk.tray.delivered if one.recipient == "jo@client.example"]
    assert "Wednesday 25 November 2026, 13:30 GMT" in sent[0].raw.decode()
    desk.close()


def test_while_clients_notices_are_held_the_new_time_is_held_as_well(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, settings=HOLDING)
    write(desk, DOWN)
    desk.desk.rooms.outbox.release(desk.now)
    desk.work()
    new_rules(desk, HOLIDAY)

    recalculate(desk)

    assert kinds(desk) == [("acknowledgement", "sent"), ("promise", "held")]
    desk.close()


def test_looking_says_who_would_be_told(desk: FlowDesk) -> None:
    write(desk, DOWN)
    new_rules(desk, HOLIDAY)

    found = work(desk).look()

    assert [work(desk).why_untold(one) for one in found] == [""]
