"""When a send is tried again."""

from datetime import UTC, datetime, timedelta

from mailhelp.core.retry import GIVE_UP_AFTER, most_attempts, next_attempt, send_delay

FAILED_AT = datetime(2026, 11, 27, 16, tzinfo=UTC)


def test_the_first_retry_comes_after_a_minute() -> None:
    assert next_attempt(2, FAILED_AT) == FAILED_AT + timedelta(minutes=1)


def test_the_delay_never_shrinks_and_stays_at_two_hours() -> None:
    delays = [send_delay(attempt) for attempt in range(2, most_attempts() + 1)]

    assert delays == sorted(delays)
    assert delays[-1] == timedelta(hours=2)


def test_a_notice_is_given_up_after_five_days_and_not_before_four() -> None:
    tried_for = sum((send_delay(attempt) for attempt in range(2, most_attempts() + 1)), timedelta())

    assert GIVE_UP_AFTER - timedelta(hours=2) < tried_for <= GIVE_UP_AFTER
    assert next_attempt(most_attempts(), FAILED_AT) is not None
    assert next_attempt(most_attempts() + 1, FAILED_AT) is None
