"""A pattern behind a sieve finds what it finds without."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.mail import absencewords
from mailhelp.mail.sieve import Sieve

PATTERNS = [
    *(f"(?i){getattr(absencewords, name)}" for name in ("AWAY", "MEANWHILE", "NAMED", "ASKS")),
    r"(?i)\bcafé\b|^\W{0,3}(ende|schluß)\W*$|(?<!\w)\d{2}\s\w+(?!x)",
    r"(?i)[\w.+-]+@[\w-]+\.\w|ab(?=c)|[^a-c]z$|[^\w\s]x[^i]|[a-k]y|(?:sie|kır){2}",
]


def span(found: re.Match[str] | None) -> tuple[int, int] | None:
    return found.span() if found else None


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
def test_what_the_pattern_finds_alone_is_found_behind_the_sieve(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern)))

    for written in (text, text.upper(), text + "\n", f"x{text}x", text[1:]):
        assert span(Sieve(pattern).search(written)) == span(re.search(pattern, written))


def test_an_end_is_the_end_of_what_is_looked_at() -> None:
    sieve = Sieve("b+$")

    assert span(sieve.search("aabbbc", end=4)) == (2, 4)
    assert sieve.search("aabbbc", end=2) is None
    assert sieve.search("aabbbc") is None


def test_letters_that_are_one_without_case_are_let_through() -> None:
    for written in ("İs", "ıs", "IS", "Kk", "ſs"):
        assert span(Sieve("(?i)[a-k]s").search(written)) == span(re.search("(?i)[a-k]s", written))
        assert span(Sieve("(?i)is|ks|ss").search(written)) == span(re.search("(?i)is|ks|ss", written))


def test_a_lone_surrogate_does_not_hide_a_match() -> None:
    assert span(Sieve("b+").search("a\ud800bb")) == (2, 4)
