"""What staff settled stands under any rules, and tells how good rules are."""

from tests.flow.desk import FlowDesk
from tests.whatif.desks import CLOSED, GRAVE, LONGER, TO_ANA, Trying, do, only, summary, write


def test_a_ticket_whose_priority_staff_set_does_not_move(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)
    do(desk, "#priority P4")

    asked = whatif(GRAVE, "--json")

    assert only(asked, "change") == []
    assert (summary(asked)["held_by_staff"], summary(asked)["changed"]) == (1, 0)


def test_a_corrected_impact_stays_and_the_rest_may_move(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)
    do(desk, "#impact medium")

    (change,) = only(whatif(GRAVE, "--json"), "change")

    assert (change["old"]["becomes"], change["new"]["becomes"]) == ("P4", "P2")
    assert change["settled"] == ["impact"]


def test_a_time_that_staff_set_does_not_move_with_the_hours(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)
    do(desk, "#due 2026-12-01 16:00")

    assert summary(whatif(LONGER, "--json"))["changed"] == 0


def test_who_staff_gave_a_ticket_to_keeps_it(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)
    do(desk, "#assign Tom")

    assert summary(whatif(TO_ANA, "--json"))["changed"] == 0


def test_both_files_are_held_against_what_staff_corrected(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)
    do(desk, "#impact high")

    asked = whatif(GRAVE, "--json")

    assert summary(asked)["corrections"] == {"impact": {"asked": 1, "old": 0, "new": 1}}


def test_people_see_the_agreement_side_by_side(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)
    do(desk, "#impact high")

    told = whatif(GRAVE).out

    assert "impact     1         0%               100%" in told


def test_open_tickets_whose_promise_recalculate_would_move_are_told(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)
    write(desk)
    do(desk, "#due 2026-12-01 16:00", number=2)

    asked = whatif(CLOSED, "--json")

    moved, kept = only(asked, "promise")
    assert (moved["ticket"], moved["new_due_at"], moved["later"]) == (1, "2026-12-02T17:30:00+00:00", True)
    assert (kept["ticket"], kept["kept"]) == (2, "staff set its time by hand")
    assert (summary(asked)["open_tickets"], summary(asked)["promises_moved"]) == (2, 1)
