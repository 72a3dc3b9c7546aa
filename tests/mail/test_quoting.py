"""What is new in a reply."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.core.quoting import Mark, divide, new_words

INTRODUCTIONS = [
    "On Tue, 1 Dec 2026 at 09:10, Desk <help@desk.example> wrote:",
    "On Tue, 1 Dec 2026 at 09:10, Desk <\nhelp@desk.example> wrote:",
    "Am Di., 1. Dez. 2026 um 09:10 Uhr schrieb Desk <help@desk.example>:",
    "Le mar. 1 déc. 2026 à 09:10, Desk <help@desk.example> a écrit :",
    "El mar, 1 dic 2026 a las 9:10, Desk (<help@desk.example>) escribió:",
    "Il giorno mar 1 dic 2026 alle ore 09:10 Desk <help@desk.example> ha scritto:",
    "Op di 1 dec 2026 om 09:10 schreef Desk <help@desk.example>:",
    "wt., 1 gru 2026 o 09:10 Desk <help@desk.example> napisał(a):",
    "Em ter., 1 de dez. de 2026 às 09:10, Desk <help@desk.example> escreveu:",
    "Den tis 1 dec. 2026 kl 09:10 skrev Desk <help@desk.example>:",
    "вт, 1 дек. 2026 г. в 09:10, Desk <help@desk.example>:",
    "2026年12月1日(火) 9:10 Desk <help@desk.example>:",
    "在 2026年12月1日，09:10，Desk <help@desk.example> 写道：",
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "From: Desk <help@desk.example>\nSent: Tuesday, December 1, 2026 9:10 AM\nTo: Jo\nSubject: Printer",
    "________________________________\nVon: Desk <help@desk.example>\nGesendet: Dienstag\nAn: Jo\nBetreff: x",
    "*De :* Desk\n*Envoyé :* mardi 1 décembre 2026\n*À :* Jo\n*Objet :* Imprimante",
]


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_what_stands_above_a_quote_is_new(introduction: str) -> None:
    assert new_words(f"It prints again.\n\nThanks\n\n{introduction}\n\nTry it now.\n") == "It prints again.\n\nThanks"


def test_words_below_a_marked_quote_are_new() -> None:
    assert new_words("On 1 Dec 2026, at 09:10, Desk wrote:\n> Does it print?\n\nYes.") == "Yes."


def test_words_between_quoted_lines_stay_with_the_lines_they_answer() -> None:
    text = "> Does it print?\nYes.\n> And scan?\nNo."

    assert new_words(text) == text


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Yes.\n-- \nJo\nClient Ltd", "Yes."),
        ("Yes.\n\nSent from my iPhone", "Yes."),
        ("Yes.\n\nVon meinem iPhone gesendet", "Yes."),
        ("Yes.\n\n> old\n> words", "Yes."),
        ("On that day I wrote something:\nno quote.", "On that day I wrote something:\nno quote."),
        ("Sandra is out today.\n\n> On 1 Dec 2026, at 09:10, Desk wrote:\n> Hi", "Sandra is out today."),
        ("Dominic says\n\nOn 1 Dec 2026, at 09:10, Desk wrote:\n> Hi", "Dominic says"),
        ("From: the beginning it was slow", "From: the beginning it was slow"),
        ("", ""),
    ],
)
def test_signatures_and_quotes_are_told_from_words(text: str, new: str) -> None:
    assert new_words(text) == new


def test_a_forwarded_mail_with_nothing_above_it_is_all_new() -> None:
    text = (
        "---------- Forwarded message ---------\nFrom: Ana <ana@x.example>\nSubject: Down\nTo: Jo\n\nOur site is down."
    )

    assert "Our site is down." in new_words(text)


def test_nothing_is_deleted() -> None:
    text = "Yes.\n\nOn 1 Dec 2026, at 09:10, Desk wrote:\n> old\n-- \nJo"

    divided = divide(text)

    assert "\n".join(divided.lines) == text
    assert {Mark.NEW, Mark.QUOTED} <= set(divided.marks)


@given(st.text(alphabet="On >:-_\nFrom1wrote@<x.> ", max_size=400))
def test_any_text_keeps_all_its_lines(text: str) -> None:
    divided = divide(text)

    assert len(divided.lines) == len(divided.marks)
    assert "".join("".join(divided.lines).split()) == "".join(text.split())
