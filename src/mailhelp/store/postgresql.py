"""What PostgreSQL needs of us: connections that notice a dead link, and never wait for an answer for ever."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

# The kernel gives up a link whose other end is gone: what was sent is not confirmed, or nothing is heard.
LINK = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}


class Impatient(psycopg.Connection[Any]):
    """A connection that is closed when the server does not answer within `patience` seconds, None for any time.

    For links that are open at both ends and carry nothing, as behind a proxy, where the kernel hears no silence.
    """

    patience: float | None = None

    def wait(self, gen: Generator[Any, Any, Any], *arguments: Any, **named: Any) -> Any:
        """Wait for the server; raise OperationalError when that takes too long."""
        try:
            return super().wait(gen, *arguments, **{"timeout": self.patience, **named})
        except psycopg.OperationalError as fault:
            if self.pgconn.transaction_status != TransactionStatus.ACTIVE:
                raise
            self.pgconn.finish()
            raise psycopg.OperationalError("the server gave no answer in time") from fault


def postgresql_engine(target: URL, busy_timeout: float) -> Engine:
    """Return an engine whose statements end within `busy_timeout` for locks and about the double for all.

    busy_timeout: seconds. When one connection turns out dead, the pool opens all others anew.
    """
    longest = max(1.0, 2 * busy_timeout)
    limits = {"lock_timeout": int(busy_timeout * 1000), "statement_timeout": int(longest * 1000), "timezone": "UTC"}
    options = " ".join([str(target.query.get("options", "")), *(f"-c {key}={limits[key]}" for key in limits)]).strip()
    arguments = {**LINK, "options": options, "connect_timeout": max(2, int(busy_timeout))}
    engine = create_engine(target, connect_args=arguments)

    def connect(_dialect: object, _record: object, parts: list[Any], named: dict[str, Any]) -> Impatient:
        opened = Impatient.connect(*parts, **named)
        # A little more than the server allows itself, so that it is mostly the server that ends a statement.
        opened.patience = longest * 1.25
        return opened

    event.listen(engine, "do_connect", connect)
    return engine


@contextmanager
def in_no_hurry(connection: Connection) -> Iterator[None]:
    """Let the statements of this transaction take any time inside."""
    driver: Any = connection.connection.driver_connection
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    patience, driver.patience = driver.patience, None
    try:
        yield
    finally:
        driver.patience = patience
