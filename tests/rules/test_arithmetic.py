"""Strengths add up, the highest wins, and every reason is told."""

from mailhelp.core.ticket import Kind, Level, Priority, RequestType
from tests.rules.writing import a_ruleset, judged


def rules(*lines: str) -> str:
    return "rules:\n" + "".join(f"  - {line}\n" for line in lines)


def test_nothing_that_fits_is_a_low_incident_to_be_checked() -> None:
    found = judged("Good morning", a_ruleset())

    assert (found.kind, found.impact, found.urgency, found.priority) == (
        Kind.INCIDENT,
        Level.LOW,
        Level.LOW,
        Priority.P4,
    )
    assert found.check and found.confidence == 0.0 and found.request_type is None


def test_the_highest_sum_wins_and_a_rule_counts_once() -> None:
    ruleset = a_ruleset(
        rules(
            "{name: a, when: {any: [red]}, evidence: {kind: incident, strength: fair}}",
            "{name: b, when: {any: [red]}, evidence: {kind: incident, strength: weak}}",
            "{name: c, when: {any: [blue]}, evidence: {kind: request, type: basic, strength: strong}}",
        )
    )

    assert judged("red. red. red. red. blue.", ruleset).kind is Kind.REQUEST
    assert judged("red. red. red. blue.", ruleset).check


def test_a_tie_goes_to_the_graver() -> None:
    ruleset = a_ruleset(
        rules(
            "{name: a, when: {any: [red]}, evidence: {impact: low, urgency: medium, strength: fair}}",
            "{name: b, when: {any: [red]}, evidence: {impact: high, urgency: high, strength: fair}}",
        )
    )

    found = judged("red", ruleset)

    assert (found.impact, found.urgency, found.priority, found.check) == (Level.HIGH, Level.HIGH, Priority.P1, True)


def test_a_clear_lead_is_not_marked() -> None:
    ruleset = a_ruleset(
        rules("{name: a, when: {any: [red]}, evidence: {kind: request, type: enhanced, strength: fair}}")
    )

    found = judged("red", ruleset)

    assert (found.request_type, found.priority, found.check, found.target) == (
        RequestType.ENHANCED,
        None,
        False,
        "enhanced",
    )


def test_a_reason_tells_rule_strength_words_sentence_and_line() -> None:
    ruleset = a_ruleset(
        rules("{name: a, when: {about: website, says: DOWN}, evidence: {impact: high, strength: strong}}")
    )

    reason = judged("Hello. Our Website is Broken!", ruleset).reasons[0]

    assert (reason.question, reason.value, reason.rule, reason.strength) == ("impact", "high", "a", 4)
    assert (reason.words, reason.sentence) == (("Our Website", "Broken"), "Our Website is Broken!")
    assert reason.where.startswith("rules.yaml:") and reason.counted


def test_a_rule_that_nearly_matched_is_told_and_not_counted() -> None:
    ruleset = a_ruleset(
        rules("{name: a, when: {about: website, says: DOWN}, evidence: {impact: high, strength: strong}}")
    )

    found = judged("Our website is not down.", ruleset)

    assert [(r.rule, r.counted, r.lacked) for r in found.reasons] == [("a", False, '"down" is denied there')]
    assert found.impact is Level.LOW


def test_the_first_override_ends_what_it_sets() -> None:
    ruleset = a_ruleset(
        rules("{name: a, when: {any: [red]}, evidence: {impact: high, urgency: high, strength: strong}}")
        + "overrides:\n"
        + "  - {name: x, when: {any: [red]}, evidence: {impact: medium, strength: weak}}\n"
        + "  - {name: y, when: {any: [red]}, evidence: {impact: low, strength: strong}}\n"
    )

    found = judged("red", ruleset)

    assert (found.impact, found.urgency) == (Level.MEDIUM, Level.HIGH)


def test_effects_are_done_and_told() -> None:
    ruleset = a_ruleset(
        "staff: {Tom: {address: tom@desk.example}}\n"
        + rules("{name: a, when: {any: [red]}, then: {assign: Tom, tag: [b, c], notify: Tom, set_aside: yes}}")
        + "overrides:\n  - {name: x, when: {any: [red]}, then: {acknowledge: never, tag: [a], set_aside: no}}\n"
    )

    found = judged("red", ruleset)

    assert (found.assign, found.tags, found.notify) == ("Tom", ("a", "b", "c"), ("Tom",))
    assert (found.acknowledge, found.set_aside, found.ignore) == (False, False, False)
    assert ("acknowledge", "never") in [(reason.question, reason.value) for reason in found.reasons]


def test_at_least_raises_the_priority_of_a_client_and_says_so() -> None:
    ruleset = a_ruleset("clients: {Harbour: {domains: [client.example], at_least: P3}}\n")

    found = judged("Good morning", ruleset)

    assert found.priority is Priority.P3 and found.client == "Harbour"
    assert found.reasons[-1].rule == "client Harbour: at_least"


def test_the_same_mail_is_always_classified_the_same() -> None:
    ruleset = a_ruleset(rules("{name: a, when: {says: FAULT}, evidence: {impact: high, strength: weak}}"))

    assert judged("It is broken", ruleset) == judged("It is broken", ruleset)
