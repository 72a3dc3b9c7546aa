"""Deadlines as the service text promises them."""

from datetime import datetime

import pytest

from mailhelp.core.sla import Target, Unit, parse_target, promise
from mailhelp.core.ticket import Interval, Promise
from mailhelp.core.workhours import BusinessDay, Calendar, Span
from tests.clock.calendars import NIGHT, OFFICE, a_calendar, at, between, day

TEXTS = {
    "P1": "12 business hours",
    "P2": "1 business day",
    "P3": "3 business days",
    "P4": "5 business days",
    "basic": "5 business days",
    "enhanced": "by agreement",
}
FRIDAY = "2026-11-27T16:00"


def promised(
    name: str, received: str, *pauses: Interval, calendar: Calendar | None = None, texts: dict[str, str] | None = None
) -> Promise:
    targets = {each: parse_target(text) for each, text in (TEXTS | (texts or {})).items()}
    return promise(name, at(received), targets=targets, calendar=calendar or a_calendar(), pauses=pauses)


def test_twelve_business_hours_from_friday_afternoon_are_tuesday_and_worked_on_by_monday() -> None:
    found = promised("P1", FRIDAY)

    assert (found.due_at, found.work_by) == (at("2026-12-01T11:00"), at("2026-11-30T17:30"))
    assert (found.moved_by, found.target) == ("P2", "12 business hours")
    assert found.counted == (
        between("2026-11-27T16:00", "2026-11-27T17:30"),
        between("2026-11-30T09:00", "2026-11-30T17:30"),
        between("2026-12-01T09:00", "2026-12-01T11:00"),
    )


@pytest.mark.parametrize(
    ("name", "due"),
    [("P2", "2026-11-30T17:30"), ("P3", "2026-12-02T17:30"), ("P4", "2026-12-04T17:30"), ("basic", "2026-12-04T17:30")],
)
def test_business_days_end_at_closing_and_move_nothing(name: str, due: str) -> None:
    found = promised(name, FRIDAY)

    assert found.due_at == found.work_by == at(due)
    assert found.moved_by is None


@pytest.mark.parametrize("received", ["2026-11-27T00:10", "2026-11-27T17:31", "2026-11-28T12:00", "2026-11-29T23:59"])
def test_all_mail_of_a_friday_and_its_weekend_has_one_business_day_on_monday_at_closing(received: str) -> None:
    assert promised("P2", received).due_at == at("2026-11-30T17:30")


def test_a_business_day_after_christmas_is_after_the_holidays() -> None:
    names = {day("2026-12-25"): "Christmas Day", day("2026-12-28"): "Boxing Day (observed)"}
    calendar = a_calendar(holidays=names, special={day("2026-12-29"): ()})

    assert promised("P2", "2026-12-24T10:00", calendar=calendar).due_at == at("2026-12-30T17:30")


def test_the_local_date_of_receipt_decides_and_not_that_of_utc() -> None:
    assert promised("P2", "2026-06-30T23:30+00:00").due_at == at("2026-07-02T17:30+01:00")


def test_by_agreement_has_no_deadline() -> None:
    assert promised("enhanced", FRIDAY) == Promise(due_at=None, work_by=None, target="by agreement")


def test_a_priority_by_agreement_is_still_worked_on_before_lower_ones() -> None:
    found = promised("P2", FRIDAY, texts={"P2": "by agreement"})

    assert (found.due_at, found.work_by, found.moved_by) == (None, at("2026-12-02T17:30"), "P3")


def test_the_earliest_of_several_lower_priorities_moves_the_work() -> None:
    found = promised("P1", FRIDAY, texts={"P3": "1 hour"})

    assert (found.work_by, found.moved_by) == (at("2026-11-27T17:00"), "P3")


def test_a_request_is_not_moved_by_priorities() -> None:
    found = promised("basic", FRIDAY, texts={"P4": "1 hour"})

    assert found.work_by == found.due_at == at("2026-12-04T17:30")


def test_hours_of_the_clock_go_on_over_the_weekend() -> None:
    found = promised("P1", "2026-11-27T17:00", texts={"P1": "4 hours"})

    assert found.due_at == at("2026-11-27T21:00")
    assert found.counted == (between("2026-11-27T17:00", "2026-11-27T21:00"),)


def test_a_pause_moves_business_hours_by_its_business_time_only() -> None:
    found = promised("P1", FRIDAY, between("2026-11-27T17:00", "2026-11-30T10:00"))

    assert found.due_at == at("2026-12-01T12:30")
    assert found.counted[:2] == (
        between("2026-11-27T16:00", "2026-11-27T17:00"),
        between("2026-11-30T10:00", "2026-11-30T17:30"),
    )


def test_a_pause_of_an_hour_moves_a_closing_to_the_closing_of_the_next_day() -> None:
    assert promised("P2", FRIDAY, between("2026-11-30T10:00", "2026-11-30T11:00")).due_at == at("2026-12-01T17:30")


def test_a_pause_over_closed_hours_moves_nothing() -> None:
    assert promised("P2", FRIDAY, between("2026-11-27T18:00", "2026-11-30T09:00")).due_at == at("2026-11-30T17:30")


def test_pauses_that_overlap_count_once_and_what_lies_before_receipt_not_at_all() -> None:
    twice = (between("2026-11-27T10:00", "2026-11-27T16:30"), between("2026-11-27T16:15", "2026-11-27T17:00"))

    assert promised("P1", FRIDAY, *twice).due_at == at("2026-12-01T12:00")


def test_a_pause_stops_a_clock_target_for_as_long_as_it_lasts() -> None:
    paused = between("2026-11-27T18:00", "2026-11-28T18:00")

    assert promised("P1", FRIDAY, paused, texts={"P1": "4 hours"}).due_at == at("2026-11-28T20:00")


def test_a_moved_closing_of_a_night_desk_is_the_morning_after() -> None:
    calendar = a_calendar(weekday=NIGHT)

    found = promised("P2", "2026-11-23T12:00", between("2026-11-24T23:00", "2026-11-25T01:00"), calendar=calendar)

    assert found.due_at == at("2026-11-26T06:00")


SAME_TIME = a_calendar(
    business_day=BusinessDay.SAME_TIME,
    weekday=(Span(540, 750), Span(810, 1050)),
    special={day("2026-12-24"): (Span(540, 780),)},
)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param("2026-11-27T16:20", "2026-11-30T16:20", id="over the weekend"),
        pytest.param("2026-11-27T20:00", "2026-12-01T09:00", id="received after closing"),
        pytest.param("2026-11-28T11:00", "2026-12-01T09:00", id="received on a Saturday"),
        pytest.param("2026-11-30T13:00", "2026-12-01T13:30", id="received in the break"),
        pytest.param("2026-12-23T16:00", "2026-12-24T13:00", id="the day after closes earlier"),
        pytest.param("2026-03-27T10:00+00:00", "2026-03-30T10:00+01:00", id="local time over the spring change"),
    ],
)
def test_the_same_time_one_business_day_later(received: str, due: str) -> None:
    assert promised("P2", received, calendar=SAME_TIME).due_at == at(due)


def test_the_same_time_of_a_night_belongs_to_the_evening_it_began() -> None:
    calendar = a_calendar(weekday=NIGHT, business_day=BusinessDay.SAME_TIME)

    assert promised("P2", "2026-11-24T02:00", calendar=calendar).due_at == at("2026-11-25T02:00")


def test_a_pause_moves_the_same_time_without_rounding() -> None:
    found = promised("P2", FRIDAY, between("2026-11-30T09:00", "2026-11-30T10:00"), calendar=SAME_TIME)

    assert found.due_at == at("2026-11-30T17:00")


def test_a_response_target_is_told_only_where_it_is_written() -> None:
    targets = {name: parse_target(text) for name, text in TEXTS.items()}
    respond = {"P1": parse_target("2 business hours")}

    found = promise("P1", at(FRIDAY), targets=targets, calendar=a_calendar(), respond=respond)

    assert found.respond_due_at == at("2026-11-30T09:30")
    assert promised("P2", FRIDAY).respond_due_at is None


def test_a_naive_time_of_receipt_is_refused() -> None:
    targets = {"P1": parse_target("4 hours")}

    with pytest.raises(ValueError, match="has no time zone"):
        promise("P1", datetime(2026, 11, 27, 16), targets=targets, calendar=a_calendar())  # noqa: DTZ001


def test_an_unknown_target_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match='no target "P9"; there are: P1, P2'):
        promised("P9", FRIDAY)


def test_receipt_in_another_zone_is_the_same_moment() -> None:
    assert promised("P1", "2026-11-27T17:00+01:00") == promised("P1", FRIDAY)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("12 business hours", 12, Unit.BUSINESS_HOURS),
        ("1 business day", 1, Unit.BUSINESS_DAYS),
        ("4 hours", 4, Unit.HOURS),
        ("1 hour", 1, Unit.HOURS),
    ],
)
def test_a_target_is_read_as_written(text: str, amount: int, unit: Unit) -> None:
    assert parse_target(text) == Target(amount, unit, text)


@pytest.mark.parametrize("text", ["By agreement", "  by  agreement "])
def test_an_agreement_is_read_however_it_is_spaced(text: str) -> None:
    assert parse_target(text).unit is Unit.AGREEMENT


@pytest.mark.parametrize(
    "text", ["", "soon", "12", "-1 hours", "1.5 hours", "12 busines hours", "2 days", "4 hours ago"]
)
def test_what_is_no_target_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match='is not a target: write for example "12 business hours"'):
        parse_target(text)


@pytest.mark.parametrize("text", ["0 hours", "0 business days", "1001 business hours", "999999999 business days"])
def test_a_target_of_nothing_or_of_too_much_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="the number must be from 1 to 1000"):
        parse_target(text)


def test_the_longest_target_is_worked_out() -> None:
    found = promised("P1", FRIDAY, texts={"P1": "1000 business days"}, calendar=a_calendar(weekday=OFFICE))

    assert found.due_at == at("2030-09-27T17:30+01:00")
