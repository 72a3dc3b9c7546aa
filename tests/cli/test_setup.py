"""init and check: what a desk begins with is right, and what is wrong is told with its place."""

from pathlib import Path

import pytest

from tests.cli.asking import SETTINGS, Asking, write_desk

SECRETIVE = '[smtp_out]\nhost = "127.0.0.1"\nuser = "a"\npassword = {env = "NO_SUCH"}\n'
BOOKING = (
    "rules:\n  - name: booking page\n    when: {any: [booking page]}\n    evidence: {kind: incident, strength: fair}\n"
)


def test_init_writes_a_desk_that_passes_check(ask: Asking, tmp_path: Path) -> None:
    written = ask("init", "desk")
    checked = ask("check", "--config", "desk/mailhelp.toml")

    assert written.code == 0
    assert sorted(path.name for path in (tmp_path / "desk").iterdir()) == ["mailhelp.toml", "rules.yaml"]
    assert checked.code == 0 and "are right" in checked.out


def test_init_overwrites_nothing(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "mailhelp.toml").write_text("mine")

    answer = ask("init")

    assert answer.code == 2
    assert "mailhelp.toml is there already" in answer.err
    assert (tmp_path / "mailhelp.toml").read_text() == "mine"


def test_init_beside_existing_rules_writes_neither_file(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text("mine")

    answer = ask("init")

    assert answer.code == 2 and "rules.yaml is there already" in answer.err
    assert not (tmp_path / "mailhelp.toml").exists()


def test_init_below_a_file_says_that_it_cannot_write(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("a file")

    answer = ask("init", "desk")

    assert answer.code != 0
    assert answer.err.startswith("mailhelp: desk") and answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("settings", "place", "says"),
    [
        (SETTINGS + 'prefix = "PX"\n', "mailhelp.toml:4:1", "ticket_prefix"),
        (SETTINGS + 'plus = "maybe"\n', "mailhelp.toml:4:8", "one of off, +, -"),
        (SETTINGS + "workers = 0\n", "mailhelp.toml:4:11", "1"),
        (SETTINGS + '[smtp_in]\nlisten = "nowhere"\n', "mailhelp.toml:5:10", "nowhere"),
        (SETTINGS + "[desk\n", "mailhelp.toml:4", ""),
        ('[desk]\nname = "Help"\n', "mailhelp.toml:1:", "address"),
        (SETTINGS + SECRETIVE, "mailhelp.toml:7:", "NO_SUCH"),
    ],
)
def test_check_names_the_place_of_a_wrong_setting(
    ask: Asking, tmp_path: Path, settings: str, place: str, says: str
) -> None:
    write_desk(tmp_path, settings)

    answer = ask("check")

    assert answer.code == 78
    assert place in answer.err and says in answer.err


@pytest.mark.parametrize(
    ("rules", "place", "says"),
    [
        ("extends: standard\ntargets: {P1: 12 busy hours}\n", "rules.yaml:2:15", "business hours"),
        ("extends: standard\nmatricks: {}\n", "rules.yaml:2:1", "matrix"),
        ("extends: standard\nstaff: {Tom: {address: tom@desk.example, role: bos}}\n", "rules.yaml:2:", "admin"),
        ("extends: standrad\n", "rules.yaml:1:10", "standard"),
        ("extends: standard\nexamples: [{mail: Hello there, gives: P1}]\n", "rules.yaml:2:", "gives"),
        ("extends: [", "rules.yaml:2:1", "not YAML"),
    ],
)
def test_check_names_the_place_of_a_wrong_rule(ask: Asking, tmp_path: Path, rules: str, place: str, says: str) -> None:
    write_desk(tmp_path, rules=rules)

    answer = ask("check")

    assert answer.code == 78
    assert place in answer.err and says in answer.err


def test_check_tells_all_faults_at_once(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "wording" / "en").mkdir(parents=True)
    (tmp_path / "wording" / "en" / "doctor.txt.j2").write_text("Subject: x\n\n{{ nothing.at.all")
    write_desk(tmp_path, SETTINGS + 'templates = "wording"\n', "extends: standard\nmatricks: {}\n")

    answer = ask("check")

    assert answer.code == 78
    assert "doctor.txt.j2" in answer.err and "rules.yaml:2:1" in answer.err


def test_check_of_a_missing_file_says_how_to_begin(ask: Asking) -> None:
    answer = ask("check")

    assert answer.code == 78
    assert "run `mailhelp init`" in answer.err


def test_check_takes_a_rules_file_alone(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text("extends: standard\n")

    assert ask("check", "--rules", "new.yaml").code == 0
    assert ask("check", "--rules", "gone.yaml").code == 78


def test_check_warns_of_what_is_likely_not_meant(ask: Asking, tmp_path: Path) -> None:
    write_desk(tmp_path, rules="extends: standard\n")

    answer = ask("check")

    assert answer.code == 0
    assert "names no staff" in answer.out and "no [smtp_out]" in answer.out


def test_rules_prints_each_rule_with_its_place(ask: Asking, tmp_path: Path) -> None:
    write_desk(tmp_path, rules="extends: standard\n" + BOOKING)

    answer = ask("rules")

    assert answer.code == 0
    assert "  - name: booking page  # rules.yaml:3\n" in answer.out
    assert "website down" in answer.out


@pytest.mark.parametrize("words", [("nonsense",), (), ("--config", "x"), ("ticket",), ("mail", "a", "--nonsense")])
def test_what_is_no_command_ends_with_2(ask: Asking, words: tuple[str, ...]) -> None:
    assert ask(*words).code == 2


def test_config_stands_before_or_after_the_command(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    write_desk(tmp_path / "here")

    before = ask("--config", "here/mailhelp.toml", "check")
    after = ask("check", "--config", "here/mailhelp.toml")

    assert (before.code, before.out) == (after.code, after.out) == (0, before.out)


def test_help_lists_every_command(ask: Asking) -> None:
    answer = ask("--help")

    assert answer.code == 0
    assert all(name in answer.out for name in ("init", "doctor", "explain", "set-aside", "verify"))
