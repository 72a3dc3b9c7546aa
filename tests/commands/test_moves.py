"""What commands make of a ticket: values, priority, deadline, whose word stands."""

import pytest

from mailhelp.store.ticketrows import TicketRow
from tests.commands.desks import DOWN, RESET, commanding, corrected, do, new_rules, story, why, write
from tests.flow.desk import FlowDesk


def row(desk: FlowDesk, number: int = 1) -> TicketRow:
    return story(desk, number).ticket


def settled(desk: FlowDesk) -> dict[str, str]:
    return {one.question: f"{one.value} by {one.rule}" for one in story(desk).settled}


def history(desk: FlowDesk, change: str) -> list[tuple[str, str | None, str | None]]:
    return [(one.who, one.before, one.after) for one in story(desk).history if one.change == change]


def test_a_corrected_impact_moves_the_priority_by_the_matrix_and_the_deadline_from_the_start(desk: FlowDesk) -> None:
    write(desk)

    do(desk, "#impact medium")

    ticket = row(desk)
    assert (ticket.impact, ticket.urgency, ticket.priority) == ("medium", "high", "P2")
    # One business day after the Monday on which the mail came, at closing.
    assert f"{ticket.due_at:%a %H:%M}" == "Tue 17:30"
    assert history(desk, "impact") == [("Ana", "high", "medium")]
    assert history(desk, "priority") == [("Ana", "P1", "P2")]


def test_staff_settle_what_they_say_and_no_more(desk: FlowDesk) -> None:
    write(desk)

    do(desk, "#impact medium #assign tom")

    assert settled(desk) == {"impact": "medium by staff (Ana)", "assign": "Tom by staff (Ana)"}


def test_a_priority_stands_over_impact_and_urgency_and_a_due_over_the_priority(desk: FlowDesk) -> None:
    write(desk)

    do(desk, "#priority P3")
    do(desk, "#due 27 Nov 16:00", who="Tom")
    answer = do(desk, "#impact low #urgency low #priority P4")

    ticket = row(desk)
    assert (ticket.impact, ticket.priority, f"{ticket.due_at:%d %H:%M}") == ("low", "P4", "27 16:00")
    assert ticket.work_by == ticket.due_at
    assert answer.moved is not None and answer.moved.remarks == ("due stays: Tom set it",)


def test_a_priority_that_staff_set_stays_when_the_impact_is_corrected(desk: FlowDesk) -> None:
    write(desk)
    do(desk, "#priority P1", who="Tom")

    answer = do(desk, "#impact low")

    assert row(desk).priority == "P1"
    assert answer.moved is not None and answer.moved.remarks == ("priority stays P1: Tom set it",)


def test_the_floor_of_a_client_holds_until_impact_or_urgency_are_corrected(desk: FlowDesk) -> None:
    new_rules(desk, "clients:\n  Harbour: {domains: [client.example], at_least: P1}\n")
    write(desk, RESET)

    priorities = [(do(desk, command), row(desk).priority)[1] for command in ("#incident", "#impact low #urgency low")]

    assert priorities == ["P1", "P4"]


def test_a_request_has_a_type_and_no_priority(desk: FlowDesk) -> None:
    write(desk)

    do(desk, "#request enhanced")

    ticket = row(desk)
    assert (ticket.kind, ticket.request_type, ticket.priority, ticket.due_at) == ("request", "enhanced", None, None)
    assert "no priority" in why(do(desk, "#priority P2"))


def test_a_request_that_is_an_incident_gets_what_the_matrix_says(desk: FlowDesk) -> None:
    write(desk, RESET)
    before = row(desk)

    do(desk, "#incident #impact low #urgency medium")

    ticket = row(desk)
    assert before.kind == "request"
    assert (ticket.kind, ticket.request_type, ticket.priority) == ("incident", None, "P4")
    assert corrected(desk) == [("impact", before.impact, "low"), ("kind", "request", "incident"),
                               ("urgency", before.urgency, "medium")]  # fmt: skip


def test_the_order_in_which_commands_are_written_does_not_matter(desk: FlowDesk) -> None:
    write(desk, RESET)

    do(desk, "#priority P2 #incident")

    assert (row(desk).kind, row(desk).priority) == ("incident", "P2")


def test_take_takes_what_is_nobodys_and_says_who_has_it(desk: FlowDesk) -> None:
    write(desk)

    do(desk, "#take")
    answer = do(desk, "#take #tag vip", who="Tom")

    assert why(answer) == "#take: it is Ana's already; did you mean #assign Tom?"
    assert (row(desk).assignee, row(desk).tags) == ("Ana", ())


def test_a_name_that_nobody_has_is_told_with_the_nearest(desk: FlowDesk) -> None:
    write(desk)

    assert why(do(desk, "#assign Tmo")).endswith("there are: Tom, Ana; did you mean #assign Tom?")


def test_tags_are_put_on_and_taken_off_whatever_their_case(desk: FlowDesk) -> None:
    write(desk)

    do(desk, "#tag VIP dns")
    do(desk, "#untag vip #tag DNS web")

    assert row(desk).tags == ("dns", "web")
    assert why(do(desk, "#untag wbe")) == "#untag wbe: it has no tag wbe; did you mean #untag web?"


def test_a_note_is_kept_in_the_history_by_which_console_move(desk: FlowDesk) -> None:
    write(desk)

    do(desk, "#note Jo rang: it is the whole office")

    (note,) = [one for one in story(desk).history if one.change == "note"]
    assert (note.who, note.note) == ("Ana", "Jo rang: it is the whole office")
    assert note.move_id is not None and note.mail_id is None


def test_staff_who_judged_need_not_check_the_classification_any_more(desk: FlowDesk) -> None:
    write(desk, "Hello there, could you have a look?", sender="new@client.example")
    before = story(desk).classification["check"]

    do(desk, "#impact low")

    assert (before, story(desk).classification["check"]) == (True, False)


def test_what_stands_already_changes_nothing(desk: FlowDesk) -> None:
    write(desk)
    do(desk, "#impact medium #tag vip")
    version = row(desk).version

    answer = do(desk, "#impact medium #tag vip")

    assert answer.moved is not None and answer.moved.events == ()
    assert row(desk).version == version


def test_a_deadline_follows_the_rules_that_judged_the_ticket_not_newer_ones(desk: FlowDesk) -> None:
    write(desk)
    new_rules(desk, "targets: {P2: 2 business days}\n")

    do(desk, "#impact medium")

    assert f"{row(desk).due_at:%a}" == "Tue"


def test_a_due_date_that_cannot_be_is_told(desk: FlowDesk) -> None:
    write(desk)

    assert (
        why(do(desk, "#due 20 Nov 2026 12:00")) == "#due 20 Nov 2026 12:00: Friday 20 November 2026, 12:00 GMT is past"
    )


def test_all_tickets_are_checked_before_anything_is_done(desk: FlowDesk) -> None:
    write(desk, DOWN)
    write(desk, RESET)

    answers = commanding(desk).do([1, 2], "#priority P2", who="Ana")

    assert [one.moved for one in answers] == [None, None]
    assert [len(one.wrong) for one in answers] == [0, 1]
    assert row(desk).priority == "P1"


def test_several_tickets_are_done_at_once_each_once(desk: FlowDesk) -> None:
    write(desk, DOWN)
    write(desk, RESET)

    answers = commanding(desk).do([2, 1, 2], "#take", who="Ana")

    assert [one.number for one in answers] == [2, 1]
    assert [row(desk, number).assignee for number in (1, 2)] == ["Ana", "Ana"]


@pytest.mark.parametrize("text", ["#impact medium", "#request basic", "#due tomorrow noon", "#priority P4", "#take"])
def test_the_books_stay_explained(desk: FlowDesk, text: str) -> None:
    write(desk)

    do(desk, text)
    do(desk, "#undo")

    assert desk.unexplained() == 0
