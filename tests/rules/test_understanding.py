"""What is said, and what only stands there."""

# ruff: noqa: E501

import pytest

from mailhelp.config.rulesfile import load_rules
from tests.rules.writing import BASE, a_ruleset, holds, judged

DOWN = "{about: website, says: DOWN}"


@pytest.mark.parametrize(
    "text",
    [
        "Our website is down.",
        "The WEBSITE is DOWN!",
        "Our site's been broken since nine",
        "Our website\nis broken",
        "Why is our website down?",
        "When will our website not be broken any more? It is down.",
        "It is not slow, our website is down.",
        "If I press Send, our website is down.",
        "The website: offline.",
        "We don't know why our website is down.",
    ],
)
def test_what_is_meant_is_said(text: str) -> None:
    assert holds(DOWN, text)


@pytest.mark.parametrize(
    "text",
    [
        "Our website is not down.",
        "Our website isn't broken",
        "Our website was down, it is fine now.",
        "Our website was down this morning. It is working again.",
        "Is our website down?",
        "What should we do if our website is down",
        "Please tell us whether the website is down",
        "Could you break down the cost of our website?",
        "The contact form on our website is broken.",
        "Our mailbox is broken.",
        "If our website is down you received in error",
    ],
)
def test_what_is_denied_over_supposed_asked_or_of_a_part_is_not_said(text: str) -> None:
    assert not holds(DOWN, text)


@pytest.mark.parametrize("text", ["It broke.", "It keeps breaking", "They are broken", "IT BREAKS"])
def test_inflections_are_understood_without_listing(text: str) -> None:
    assert holds("{says: [break]}", text)


@pytest.mark.parametrize("text", ["All mailboxes", "the Mailbox", "our mailbox's lid"])
def test_plurals_and_possessives_are_understood(text: str) -> None:
    assert holds("{any: [mailbox]}", text)


@pytest.mark.parametrize("text", ["stopped", "stops", "Stopping now", "we stop"])
def test_doubled_letters_are_understood(text: str) -> None:
    assert holds("{any: [stop]}", text)


@pytest.mark.parametrize("text", ["un café ici", "UN CAFE ICI", "un cafe\u0301 ici"])
def test_accents_and_case_do_not_matter(text: str) -> None:
    assert holds("{any: [café]}", text)


def test_words_of_other_scripts_end_where_they_end() -> None:
    assert holds("{any: [печать]}", "где печать сегодня")
    assert not holds("{any: [печать]}", "где печатьник")


@pytest.mark.parametrize(
    "text", ["It doesn't work", "It won't load", "Nobody can send", "nothing loads", "It stopped working"]
)
def test_a_denied_opposite_is_the_complaint(text: str) -> None:
    assert holds("{says: FAULT}", text)


@pytest.mark.parametrize("text", ["It works", "It does load", "Please take note: it loads"])
def test_what_works_is_no_complaint(text: str) -> None:
    assert not holds("{says: FAULT}", text)


@pytest.mark.parametrize(
    "text", ["Please add a page", "Could you add it?", "Add a page", "1. Add a page", "We'd like you to create one"]
)
def test_an_order_asks(text: str) -> None:
    assert holds("{asks: ADD}", text)


@pytest.mark.parametrize(
    "text", ["How do I add a page?", "You added a page", "Please do not add a page", "We never add pages"]
)
def test_a_question_or_a_report_does_not_ask(text: str) -> None:
    assert not holds("{asks: ADD}", text)


def test_of_names_what_the_order_is_about() -> None:
    assert holds("{asks: ADD, of: mail}", "Please add a mailbox")
    assert not holds("{asks: ADD, of: mail}", "Please add a photo")


def test_a_sentence_without_a_service_is_about_the_one_before() -> None:
    assert holds(DOWN, "It is down since nine.", subject="Our website")
    assert not holds(DOWN, "It is down since nine.", subject="Our mailbox")


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("everyone", "Nobody can send."),
        ("some", "Four of us can't send."),
        ("some", "4 of us can't send."),
        ("one person", "It is broken, only me, everyone is laughing."),
    ],
)
def test_who_is_hit_is_told(who: str, text: str) -> None:
    assert holds(f"{{says: FAULT, who: {who}}}", text)


def test_who_is_hit_is_judged_beside_the_complaint() -> None:
    assert not holds(
        "{says: FAULT, who: everyone}", "Hello. It is broken. Thank you. It is late. Greetings to everyone."
    )


def test_a_way_round_is_told() -> None:
    assert holds("{says: FAULT, way_round: some}", "It is broken. We use the phone for now.")
    assert holds("{says: FAULT, way_round: none}", "It is broken and there is no other way.")
    assert not holds("{says: FAULT, way_round: none}", "It is broken.")


def test_asking_to_know_is_told() -> None:
    assert holds("{asks: to know}", "Do you work on Sundays?")
    assert not holds("{asks: to know}", "You work on Sundays.")


def test_what_is_over_takes_back_all_that_was_said_of_it_before() -> None:
    text = "Our website was down. We were worried. It is working again."
    assert not holds(DOWN, text)
    assert holds(DOWN, text, subject="Our mailbox") is False
    assert holds(DOWN, "Our mailbox is working again. Our website is down.")


def test_the_subject_of_a_reply_names_the_topic_and_says_nothing() -> None:
    assert holds(DOWN, "Hello", subject="Our website is down")
    assert not holds(DOWN, "Hello", subject="RE: Our website is down")
    assert not holds(DOWN, "Hello", subject="Fwd: Our website is down")
    assert holds(DOWN, "It is down again.", subject="AW: Our website")


def test_all_of_a_team_while_the_others_are_fine_are_some() -> None:
    base = BASE.replace("  EVERYONE:", "  OTHERS_FINE: [the others are fine]\n  EVERYONE:")
    rules = a_ruleset("rules:\n  - {name: it, when: {says: FAULT, who: some}, then: {tag: hit}}\n", base)

    assert judged("Nobody in sales can send, the others are fine.", rules).tags == ("hit",)


@pytest.mark.parametrize("text", ["I want to know what you add.", "I would like to know whether you add pages."])
def test_wanting_to_know_orders_nothing(text: str) -> None:
    assert not holds("{asks: ADD}", text)


@pytest.mark.parametrize(
    "text",
    [
        "The opening hours on our website are broken.",
        "The photos on our site do not load.",
        "The link to our website is dead.",
    ],
)
def test_a_thing_on_the_website_is_not_the_website(text: str) -> None:
    assert judged(text, load_rules(examples=False)).target != "P1"
