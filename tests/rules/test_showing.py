"""`mailhelp rules`: readable, with where each entry comes from, and the same rules when fed back."""

from dataclasses import replace
from pathlib import Path

import pytest

from mailhelp.config.calendar import calendar_text
from mailhelp.config.rulesfile import load_rules_text
from mailhelp.core.lexicon import NoFinder
from mailhelp.core.rules import Rule, Ruleset
from tests.cli.asking import Asked, Asking
from tests.rules.writing import BASE, a_ruleset, judged

OWN = r"""extends: standard
disable: [looks]
hours: {open: {mon-thu: 09:00-17:30, fri: [09:00-12:00, "13:00-16:00"]}, special: {2026-12-24: closed}}
targets: {P1: {resolve: 4 hours, respond: 1 business hour}}
learned: off
staff:
  Tom: {address: tom@desk.example, role: admin, away: 2026-12-20..2027-01-03, cover: "Ana: night"}
  "Ana: night": {address: ana@desk.example}
words: {DEAD: [DEAD, gone to sleep, "it's no more"], TILL: [till, NUMBER tills], SLOW: [], ODD: [no, "12:30", ~x]}
services: {till: {called: [till, "caisse enregistreuse à café"]}, mail: , "no: 1": {called: [gone]}}
rules:
  - {name: website down, when: {about: website, says: DEAD, pattern: '\bsite: "x" #[0-9]'}, then: {tag: [no, on]}}
  - name: till gone
    when: {about: till, says: FAULT, header: {X-Spam: ""}}
    evidence: {kind: incident, impact: high, strength: fair}
    not: ["A till.\nIt \"works\"", "# \t ☃ \u200b {a: b}, [c]"]
overrides: [{name: monitor, when: {from: [alerts@uptime.example, noc.example]}, then: {acknowledge: never}}]
examples: [{mail: "Site\n\nOur website is gone to sleep", gives: P4}]
clients: {Harbour & Sons: {domains: [harbour.example], at_least: P2}}
"""


def of_two_rooms() -> str:
    """Return a file whose lists are longer than a line."""
    rooms = ", ".join(f"room number {word}" for word in ("blue", "green", "red", "yellow", "white", "black") * 5)
    rule = "rules:\n  - {name: room, when: {any: ROOM}, then: {tag: a}}\n"
    return f"extends: standard\nwords: {{ROOM: [{rooms}], TILL: [till, ROOM]}}\n{rule}"


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Asking:
    """Give a function that runs a command in an empty folder, as a user does."""
    monkeypatch.chdir(tmp_path)
    return Asked.by(capfd)


def printed(ask: Asking, text: str) -> str:
    Path("rules.yaml").write_text(text, encoding="utf-8")
    answer = ask("rules", "--rules", "rules.yaml")
    assert answer.code == 0, answer.err
    return answer.out


def without_places(rule: Rule) -> Rule:
    return replace(
        rule,
        where="",
        matches=tuple((mail, "") for mail, _ in rule.matches),
        not_matches=tuple((mail, "") for mail, _ in rule.not_matches),
    )


SOME_HOURS = a_ruleset().calendar
NOWHERE = NoFinder()


def bare(rules: Ruleset) -> Ruleset:
    """Return rules without what tells where they stood, and what has no equality."""
    return replace(
        rules,
        calendar=SOME_HOURS,
        text=calendar_text(rules.calendar),
        hash="",
        lexicon=replace(rules.lexicon, finder=NOWHERE),
        rules=tuple(map(without_places, rules.rules)),
        overrides=tuple(map(without_places, rules.overrides)),
        examples=tuple(replace(example, where="") for example in rules.examples),
        sources=dict.fromkeys(rules.sources, ""),
    )


@pytest.mark.parametrize(
    "text", ["extends: standard\n", OWN, BASE, of_two_rooms()], ids=["standard", "own", "alone", "long"]
)
def test_what_is_printed_gives_the_same_rules_without_extends(ask: Asking, text: str) -> None:
    again, first = load_rules_text(printed(ask, text)), load_rules_text(text)

    assert bare(again) == bare(first)
    for mail in ("Our website is gone to sleep.", "The till does not load.", "Our mailboxes are dead."):
        assert judged(mail, again).target == judged(mail, first).target


def test_each_entry_says_where_it_comes_from_and_what_it_replaces(ask: Asking) -> None:
    out = printed(ask, OWN)

    assert '# disabled: "looks" (standard:' in out and ") by rules.yaml:2\n" in out
    assert 'open: {mon-thu: "09:00-17:30", fri: ["09:00-12:00", "13:00-16:00"]' in out
    assert "# rules.yaml:3 replaces standard:2\n" in out
    assert "  - name: website down  # rules.yaml:12 replaces standard:" in out
    assert "  - name: till gone  # rules.yaml:13\n" in out
    assert "  DEAD: [  # rules.yaml:9 adds to standard:" in out
    assert '    gone to sleep, "it\'s no more",  # rules.yaml:9\n' in out
    assert "  zone: Europe/London  # standard:2\n" in out


def test_no_line_is_wider_than_a_screen_of_words(ask: Asking) -> None:
    assert max(map(len, printed(ask, of_two_rooms()).splitlines())) < 160


def test_one_name_is_shown_with_what_it_replaced_and_who_uses_it(ask: Asking) -> None:
    printed(ask, OWN)

    rule = ask("rules", "website down", "--rules", "rules.yaml").out
    words = ask("rules", "dead", "--rules", "rules.yaml").out
    client = ask("rules", "Harbour & Sons", "--rules", "rules.yaml").out

    assert "# it stands in place of:\n#   - name: website down  # standard:" in rule and "#     matches: [" in rule
    assert "# used by:\n#   website down (rules.yaml:12), FAULT (standard:" in words
    assert client == 'clients:\n  "Harbour & Sons": {domains: [harbour.example], at_least: P2}  # rules.yaml:19\n'


def test_a_name_that_is_not_there_is_told_with_the_nearest(ask: Asking) -> None:
    answer = ask("rules", "web site down")

    assert answer.code == 1
    assert 'nothing in these rules is called "web site down"; did you mean "website down"?' in answer.err


def test_json_has_all_of_it_with_its_places(ask: Asking) -> None:
    printed(ask, OWN)

    row = ask("rules", "--json", "--rules", "rules.yaml").row

    assert {"name": "P2", "value": "1 business day", "from": "standard:5"} in row["targets"]
    (dead,) = [one for one in row["words"] if one["name"] == "DEAD"]
    assert {"word": "gone to sleep", "from": "rules.yaml:9"} in dead["value"] and dead["replaces"].startswith(
        "standard:"
    )
    assert row["disabled"][0]["name"] == "looks" and row["examples"][0]["value"]["gives"] == "P4"
    assert [one["name"] for one in row["overrides"]] == ["monitor"]
