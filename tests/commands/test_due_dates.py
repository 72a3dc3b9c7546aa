"""Dates as people of the desk write them; what could mean two is refused."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.config.rulesfile import load_rules_text
from mailhelp.core.duedates import due_moment

CALENDAR = load_rules_text("extends: standard\n", examples=False).calendar
# A Monday.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def due(text: str, now: datetime = NOW) -> str:
    return due_moment(text, now=now, calendar=CALENDAR).strftime("%a %d %b %Y %H:%M")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-27", "Fri 27 Nov 2026 17:30"),
        ("2026-11-27 16:00", "Fri 27 Nov 2026 16:00"),
        ("2026-11-27T16:00", "Fri 27 Nov 2026 16:00"),
        ("27 November", "Fri 27 Nov 2026 17:30"),
        ("27th of Nov 2026 at 4pm", "Fri 27 Nov 2026 16:00"),
        ("Nov 27, 2026, 4 pm", "Fri 27 Nov 2026 16:00"),
        ("Fri 27 Nov 9.30", "Fri 27 Nov 2026 09:30"),
        ("27/11/2026", "Fri 27 Nov 2026 17:30"),
        ("11/27/26 noon", "Fri 27 Nov 2026 12:00"),
        ("4.12.", "Fri 04 Dec 2026 17:30"),
        ("today", "Mon 23 Nov 2026 17:30"),
        ("tomorrow 12am", "Tue 24 Nov 2026 00:00"),
        ("friday 3:15pm", "Fri 27 Nov 2026 15:15"),
        ("16:00", "Mon 23 Nov 2026 16:00"),
        ("3 February", "Wed 03 Feb 2027 17:30"),
        ("saturday 10:00", "Sat 28 Nov 2026 10:00"),
        ("1 July 2027 16:00", "Thu 01 Jul 2027 15:00"),
    ],
)
def test_usual_forms_are_understood_in_the_desk_s_zone(text: str, moment: str) -> None:
    assert due(text) == moment


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("04/12/2026", "could be December 4 or April 12"),
        ("Monday", "could be today or 2026-11-30"),
        ("saturday", "the desk is closed on Saturday 2026-11-28"),
        ("25 December", "the desk is closed on Friday 2026-12-25"),
        ("2026-11-20", "is past"),
        ("09:00", "is past"),
        ("Thu 27 Nov", "2026-11-27 is a Friday"),
        ("31 November", "there is no such day"),
        ("27 Nov 25:00", "is no time of the day"),
        ("27 Nov 13pm", "is no time of the day"),
        ("2036-11-27 10:00", "more than five years away"),
        ("soon", "that is no date"),
        ("27", "that is no date"),
        ("٢٧ November", "that is no date"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused_with_what_to_write(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        due(text)


WORDS = st.sampled_from("today monday 27 11 2026 nov 4pm 16:00 9.30 12/11 31.12. 0000-00-00 9999-12-31 at , -".split())


@given(st.lists(WORDS | st.text(max_size=5), max_size=5).map(" ".join))
def test_any_text_gives_a_moment_to_come_or_a_reason(text: str) -> None:
    try:
        moment = due_moment(text, now=NOW, calendar=CALENDAR)
    except ValueError as fault:
        assert str(fault)
    else:
        assert moment > NOW
