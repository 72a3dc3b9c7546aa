"""Several processes read files: in order, and what a file does to its reader is told of that file alone."""

import os
import signal
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from mailhelp.cli.answers import Answer, letters_of
from mailhelp.cli.mailfiles import MailFile
from mailhelp.cli.readers import FILES_AHEAD, Leash, Readers
from mailhelp.config.sections import LimitSettings

SHORT = Leash(cpu=1.0)


def does_as_it_is_called(file: MailFile, cause: str) -> Answer:
    """Read a file as its name says: some names end a reader, with "always" even when it is read plainly."""
    what, _, when = file.path.partition(" ")
    if not cause or when == "always":
        DEEDS.get(what, int)()
    return Answer(f"{file.path}: {cause or 'read'}\n")


def _spin() -> None:
    while True:
        pass


def _hang() -> None:
    threading.Event().wait()


DEEDS = {
    "dies": lambda: os._exit(7),
    "kills": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "spins": _spin,
    "hangs": _hang,
    "swells": lambda: bytearray(4 << 30),
}


def refused(file: MailFile, cause: str) -> Answer:
    return Answer(f"{file.path}: refused: {cause}\n", cause, read=False)


def told(*names: str, count: int = 2, leash: Leash = SHORT) -> list[str]:
    readers = Readers(does_as_it_is_called, refused, letters=letters_of, count=count, leash=leash)
    return [answer.told.strip() for answer in readers.answers([MailFile(name) for name in names])]


def children() -> set[str]:
    """Return the processes that this one has started and that live."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.fixture(autouse=True)
def nobody_is_left_behind() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


@pytest.mark.parametrize("count", [1, 2, 5])
def test_answers_come_in_the_order_of_the_files(count: int) -> None:
    names = [str(number) for number in range(1200)]

    assert told(*names, count=count) == [f"{name}: read" for name in names]


@pytest.mark.parametrize(
    ("what", "cause"),
    [
        ("dies", "reading it ended the process (7)"),
        ("kills", "reading it ended the process (-9)"),
        ("spins", "reading it took more than 1 seconds of processor time"),
        ("hangs", "reading it took more than 4 seconds"),
        ("swells", "reading it took more than 512 MB of memory"),
    ],
)
def test_a_file_that_ends_its_reader_is_read_plainly_and_stops_no_other(what: str, cause: str) -> None:
    leash = Leash(wall=4.0) if what == "hangs" else SHORT

    found = told("a", "b", what, "c", *map(str, range(20)), leash=leash)

    assert found == ["a: read", "b: read", f"{what}: {cause}", "c: read", *(f"{n}: read" for n in range(20))]


def test_a_file_that_ends_its_reader_twice_is_refused_with_the_first_cause() -> None:
    found = told("a", "dies always", "b")

    assert found == ["a: read", "dies always: refused: reading it ended the process (7)", "b: read"]


def test_a_folder_full_of_such_files_is_read_to_its_end() -> None:
    names = ["dies always", "kills", "a"] * 30

    assert [line.partition(":")[0] for line in told(*names)] == names


def test_no_more_is_read_ahead_than_the_bound_while_nobody_takes_the_answers() -> None:
    numbers = (MailFile(str(number)) for number in range(10**6))
    files = list(islice(numbers, 5 * FILES_AHEAD))
    readers = Readers(does_as_it_is_called, refused, letters=letters_of, count=2, leash=SHORT)
    answers = readers.answers(files)

    next(answers)

    assert len(readers._done) <= FILES_AHEAD
    answers.close()


def test_the_processes_end_when_the_answers_are_no_longer_wanted() -> None:
    answers = Readers(does_as_it_is_called, refused, letters=letters_of, count=2, leash=SHORT).answers(
        [MailFile("a"), MailFile("hangs")]
    )
    next(answers)

    answers.close()

    assert next(answers, None) is None


def test_readers_have_the_limits_of_the_workers_of_a_desk() -> None:
    workers, readers = LimitSettings(), Leash()

    assert readers.memory == workers.parse_memory
    assert readers.cpu == workers.parse_cpu.total_seconds()
    assert readers.wall == workers.parse_time.total_seconds()
