"""Servers and daemons for the tests of this folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.daemon.running import RunningDesk
from tests.dovecot import Dovecot

Make = Callable[..., RunningDesk]


@pytest.fixture
def desk_of(tmp_path: Path) -> Iterator[Make]:
    """Give what starts a daemon; all are ended after the test."""
    made: list[RunningDesk] = []

    def make(**settings: str) -> RunningDesk:
        made.append(RunningDesk(tmp_path, **settings))
        made[-1].start()
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """Give a real IMAP server."""
    with Dovecot() as server:
        yield server
