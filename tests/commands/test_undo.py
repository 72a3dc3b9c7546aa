"""#undo takes back what a member of staff last did to a ticket, once, and only what nobody changed again."""

import pytest

from tests.commands.desks import RESET, corrected, do, story, why, write
from tests.flow.desk import FlowDesk

STANDS = ("kind", "request_type", "impact", "urgency", "priority", "assignee", "due_at", "work_by", "tags")
BATCHES = [
    "#impact medium",
    "#request enhanced #tag vip",
    "#priority P4",
    "#due 27 Nov 12:00 #take",
    "#impact low #urgency low #priority P2 #due tomorrow 10:00 #assign Tom #tag a b #note all of it",
]


def stands(desk: FlowDesk) -> list[object]:
    found = story(desk)
    whole = (found.counted, found.target, found.moved_by, found.classification, found.settled)
    return [*(getattr(found.ticket, name) for name in STANDS), *whole]


@pytest.mark.parametrize("text", BATCHES)
def test_all_that_a_batch_changed_is_as_it_was(either: FlowDesk, text: str) -> None:
    write(either)
    before = stands(either)

    done = do(either, text)
    changed = stands(either)
    do(either, "#undo")

    assert done.moved is not None and changed != before
    assert stands(either) == before
    assert corrected(either) == []


@pytest.mark.parametrize("text", BATCHES)
@pytest.mark.parametrize("first", BATCHES)
def test_what_was_settled_before_a_batch_stands_again_after_its_undo(desk: FlowDesk, first: str, text: str) -> None:
    write(desk)
    do(desk, first, who="Tom")
    before = stands(desk)

    done = do(desk, text)
    do(desk, "#undo")

    assert done.moved is None or stands(desk) == before


def test_it_is_done_once(desk: FlowDesk) -> None:
    write(desk)
    do(desk, "#impact medium")
    do(desk, "#urgency low")
    do(desk, "#undo")

    assert why(do(desk, "#undo")) == "#undo: the last of Ana, #urgency low, is undone already"
    assert story(desk).ticket.impact == "medium"


def test_each_undoes_their_own(desk: FlowDesk) -> None:
    write(desk)
    do(desk, "#impact medium", who="Tom")
    do(desk, "#urgency low")

    do(desk, "#undo", who="Tom")

    assert (story(desk).ticket.impact, story(desk).ticket.urgency) == ("high", "low")
    assert corrected(desk) == [("urgency", "high", "low")]


def test_what_somebody_else_changed_since_is_told_and_nothing_is_done(desk: FlowDesk) -> None:
    write(desk)
    do(desk, "#impact medium #tag vip")
    do(desk, "#impact low", who="Tom")

    answer = do(desk, "#undo")

    assert why(answer) == "#undo: since #impact medium #tag vip this was changed again: impact by Tom"
    assert (story(desk).ticket.impact, story(desk).ticket.tags) == ("low", ("vip",))


def test_a_word_that_somebody_else_gave_again_is_theirs(desk: FlowDesk) -> None:
    write(desk)
    do(desk, "#impact medium")
    for text in ("#impact low", "#impact medium"):
        do(desk, text, who="Tom")

    assert "impact by Tom" in why(do(desk, "#undo"))


def test_a_tag_that_somebody_took_off_since_is_told(desk: FlowDesk) -> None:
    write(desk)
    do(desk, "#tag vip")
    do(desk, "#untag vip", who="Tom")

    assert "tag vip" in why(do(desk, "#undo"))


def test_who_has_done_nothing_can_undo_nothing(desk: FlowDesk) -> None:
    write(desk)

    assert "Ana has done nothing to it yet" in why(do(desk, "#undo"))


def test_a_note_stays_in_the_history_and_so_does_the_undo(desk: FlowDesk) -> None:
    write(desk, RESET)
    do(desk, "#note wrong ticket #take")

    do(desk, "#undo")

    changes = [(one.change, one.note) for one in story(desk).history if one.who == "Ana"]
    assert ("note", "wrong ticket") in changes
    assert ("undo", "#note wrong ticket #take") in changes
