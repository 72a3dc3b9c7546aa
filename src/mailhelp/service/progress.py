"""Who hears how far the work on a mail is."""

from collections.abc import Callable
from dataclasses import dataclass


def _tell_nobody(mail_id: int) -> None:
    return


@dataclass(frozen=True, slots=True)
class Progress:
    """Who is told a mail's id before it is read, before what was decided is written, and when it is over.

    A mail that takes our memory or our process is never over; any other fault ends it.
    """

    begin: Callable[[int], None] = _tell_nobody
    writing: Callable[[int], None] = _tell_nobody
    done: Callable[[int], None] = _tell_nobody
