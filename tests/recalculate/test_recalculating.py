"""A new calendar or target counts for new tickets; recalculate takes it to open ones (design 9)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from mailhelp.core.recalculating import Kept
from mailhelp.core.ticket import Status
from mailhelp.store.identity import new_id
from mailhelp.store.promises import Promises
from mailhelp.store.schema import history, notices, pauses, tickets
from tests.flow.desk import FlowDesk
from tests.recalculate.desks import DOWN, HOLIDAY, QUOTE, RESET, new_rules, recalculate, story, work, write

CLOSING_WEDNESDAY = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)


def rows(desk: FlowDesk) -> list[Any]:
    with desk.desk.database.read() as connection:
        return [
            tuple(row)
            for table in (tickets, history, notices)
            for row in connection.execute(select(table).order_by(table.c.id))
        ]


def change(desk: FlowDesk, **values: object) -> None:
    with desk.desk.database.write() as connection:
        connection.execute(update(tickets).values(version=tickets.c.version + 1, **values))


def test_a_new_holiday_moves_the_promise_of_an_open_ticket_from_its_start(desk: FlowDesk) -> None:
    write(desk, RESET)
    before = story(desk).ticket
    new_rules(desk, HOLIDAY)

    recalculate(desk)

    after = story(desk).ticket
    assert (before.priority, after.priority) == ("P3", "P3")
    assert before.due_at == datetime(2026, 11, 26, 17, 30, tzinfo=UTC)
    assert after.due_at == datetime(2026, 11, 27, 17, 30, tzinfo=UTC)


def test_work_by_moves_as_well(desk: FlowDesk) -> None:
    write(desk, DOWN)
    assert story(desk).ticket.work_by == datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
    new_rules(desk, HOLIDAY)

    recalculate(desk)

    assert story(desk).ticket.due_at == datetime(2026, 11, 25, 13, 30, tzinfo=UTC)
    assert story(desk).ticket.work_by == datetime(2026, 11, 25, 13, 30, tzinfo=UTC)


def test_a_new_target_counts_for_open_tickets_of_that_priority_only(desk: FlowDesk) -> None:
    write(desk, DOWN)
    write(desk, RESET)
    new_rules(desk, "targets: {P3: 5 business days}\n")

    moved = recalculate(desk)

    assert [one.found.ticket.number for one in moved] == [2]
    assert story(desk, 2).ticket.due_at == datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    assert story(desk, 2).target == "5 business days"


def test_rules_that_would_judge_otherwise_now_change_no_priority(desk: FlowDesk) -> None:
    write(desk, RESET)
    override = "overrides: [{name: all, when: {any: [password]}, then: {tag: x}}]\n"
    evidence = (
        "rules: [{name: grave, when: {any: [password]}, evidence: {impact: high, urgency: high, strength: strong}}]\n"
    )
    new_rules(desk, HOLIDAY + override + evidence)

    recalculate(desk)

    assert story(desk).ticket.priority == "P3"
    assert story(desk).ticket.tags == ()


def test_history_says_who_from_to_and_by_which_rules(desk: FlowDesk) -> None:
    write(desk, DOWN)
    new_rules(desk, HOLIDAY)

    recalculate(desk)

    line = next(one for one in story(desk).history if one.change == "recalculated")
    assert line.who == "console"
    assert line.before == "Tuesday 24 November 2026, 13:30 GMT"
    assert line.after == "Wednesday 25 November 2026, 13:30 GMT"
    assert line.note.startswith("by the rules ")
    assert "work by Wednesday 25 November 2026, 13:30 GMT" in line.note


def test_looking_writes_nothing(desk: FlowDesk) -> None:
    write(desk, DOWN)
    new_rules(desk, HOLIDAY)
    before = rows(desk)

    found = work(desk).look()

    assert [one.moved for one in found] == [True]
    assert rows(desk) == before


def test_the_second_time_nothing_is_left_to_do(desk: FlowDesk) -> None:
    write(desk, DOWN)
    write(desk, QUOTE)
    new_rules(desk, HOLIDAY)
    recalculate(desk)
    before = rows(desk)

    again = recalculate(desk)

    assert again == []
    assert rows(desk) == before


def test_under_the_same_rules_nothing_moves(desk: FlowDesk) -> None:
    for words in (DOWN, RESET, QUOTE):
        write(desk, words)

    assert recalculate(desk) == []


def test_a_time_that_staff_set_by_hand_stays(desk: FlowDesk) -> None:
    write(desk, RESET)
    change(desk, due_at=CLOSING_WEDNESDAY, settled={"due": "Tom"})
    new_rules(desk, HOLIDAY)

    found = work(desk).look()

    assert [one.kept for one in found] == [Kept.BY_HAND]
    assert recalculate(desk) == []
    assert story(desk).ticket.due_at == CLOSING_WEDNESDAY


def test_what_staff_settled_beside_the_time_does_not_keep_it(desk: FlowDesk) -> None:
    write(desk, RESET)
    change(desk, settled={"priority": "Tom"})
    new_rules(desk, HOLIDAY)

    assert len(recalculate(desk)) == 1


def test_a_time_that_was_agreed_stays(desk: FlowDesk) -> None:
    write(desk, QUOTE)
    agreed = datetime(2027, 1, 15, 17, 30, tzinfo=UTC)
    change(desk, due_at=agreed, work_by=agreed, status=Status.AGREEMENT)
    new_rules(desk, "targets: {enhanced: 20 business days}\n")

    assert [one.kept for one in work(desk).look()] == [Kept.AGREED]
    assert recalculate(desk) == []


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED])
def test_what_is_resolved_or_closed_is_left_alone(desk: FlowDesk, status: Status) -> None:
    write(desk, DOWN)
    change(desk, status=status)
    new_rules(desk, HOLIDAY)

    assert work(desk).look() == ()


@pytest.mark.parametrize("status", [Status.WAITING, Status.ON_HOLD, Status.OPEN])
def test_whatever_else_a_ticket_is_it_is_recalculated(desk: FlowDesk, status: Status) -> None:
    write(desk, DOWN)
    change(desk, status=status)
    new_rules(desk, HOLIDAY)

    assert len(recalculate(desk)) == 1
    assert story(desk).ticket.status == status


def test_a_promise_whose_time_has_passed_stays_broken(desk: FlowDesk) -> None:
    write(desk, DOWN)
    new_rules(desk, HOLIDAY)
    desk.now = datetime(2026, 11, 24, 14, tzinfo=UTC)

    assert [one.kept for one in work(desk).look()] == [Kept.PASSED]
    assert recalculate(desk) == []
    assert story(desk).ticket.breached


def test_no_promise_is_moved_to_a_time_that_has_passed(desk: FlowDesk) -> None:
    write(desk, RESET)
    new_rules(desk, "targets: {P3: 1 business day}\n")
    desk.now = datetime(2026, 11, 25, 12, tzinfo=UTC)

    assert [one.kept for one in work(desk).look()] == [Kept.TOO_SOON]
    assert recalculate(desk) == []


def test_no_promise_is_taken_back(desk: FlowDesk) -> None:
    write(desk, RESET)
    new_rules(desk, "targets: {P3: by agreement}\n")

    assert [one.kept for one in work(desk).look()] == [Kept.NO_TIME]
    assert recalculate(desk) == []


def test_a_ticket_that_changes_meanwhile_is_read_again(desk: FlowDesk) -> None:
    for _ in range(2):
        write(desk, RESET)
    new_rules(desk, HOLIDAY)
    steps = work(desk).carry_out(quiet=False)
    next(steps)

    change(desk, priority="P2", impact="high")

    assert [(one.found.ticket.number, one.found.ticket.target) for one in steps] == [(2, "P2")]
    assert story(desk, 2).ticket.due_at == CLOSING_WEDNESDAY


def test_a_ticket_resolved_meanwhile_is_left_alone(desk: FlowDesk) -> None:
    for _ in range(2):
        write(desk, DOWN)
    new_rules(desk, HOLIDAY)
    steps = work(desk).carry_out(quiet=True)
    next(steps)

    change(desk, status=Status.RESOLVED, resolved_at=desk.now)

    assert list(steps) == []


def test_what_fails_within_one_ticket_leaves_no_half_of_it(desk: FlowDesk) -> None:
    write(desk, DOWN)
    new_rules(desk, HOLIDAY)
    before = rows(desk)

    with pytest.raises(RuntimeError), desk.desk.database.write():
        recalculate(desk)
        raise RuntimeError("killed")

    assert rows(desk) == before


def test_stopped_between_two_tickets_the_rest_is_done_the_next_time(desk: FlowDesk) -> None:
    for _ in range(3):
        write(desk, DOWN)
    new_rules(desk, HOLIDAY)

    next(work(desk).carry_out(quiet=False))
    rest = recalculate(desk)

    assert [one.found.ticket.number for one in rest] == [2, 3]
    assert len({story(desk, number).ticket.due_at for number in (1, 2, 3)}) == 1


def test_pauses_that_have_ended_still_count(desk: FlowDesk) -> None:
    write(desk, RESET)
    one = Promises(desk.desk.database).open()[0]
    pause(desk, one.ticket_id, timedelta(hours=2))
    new_rules(desk, HOLIDAY)

    recalculate(desk)

    assert story(desk).ticket.due_at == datetime(2026, 11, 30, 17, 30, tzinfo=UTC)


def pause(desk: FlowDesk, ticket_id: int, length: timedelta) -> None:
    with desk.desk.database.write() as connection:
        row = {"id": new_id(), "desk_id": desk.desk.database.desk_id, "ticket_id": ticket_id}
        connection.execute(pauses.insert(), {**row, "started_at": desk.now, "ended_at": desk.now + length})


def test_the_ticket_names_the_rules_its_promise_follows_from_and_those_that_judged_it(desk: FlowDesk) -> None:
    write(desk, DOWN)
    judged_by = story(desk).rules_id
    new_rules(desk, HOLIDAY)

    recalculate(desk)

    in_force = desk.desk.rooms.rulesets.active()
    assert in_force is not None
    with desk.desk.database.read() as connection:
        row = connection.execute(select(tickets.c.rules_id, tickets.c.promised_by)).one()
    assert tuple(row) == (judged_by, in_force.id)
