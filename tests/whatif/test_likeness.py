"""What two sets of rules have in common is done once for a mail, and only then."""

import pytest

from mailhelp.config.likeness import judge_alike, know_the_same_words
from mailhelp.config.rulesfile import load_rules_text
from mailhelp.core.rules import Ruleset
from tests.whatif.desks import GRAVE, LONGER, RULES

MATRIX = "matrix: {urgency: [high, medium, low], high: [P1, P1, P1], medium: [P2, P3, P4], low: [P3, P4, P4]}\n"
RECEIVED = "rules: [{name: night, when: {received: closed}, then: {tag: [night]}}]\n"


def rules(more: str = "") -> Ruleset:
    return load_rules_text(RULES + more, examples=False)


@pytest.mark.parametrize("more", ["", LONGER, "targets: {P1: 3 business hours}\n", "# a remark\n"])
def test_hours_and_targets_judge_no_mail(more: str) -> None:
    assert judge_alike(rules(), rules(more))


@pytest.mark.parametrize("more", [GRAVE, "learned: off\n", "learned: 3\n", MATRIX, "disable: [no hurry]\n"])
def test_all_else_may_judge(more: str) -> None:
    assert not judge_alike(rules(), rules(more))


def test_hours_judge_where_a_rule_asks_for_them() -> None:
    assert not judge_alike(rules(RECEIVED), rules(RECEIVED + LONGER))
    assert judge_alike(rules(RECEIVED), rules(RECEIVED))


@pytest.mark.parametrize("more", [LONGER, "rules: [{name: x, when: {from: y.example}, then: {tag: [z]}}]\n"])
def test_a_rule_without_words_leaves_the_vocabulary(more: str) -> None:
    assert know_the_same_words(rules(), rules(more))


@pytest.mark.parametrize("more", [GRAVE, "words: {DOWN: [kaputt]}\n", "services: {lift: {called: [elevator]}}\n"])
def test_a_new_word_or_service_makes_another_vocabulary(more: str) -> None:
    assert not know_the_same_words(rules(), rules(more))
