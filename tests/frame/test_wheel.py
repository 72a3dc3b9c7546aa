"""The package that people install works by itself: built as a wheel, installed into an empty environment."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=110
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of an environment that has the wheel, and only the dependencies of this one besides."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist", folder=ROOT)
    assert built.returncode == 0, built.stdout + built.stderr
    environment = folder / "environment"
    for command in (
        (sys.executable, "-m", "venv", "--without-pip", environment),
        (sys.executable, "-m", "pip", "--python", environment / "bin" / "python", "install", "--quiet", "--no-index",
         "--no-deps", "--disable-pip-version-check", *(folder / "dist").glob("*.whl")),
    ):  # fmt: skip
        made = run(*command, folder=folder)
        assert made.returncode == 0, made.stdout + made.stderr
    (site_packages,) = environment.glob("lib/python*/site-packages")
    # A folder added so comes after the environment's own, and its .pth files (the editable install) are not read.
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return environment / "bin"


@pytest.mark.slow
def test_the_wheel_brings_its_own_templates_and_rules_and_what_was_learned(installed: Path, tmp_path: Path) -> None:
    question = (
        "import mailhelp; from mailhelp.config import shipped;"
        "print(mailhelp.__file__, shipped.templates_folder(), shipped.standard_rules(), sep='\\n');"
        "print(shipped.learned_file())"
    )

    answer = run(installed / "python", "-c", question, folder=tmp_path)

    paths = answer.stdout.split()
    assert len(paths) == 4, answer.stderr
    assert all(Path(path).is_relative_to(installed.parent) for path in paths), paths


@pytest.mark.slow
def test_a_desk_can_be_made_and_checked_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    made = run(installed / "mailhelp", "init", "desk", folder=tmp_path)

    assert made.returncode == 0, made.stderr
    assert {path.name for path in (tmp_path / "desk").iterdir()} == {"mailhelp.toml", "rules.yaml"}
    checked = run(installed / "mailhelp", "check", "--config", "desk/mailhelp.toml", folder=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.slow
def test_the_demo_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    shown = run(installed / "mailhelp", "demo", folder=tmp_path)

    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert "P1" in shown.stdout and "enhanced" in shown.stdout
