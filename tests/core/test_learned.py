"""What was learned gives answers in the words of the mail, softly of a short one, never over its bound."""

from array import array
from collections.abc import Sequence
from dataclasses import replace

from mailhelp.core.learned import FEW_WORDS, WORDS_A_POINT, Learned, Model, evidence, features
from mailhelp.core.understanding.sentences import sentences
from mailhelp.core.understanding.words import stems

GRAVE = (("kind", "incident"), ("impact", "high"), ("urgency", "high"))
LIGHT = (("kind", "incident"), ("impact", "low"), ("urgency", "low"))
ASKED = (("kind", "request"), ("type", "basic"))
BUILT = (("kind", "request"), ("type", "enhanced"))
# Each with what it says for grave, light, asked and built.
SAID = {
    "everyone": (90, -60, 0, -20),
    "since this": (60, -20, 0, -20),
    "this morning": (50, -10, 0, -20),
    "mailbox": (20, 20, -40, -40),
    "page": (-60, 0, 90, 10),
}
PADDING = "one hello there thank you kind regard and all the best from us here at your old friend down by sea".split()


def a_model() -> Model:
    rows = SAID | {word: (0, 0, 0, 0) for word in PADDING}
    return Model(
        outcomes=(GRAVE, LIGHT, ASKED, BUILT),
        features={
            " ".join(stem for word in name.split() for stem in stems(word)): place for place, name in enumerate(rows)
        },
        rarity=[4.0] * len(rows),
        weights=array("b", [step for row in rows.values() for step in row]).tobytes(),
        step=0.2,
        bias=(0.0,) * 4,
    )


def learned(text: str, *, at_most: int = 12, subject: str = "", padding: Sequence[str] = PADDING) -> dict[str, Learned]:
    found = evidence(a_model(), sentences(subject, f"{text}\n{' '.join(padding)}"), at_most=at_most)
    return {one.question: one for one in found}


def test_the_likeliest_outcome_answers_each_of_its_questions() -> None:
    assert {one.value for one in learned("Everyone's mailbox is dead.").values()} == {"incident", "high"}
    assert {name: one.value for name, one in learned("A page.").items()} == {"kind": "request", "type": "basic"}


def test_the_words_that_spoke_are_shown_as_they_are_written_what_overlaps_as_one() -> None:
    impact = learned("EVERYONE is locked out, since this MORNING. Everyone!")["impact"]

    assert impact.words == ("EVERYONE", "since this MORNING")


def test_words_that_spoke_for_the_rival_are_not_shown() -> None:
    assert learned("Everyone: the mailbox page, everyone!")["impact"].words == ("Everyone",)


def test_a_pair_goes_over_punctuation_but_not_over_the_end_of_a_sentence() -> None:
    assert features(sentences("", "It is down, this site."))["down this"] == 1
    assert "down this" not in features(sentences("", "It is down. This site."))


def test_it_never_goes_over_its_bound() -> None:
    text = "Everyone, everyone, since this morning." * 20

    assert max(one.strength for one in learned(text).values()) > 3
    assert {one.strength for one in learned(text, at_most=3).values()} == {3}


def test_it_says_nothing_when_nothing_was_learned_or_its_bound_is_0() -> None:
    assert learned("Everyone", at_most=0) == {}
    assert evidence(Model(), sentences("", "Everyone " * 50), at_most=12) == ()


def test_of_a_mail_of_few_known_words_it_says_nothing_and_each_point_takes_two_more() -> None:
    few, more = PADDING[: FEW_WORDS - 1], PADDING[: FEW_WORDS - 1 + 2 * WORDS_A_POINT]

    assert learned("Everyone!", padding=few) == {}
    assert learned("Everyone!", padding=more)["impact"].strength == 2
    assert learned("Everyone! " * 30 + "Unknown words abound.", padding=few) == {}


def test_an_answer_that_is_as_likely_as_another_is_not_given() -> None:
    assert "impact" not in learned("The mailbox.")
    assert learned("The mailbox.")["kind"].value == "incident"


def test_a_question_that_no_other_outcome_answers_otherwise_is_not_answered() -> None:
    only_incidents = replace(a_model(), outcomes=(GRAVE, LIGHT, (*LIGHT[:2], ("urgency", "medium")), (LIGHT[0],)))
    found = evidence(only_incidents, sentences("", f"Everyone! {' '.join(PADDING)}"), at_most=12)

    assert [one.question for one in found] == ["impact", "urgency"]


def test_the_subject_of_an_older_mail_does_not_speak() -> None:
    assert learned("Hello", subject="Everyone since this morning")["impact"].value == "high"
    assert "impact" not in learned("A mailbox", subject="Re: Everyone since this morning")


def test_only_the_first_250_words_count() -> None:
    assert "impact" in learned("so " * 200 + "everyone")
    assert "impact" not in learned("so " * 250 + "everyone")


def test_pasted_fields_of_a_report_are_nobodys_words() -> None:
    said = "All our mails come back!"
    report = "Final-Recipient: rfc822; shop@else.example\nAction: failed\nStatus: 5.1.1\nX-Spam-Score: 3"

    assert features(sentences("", f"{said}\n{report}")) == features(sentences("", said))


def test_a_client_who_fills_in_a_form_has_said_it() -> None:
    assert "ben" in features(sentences("", "Name: Ben Marsh\nJob title: cook"))
