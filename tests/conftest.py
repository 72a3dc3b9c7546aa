"""What holds for every test: in CI a test of a real server may not be skipped."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How fast a shared machine draws examples says nothing of the code; in CI the same examples are tried each time.
settings.register_profile(
    "mailhelp", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("mailhelp")

REQUIRE_SERVERS = "MAILHELP_REQUIRE_SERVERS"


def _servers_are_required() -> bool:
    return os.environ.get(REQUIRE_SERVERS, "") not in ("", "0")


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"{report.nodeid} needs a real server and {REQUIRE_SERVERS} is set, but it was skipped: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and _servers_are_required() and item.get_closest_marker("server"):
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped and _servers_are_required() and _speaks_of_servers(collector):
        _refuse_skip(report)
    return report


def _speaks_of_servers(collector: pytest.Collector) -> bool:
    """Return True for a test file that has server tests, even when it was skipped before it could mark them."""
    path = Path(collector.path)
    return path.suffix == ".py" and "mark.server" in path.read_text(encoding="utf-8")
