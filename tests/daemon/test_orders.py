"""A child hears the daemon's orders whatever a mail does to its memory."""

import io
import signal
from collections.abc import Iterator

import pytest

from mailhelp.daemon.orders import Orders


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """Put back what a child sets for itself."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, action in before.items():
        signal.signal(number, action)


class Starved(io.StringIO):
    """Input whose first readings find no memory."""

    starved = 3

    def readline(self, size: int = -1, /) -> str:
        if self.starved:
            self.starved -= 1
            raise MemoryError
        return super().readline(size)


def test_an_order_is_heard_and_the_end_too_when_memory_was_short_for_a_while() -> None:
    orders = Orders(Starved("work\n"))

    assert orders.wait_for_start() or orders.stopped
    orders.rest(30)
    while not orders.stopped:
        orders.rest(30)
