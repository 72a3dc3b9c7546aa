"""A desk's file over the standard set."""

# ruff: noqa: E501

from mailhelp.config.rulesfile import load_rules, load_rules_text
from mailhelp.config.shipped import standard_rules, templates_folder
from mailhelp.core.classify import classify
from mailhelp.core.people import Role
from tests.rules.writing import a_mail, judged

HEAD = "extends: standard\n"


def test_the_shipped_files_are_found() -> None:
    assert standard_rules().is_file() and templates_folder().is_dir()


def test_extends_alone_is_the_standard_set() -> None:
    standard, extended = load_rules(), load_rules_text(HEAD)

    assert extended.known_names == standard.known_names
    assert extended.hash != standard.hash


def test_a_name_replaces_the_standard_one_in_its_place() -> None:
    rule = "rules: [{name: website down, when: {any: [teapot]}, evidence: {impact: high, strength: weak}}]\n"
    ruleset = load_rules_text(HEAD + rule)

    assert [rule.name for rule in ruleset.rules] == [rule.name for rule in load_rules().rules]
    assert ruleset.sources["website down"] == "rules.yaml:2"
    assert "website down" in [reason.rule for reason in judged("teapot", ruleset).reasons]


def test_a_disabled_rule_is_gone() -> None:
    ruleset = load_rules_text(HEAD + "disable: [website down]\n")

    assert "website down" not in ruleset.known_names
    assert "website down" not in [reason.rule for reason in judged("Our website is down", ruleset).reasons]


def test_a_list_that_names_itself_keeps_the_standard_words() -> None:
    added = load_rules_text(HEAD + "words: {DEAD: [DEAD, gone fishing]}\n")
    replaced = load_rules_text(HEAD + "words: {DEAD: [gone fishing]}\n")

    for text in ("Our website is gone fishing", "Our website is down"):
        assert judged(text, added).target == "P1"
    assert judged("Our website is down", replaced).target != "P1"


def test_own_overrides_come_before_inherited_ones() -> None:
    ruleset = load_rules_text(HEAD + "overrides: [{name: own, when: {any: [a]}, then: {tag: x}}]\n")

    assert ruleset.overrides[0].name == "own"


def test_hours_and_targets_are_replaced_key_by_key() -> None:
    ruleset = load_rules_text(
        HEAD + "hours: {business_day: same time}\ntargets: {P1: {resolve: 4 hours, respond: 1 hour}}\n"
    )

    assert ruleset.calendar.zone_name == "Europe/London"
    assert (ruleset.targets["P1"].text, ruleset.targets["P2"].text) == ("4 hours", "1 business day")
    assert ruleset.respond["P1"].text == "1 hour"


def test_the_kept_text_gives_the_same_rules_again() -> None:
    first = load_rules_text(HEAD + "staff: {Tom: {address: Tom@Desk.example, role: admin}}\n")
    again = load_rules_text(first.text)

    assert (again.hash, again.text, again.known_names, again.sources) == (
        first.hash,
        first.text,
        first.known_names,
        first.sources,
    )
    mail = a_mail("Please change the text on the home page")
    assert classify(mail, again) == classify(mail, first)


def test_staff_and_clients_are_read() -> None:
    ruleset = load_rules_text(
        HEAD
        + "staff: {Tom: {address: Tom@Desk.example, role: admin, notify: mine, away: 2026-12-20..2027-01-03, cover: Ana},\n"
        + "  Ana: {address: ana@desk.example}}\n"
        + "clients: {A: {domains: [A.example], people: [Jo@Mail.example], at_least: P2, may_agree: [boss@a.example]}}\n"
    )
    tom, ana = ruleset.staff
    client = ruleset.clients[0]

    assert (tom.address, tom.role, tom.notify, tom.cover) == ("tom@desk.example", Role.ADMIN, "mine", "Ana")
    assert tom.away is not None and tom.away[1].isoformat() == "2027-01-03"
    assert (ana.role, ana.notify, ana.away) == (Role.STAFF, "all", None)
    assert (client.domains, client.people, client.may_agree) == (
        ("a.example",),
        ("jo@mail.example",),
        ("boss@a.example",),
    )


def test_scalars_stay_as_they_are_written() -> None:
    ruleset = load_rules_text(
        HEAD + "words: {A: [no, 12:30, 010 a, true]}\nrules: [{name: r, when: {any: A}, then: {tag: 010}}]\n"
    )

    assert judged("we say no", ruleset).tags == ("010",)
