"""Corrections are kept as labelled examples: what the rules said, what staff say."""

from datetime import timedelta

import pytest

from tests.commands.desks import MONDAY, RESET, corrected, corrections, do, story, write
from tests.flow.desk import FlowDesk


def test_a_correction_names_the_mail_what_the_rules_said_and_who_says_otherwise(either: FlowDesk) -> None:
    write(either)

    do(either, "#impact medium")

    (found,) = corrections(either)
    ticket = story(either).ticket
    assert (found.ticket_id, found.number, found.subject, found.opened_at) == (
        ticket.id, 1, ticket.subject, ticket.opened_at,
    )  # fmt: skip
    assert (found.question, found.before, found.after, found.who) == ("impact", "high", "medium", "Ana")
    assert (found.mail_id, found.rules_id) == (story(either).mails[0].id, story(either).rules_id)
    assert found.done_at == either.now


def test_they_are_given_oldest_first_and_since_a_moment(either: FlowDesk) -> None:
    write(either)
    write(either, RESET)
    do(either, "#urgency low", number=2)
    later = either.now + timedelta(seconds=1)
    do(either, "#impact medium")

    assert [(one.number, one.question) for one in corrections(either)] == [(2, "urgency"), (1, "impact")]
    assert [(one.number, one.question) for one in corrections(either, later)] == [(1, "impact")]
    assert corrections(either, MONDAY + timedelta(days=1)) == ()


def test_of_several_the_last_word_counts_and_before_is_what_the_rules_said(either: FlowDesk) -> None:
    write(either)

    do(either, "#impact medium")
    do(either, "#impact low", who="Tom")

    assert corrected(either) == [("impact", "high", "low")]


def test_correcting_back_says_that_the_rules_were_right(either: FlowDesk) -> None:
    write(either)

    do(either, "#impact medium")
    do(either, "#impact high")

    assert corrected(either) == [("impact", "high", "high")]
    assert [(one.before, one.after) for one in story(either).history if one.change == "impact"] == [
        ("high", "medium"),
        ("medium", "high"),
    ]


def test_an_undone_correction_gives_way_to_the_one_before(either: FlowDesk) -> None:
    write(either)
    do(either, "#impact medium", who="Tom")
    do(either, "#impact low")

    do(either, "#undo")

    assert corrected(either) == [("impact", "high", "medium")]


def test_the_type_of_what_is_no_request_any_more_says_nothing(either: FlowDesk) -> None:
    write(either)

    do(either, "#request enhanced")
    as_request = corrected(either)
    do(either, "#incident")

    assert as_request == [("kind", "incident", "request"), ("type", None, "enhanced")]
    assert corrected(either) == [("kind", "incident", "incident")]


@pytest.mark.parametrize("text", ["#priority P4", "#due tomorrow 10:00", "#take", "#tag vip", "#note hello"])
def test_what_is_no_answer_of_the_rules_is_no_correction(either: FlowDesk, text: str) -> None:
    write(either)

    do(either, text)

    assert corrections(either) == ()
