"""In CI a test of a real server that is skipped fails the run; elsewhere it is only skipped."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
IN_A_TEST = """
import pytest

@pytest.mark.server
def test_server():
    pytest.skip("no server here")

def test_other():
    pytest.skip("no folder here")
"""
AS_A_FILE = """
import pytest
pytest.skip("no server here", allow_module_level=True)

@pytest.mark.server
def test_server(): ...
"""


def run(folder: Path, text: str, *, required: bool) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text((TESTS / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = server\n", encoding="utf-8")
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "MAILHELP_"))}
    environment |= {"PYTHONPATH": str(TESTS)} | ({"MAILHELP_REQUIRE_SERVERS": "1"} if required else {})
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-ra", str(folder)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_skipped_server_test_is_only_skipped_without_the_variable(tmp_path: Path) -> None:
    ran = run(tmp_path, IN_A_TEST, required=False)

    assert ran.returncode == 0
    assert "2 skipped" in ran.stdout


def test_a_skipped_server_test_fails_with_its_reason_where_servers_are_required(tmp_path: Path) -> None:
    ran = run(tmp_path, IN_A_TEST, required=True)

    assert ran.returncode == 1
    assert "1 failed, 1 skipped" in ran.stdout
    assert "no server here" in ran.stdout


def test_a_file_of_server_tests_that_is_skipped_whole_fails_too(tmp_path: Path) -> None:
    ran = run(tmp_path, AS_A_FILE, required=True)

    assert ran.returncode != 0
    assert "no server here" in ran.stdout
