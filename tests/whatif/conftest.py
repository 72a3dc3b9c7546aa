"""A desk, and the command run on it as an admin does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.asking import Asked
from tests.flow.desk import FlowDesk
from tests.postgres import postgres, postgres_or_reason
from tests.store.conftest import url
from tests.whatif.desks import MONDAY, RULES, Trying

__all__ = ["postgres", "postgres_or_reason", "url"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    opened = FlowDesk(tmp_path, now=MONDAY, rules=RULES)
    yield opened
    opened.close()


@pytest.fixture
def either(tmp_path: Path, url: str) -> Iterator[FlowDesk]:
    """Give the same desk, once on each database."""
    opened = FlowDesk(tmp_path, now=MONDAY, rules=RULES, url=url)
    yield opened
    opened.close()


@pytest.fixture
def whatif(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Trying:
    """Give a function that tries the desk's rules with something added."""
    monkeypatch.chdir(tmp_path)
    ask = Asked.by(capfd)

    def tried(more: str, *words: str) -> Asked:
        (tmp_path / "new.yaml").write_text(RULES + more)
        return ask("whatif", "new.yaml", *words)

    return tried
