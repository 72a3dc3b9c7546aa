"""Legal text under a mail is nobody's words; what stands above it is somebody's."""

import pytest

from mailhelp.core.quoting import new_words

LEGAL = "This message is confidential and intended only for the addressee."


@pytest.mark.parametrize(
    "words", ["Our website is down.", "our shop is dead", "Hello,\nno mail comes in. Please help!"]
)
def test_words_right_above_legal_text_are_kept(words: str) -> None:
    assert new_words(f"{words}\n{LEGAL}\n") == words


@pytest.mark.parametrize("title", ["DISCLAIMER", "Confidentiality notice:", "IMPORTANT:"])
def test_a_title_of_legal_text_goes_with_it(title: str) -> None:
    assert new_words(f"Our website is down.\n\n{title}\n{LEGAL}\n") == "Our website is down."


def test_legal_text_whose_first_line_says_nothing_yet_goes_as_a_whole() -> None:
    wrapped = "The contents of this message and of all that is attached to it\nare confidential, for the addressee;"
    assert new_words(f"Our website is down.\n\n{wrapped}\nnotify the sender.\n") == "Our website is down."
