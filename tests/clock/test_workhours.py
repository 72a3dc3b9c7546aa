"""When the desk is open."""

from datetime import datetime, timedelta

import pytest

from mailhelp.core.errors import BadConfiguration
from mailhelp.core.workhours import Span, merged, utc, without
from tests.clock.calendars import ALL_DAY, NIGHT, OFFICE, a_calendar, at, between, day, hours


def test_the_desk_is_open_from_its_opening_until_just_before_its_closing() -> None:
    calendar = a_calendar()

    assert not calendar.is_open_at(at("2026-11-27T08:59:59"))
    assert calendar.is_open_at(at("2026-11-27T09:00"))
    assert calendar.is_open_at(at("2026-11-27T17:29:59"))
    assert not calendar.is_open_at(at("2026-11-27T17:30"))


def test_hours_that_end_at_a_closing_end_there_and_not_at_the_next_opening() -> None:
    due_at, counted = a_calendar().add_business(at("2026-11-27T16:00"), hours(1.5))

    assert due_at == at("2026-11-27T17:30")
    assert counted == (between("2026-11-27T16:00", "2026-11-27T17:30"),)


def test_counting_starts_at_the_next_opening() -> None:
    due_at, counted = a_calendar().add_business(at("2026-11-28T12:00"), hours(1))

    assert due_at == at("2026-11-30T10:00")
    assert counted == (between("2026-11-30T09:00", "2026-11-30T10:00"),)


def test_seconds_of_receipt_are_kept() -> None:
    due_at, _ = a_calendar().add_business(at("2026-11-27T17:29:30"), timedelta(minutes=1))

    assert due_at == at("2026-11-30T09:00:30")


def test_a_lunch_break_does_not_count() -> None:
    calendar = a_calendar(weekday=(Span(540, 750), Span(810, 1050)))

    due_at, counted = calendar.add_business(at("2026-11-27T12:00"), hours(1))

    assert due_at == at("2026-11-27T14:00")
    assert counted == (
        between("2026-11-27T12:00", "2026-11-27T12:30"),
        between("2026-11-27T13:30", "2026-11-27T14:00"),
    )


def test_a_holiday_is_closed_and_a_special_day_beats_it() -> None:
    christmas, boxing = day("2026-12-25"), day("2026-12-28")
    calendar = a_calendar(
        holidays={christmas: "Christmas Day", boxing: "Boxing Day"}, special={boxing: (Span(600, 720),)}
    )

    assert not calendar.is_business_day(christmas)
    assert calendar.opening(boxing) == at("2026-12-28T10:00")
    assert calendar.add_business(at("2026-12-24T17:00"), hours(1))[0] == at("2026-12-28T10:30")


def test_a_special_day_can_close_a_working_day_and_open_a_sunday() -> None:
    calendar = a_calendar(special={day("2026-11-27"): (), day("2026-11-29"): OFFICE})

    assert calendar.next_open(at("2026-11-27T10:00")) == at("2026-11-29T09:00")


def test_a_holiday_cancels_the_night_that_begins_on_it_but_not_the_one_that_ends_on_it() -> None:
    calendar = a_calendar(weekday=NIGHT, holidays={day("2026-12-25"): "Christmas Day"})

    assert calendar.is_open_at(at("2026-12-25T03:00"))
    assert not calendar.is_open_at(at("2026-12-25T23:00"))
    assert not calendar.is_open_at(at("2026-12-26T03:00"))


def test_the_night_of_the_spring_change_has_seven_hours_and_that_of_the_autumn_change_nine() -> None:
    calendar = a_calendar(weekday=NIGHT, weekend=NIGHT)

    assert calendar.business_between(at("2026-03-28T12:00"), at("2026-03-29T12:00")) == hours(7)
    assert calendar.business_between(at("2026-10-24T12:00"), at("2026-10-25T12:00")) == hours(9)


def test_opening_hours_follow_local_clocks_over_the_spring_change() -> None:
    due_at, _ = a_calendar().add_business(at("2026-03-27T17:00+00:00"), hours(8))

    assert due_at == at("2026-03-30T16:30+01:00")


def test_a_time_that_the_spring_change_leaves_out_is_the_moment_of_the_change() -> None:
    calendar = a_calendar(weekend=(Span(90, 180),))

    assert calendar.opening(day("2026-03-29")) == at("2026-03-29T01:00")
    assert calendar.business_between(at("2026-03-29T00:00"), at("2026-03-29T12:00")) == hours(1)


def test_hours_that_lie_wholly_in_what_the_spring_change_leaves_out_are_no_hours() -> None:
    calendar = a_calendar(weekend=(Span(75, 105),))

    assert calendar.is_business_day(day("2026-03-28"))
    assert not calendar.is_business_day(day("2026-03-29"))


def test_a_time_that_the_autumn_change_repeats_is_the_first_of_the_two() -> None:
    calendar = a_calendar(weekend=(Span(90, 180),))

    assert calendar.opening(day("2026-10-25")) == at("2026-10-25T00:30")
    assert calendar.business_between(at("2026-10-25T00:00"), at("2026-10-25T12:00")) == hours(2.5)


def test_clocks_that_go_back_over_midnight_leave_the_new_day_begun() -> None:
    calendar = a_calendar(weekday=ALL_DAY, zone="America/St_Johns")

    assert calendar.local_date(at("2010-11-07T03:00")) == day("2010-11-06")
    assert calendar.business_between(at("2010-11-07T00:00"), at("2010-11-08T00:00")) == timedelta()
    assert a_calendar(weekend=ALL_DAY, zone="America/St_Johns").is_open_at(at("2010-11-07T03:00"))


def test_a_desk_that_never_closes_counts_like_a_clock() -> None:
    calendar = a_calendar(weekday=ALL_DAY, weekend=ALL_DAY)

    due_at, counted = calendar.add_business(at("2026-10-24T12:00"), hours(48))

    assert due_at == at("2026-10-26T12:00")
    assert counted == (between("2026-10-24T12:00", "2026-10-26T12:00"),)


@pytest.mark.parametrize("special", [{}, {day("2026-01-05"): OFFICE}])
def test_a_desk_that_never_opens_again_is_a_clear_error(special: dict[object, object]) -> None:
    calendar = a_calendar(weekday=(), special=special)  # type: ignore[arg-type]

    with pytest.raises(BadConfiguration, match="never opens after 2026-11-.*hours.open"):
        calendar.add_business(at("2026-11-27T16:00"), hours(1))


def test_a_special_day_years_ahead_is_waited_for() -> None:
    calendar = a_calendar(weekday=(), special={day("2033-01-05"): OFFICE})

    assert calendar.next_open(at("2026-11-27T16:00")) == at("2033-01-05T09:00")


def test_the_last_closing_of_a_day_may_be_after_midnight() -> None:
    calendar = a_calendar(weekday=(Span(540, 720), Span(1320, 1560)))

    assert calendar.closing(day("2026-11-27")) == at("2026-11-28T02:00")
    assert calendar.business_date(at("2026-11-28T01:00")) == day("2026-11-27")


def test_the_closing_of_a_closed_day_is_asked_in_vain() -> None:
    with pytest.raises(ValueError, match="closed on 2026-11-28"):
        a_calendar().closing(day("2026-11-28"))


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone: write it with one"):
        a_calendar().is_open_at(datetime(2026, 11, 27, 16))  # noqa: DTZ001


def test_a_time_outside_all_calendars_is_refused() -> None:
    with pytest.raises(ValueError, match="between the years 1900 and 9900"):
        utc(at("9999-12-31T23:59"))


@pytest.mark.parametrize(("opens", "closes"), [(-1, 60), (1440, 1500), (60, 60), (120, 60), (0, 1441)])
def test_hours_that_are_none_cannot_be_made(opens: int, closes: int) -> None:
    with pytest.raises(ValueError, match="not within one day"):
        Span(opens, closes)


def test_stretches_that_touch_or_overlap_become_one() -> None:
    stretches = [
        between("2026-01-02", "2026-01-04"),
        between("2026-01-01", "2026-01-03"),
        between("2026-01-04", "2026-01-05"),
    ]

    assert merged(stretches) == (between("2026-01-01", "2026-01-05"),)


def test_holes_are_cut_out_of_stretches() -> None:
    left = without(
        [between("2026-01-01", "2026-01-09")],
        [between("2026-01-02", "2026-01-03"), between("2026-01-08", "2026-02-01")],
    )

    assert left == (between("2026-01-01", "2026-01-02"), between("2026-01-03", "2026-01-08"))
