"""Waiting after failures: doubling, bounded, never all at once."""

from mailhelp.channels.waits import Strikes, Waits


def test_waits_double_up_to_the_longest_and_begin_anew_after_a_success() -> None:
    waits = Waits(1.0, 60.0, lambda: 0.0)

    assert [waits.after_failure() for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    waits.forget()
    assert waits.after_failure() == 1


def test_jitter_shortens_by_a_quarter_at_most_and_never_below_the_first() -> None:
    waits = Waits(60.0, 900.0, lambda: 1.0)

    assert [waits.after_failure() for _ in range(6)] == [60, 90, 180, 360, 675, 675]


def test_thousands_of_failures_overflow_nothing() -> None:
    waits = Waits(1.0, 60.0, lambda: 0.0, failures=10_000)

    assert waits.after_failure() == 60


def test_what_fails_twice_rests_a_minute_then_longer_up_to_an_hour() -> None:
    now = [0.0]
    strikes = Strikes(lambda: now[0])
    strikes.add("mail")
    at_once = strikes.rests("mail")
    strikes.add("mail")

    def rest() -> float:
        now[0] = 0.0
        while strikes.rests("mail"):
            now[0] += 30.0
        return now[0]

    assert not at_once
    assert rest() == 60.0
    now[0] = 0.0
    for _ in range(20):
        strikes.add("mail")
    assert rest() == 3600.0
    strikes.forgive("mail")
    assert strikes.of("mail") == 0
