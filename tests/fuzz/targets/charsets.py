"""Bytes become text, whatever charset they claim, and nothing but text."""

from mailhelp.mail.charsets import ALIASES, codec_for, decoded, guessed
from mailhelp.mail.part import unpacked
from tests.fuzz import words

SEEDS = "charsets"
WORDS = (*words.HEADERS, *(name.encode() + b"\n" for name in ALIASES))
ENCODINGS = ("base64", "quoted-printable", "x-uuencode", "7bit", "")
# No charset of mail makes more than one character of a byte.
MOST_GROWTH = 2


def check(data: bytes) -> None:
    name, _, content = data.partition(b"\n")
    charset = name.decode("latin-1")
    for claimed in (charset, None):
        text, _ = decoded(content, claimed)
        text.encode("utf-8")
        assert len(text) <= MOST_GROWTH * len(content) + 1, "text that grows"
    guessed(content).encode("utf-8")
    if content.isascii() and codec_for(charset) == "utf-8":
        assert decoded(content, charset) == (content.decode("ascii"), False)
    for encoding in ENCODINGS:
        assert len(unpacked(content, encoding)) <= len(content)
