"""Business time and deadlines agree with a count minute by minute, in all kinds of weeks."""

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mailhelp.core.sla import parse_target, promise
from mailhelp.core.ticket import Interval
from mailhelp.core.workhours import Calendar, Span
from tests.clock.minute_count import MINUTE, MinuteCount

DAYS = 24
# Christmas, both clock changes, half an hour of change, changes at midnight, a date that never was.
STRETCHES = (
    ("Europe/London", datetime(2026, 12, 18, tzinfo=UTC)),
    ("Europe/London", datetime(2026, 3, 22, tzinfo=UTC)),
    ("Europe/London", datetime(2026, 10, 18, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 2, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 3, 29, tzinfo=UTC)),
    ("America/Santiago", datetime(2026, 8, 31, tzinfo=UTC)),
    ("America/St_Johns", datetime(2010, 11, 1, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 25, tzinfo=UTC)),
)
quick = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def day_spans(draw: st.DrawFn) -> tuple[Span, ...]:
    step = draw(st.sampled_from([1, 15, 30]))
    ends = draw(st.lists(st.integers(0, 1439 // step), max_size=4, unique=True).map(sorted))
    spans = [Span(opens * step, closes * step) for opens, closes in zip(ends[::2], ends[1::2], strict=False)]
    if spans and draw(st.booleans()):
        spans[-1] = Span(spans[-1].opens, spans[-1].opens + draw(st.integers(1, 1440)))
    return tuple(spans)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    """Draw a calendar and where its stretch begins; every fourth has 24 hours a day."""
    zone, start = draw(st.sampled_from(STRETCHES))
    shape = draw(st.integers(0, 3))
    week = ((Span(0, 1440),),) * 7 if shape == 0 else draw(st.tuples(*(day_spans() for _ in range(7))))
    dates = st.dates(start.date(), start.date() + timedelta(days=12))
    holidays = draw(st.dictionaries(dates, st.just("holiday"), max_size=4))
    special = draw(st.dictionaries(dates, day_spans(), max_size=3))
    assume(any(week))
    return Calendar(ZoneInfo(zone), zone, week, MappingProxyType(holidays), MappingProxyType(special)), start


def moments(start: datetime) -> st.SearchStrategy[datetime]:
    return st.integers(4 * 1440, 12 * 1440).map(lambda minute: start + minute * MINUTE)


@st.composite
def pauses(draw: st.DrawFn, start: datetime) -> tuple[Interval, ...]:
    begun = draw(st.lists(moments(start), max_size=3))
    return tuple(Interval(each, each + draw(st.integers(1, 1500)) * MINUTE) for each in begun)


@quick
@given(data=st.data(), drawn=weeks())
def test_business_time_between_two_moments_is_the_count_of_its_minutes(
    data: st.DataObject, drawn: tuple[Calendar, datetime]
) -> None:
    calendar, start = drawn
    first, last = sorted((data.draw(moments(start)), data.draw(moments(start))))

    found = calendar.business_between(first, last)

    count = MinuteCount(calendar, start, DAYS)
    assert found == count.count(count.index(first), count.index(last)) * MINUTE
    assert calendar.is_open_at(first) == bool(count.open[count.index(first)])


@quick
@given(data=st.data(), drawn=weeks(), amount=st.integers(1, 60 * 60))
def test_business_time_is_over_at_the_minute_that_a_count_reaches(
    data: st.DataObject, drawn: tuple[Calendar, datetime], amount: int
) -> None:
    calendar, start = drawn
    received = data.draw(moments(start))
    count = MinuteCount(calendar, start, DAYS)
    expected = count.add(count.index(received), amount)
    assume(expected is not None and expected < count.minutes - 4 * 1440)

    due_at, counted = calendar.add_business(received, amount * MINUTE)

    assert due_at == count.moment(expected or 0)
    assert sum((each.end - each.start for each in counted), timedelta()) == amount * MINUTE
    assert counted == calendar.intervals_between(received, due_at)


@quick
@given(data=st.data(), drawn=weeks(), amount=st.integers(1, 30))
def test_a_target_in_business_hours_falls_due_as_counted_with_its_pauses(
    data: st.DataObject, drawn: tuple[Calendar, datetime], amount: int
) -> None:
    calendar, start = drawn
    received, paused = data.draw(moments(start)), data.draw(pauses(start))
    count = MinuteCount(calendar, start, DAYS)
    expected = count.due_in_hours(count.index(received), amount, paused)
    assume(expected is not None and expected < count.minutes - 4 * 1440)

    targets = {"P1": parse_target(f"{amount} business hours")}
    found = promise("P1", received, targets=targets, calendar=calendar, pauses=paused)

    assert found.due_at == found.work_by == count.moment(expected or 0)


@quick
@given(data=st.data(), drawn=weeks(), amount=st.integers(1, 5))
def test_a_target_in_business_days_falls_due_at_a_closing_with_its_pauses(
    data: st.DataObject, drawn: tuple[Calendar, datetime], amount: int
) -> None:
    calendar, start = drawn
    received, paused = data.draw(moments(start)), data.draw(pauses(start))
    count = MinuteCount(calendar, start, DAYS)
    on: date = received.astimezone(calendar.zone).date()
    expected = count.due_in_days(count.index(received), on, amount, paused)
    assume(expected is not None and expected < count.minutes - 4 * 1440)

    targets = {"P2": parse_target(f"{amount} business days")}
    found = promise("P2", received, targets=targets, calendar=calendar, pauses=paused)

    assert found.due_at == count.moment(expected or 0)
