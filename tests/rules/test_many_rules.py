"""Only the rules that a mail concerns are looked at, with the same result; what would make a mail slow is refused."""

import json
import random
from pathlib import Path

import pytest

from mailhelp.config.finder import ALL_STEPS, CompiledFinder, pattern_steps, phrase_key
from mailhelp.config.rulesfile import load_rules, load_rules_text
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.facts import Address, MailFacts
from mailhelp.core.matching import Mail, client_name, holds, possible
from mailhelp.core.rules import Ruleset
from mailhelp.core.understanding.reading import read
from mailhelp.core.understanding.sentences import CHUNKS_KEPT, WORD, sentences
from mailhelp.core.understanding.words import stems
from tests.rules.writing import a_ruleset, judged

MAILS = Path(__file__).parent / "mails"
EVERY_SORT = """
clients:
  Harbour Dental: {domains: [client.example]}
rules:
  - {name: says, when: {says: DOWN}, then: {tag: a}}
  - {name: says the opposite, when: {says: FAULT}, then: {tag: a}}
  - {name: says of something, when: {about: website, says: FAULT}, then: {tag: a}}
  - {name: asks, when: {asks: [ADD, page]}, then: {tag: a}}
  - {name: asks of, when: {asks: ADD, of: [mail, photo]}, then: {tag: a}}
  - {name: asks to know, when: {asks: to know}, then: {tag: a}}
  - {name: any, when: {any: [page, email]}, then: {tag: a}}
  - {name: all, when: {all: [the, website]}, then: {tag: a}}
  - {name: none, when: {none: [the, a]}, then: {tag: a}}
  - {name: about, when: {about: contact form}, then: {tag: a}}
  - {name: of alone, when: {of: website}, then: {tag: a}}
  - {name: in order, when: {sentence: [the, page]}, then: {tag: a}}
  - {name: near, when: {near: [our, website]}, then: {tag: a}}
  - {name: pattern, when: {pattern: "[0-9]{2}"}, then: {tag: a}}
  - {name: who, when: {who: everyone}, then: {tag: a}}
  - {name: way round, when: {way_round: some}, then: {tag: a}}
  - {name: who with words, when: {who: one person, says: FAULT}, then: {tag: a}}
  - {name: sender, when: {from: client.example}, then: {tag: a}}
  - {name: sender with words, when: {from: jo@client.example, any: page}, then: {tag: a}}
  - {name: client, when: {client: Harbour Dental}, then: {tag: a}}
  - {name: recipient, when: {to: help@desk.example}, then: {tag: a}}
  - {name: header, when: {header: {X-Source: form}}, then: {tag: a}}
  - {name: attachment, when: {attachment: none}, then: {tag: a}}
"""


def written_mails() -> list[str]:
    rows = [row for file in sorted(MAILS.glob("*.jsonl")) for row in file.read_text("utf-8").splitlines()]
    return ["It is broken, only me.", *(str(found.get("body") or found["mail"]) for found in map(json.loads, rows))]


def seen(text: str, ruleset: Ruleset, subject: str = "") -> Mail:
    facts = MailFacts(
        subject=subject,
        text=text,
        reply=text,
        sender=Address("Jo", "Jo@Client.example"),
        to=(Address("", "help@desk.example"),),
        headers=(("x-source", "web form"),),
    )
    return Mail(facts, None, client_name(facts, ruleset), read(facts.subject, facts.reply, ruleset.lexicon))


def faults(text: str) -> str:
    with pytest.raises(BadConfiguration) as caught:
        load_rules_text(f"extends: standard\n{text}")
    return str(caught.value)


def test_no_rule_that_holds_is_left_out_of_those_that_are_looked_at() -> None:
    held: set[str] = set()
    for ruleset in (a_ruleset(EVERY_SORT), load_rules(examples=False)):
        for mail in (seen(text, ruleset, "RE: the website") for text in written_mails()):
            holding = [rule for rule in ruleset.rules if holds(rule.when, mail, ruleset) is not False]
            looked_at = possible(ruleset.rules, ruleset.index, mail)
            assert holding == [rule for rule in looked_at if holds(rule.when, mail, ruleset) is not False]
            held |= {rule.name for rule in holding}

    # Each sort of condition held for some mail, so that the comparison says something of it.
    assert {rule.name for rule in a_ruleset(EVERY_SORT).rules} <= held


def test_of_a_thousand_rules_only_those_that_a_mail_concerns_are_looked_at() -> None:
    things = [f"b{number}q" for number in range(250)]
    rules = "".join(
        f"  - {{name: about {thing}, when: {{about: {thing}, says: FAULT}}, then: {{tag: a}}}}\n"
        f"  - {{name: any {thing}, when: {{any: {thing} list}}, then: {{tag: a}}}}\n"
        f"  - {{name: send {thing}, when: {{sentence: [send, {thing}]}}, then: {{tag: a}}}}\n"
        f"  - {{name: from {thing}, when: {{from: {thing}@client.example}}, then: {{tag: a}}}}\n"
        for thing in things
    )
    services = "".join(f"  {thing}: {{called: {thing}}}\n" for thing in things)
    ruleset = load_rules_text(f"extends: standard\nservices:\n{services}rules:\n{rules}", examples=False)
    own = [rule for rule in ruleset.rules if rule.where.startswith("rules.yaml")]

    mail = seen("Please send help: our b7q is broken, nobody can log in.", ruleset)
    looked_at = possible(ruleset.rules, ruleset.index, mail)

    assert len(own) == 1000
    assert [rule.name for rule in looked_at if rule in own] == ["about b7q", "send b7q"]


def test_the_rules_that_are_looked_at_keep_their_order() -> None:
    ruleset = a_ruleset(EVERY_SORT)

    names = [rule.name for rule in possible(ruleset.rules, ruleset.index, seen("The page is down.", ruleset))]

    assert names == [rule.name for rule in ruleset.rules if rule.name in names]


def test_phrases_are_found_by_their_first_words_the_longest_first() -> None:
    phrases = {phrase_key(phrase): 1 << bit for bit, phrase in enumerate(["a", "a b", "a b c", "b c", "c c"])}

    found = CompiledFinder(phrases, []).find("a b c c".split())

    assert found == [(4, 0, 2), (2, 0, 1), (1, 0, 0), (8, 1, 2), (16, 2, 3)]


def test_every_phrase_is_found_wherever_it_stands() -> None:
    chance = random.Random(4)
    phrases = {tuple(chance.choices("abc", k=chance.randint(1, 4))): 1 << bit for bit in range(12)}
    finder = CompiledFinder({f" {' '.join(phrase)} ": bits for phrase, bits in phrases.items()}, [])
    for _ in range(200):
        words = chance.choices("abcd", k=chance.randint(0, 12))
        stands = [
            (bits, at, at + len(phrase) - 1)
            for phrase, bits in phrases.items()
            for at in range(len(words))
            if tuple(words[at : at + len(phrase)]) == phrase
        ]
        assert sorted(finder.find(words)) == sorted(stands)


@pytest.mark.parametrize(
    "text",
    [
        "It's down - and we can't - really - wait",
        "- one",
        "one -",
        "a-b, e-mail jo@client.example: https://x.example/a,b (now)",
        "e-mail\u00a0is\u2003down\x1cnow – “Café”",
        "x" * 700 + " " + "y," * 40,
        " - ",
    ],
)
def test_words_that_are_kept_are_those_of_the_whole_text(text: str) -> None:
    (once,), (again,) = sentences(text, ""), sentences(text, "")

    assert once.words == again.words == tuple(stem for word in WORD.findall(text) for stem in stems(word))


def test_words_are_read_alike_after_more_others_than_are_kept() -> None:
    before = sentences("", "Our website isn't working.")
    for start in range(0, CHUNKS_KEPT + 1, 5_000):
        sentences("", " ".join(f"w{number}" for number in range(start, start + 5_000)))

    assert sentences("", "Our website isn't working.") == before


@pytest.mark.parametrize(
    "pattern",
    [
        "a{0,1000}b",
        "(a?){1000}a{1000}",
        "([a-z]{0,500}x){4}",
        "(.{0,30}b){0,30}c",
        "(\\p{L}{0,50}q){0,20}z",
        "(a{0,1000}){0,1000}",
        "|".join(f"w{number}[a-z]*x{{3,20}}" for number in range(3000)),
    ],
)
def test_a_pattern_that_compiles_too_large_is_refused_at_its_place(pattern: str) -> None:
    told = faults(f"rules:\n- {{name: it, when: {{pattern: '{pattern}'}}, then: {{tag: a}}}}\n")

    assert told.startswith("rules.yaml:3:30: pattern ")
    assert "too large" in told or "bad repetition" in told or "repetition size" in told
    assert len(told) < 400


def test_patterns_too_large_together_are_refused_at_the_first_that_is_over() -> None:
    pattern = "[a-z]{200}"
    fitting = ALL_STEPS // pattern_steps(pattern)
    rules = "".join(
        f"- {{name: r{number}, when: {{pattern: '{pattern}'}}, then: {{tag: a}}}}\n" for number in range(fitting + 1)
    )

    assert faults(f"rules:\n{rules}").startswith(f"rules.yaml:{fitting + 3}:31: pattern [a-z]")


def test_as_many_patterns_as_are_allowed_are_all_found() -> None:
    pattern = "[a-y]{200}z"
    fitting = ALL_STEPS // pattern_steps(pattern) - 1
    rules = "".join(
        f"  - {{name: r{n}, when: {{pattern: '{pattern}|n{n}n'}}, then: {{tag: t{n}}}}}\n" for n in range(fitting)
    )

    found = judged(f"n0n n{fitting - 1}n " + "ab" * 300, a_ruleset(f"rules:\n{rules}"))

    assert found.tags == ("t0", f"t{fitting - 1}")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("words: {{MINE: [{phrase}]}}\n", "2:16"),
        ("services: {{till: {{called: [{phrase}]}}}}\n", "2:28"),
        ("services: {{{phrase}: {{}}}}\n", "2:12"),
        ("rules:\n- {{name: it, when: {{says: {phrase}}}, then: {{tag: a}}}}\n", "3:27"),
    ],
)
def test_a_phrase_of_more_than_20_words_is_refused_at_its_place(text: str, place: str) -> None:
    told = faults(text.format(phrase="very " * 20 + "long"))

    assert told == f"rules.yaml:{place}: this phrase has 21 words; one has at most 20, and a few that tell are better"


def test_a_phrase_of_20_words_is_found() -> None:
    phrase = " ".join(f"w{number}" for number in range(20))

    assert judged(
        f"So {phrase}!", a_ruleset(f"rules: [{{name: it, when: {{any: {phrase}}}, then: {{tag: hit}}}}]\n")
    ).tags


def test_a_pattern_sees_only_the_first_64_kb() -> None:
    ruleset = a_ruleset("rules: [{name: it, when: {pattern: needle}, then: {tag: hit}}]\n")

    assert judged("x " * 32_000 + "needle", ruleset).tags == ("hit",)
    assert judged("x " * 33_000 + "needle", ruleset).tags == ()
