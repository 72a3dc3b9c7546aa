"""Every seed, every finding and some hundred changes of them keep what the fuzz targets promise."""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.mutate import mutated
from tests.fuzz.sprint import sprint

HERE = Path(__file__).resolve().parent
TARGETS = sorted(path.stem for path in (HERE / "targets").glob("[a-z]*.py"))
MOST_BYTES = 3_000
EXAMPLES = 40


def check_of(target: str) -> Callable[[bytes], None]:
    return importlib.import_module(f"tests.fuzz.targets.{target}").check


def words_of(target: str) -> tuple[bytes, ...]:
    return importlib.import_module(f"tests.fuzz.targets.{target}").WORDS


def seeds_of(target: str) -> list[Path]:
    folder = HERE / "seeds" / importlib.import_module(f"tests.fuzz.targets.{target}").SEEDS
    return sorted(folder.iterdir())


def findings() -> Iterator[tuple[str, Path]]:
    for target in TARGETS:
        folder = HERE / "findings" / target
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            yield target, path


@pytest.mark.parametrize("target", TARGETS)
def test_every_seed_keeps_what_the_target_promises(target: str) -> None:
    seeds = seeds_of(target)

    assert seeds
    for path in seeds:
        check_of(target)(path.read_bytes())


@pytest.mark.parametrize(("target", "path"), [pytest.param(*one, id=f"{one[0]}/{one[1].name}") for one in findings()])
def test_what_fuzzing_found_stays_mended(target: str, path: Path) -> None:
    check_of(target)(path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_words_of_mail_in_any_order_break_nothing(target: str) -> None:
    @settings(max_examples=EXAMPLES)
    @given(st.lists(st.sampled_from(words_of(target)) | st.binary(max_size=8), max_size=40))
    def broken_by(pieces: list[bytes]) -> None:
        check_of(target)(b"".join(pieces)[:MOST_BYTES])

    broken_by()


@pytest.mark.parametrize("target", TARGETS)
def test_changed_seeds_break_nothing(target: str) -> None:
    seeds = [path.read_bytes() for path in seeds_of(target)]

    @settings(max_examples=EXAMPLES)
    @given(st.sampled_from(seeds), st.integers(0, 2**32))
    def broken_by(seed: bytes, number: int) -> None:
        check_of(target)(mutated(seed, Random(number), words_of(target))[:MOST_BYTES])

    broken_by()


def test_findings_lie_in_folders_called_as_their_targets() -> None:
    folders = {path.name for path in (HERE / "findings").iterdir() if path.is_dir()}

    assert folders <= set(TARGETS)


def test_a_sprint_tries_many_inputs() -> None:
    assert sprint("tnef", 0.2, Random(1), watch=lambda check: check) > 10


def test_the_same_number_makes_the_same_changes() -> None:
    seed = b"From: a@x.example\n\nhi\n"

    changed = {mutated(seed, Random(number), (b"word",)) for number in range(50) for _ in range(2)}

    assert 25 < len(changed) <= 50
