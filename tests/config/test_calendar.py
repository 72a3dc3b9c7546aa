"""The hours of rules.yaml as a calendar."""

import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from mailhelp.config.calendar import calendar_from, calendar_of_text, calendar_text
from mailhelp.config.publicholidays import CERTAIN, PublicHolidays
from mailhelp.core.errors import WrongField
from mailhelp.core.workhours import BusinessDay, Span

STANDARD: dict[str, object] = {
    "zone": "Europe/London",
    "open": {"mon-fri": "09:00-17:30"},
    "holidays": "GB-ENG",
    "special": {"2026-12-24": "09:00-13:00", "2026-12-29": "closed"},
    "business_day": "close",
}


def refused(**changes: object) -> WrongField:
    with pytest.raises(WrongField) as fault:
        calendar_from(STANDARD | changes)
    return fault.value


def test_the_standard_hours_are_read() -> None:
    calendar = calendar_from(STANDARD)

    assert calendar.zone_name == "Europe/London"
    assert calendar.week[:5] == ((Span(540, 1050),),) * 5
    assert calendar.week[5:] == ((), ())
    assert calendar.special == {date(2026, 12, 24): (Span(540, 780),), date(2026, 12, 29): ()}
    assert calendar.business_day is BusinessDay.CLOSE


def test_the_holidays_of_england_are_known_with_their_substitute_days() -> None:
    holidays = calendar_from(STANDARD).holidays

    assert holidays[date(2026, 12, 25)] == "Christmas Day"
    assert date(2026, 12, 28) in holidays
    assert date(2023, 5, 8) in holidays
    assert date(2026, 12, 29) not in holidays


@pytest.mark.parametrize("region", sorted(CERTAIN))
def test_regions_that_are_taken_as_known_are_known(region: str) -> None:
    assert date(2026, 12, 25) in PublicHolidays(region)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("09:00-17:30", (Span(540, 1050),)),
        ("9:00–17:30", (Span(540, 1050),)),
        (["13:30-17:30", "09:00-12:30"], (Span(540, 750), Span(810, 1050))),
        ("09:00-12:30, 13:30-17:30", (Span(540, 750), Span(810, 1050))),
        ("22:00-06:00", (Span(1320, 1800),)),
        ("00:00-24:00", (Span(0, 1440),)),
        ("18:00-00:00", (Span(1080, 1440),)),
        ("closed", ()),
    ],
)
def test_opening_hours_are_read_as_people_write_them(text: object, spans: tuple[Span, ...]) -> None:
    assert calendar_from(STANDARD | {"open": {"mon": text, "tue": "09:00-10:00"}}).week[0] == spans


@pytest.mark.parametrize(
    ("days", "numbers"),
    [("mon-fri", [0, 1, 2, 3, 4]), ("sat", [5]), ("fri-mon", [0, 4, 5, 6]), ("Monday, wed", [0, 2]), ("sun-sun", [6])],
)
def test_days_are_read_as_people_write_them(days: str, numbers: list[int]) -> None:
    week = calendar_from(STANDARD | {"open": {days: "09:00-17:30"}}).week

    assert [number for number, spans in enumerate(week) if spans] == numbers


def test_holidays_can_be_a_list_of_dates_or_none() -> None:
    listed = calendar_from(STANDARD | {"holidays": ["2026-12-25"]})

    assert listed.holidays == {date(2026, 12, 25): "holiday"}
    assert calendar_from(STANDARD | {"holidays": "none"}).holidays == {}


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"zon": "x"}, ("hours", "zon"), '"zon" is not a key of hours; did you mean "zone"?'),
        ({"zone": "Europe/Londn"}, ("hours", "zone"), 'did you mean "Europe/London"'),
        ({"zone": "../../etc/passwd"}, ("hours", "zone"), "is not a time zone"),
        ({"zone": ["Europe/London"]}, ("hours", "zone"), "write a time zone such as"),
        ({"open": "09:00-17:00"}, ("hours", "open"), "write for example {mon-fri: 09:00-17:30}"),
        ({"open": {"mon-fry": "09:00-17:00"}}, ("hours", "open", "mon-fry"), '"fry" is not one of mon, tue'),
        ({"open": {"mon": "9-5"}}, ("hours", "open", "mon"), '"9-5" are no opening hours: write "09:00-17:30"'),
        ({"open": {"mon": "09:00-25:00"}}, ("hours", "open", "mon"), "from 00:00 to 24:00"),
        ({"open": {"mon": "09:00-09:00"}}, ("hours", "open", "mon"), "opens and closes at once"),
        ({"open": {"mon": ["09:00-12:00", "x"]}}, ("hours", "open", "mon", "1"), '"x" are no opening hours'),
        ({"open": {"mon": ["09:00-12:00", "11:00-13:00"]}}, ("hours", "open", "mon"), "overlap"),
        ({"open": {"mon": []}}, ("hours", "open", "mon"), "these are no opening hours"),
        ({"open": {"mon-fri": "09:00-17:00", "fri": "closed"}}, ("hours", "open", "fri"), "fri is given twice"),
        ({"open": {"mon": "closed"}}, ("hours", "open"), "never open"),
        ({"holidays": "GB-XX"}, ("hours", "holidays"), 'no holidays are known for "GB-XX"'),
        ({"holidays": "Atlantis"}, ("hours", "holidays"), 'no holidays are known for "Atlantis"'),
        ({"holidays": ["2026-12-25", "25 Dec"]}, ("hours", "holidays", "1"), "write it as 2026-12-24"),
        ({"special": {"24.12.": "closed"}}, ("hours", "special", "24.12."), '"24.12." is not a date'),
        ({"special": {"2026-12-24": "half"}}, ("hours", "special", "2026-12-24"), "are no opening hours"),
        ({"business_day": "end"}, ("hours", "business_day"), '"end" is not one of close, same time'),
    ],
)
def test_wrong_hours_are_refused_with_their_place(
    changes: dict[str, object], path: tuple[str, ...], message: str
) -> None:
    fault = refused(**changes)

    assert fault.path == path
    assert message in fault.message


@pytest.mark.parametrize("key", ["zone", "open"])
def test_hours_need_a_zone_and_an_opening(key: str) -> None:
    with pytest.raises(WrongField, match=f'hours lacks "{key}"'):
        calendar_from({name: value for name, value in STANDARD.items() if name != key})


def test_the_text_of_a_calendar_makes_the_same_calendar_without_the_holidays_package() -> None:
    calendar = calendar_from(STANDARD)

    again = calendar_of_text(calendar_text(calendar))

    assert again == calendar
    assert not isinstance(again.holidays, PublicHolidays)
    assert calendar_text(again) == calendar_text(calendar)


def test_the_text_of_a_calendar_does_not_depend_on_how_it_was_written() -> None:
    other = {"mon, tue": ["09:00-17:30"], "wed-fri": "9:00-17:30", "sat": "closed"}

    assert calendar_text(calendar_from(STANDARD | {"open": other})) == calendar_text(calendar_from(STANDARD))


def test_a_calendar_can_be_given_to_another_process() -> None:
    calendar = calendar_from(STANDARD | {"special": {}})

    assert pickle.loads(pickle.dumps(calendar.holidays))[date(2026, 12, 25)] == "Christmas Day"


def test_reading_the_standard_hours_does_not_load_the_holidays_of_the_world(tmp_path: Path) -> None:
    program = (
        "import sys; from mailhelp.config.calendar import calendar_from;"
        f"calendar_from({STANDARD!r}); sys.exit('holidays' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=False).returncode == 0
