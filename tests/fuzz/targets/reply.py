"""A reply is divided, and nothing of it is lost."""

from mailhelp.core.quoting import Mark, divide, new_words
from mailhelp.mail.bodytext import tidy, unflowed
from tests.fuzz import words
from tests.fuzz.holds import lines_hold, text_holds

SEEDS = "replies"
WORDS = words.REPLY


def check(data: bytes) -> None:
    text = tidy(data.decode("utf-8", "replace"))
    divided = divide(text)

    assert len(divided.lines) == len(divided.marks)
    assert _letters("".join(divided.lines)) == _letters(text), "a line of a reply is lost"
    assert divided.new == new_words(text)
    lines_hold(divided.new, text)
    assert divided.new or not text.strip() or Mark.SIGNATURE in divided.marks, "nobody said anything"
    for delsp in (False, True):
        text_holds(unflowed(text, delsp=delsp))
    assert _letters(unflowed(text, delsp=False)).replace(">", "") == _letters(text).replace(">", ""), "lost in flowing"


def _letters(text: str) -> str:
    return "".join(text.split()).replace("-", "")
