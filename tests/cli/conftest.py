"""What the tests of the command line share: a folder with a desk, and one IMAP server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.asking import Asked, Asking
from tests.dovecot import Dovecot


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Asking:
    """Give a function that runs a command in an empty folder, as a user does."""
    monkeypatch.chdir(tmp_path)
    return Asked.by(capfd)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """Give an IMAP server that can do everything."""
    with Dovecot() as server:
        yield server


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder for the desk that the doctor looks at; its mailbox has the password of the test server."""
    monkeypatch.setenv("IMAP_PASSWORD", "secret")
    return tmp_path
