"""No text and no pattern makes classifying slow."""

# ruff: noqa: E501

import time

import pytest

from mailhelp.config.rulesfile import load_rules
from mailhelp.core.classify import classify
from mailhelp.core.facts import MailFacts
from mailhelp.core.rules import Ruleset
from tests.rules.writing import a_ruleset, judged

# Generous for a busy machine: the worst of these takes a third of a second of CPU.
LIMIT_SECONDS = 3.0
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def standard() -> Ruleset:
    return load_rules(examples=False)


@pytest.mark.parametrize(
    "piece",
    [
        "a ", "not ", "down ", "please add a page ", "a", ".", "a. ", "mr. ", "\n", "a@", ".a-+", "http://", "is it? ", "a'", "é", "e\u0301",
        "日本語", '") ', "nobody can send email, if not please ", " ", "123", "\x00", "- \n", "\u202e", ", not", "😩",
    ],
)  # fmt: skip
def test_a_megabyte_of_anything_is_classified_quickly(standard: Ruleset, piece: str) -> None:
    text = piece * (MEGABYTE // len(piece))
    started = time.process_time()

    classify(MailFacts(subject=text, text=text, reply=text), standard)

    assert time.process_time() - started < LIMIT_SECONDS


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(.*a){20}", "(a*)*c", "(x+x+)+y", "a{0,500}b"])
def test_an_evil_pattern_is_not_slow(pattern: str) -> None:
    ruleset = a_ruleset(f"rules: [{{name: evil, when: {{pattern: '{pattern}'}}, then: {{tag: a}}}}]\n")
    started = time.process_time()

    judged("a" * MEGABYTE + "!", ruleset)

    assert time.process_time() - started < LIMIT_SECONDS


def test_only_the_first_64_kb_are_read(standard: Ruleset) -> None:
    text = "x " * 40_000 + ". Our website is down."

    assert classify(MailFacts(text=text, reply=text), standard).target == "P4"


def test_the_standard_set_loads_quickly() -> None:
    started = time.process_time()

    load_rules()

    assert time.process_time() - started < 1.0
