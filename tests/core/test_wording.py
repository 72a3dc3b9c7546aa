"""Other people's words made fit to be sent."""

from datetime import UTC, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.core.wording import clean_line, clean_subject, clean_text, local_time


@given(st.text())
def test_a_clean_line_is_one_printable_line(text: str) -> None:
    line = clean_line(text, 100)

    assert len(line) <= 100
    assert not set(line) & set("\r\n\t\0\x85\u2028\u2029\u202e\u200b")
    line.encode("utf-8")


@given(st.text())
def test_clean_words_keep_their_lines_and_no_control(text: str) -> None:
    words = clean_text(text)

    assert not set(words) & set("\r\0\x1b\x85\u2028\u202e")
    words.encode("utf-8")


def test_emoji_and_foreign_letters_of_the_client_stay() -> None:
    words = "Δεν λειτουργεί 👨‍👩‍👧 می‌خواهم"

    assert clean_text(words) == words


@pytest.mark.parametrize(
    ("subject", "clean"),
    [
        ("Re: AW: [PX-12] [P1] Re: Website down", "Website down"),
        ("RE[2]: Website down", "Website down"),
        ("Fwd: Website down", "Fwd: Website down"),
        ("[PXY-12] Website down", "[PXY-12] Website down"),
        ("example.com is down", "example.com is down"),
        ("www.example.com is down", "example.com is down"),
        ("You won! https://bad.example/prize now", "You won! now"),
        ("You won! HTTP://bad.example", "You won!"),
        ("bad.example/prize?x=1", ""),
        ("mailto:x@bad.example hello", "hello"),
        ("a\r\nBcc: eve@bad.example", "a Bcc: eve@bad.example"),
        ("Reset and reboot", "Reset and reboot"),
        ("", ""),
    ],
)
def test_a_subject_is_cleaned_for_an_answer(subject: str, clean: str) -> None:
    assert clean_subject(subject, "PX") == clean


def test_a_long_subject_is_cut_at_78() -> None:
    assert len(clean_subject("word " * 100, "PX")) <= 78


@pytest.mark.parametrize("piece", ["Re: ", "a.", "[PX-1]", "http://", "www.", "a-", "\u200b"])
def test_a_hostile_subject_costs_no_time(piece: str) -> None:
    before = process_time()

    clean_subject(piece * 250_000, "PX")

    assert process_time() - before < 0.2


def test_a_moment_is_told_in_local_time_with_its_zone() -> None:
    london = ZoneInfo("Europe/London")

    winter = local_time(datetime(2026, 12, 1, 11, tzinfo=UTC), london)
    summer = local_time(datetime(2026, 7, 1, 11, 5, tzinfo=UTC), london)

    assert winter == "Tuesday 1 December 2026, 11:00 GMT"
    assert summer == "Wednesday 1 July 2026, 12:05 BST"


def test_a_zone_without_a_name_is_told_by_its_offset() -> None:
    told = local_time(datetime(2026, 12, 1, 11, tzinfo=UTC), ZoneInfo("America/Sao_Paulo"))

    assert told.endswith("08:00 UTC-03")
