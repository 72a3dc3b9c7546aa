"""What staff may write: one table, and any text at all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.core.commands import BY_NAME, GRAMMAR, MOST_TEXT, Command, Commands, read_commands

ANY = st.text(st.characters(codec=None), max_size=300)
PIECES = st.lists(
    st.sampled_from(
        [*(f"#{word.name}" for word in GRAMMAR), "high", "P2", "basic", "x", "\n", " ", "#", "# ", "\u200b"]
    )
    | ANY,
    max_size=12,
).map("".join)


def said(text: str) -> list[str]:
    read = read_commands(text)
    assert read.wrong == ()
    return [one.text for one in read.said]


def wrong(text: str) -> list[str]:
    return [one.told for one in read_commands(text).wrong]


def test_commands_stand_on_lines_or_behind_each_other() -> None:
    assert said("#impact high\n#urgency low #tag a b") == ["#impact high", "#urgency low", "#tag a b"]


def test_case_does_not_matter() -> None:
    assert said("#IMPACT High #Priority p2 #REQUEST Basic"[:25]) == ["#impact high", "#priority P2"]


def test_every_command_is_read_as_its_form_shows_it() -> None:
    arguments = {"WORD…": "vip", "TEXT": "a word", "NAME": "Ana", "DATE [TIME]": "2026-11-27 16:00", "": ""}

    for word in GRAMMAR:
        argument = word.allowed[0] if word.allowed else arguments[word.argument]
        assert said(f"#{word.name} {argument}") == [f"#{word.name} {argument}".strip()]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("#pirority", "#priority P1|P2|P3|P4"),
        ("#pirority p2", "#priority P2"),
        ("#impact hihg", "#impact high"),
        ("#impact:high", "#impact high"),
        ("# urgency low", "#urgency low"),
        ("#reqest enhancd", "#request enhanced"),
        ("#assing Ana", "#assign Ana"),
        ("#prio P2", "#priority P2"),
    ],
)
def test_what_is_misspelt_is_told_with_the_nearest_right_one(text: str, nearest: str) -> None:
    (told,) = wrong(text)

    assert told.startswith(f"{text}: ")
    assert told.endswith(f"did you mean {nearest}?")


@pytest.mark.parametrize("text", ["#imp high", "#p P2", "#no printer here", "impact high", "#impact", "#take it", "#"])
def test_abbreviations_and_half_commands_are_wrong(text: str) -> None:
    assert read_commands(text).said == ()
    assert len(wrong(text)) == 1


def test_of_several_lines_each_wrong_one_is_told() -> None:
    read = read_commands("#impact high\n#urgensy low\nplease\n#priority P9")

    assert [one.written for one in read.wrong] == ["#urgensy low", "please", "#priority P9"]


@pytest.mark.parametrize(
    "text",
    [
        "#impact high #impact low",
        "#impact high\n#impact high",
        "#incident #request basic",
        "#take #assign Tom",
        "#tag a b #untag B",
        "#undo #impact high",
        "#help #help",
    ],
)
def test_what_contradicts_itself_is_wrong(text: str) -> None:
    assert len(wrong(text)) >= 1


def test_tags_and_notes_may_be_said_again() -> None:
    assert said("#tag a, b #tag c #note one #note two") == ["#tag a b", "#tag c", "#note one", "#note two"]


def test_a_number_in_a_note_is_no_command() -> None:
    assert said("#note see #12 and C# too") == ["#note see #12 and C# too"]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b"])
def test_nothing_is_no_command(text: str) -> None:
    assert read_commands(text).said == ()
    assert "there is no command in it" in wrong(text)[0]


def test_what_is_too_long_is_refused_and_not_cut() -> None:
    for text in ("#note " + "x" * 2001, "#tag " + "x" * 51, "#note x\n" * 51, "#tag a " * MOST_TEXT):
        assert read_commands(text).said == ()
        assert max(map(len, wrong(text))) < 300


def test_marks_that_nobody_sees_neither_hide_nor_join_commands() -> None:
    assert said("#im\u200bpact high\u202e \u200b#urgency\u00a0low") == ["#impact high", "#urgency low"]


@given(ANY | PIECES)
def test_any_text_is_read_without_raising_and_is_either_right_or_wrong(text: str) -> None:
    read = read_commands(text)

    assert bool(read.wrong) or bool(read.said)
    assert not any(re.search("[\x00-\x1f\x7f-\x9f\u202e\ud800-\udfff]", one.told) for one in read.wrong)


@given(ANY | PIECES)
def test_what_was_read_is_read_the_same_again(text: str) -> None:
    read = read_commands(text)

    again = read_commands("\n".join(one.text for one in read.said))

    assert read.wrong or again == read


COMMANDS = st.sampled_from([word for word in GRAMMAR if word.allowed]).flatmap(
    lambda word: st.sampled_from(word.allowed).map(lambda value: Command(word.name, value))
)


@given(st.lists(COMMANDS, min_size=1, max_size=5, unique_by=lambda one: BY_NAME[one.name].slot), st.sampled_from("\n "))
def test_any_right_commands_go_round(commands: list[Command], between: str) -> None:
    assert read_commands(between.join(one.text for one in commands)) == Commands(tuple(commands))
