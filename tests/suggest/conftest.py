"""A desk for these tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flow.desk import FlowDesk
from tests.suggest.desks import a_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    desk = a_desk(tmp_path)
    yield desk
    desk.close()
