"""The file of what was learned: read, made from the labelled mails that are there, and refused when it is damaged."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from mailhelp.config.modelfile import load_model
from mailhelp.config.shipped import learned_file
from mailhelp.core.errors import BadConfiguration

LABELLED = Path(__file__).resolve().parents[2] / "data" / "labelled"
MEGABYTE = 1024 * 1024


def the_file() -> dict[str, Any]:
    found = json.loads(learned_file().read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_it_was_made_from_the_labelled_mails_as_they_are() -> None:
    mails = b"".join(file.read_bytes() for file in sorted(LABELLED.glob("*.jsonl")))

    assert the_file()["labelled"] == hashlib.sha256(mails).hexdigest(), "run make train"


def test_it_is_small_and_knows_what_an_incident_and_a_request_can_be() -> None:
    model = load_model(learned_file())

    assert learned_file().stat().st_size < 5 * MEGABYTE
    assert len(model.outcomes) == len(set(model.outcomes)) == 11
    assert len(model.features) > 10_000


def test_its_hash_is_that_of_the_file(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(json.dumps(the_file() | {"step": 0.25}))

    assert load_model(learned_file()).hash == hashlib.sha256(learned_file().read_bytes()).hexdigest()
    assert load_model(other).hash != load_model(learned_file()).hash


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"rarity": "AAAA"}, "not equally many"),
        ({"weights": "AAAA"}, "not equally many"),
        ({"weights": "?"}, "is damaged"),
        ({"weights": 7}, "is damaged"),
        ({"features": "one\none"}, "not equally many"),
        ({"features": ["one"]}, "is damaged"),
        ({"bias": [0.0]}, "outcomes do not fit together"),
        ({"bias": [float("nan")] * 11}, "outcomes do not fit together"),
        ({"bias": None}, "is damaged"),
        ({"step": "wide"}, "is damaged"),
        ({"step": float("inf")}, "outcomes do not fit together"),
        ({"outcomes": ["incident"]}, "is damaged"),
        ({"outcomes": [{"kind": "complaint"}] * 11}, "is damaged"),
        ({"outcomes": [{"mood": "high"}] * 11}, "is damaged"),
    ],
)
def test_a_damaged_file_is_told_with_what_to_do(tmp_path: Path, change: dict[str, object], expected: str) -> None:
    damaged = tmp_path / "learned.json"
    damaged.write_text(json.dumps(the_file() | change))

    with pytest.raises(
        BadConfiguration, match=f"learned.json is damaged .*{expected.removeprefix('is damaged')}.*install"
    ):
        load_model(damaged)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"null", b"\xff\xfe", b"1" * 5000])
def test_a_file_that_is_something_else_is_told_too(tmp_path: Path, content: bytes) -> None:
    damaged = tmp_path / "learned.json"
    damaged.write_bytes(content)

    with pytest.raises(BadConfiguration, match="is damaged"):
        load_model(damaged)


def test_half_a_file_is_told(tmp_path: Path) -> None:
    damaged = tmp_path / "learned.json"
    damaged.write_bytes(learned_file().read_bytes()[:200_000])

    with pytest.raises(BadConfiguration, match="is damaged"):
        load_model(damaged)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match=r"gone.json cannot be read \(No such file or directory\); install"):
        load_model(tmp_path / "gone.json")
