"""Real mail that other projects collected, through the real command line into a desk."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.asking import write_desk

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "dev"
PATIENCE = 300.0
# The end of a mailing list's page, and a line that says of itself that it is no mail.
NO_MAILS = {"cpython/020.eml", "enmime/023.eml"}
# What sources call automatic and we answer, with the reason.
PEOPLE = {"sisimai/422.eml": "a person forwarded a bounce, with words of their own"}

Row = dict[str, Any]


@dataclass(frozen=True)
class Worked:
    """What the books say after all mails of a folder were taken in; ids: those of the mails of each file."""

    refused: set[str]
    ids: dict[str, list[str]]
    mails: dict[str, Row]
    notices: list[Row]
    verified: Row

    def acknowledged(self, file: str) -> bool:
        """Return True when a mail of this file opened a ticket that was acknowledged."""
        opened = {self.mails[one]["ticket"] for one in self.ids.get(file, []) if self.mails[one]["fate"] == "opened"}
        return any(row["kind"] == "acknowledgement" and row["ticket"] in opened for row in self.notices)


def asked(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mailhelp", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE)


def rows(folder: Path, *words: str) -> list[Row]:
    return [json.loads(line) for line in asked(folder, *words, "--json").stdout.splitlines()]


def worked_off(folder: Path) -> None:
    """Let `mailhelp run work` decide all that was taken in."""
    end = time.monotonic() + PATIENCE
    with (folder / "log").open("wb") as log:
        work = subprocess.Popen([sys.executable, "-m", "mailhelp", "run", "work"], cwd=folder, stdout=log, stderr=log)
        try:
            while rows(folder, "verify")[-1]["undecided"] and work.poll() is None and time.monotonic() < end:
                time.sleep(1)
        finally:
            work.terminate()
            work.wait(60)


def taken_in(folder: Path, corpus: Path) -> Worked:
    """Return what becomes of all mails of `corpus` at a desk in `folder`."""
    write_desk(folder)
    taken = asked(folder, "ingest", "--live", os.fspath(corpus), "--json")
    kept = [json.loads(line) for line in taken.stdout.splitlines()]
    worked_off(folder)
    ids: dict[str, list[str]] = {}
    for row in kept:
        ids.setdefault(os.path.relpath(row["file"].partition(", mail ")[0], corpus), []).append(row["id"])
    refused = {name for name in NO_MAILS if f"{corpus / name} is no mail" in taken.stderr}
    mails = {row["id"]: row for row in rows(folder, "mails")}
    return Worked(refused, ids, mails, rows(folder, "notices"), rows(folder, "verify")[-1])


def told_automatic(corpus: Path) -> Iterator[str]:
    """Give the mails that the index of the corpus calls automatic, or a bounce."""
    for index in sorted(corpus.glob("*/index.jsonl")):
        for line in index.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            expect = entry.get("expect") or {}
            if entry["file"].endswith(".eml") and (expect.get("auto") or expect.get("bounce")):
                yield f"{index.parent.name}/{entry['file']}"


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real mail is not beside the repository")
def test_every_mail_of_the_corpus_has_one_fate_and_no_machine_is_acknowledged(tmp_path: Path) -> None:
    worked = taken_in(tmp_path, CORPUS)

    files = {os.path.relpath(path, CORPUS) for path in CORPUS.glob("*/*.eml")}
    machines = list(told_automatic(CORPUS))
    assert files - worked.ids.keys() == worked.refused == NO_MAILS
    assert sorted(worked.mails) == sorted(one for some in worked.ids.values() for one in some)
    assert [row for row in worked.mails.values() if not row["fate"] or not row["reason"]] == []
    assert (worked.verified["unexplained"], worked.verified["undecided"]) == (0, 0)
    assert len(machines) > 200
    assert {file for file in machines if worked.acknowledged(file)} == PEOPLE.keys()
