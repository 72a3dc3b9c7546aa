"""What goes to a terminal: a mail may hold what a terminal would obey, or what hides words from the reader."""

import json
from contextlib import redirect_stdout
from datetime import datetime, timedelta, timezone
from io import BytesIO, TextIOWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.cli.output import local, print_json, printable


class Terminal(TextIOWrapper):
    """An output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(value: object, *, to: type[TextIOWrapper] = TextIOWrapper, encoding: str = "utf-8") -> str:
    """Return what is printed, decoded."""
    written = BytesIO()
    with redirect_stdout(to(written, encoding=encoding, newline="")) as out:
        print_json(value)
        out.flush()
        return written.getvalue().decode(encoding)


@pytest.mark.parametrize(
    "mark",
    ["\x9b2J", "\x90q", "\x85", "\x7f", "\x1b[2J", "\u202e", "\u2066", "\u200f", "\u061c", "\u2028", "\u2029",
     "\u200b", "\ufeff", "\u00ad", "\ud800", "\ue000", "\U000e0041"],
)  # fmt: skip
def test_json_holds_no_sign_that_a_terminal_obeys_or_does_not_show(mark: str) -> None:
    line = printed({f"a{mark}b": [f"c{mark}d"]})

    assert line.removesuffix("\n").isprintable()
    assert json.loads(line) == {f"a{mark}b": [f"c{mark}d"]}


def test_letters_of_all_languages_stay_readable_for_scripts() -> None:
    assert printed({"text": "Grüße, Δεν, 网站 👩"}) == '{"text": "Grüße, Δεν, 网站 👩"}\n'


def test_a_terminal_gets_json_in_ascii() -> None:
    line = printed({"text": "Grüße 👩\x9b"}, to=Terminal)

    assert line.isascii()
    assert json.loads(line) == {"text": "Grüße 👩\x9b"}


def test_an_output_that_is_not_utf_8_gets_json_in_ascii() -> None:
    assert printed({"text": "网站"}, encoding="latin-1") == '{"text": "\\u7f51\\u7ad9"}\n'


@given(st.dictionaries(st.text(), st.lists(st.text(alphabet=st.characters()))))
def test_whatever_is_printed_is_one_line_and_reads_back_the_same(value: dict[str, list[str]]) -> None:
    line = printed(value)

    assert line.removesuffix("\n").isprintable()
    assert json.loads(line) == value


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x1b[2J\x9b\x7f", "a\\u001b[2J\\u009b\\u007f"),
        ("in\u202efdp.exe", "in\\u202efdp.exe"),
        ("a\u200bb\ufeffc\u00add\u200d", "abcd"),
        ("a\tb\nc\u00a0d\u2028e", "a b c d e"),
        ("\ud800\x00", "\\ud800\\u0000"),
    ],
)
def test_what_a_terminal_would_obey_is_seen_and_what_nobody_sees_is_left_out(text: str, seen: str) -> None:
    assert printable(text) == seen


def test_a_moment_at_the_end_of_the_calendar_is_shown() -> None:
    last = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-14)))

    assert local(last) == "9999-12-31 23:59-14:00"
