"""What was learned beside the rules: in words, within its bound, off when it shall be, and below any override."""

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from mailhelp.config.modelfile import load_model
from mailhelp.config.rulesfile import load_rules_text
from mailhelp.config.shipped import learned_file
from mailhelp.core.rules import Ruleset
from mailhelp.core.ticket import Classification, Reason
from tests.rules.writing import BASE, a_ruleset, judged

MAIL = (
    "Hello, since this morning everyone in the shop is shut out of the till software, and every screen only shows "
    "an error. We have a queue to the door and cannot take any money at all. Please help us as soon as you can, "
    "this is costing us hundreds of pounds an hour. Thanks, Jo"
)
LIMIT_SECONDS = 2.0


def learned(found: Classification) -> dict[str, Reason]:
    return {one.question: one for one in found.reasons if one.rule == "learned"}


def standard(more: str = "") -> Ruleset:
    return load_rules_text(f"extends: standard\n{more}")


def test_it_speaks_in_the_words_of_the_mail() -> None:
    found = learned(judged(MAIL, standard()))

    assert {name: one.value for name, one in found.items()} == {"kind": "incident", "impact": "high", "urgency": "high"}
    assert all(one.words and one.counted for one in found.values())
    assert all(word in MAIL for one in found.values() for word in one.words)


def test_it_counts_on_the_scale_of_the_rules() -> None:
    found = judged(MAIL, a_ruleset("learned: 12\n"))

    assert found.priority == "P1"
    assert [one.rule for one in found.reasons] == ["learned"] * 3


@pytest.mark.parametrize("at_most", [1, 3, 20])
def test_it_never_counts_more_than_the_file_allows(at_most: int) -> None:
    strengths = [one.strength for one in learned(judged(MAIL, standard(f"learned: {at_most}\n"))).values()]

    assert strengths and max(strengths) <= at_most


def test_off_switches_it_off_and_the_rules_decide_alone() -> None:
    alone = judged(MAIL, a_ruleset("learned: off\n"))

    assert learned(judged(MAIL, standard("learned: off\n"))) == {}
    assert (alone.priority, alone.check, alone.reasons) == ("P4", True, ())


def test_a_file_that_stands_alone_has_it_only_if_it_says_so() -> None:
    assert a_ruleset().learned_at_most == 0
    assert a_ruleset().model.hash == ""


def test_an_override_beats_it() -> None:
    rule = "{name: till, when: {any: [till]}, evidence: {kind: request, type: basic, strength: weak}}"

    found = judged(MAIL, standard(f"learned: 20\noverrides:\n  - {rule}\n"))

    assert found.target == "basic"
    assert learned(found)["kind"].value == "incident"


def test_the_version_of_the_rules_changes_with_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "learned.json"
    other.write_text(json.dumps(json.loads(learned_file().read_text("utf-8")) | {"step": 0.25}))
    before, alone = standard(), a_ruleset()
    monkeypatch.setattr("mailhelp.config.rulesfile.shipped_model", lambda: load_model(other))

    assert standard().hash != before.hash
    assert standard().text == before.text
    assert a_ruleset().hash == alone.hash


def test_the_same_file_with_it_off_is_another_version() -> None:
    assert len({standard().hash, standard("learned: off\n").hash, standard("learned: 3\n").hash}) == 3


def test_a_mail_of_a_few_words_is_judged_by_the_rules_alone() -> None:
    assert learned(judged("Website not available", standard())) == {}
    assert judged("Website not available", standard()).priority == "P1"


@pytest.mark.parametrize("piece", ["everyone ", "a b c ", "a", "till, ", "a@b.example ", "since. this. ", "é'", "日本"])
def test_no_text_makes_it_slow(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    ruleset = replace(load_rules_text(BASE + "learned: 20\n"), rules=())
    started = time.process_time()

    judged(text, ruleset, subject=text)

    assert time.process_time() - started < LIMIT_SECONDS
