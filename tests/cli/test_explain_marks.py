"""explain: the words that counted stand marked in the mail, what was not read is told, every line has its sentence."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.asking import Asking, a_mail

BODY = (
    "Hello,\r\n\r\nour website is down since 8 and nobody can order.\r\n\r\n-- \r\nJo Harper\r\n\r\n"
    "On Mon, 23 Nov 2026 at 09:00, Help <help@desk.example> wrote:\r\n> Is the site broken?\r\n> We will look.\r\n"
)


@pytest.fixture
def mail(tmp_path: Path) -> str:
    (tmp_path / "one.eml").write_bytes(a_mail("Help", body=BODY))
    return "one.eml"


def evidence(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for question in row["questions"].values() for one in question["evidence"]]


def test_words_stand_in_brackets_with_the_number_of_their_rule(ask: Asking, mail: str) -> None:
    told = ask("explain", mail).out

    assert "  our [website:1] is [down:1,2] [since:3]" in told
    assert (
        "[1] website down (standard rules.yaml:" in told and '"website", "down"\n      in: our website is down' in told
    )


def test_offsets_lead_to_the_very_words(ask: Asking, mail: str) -> None:
    row = ask("explain", mail, "--json").row

    for one in evidence(row):
        found = [row["mail"][place["in"]][place["start"] : place["end"]] for place in one["places"]]
        assert found == one["words"]
    assert sum(len(one["places"]) for one in evidence(row)) > 5


def test_what_was_not_read_is_told(ask: Asking, mail: str) -> None:
    told = ask("explain", mail).out
    found = ask("explain", mail, "--json").row["mail"]

    assert "  | Jo Harper  (signature)\n" in told and "  | > We will look.  (quoted)\n" in told
    assert [(one["why"], one["lines"]) for one in found["unread"]] == [("signature", 2), ("quoted", 3)]
    assert found["text"][found["unread"][1]["start"] :].startswith("On Mon, 23 Nov")


def test_a_disclaimer_is_told(ask: Asking, tmp_path: Path) -> None:
    words = "Our website is down.\r\n\r\nKeep this confidential please.\r\n"
    (tmp_path / "legal.eml").write_bytes(a_mail(body=words))

    assert "this confidential please.  (disclaimer)\n" in ask("explain", "legal.eml").out


def test_every_line_of_evidence_has_its_sentence_also_who_is_hit(ask: Asking, mail: str) -> None:
    found = evidence(ask("explain", mail, "--json").row)

    (who,) = [one for one in found if one["rule"] == "everyone is hit"]
    assert (who["words"], who["sentence"]) == (["nobody"], "our website is down since 8 and nobody can order.")
    assert all(one["sentence"] or one["rule"] == "learned" for one in found)


def test_two_sentences_of_one_rule_are_both_told(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "two.eml").write_bytes(a_mail("Help", body="Our mailboxes are dead. It is all of us.\r\n"))

    row = ask("explain", "two.eml", "--json").row

    (who,) = [one for one in row["nearly"] + evidence(row) if one["rule"] == "mail fails for everyone"][:1]
    assert who["sentence"] == "Our mailboxes are dead. … It is all of us."
    assert [row["mail"]["text"][place["start"] : place["end"]] for place in who["places"]] == who["words"]


def test_a_rule_about_the_sender_says_what_it_asks(ask: Asking, tmp_path: Path, mail: str) -> None:
    rule = "{name: harbour, when: {from: harbour.example}, evidence: {impact: low, strength: weak}}"
    (tmp_path / "own.yaml").write_text(f"extends: standard\nrules: [{rule}]\n")

    told = ask("explain", mail, "--rules", "own.yaml").out

    assert "harbour (own.yaml:2)\n      because: from harbour.example\n" in told


def test_nothing_of_a_mail_is_obeyed_by_a_terminal(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "evil.eml").write_bytes(a_mail("\x1b[2J", body="Our website is \x1b]0;x\x07 down\x1b[31m \x9b1m."))

    for command in (["explain"], ["classify"], ["explain", "--json"]):
        out = ask(*command, "evil.eml").out
        assert all(one.isprintable() or one == "\n" for one in out)


@pytest.mark.parametrize("body", ["> a\r\n" * 30_000, "down.\r\n" * 30_000, "x\r\n" * 30_000 + "website is down"])
def test_a_long_mail_is_told_in_few_lines(ask: Asking, tmp_path: Path, body: str) -> None:
    (tmp_path / "long.eml").write_bytes(a_mail("Website down", body=body))

    answer = ask("explain", "long.eml")

    assert answer.code == 0 and answer.out.count("\n") < 200
    assert " more lines\n" in answer.out


def test_the_days_that_did_not_count_are_named(ask: Asking, tmp_path: Path, mail: str) -> None:
    hours = "{zone: Europe/London, open: {mon-fri: 09:00-17:30}, holidays: GB-ENG, special: {2026-12-29: closed}}"
    (tmp_path / "own.yaml").write_text(f"extends: standard\nhours: {hours}\n")

    given = (mail, "--rules", "own.yaml", "--received", "2026-12-24T16:00+00:00")
    told = ask("explain", *given).out
    days = ask("explain", *given, "--json").row["deadline"]["odd_days"]

    assert "counted Thu 24 Dec 16:00 to 17:30, 1 h 30\n" in told and "together 12 h\n" in told
    assert "not counted: Sat 26 Dec, Sun 27 Dec (closed)\n" in told
    assert "not counted: Fri 25 Dec (Christmas Day)\n" in told
    assert {"on": "2026-12-29", "why": "special day: closed", "counted": False} in days


def test_a_target_by_the_clock_has_no_days_that_do_not_count(ask: Asking, tmp_path: Path, mail: str) -> None:
    (tmp_path / "own.yaml").write_text("extends: standard\ntargets: {P1: 72 hours}\n")

    row = ask("explain", mail, "--rules", "own.yaml", "--received", "2026-12-24T16:00+00:00", "--json").row

    assert row["deadline"]["odd_days"] == [] and row["deadline"]["due_at"] == "2026-12-27T16:00:00+00:00"
