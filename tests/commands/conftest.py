"""Desks whose tickets are commanded: on SQLite, and for the store's contract on PostgreSQL too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.asking import Asked, Asking
from tests.commands.desks import a_desk
from tests.flow.desk import FlowDesk
from tests.postgres import postgres, postgres_or_reason
from tests.store.conftest import url

__all__ = ["postgres", "postgres_or_reason", "url"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    """Give a desk with Tom and Ana and no ticket."""
    opened = a_desk(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def either(tmp_path: Path, url: str) -> Iterator[FlowDesk]:
    """Give the same desk, once on each database."""
    opened = a_desk(tmp_path, url=url)
    yield opened
    opened.close()


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Asking:
    """Give a function that runs a command in the desk's folder, as a user does."""
    monkeypatch.chdir(tmp_path)
    return Asked.by(capfd)
