"""A part that hangs is told from one that works and from a machine that slept."""

from mailhelp.daemon.silence import Silence


def looks(silence: Silence, *, since: float, seconds: int) -> list[bool]:
    """Return what is found by looking ten times a second."""
    return [silence.too_long(since + tenth / 10) for tenth in range(seconds * 10)]


def test_a_part_that_was_not_heard_for_a_minute_is_taken_for_hung() -> None:
    silence = Silence(60)

    found = looks(silence, since=100, seconds=62)

    assert not any(found[:600])
    assert found[-1]


def test_a_part_that_speaks_each_second_never_is() -> None:
    silence = Silence(60)

    found = list[bool]()
    for second in range(200):
        silence.heard()
        found += looks(silence, since=100 + second, seconds=1)

    assert not any(found)


def test_an_hour_in_which_nobody_looked_is_not_an_hour_of_silence() -> None:
    silence = Silence(60)
    looks(silence, since=100, seconds=10)

    assert not silence.too_long(3700)
