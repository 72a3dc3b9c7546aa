"""explain FILE: without a desk by the standard rules, beside one by its own."""

from pathlib import Path

import pytest

from tests.cli.asking import Asking, a_mail, write_desk

ASKED = """\
overrides:
  - name: always asked
    when: {any: [website]}
    evidence: {kind: request, type: basic, strength: fair}
"""


@pytest.fixture
def mail(tmp_path: Path) -> str:
    (tmp_path / "one.eml").write_bytes(a_mail())
    return "one.eml"


def test_a_file_needs_no_desk(ask: Asking, mail: str) -> None:
    row = ask("explain", mail, "--json").row

    assert (row["file"], row["number"], row["priority"], row["check"]) == (mail, None, "P1", False)
    assert list(row["questions"]) == ["kind", "type", "impact", "urgency"]
    assert (row["rules"]["name"], row["rules"]["version"], row["rules"]["current"]) == ("standard rules", None, None)
    assert len(row["rules"]["hash"]) == 64
    assert row["deadline"]["target"] == "12 business hours"


def test_what_nearly_matched_says_what_it_lacked(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "over.eml").write_bytes(a_mail("Hello", body="Our website was down this morning, it works again now."))

    answer = ask("explain", "over.eml")
    near = ask("explain", "over.eml", "--json").row["nearly"]

    assert [(one["rule"], one["lacked"], one["counted"]) for one in near][:1] == [
        ("website down", '"down" is over by now', False)
    ]
    assert "\nnearly matched\n" in answer.out and near[0]["lacked"] in answer.out


def test_beside_a_desk_its_rules_are_used(ask: Asking, mail: str, tmp_path: Path) -> None:
    write_desk(tmp_path, rules="extends: standard\n" + ASKED)

    row = ask("explain", mail, "--json").row
    people = ask("explain", mail).out

    assert (row["target"], row["priority"], row["matrix"]) == ("basic", None, None)
    assert row["questions"]["kind"]["answer"] == "request"
    assert [one["rule"] for one in row["questions"]["kind"]["evidence"] if one["override"]] == ["always asked"]
    assert "request ends it" in people


def test_other_rules_are_tried_on_it(ask: Asking, mail: str, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("extends: standard\n" + ASKED)

    assert ask("explain", mail, "--rules", "own.yaml", "--json").row["target"] == "basic"


def test_a_file_that_is_called_like_a_number(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "12").write_bytes(a_mail())

    assert ask("explain", "12", "--json").row["file"] == "12"


@pytest.mark.parametrize("name", ["gone.eml", "."])
def test_what_is_not_there_is_told(ask: Asking, name: str) -> None:
    answer = ask("explain", name)

    assert answer.code == 65
    assert answer.err.startswith(f"mailhelp: {name} ")


def test_nothing_at_all_is_explained_too(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "dull.eml").write_bytes(a_mail("Hello", body="Good morning."))

    answer = ask("explain", "dull.eml")

    assert answer.code == 0
    assert "check classification: nothing was said of kind" in answer.out and "(no rule spoke)" in answer.out


TILLS = (
    "Hello, since this morning everyone in the shop is shut out of the till software, and every screen only shows an "
    "error.\r\nWe have a queue to the door and cannot take any money at all. Please help us as soon as you can."
)


def test_what_was_learned_is_told_in_words(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "tills.eml").write_bytes(a_mail("Tills", body=TILLS))

    told = ask("explain", "tills.eml").out
    explained = ask("explain", "tills.eml", "--json").row["questions"]["impact"]["evidence"]
    classified = ask("classify", "tills.eml", "--json").row["reasons"]

    (reason,) = [one for one in explained if one["rule"] == "learned"]
    assert reason["value"] == "high" and reason["words"] and all(word in TILLS for word in reason["words"])
    assert f"  high +{reason['strength']}  [" in told and f'learned: "{reason["words"][0]}"' in told
    assert ("impact", reason["words"]) in [(one["question"], one["words"]) for one in classified]
