"""Every test of the store's contract runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailhelp.store.database import Database, open_database
from tests.postgres import Postgres, postgres, postgres_or_reason

__all__ = ["database", "postgres", "postgres_or_reason", "url"]

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.server))


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
