"""When a notice that did not go out is tried again, and when it is given up."""

from datetime import datetime, timedelta

from mailhelp.core.retry import GIVE_UP_AFTER, next_attempt
from mailhelp.store.attempts import Tries

# Our own set-up is at fault (relay down, wrong password): the notice is tried soon, ever more rarely.
OURS_FIRST = timedelta(minutes=1)
OURS_LONGEST = timedelta(minutes=15)


def ours_delay(before: int) -> timedelta:
    """Return how long a notice waits that could not be sent by a fault of ours, `before` times before this one.

    >>> [ours_delay(before).total_seconds() / 60 for before in range(6)]
    [1.0, 2.0, 4.0, 8.0, 15.0, 15.0]
    """
    return min(OURS_FIRST * (1 << min(before, 10)), OURS_LONGEST)


def when_again(tries: Tries, at: datetime, *, ours: bool) -> datetime | None:
    """Return when a notice is tried again whose try failed at `at`; None when it is given up.

    tries: so far, the failed one counted as real. Only tries count, so the days on which it was held or we did not run
    are not held against a notice, nor are those that failed by our own fault.
    """
    if not ours:
        return next_attempt(tries.real + 1, at)
    since = tries.first_at or at
    tried_enough = tries.ours * OURS_LONGEST > GIVE_UP_AFTER and at - since > GIVE_UP_AFTER
    return None if tried_enough else at + ours_delay(tries.ours)
