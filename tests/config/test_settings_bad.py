"""Every bad mailhelp.toml in the folder `bad` is refused with the words beside it."""

from pathlib import Path

import pytest

from mailhelp.config.settings import load_settings
from mailhelp.core.errors import BadConfiguration

FOLDER = Path(__file__).parent / "bad"


def refusal(toml: Path, folder: Path) -> str:
    """Return what is said about a file when it is somebody's mailhelp.toml."""
    file = folder / "mailhelp.toml"
    file.write_bytes(toml.read_bytes())
    with pytest.raises(BadConfiguration) as refused:
        load_settings(file)
    assert refused.value.exit_code == 78
    return f"{refused.value}\n"


@pytest.mark.parametrize("toml", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_a_bad_file_is_refused_with_place_fault_and_what_is_allowed(toml: Path, tmp_path: Path) -> None:
    assert refusal(toml, tmp_path) == toml.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_expected_message_has_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in FOLDER.glob("*.toml")}


def test_no_message_repeats_a_secret_that_stands_in_the_file(tmp_path: Path) -> None:
    said = refusal(FOLDER / "secrets_in_the_file.toml", tmp_path)

    assert said.count("\n") == 3
    assert "hunter2" not in said
