"""The shipped standard set does what the service text promises."""

# ruff: noqa: E501

import json
import re
from pathlib import Path

import pytest

from mailhelp.config.rulesfile import check_examples, load_rules, load_rules_text
from mailhelp.config.shipped import standard_rules
from mailhelp.core.classify import classify
from mailhelp.core.facts import Address, MailFacts
from mailhelp.core.rules import Ruleset

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT.parent / "shared" / "labels" / "dev.jsonl"


@pytest.fixture(scope="module")
def standard() -> Ruleset:
    return load_rules(examples=False)


def test_every_match_not_and_example_holds(standard: Ruleset) -> None:
    assert check_examples(standard) == []


def test_every_rule_has_tests_of_its_own(standard: Ruleset) -> None:
    assert [rule.name for rule in standard.rules if not (rule.matches and rule.not_matches)] == []


def test_the_file_stays_readable() -> None:
    assert len(standard_rules().read_text("utf-8").splitlines()) < 450


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("P1", "Website not available."),
        ("P1", "All 'Business Email' users offline."),
        ("P2", "Website contact forms are unavailable for users of the website, however they can still make contact via email as a workaround."),
        ("P2", "A number of (but not all) 'Business Email' users are unable to send or receive emails."),
        ("P3", "Minor website configuration errors."),
        ("P3", "Single 'Business Email' user offline"),
        ("P3", "'Business Email' password reset."),
        ("P4", "General service enquiries."),
        ("basic", "Adding a new simple page to your site"),
        ("basic", "changing page text or images."),
        ("enhanced", "Adding new functionality to a website which is outside of existing scope and involves proof of concept testing."),
        ("enhanced", "Adding new 'Business Email' users accounts."),
        ("P1", "Hello, nobody can open our website since this morning, it says server not found."),
        ("P1", "None of our staff can get any email, in or out."),
        ("P2", "Our contact form throws an error when people press Send. For now they email us."),
        ("P2", "Five of us can't receive email, the other seven are fine."),
        ("P3", "I can't get into my mailbox."),
        ("P3", "Please reset my email password, I have forgotten it."),
        ("P4", "What are your opening hours over Christmas?"),
        ("basic", "Please could you update the price list on our website? PDF attached."),
        ("enhanced", "We'd like an online shop with card payments, please send us a quote."),
        ("enhanced", "Please create a new mailbox for our new starter Ana."),
    ],
)  # fmt: skip
def test_the_service_text_is_understood(standard: Ruleset, label: str, text: str) -> None:
    assert classify(MailFacts(text=text, reply=text), standard).target == label


def test_the_docs_name_every_key_and_their_examples_load() -> None:
    docs = (ROOT / "docs" / "rules.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", docs, re.DOTALL)

    assert len(blocks) > 8
    assert all(load_rules_text(block, f"docs/rules.md block {number}") for number, block in enumerate(blocks))


@pytest.mark.skipif(not LABELS.exists(), reason="the labelled mails are not on this machine")
def test_the_labelled_mails_are_mostly_understood(standard: Ruleset) -> None:
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    found = [classify(_mail(row), standard) for row in rows]
    kinds = sum(one.kind == row["kind"] for row, one in zip(rows, found, strict=True))
    labels = sum(
        one.target == (row.get("request_type") or row["priority"]) for row, one in zip(rows, found, strict=True)
    )

    assert kinds / len(rows) >= 0.85
    assert labels / len(rows) >= 0.65


def _mail(row: dict[str, str]) -> MailFacts:
    words = "\n".join(line for line in row["body"].splitlines() if not line.startswith(">"))
    return MailFacts(subject=row["subject"], text=row["body"], reply=words, sender=Address("", row["from"]))
