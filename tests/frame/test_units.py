"""The systemd units are clean and hardened, as `systemd-analyze` sees it."""

import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).resolve().parents[2] / "systemd"
UNIT = SYSTEMD / "mailhelp.service"
MOST_EXPOSED = 2.0


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    environment = os.environ | {"SYSTEMD_COLORS": "0", "SYSTEMD_PAGER": "", "LC_ALL": "C.UTF-8"}
    command = ["systemd-analyze", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def with_program_that_exists(folder: Path) -> Path:
    """Return a copy of the unit that starts /bin/true: `verify` wants the program to be there."""
    copy = folder / UNIT.name
    copy.write_text(re.sub(r"(?m)^ExecStart=.*$", "ExecStart=/bin/true", UNIT.read_text(encoding="utf-8")), "utf-8")
    return copy


def exposure(unit: Path) -> float:
    ran = analyze("security", "--offline=true", str(unit))
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", ran.stdout)
    assert found, ran.stdout + ran.stderr
    return float(found.group(1))


@pytest.mark.server
def test_the_unit_has_nothing_that_systemd_complains_of(tmp_path: Path) -> None:
    ran = analyze("verify", "--man=no", str(with_program_that_exists(tmp_path)))

    assert (ran.returncode, [line for line in ran.stderr.splitlines() if UNIT.name in line]) == (0, [])


@pytest.mark.server
def test_the_unit_exposes_the_machine_by_2_0_at_most() -> None:
    assert exposure(UNIT) <= MOST_EXPOSED


@pytest.mark.server
def test_the_unit_stays_hardened_when_it_listens_on_port_25(tmp_path: Path) -> None:
    unit = Path(shutil.copy(UNIT, tmp_path))
    drop_ins = tmp_path / f"{UNIT.name}.d"
    drop_ins.mkdir()
    shutil.copy(SYSTEMD / "port-25.conf", drop_ins)

    assert exposure(UNIT) < exposure(unit) <= MOST_EXPOSED


def test_a_wrong_configuration_is_not_started_again_and_a_hang_is() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read(UNIT, "utf-8")
    service = unit["Service"]

    assert (service["Type"], service["NotifyAccess"]) == ("notify", "main")
    assert (service["Restart"], service["RestartPreventExitStatus"]) == ("on-failure", "78")
    assert int(service["WatchdogSec"]) > 0
