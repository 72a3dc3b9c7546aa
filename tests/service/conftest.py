"""A desk for the tests of this folder, on a Monday morning."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.flow.desk import FlowDesk

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    opened = FlowDesk(tmp_path, now=MONDAY)
    yield opened
    opened.close()


def kept(desk: FlowDesk, raw: bytes) -> int:
    """Keep a mail a moment after the one before; ids go by the millisecond."""
    desk.now += timedelta(milliseconds=5)
    return desk.keep(raw)
