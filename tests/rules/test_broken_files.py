"""Broken rules files: each is refused with its messages, at the right line and column, by `mailhelp check`."""

import os
from pathlib import Path

import pytest

from mailhelp.config.rulesfile import load_rules
from mailhelp.core.errors import BadConfiguration
from tests.cli.asking import Asked, Asking

BROKEN = sorted(Path(__file__).with_name("broken").glob("*.yaml"))
FIFTY_MB = 50 * 1024 * 1024


@pytest.fixture
def ask(capfd: pytest.CaptureFixture[str]) -> Asking:
    """Give a function that runs a command as a user does."""
    return Asked.by(capfd)


def test_there_are_fifty_of_them() -> None:
    assert len(BROKEN) >= 50


@pytest.mark.parametrize("file", BROKEN, ids=[file.stem for file in BROKEN])
def test_a_broken_file_is_told_by_line_and_column(ask: Asking, file: Path) -> None:
    expected = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()

    answer = ask("check", "--rules", file)

    told = answer.err.removeprefix("mailhelp: ").splitlines()
    assert answer.code == 78 and answer.out == ""
    assert len(told) == len(expected)
    for line, beginning in zip(told, expected, strict=True):
        assert line.startswith(f"{file.name}:{beginning}")


def test_a_file_of_50_mb_is_refused_by_its_size_alone(ask: Asking, tmp_path: Path) -> None:
    with (tmp_path / "rules.yaml").open("wb") as file:
        file.write(b"extends: standard\n{{{")
        file.truncate(FIFTY_MB)

    answer = ask("check", "--rules", tmp_path / "rules.yaml")

    assert answer.code == 78
    assert answer.err == "mailhelp: rules.yaml:1:1: the file is over 4 MB; a file of rules is at most 4 MB\n"


def test_a_byte_order_mark_of_utf8_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_bytes(b"\xef\xbb\xbfextends: standard\nservices: {caf\xc3\xa9: {}}\n")

    assert load_rules(tmp_path / "rules.yaml").lexicon.mask("café")


def test_a_folder_is_told(ask: Asking, tmp_path: Path) -> None:
    assert "this is a folder; name the file of rules in it" in ask("check", "--rules", tmp_path).err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text("extends: standard\n")
    (tmp_path / "rules.yaml").chmod(0)

    assert "cannot be read (Permission denied); check" in ask("check", "--rules", tmp_path / "rules.yaml").err


def test_a_link_to_nowhere_and_a_file_below_a_file_are_told(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").symlink_to("gone.yaml")
    (tmp_path / "file").write_text("")

    assert "cannot be read (No such file" in ask("check", "--rules", tmp_path / "rules.yaml").err
    assert "cannot be read (Not a directory)" in ask("check", "--rules", tmp_path / "file" / "rules.yaml").err


def test_a_thousand_faults_are_told_up_to_the_hundredth(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text("extends: standard\n" + "".join(f"key{n}: x\n" for n in range(1000)))

    with pytest.raises(BadConfiguration) as caught:
        load_rules(tmp_path / "rules.yaml")

    told = str(caught.value).splitlines()
    assert len(told) == 101 and told[-1] == "and 900 more; mend these first"


def test_values_that_yaml_reads_otherwise_are_read_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(
        "extends: standard\n"
        "services: {no: {called: [on, off]}, 010: {called: [12:30, 1e3]}}\n"
        "rules: [{name: yes, when: {any: [no, on]}, then: {tag: [012, null, ~, 0x1f]}}]\n"
    )

    rules = load_rules(tmp_path / "rules.yaml")

    assert rules.lexicon.mask("no") and rules.lexicon.mask("010")
    assert [rule.then.tag for rule in rules.rules if rule.name == "yes" and rule.then] == [("012", "null", "~", "0x1f")]
