"""The mail that was forwarded in another has one sender, or none is named."""

from mailhelp.mail.bodytext import tidy
from mailhelp.mail.forwarded import forwarded_of
from mailhelp.mail.headers import cleaned
from tests.fuzz import words
from tests.fuzz.holds import forwarded_holds

SEEDS = "replies"
WORDS = words.REPLY + words.HEADERS


def check(data: bytes) -> None:
    subject, _, text = tidy(data.decode("utf-8", "replace")).partition("\n")
    for about in (cleaned(subject), f"Fwd: {cleaned(subject)}"):
        found = forwarded_of(about, text, ())
        if found is not None:
            forwarded_holds(found)
