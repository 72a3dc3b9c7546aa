"""The verbs beside a name that tell who wrote."""

import re

from hypothesis import given
from hypothesis import strategies as st

from mailhelp.core.quotesigns import says_who
from mailhelp.core.quotetongues import SAID, WROTE


@given(st.from_regex(re.compile(f"{WROTE}|{SAID}")))
def test_every_verb_is_found_by_the_quick_look_too(text: str) -> None:
    assert says_who(text) == (re.search(f"{WROTE}|{SAID}", text.lower()) is not None)


def test_words_that_only_look_like_verbs_are_none() -> None:
    assert not says_who("The scripts were resent and absently quoted by nobody")
    assert says_who("Jo WROTE this")
