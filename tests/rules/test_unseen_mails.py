"""Mails that nothing was tuned or trained on: of trades nobody thought of, and the service text in other words.

They were written and labelled before they were judged for the first time; the marks are what was right then.
"""

import json
from pathlib import Path

import pytest

from mailhelp.config.rulesfile import load_rules
from mailhelp.config.trying import example_mail
from mailhelp.core.classify import classify
from mailhelp.core.facts import MailFacts
from mailhelp.core.rules import Ruleset

MAILS = Path(__file__).parent / "mails"
UNSEEN_RIGHT, PARAPHRASES_RIGHT = 55, 122


@pytest.fixture(scope="module")
def standard() -> Ruleset:
    return load_rules(None, examples=False)


def lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (MAILS / name).read_text("utf-8").splitlines()]


def test_mails_of_trades_nobody_thought_of_are_judged_as_a_service_desk_would(standard: Ruleset) -> None:
    rows = lines("unseen.jsonl")
    found = [
        classify(MailFacts(subject=row["subject"], text=row["body"], reply=row["body"]), standard).target
        for row in rows
    ]
    wanted = [row["priority"] or row["request_type"] for row in rows]

    assert sum(one == want for one, want in zip(found, wanted, strict=True)) >= UNSEEN_RIGHT


def test_the_service_texts_own_examples_are_understood_in_other_words(standard: Ruleset) -> None:
    rows = lines("paraphrases.jsonl")

    right = sum(classify(example_mail(row["mail"]), standard).target == row["gives"] for row in rows)

    assert right >= PARAPHRASES_RIGHT
