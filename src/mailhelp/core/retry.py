"""When a notice that the relay did not take is tried again."""

from datetime import datetime, timedelta

# A small desk's relay mostly fails for minutes (grey-listing, a restart), and a client is waiting: minutes first, then
# the pace of RFC 5321 section 4.5.4.1 (30 minutes and more).
_FIRST_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60))
_LATER_DELAY = timedelta(hours=2)
GIVE_UP_AFTER = timedelta(days=5)


def send_delay(attempt: int) -> timedelta:
    """Return how long to wait before send number `attempt`.

    attempt: 2 or more; the first send is not delayed.
    Result: 1, 5, 15, 30, 60 minutes, then 2 hours for all later ones.
    Source: RFC 5321 section 4.5.4.1.

    >>> send_delay(2), send_delay(9)
    (datetime.timedelta(seconds=60), datetime.timedelta(seconds=7200))
    """
    index = max(attempt, 2) - 2
    return _FIRST_DELAYS[index] if index < len(_FIRST_DELAYS) else _LATER_DELAY


def most_attempts() -> int:
    """Return how many sends fit into the 5 days after the first one.

    Counted in sends and not by the clock: the days on which we did not run are not held against a notice.

    >>> most_attempts()
    65
    """
    rest = GIVE_UP_AFTER - sum(_FIRST_DELAYS, timedelta())
    return 1 + len(_FIRST_DELAYS) + rest // _LATER_DELAY


def next_attempt(attempt: int, last: datetime) -> datetime | None:
    """Return when send number `attempt` is due, None when the notice is given up (RFC 5321: after 4 to 5 days).

    attempt: 2 or more. last: when the send before it failed.
    """
    return last + send_delay(attempt) if attempt <= most_attempts() else None
