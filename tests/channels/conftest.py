"""Real IMAP servers for the tests of this folder, started once for each test run."""

from collections.abc import Iterator

import pytest

from tests.dovecot import BARE, Dovecot


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """Give a server that can do everything."""
    with Dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def dovecot_without_move() -> Iterator[Dovecot]:
    """Give a server that has UIDPLUS and IDLE but no MOVE."""
    with Dovecot(f"{BARE} UIDPLUS IDLE") as server:
        yield server


@pytest.fixture(scope="session")
def bare_dovecot() -> Iterator[Dovecot]:
    """Give a server without MOVE, UIDPLUS and IDLE."""
    with Dovecot(BARE) as server:
        yield server
