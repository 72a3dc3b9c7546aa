"""Every test of the store's contract runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailhelp.store.database import Database, open_database
from postgres import Postgres, started

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.server))


@pytest.fixture(scope="session")
def postgres_or_reason() -> Iterator[Postgres | str]:
    """Give one PostgreSQL for all tests of this process, or why there is none."""
    server = started()
    yield server
    if isinstance(server, Postgres):
        server.remove()


@pytest.fixture
def postgres(postgres_or_reason: Postgres | str) -> Postgres:
    """Give the running PostgreSQL; skip when there is none."""
    if isinstance(postgres_or_reason, str):
        pytest.skip(postgres_or_reason)
    return postgres_or_reason


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the url of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/var/mailhelp.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.url()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """Give an open, empty database."""
    opened = open_database(url, desk_name="Desk", busy_timeout=5)
    yield opened
    opened.close()
