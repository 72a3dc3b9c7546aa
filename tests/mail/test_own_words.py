"""Words that look like quotes and signatures and are somebody's own: a wrong cut is worse than a quote left in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.core.quoting import Mark, divide, new_words
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail
from tests.mail.world.lookalikes import ALONE, LOOKALIKES
from tests.mail.world.prose import PROSE

OWN = [pytest.param(text, id=name) for name, text in (PROSE | LOOKALIKES).items() if name != "a postscript"]


@pytest.mark.parametrize("text", OWN)
def test_not_a_line_of_it_is_cut(text: str) -> None:
    assert new_words(text).split() == text.split()


@pytest.mark.parametrize("text", OWN)
def test_not_a_line_of_it_is_cut_in_the_middle_of_a_letter(text: str) -> None:
    letter = f"Hello,\n\nplease read this.\n\n{text}\n\nMany thanks for your help."

    assert new_words(letter).split() == letter.split()


@pytest.mark.parametrize("text", OWN)
def test_not_a_line_of_it_is_cut_above_a_quote(text: str) -> None:
    letter = f"Hello,\n\n{text}\n\nThanks for your help!"

    answered = new_words(f"{letter}\n\nOn Tue, 3 Nov 2026 at 10:12, Jo <jo@desk.example> wrote:\n\n> Try it now.\n")

    assert answered.split() == letter.split()


@pytest.mark.parametrize("text", OWN)
def test_not_a_line_of_it_is_cut_in_a_mail_that_answers_none(text: str) -> None:
    assert read_mail(a_mail(f"Hello,\n\n{text}")).reply.split() == f"Hello, {text}".split()


@pytest.mark.parametrize("text", ALONE.values(), ids=ALONE.keys())
def test_what_is_all_that_a_mail_says_is_no_quote(text: str) -> None:
    assert new_words(text).split() == text.split()


def test_a_postscript_under_the_signature_is_new() -> None:
    divided = divide(PROSE["a postscript"])

    assert divided.new.startswith("The shop is down.")
    assert divided.new.endswith("PS: The printer on the second floor is broken as well.")
    assert Mark.SIGNATURE in divided.marks


ENDS_IN_MARKS = "I typed this and nothing happened:\n\n> npm run build\n> npm start"


def test_marked_lines_at_the_end_are_a_quote_only_in_a_mail_that_answers_another() -> None:
    first = read_mail(a_mail(ENDS_IN_MARKS, Subject="Build fails"))
    answer = read_mail(a_mail(ENDS_IN_MARKS, Subject="Re: Build fails"))

    assert first.reply == ENDS_IN_MARKS
    assert answer.reply == "I typed this and nothing happened:"


def test_copied_headers_are_kept_in_a_mail_that_answers_none() -> None:
    copied = "From: Jo <jo@x.example>\nSent: Tuesday, 3 November 2026 10:12\nTo: Ann\nSubject: Order\n\nWe want ten."

    first = read_mail(a_mail(f"This order never arrived:\n\n{copied}", Subject="Lost order"))

    assert "We want ten." in first.reply


SIGNS = (
    *(
        "",
        "> quoted",
        ">> deeper",
        "-- ",
        "--",
        "----------",
        "________________________________",
        "my own words",
        "Ann",
    ),
    *("On Tue, 3 Nov 2026 at 10:12, Jo <jo@desk.example> wrote:", "Am 3.11.2026 um 10:12 schrieb Jo:", "Jo wrote:"),
    *(
        "-----Original Message-----",
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "Sent from my iPhone",
    ),
    *(
        "From: Jo <jo@desk.example>",
        "Sent: 3 Nov 2026 10:12",
        "To: Ann",
        "Subject: Printer",
        "##- Write above this line -##",
    ),
    *(
        "| a | b |",
        "Jo> said",
        "PS: and more",
        "Please consider the environment before printing this e-mail.",
        "ann@x.example",
    ),
)


@given(st.lists(st.sampled_from(SIGNS), max_size=30), st.booleans())
def test_every_line_has_one_mark_and_none_is_changed(lines: list[str], answers: bool) -> None:
    divided = divide("\n".join(lines), answers=answers)

    assert list(divided.lines) == (lines or [""])
    assert len(divided.marks) == len(divided.lines)
    assert {line.strip() for line in divided.new.split("\n")} <= {"", *(line.strip() for line in lines)}


@given(st.lists(st.sampled_from(SIGNS), max_size=12))
def test_words_above_the_first_sign_are_never_lost(lines: list[str]) -> None:
    assert new_words("\n".join(["Please help me at once!", "", *lines])).startswith("Please help me at once!")
