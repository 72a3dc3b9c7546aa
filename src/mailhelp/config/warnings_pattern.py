r"""Warnings of patterns that RE2 reads otherwise than most people expect, in sentences folded as mails are.

A pattern is looked for in one sentence at a time, in small letters, without accents, by RE2 (libraries: google-re2).
"""

import re
from collections.abc import Iterator

import re2

from mailhelp.config.whenshape import Shape
from mailhelp.core.understanding.words import folded

_CAPITALS_ONLY = re.compile(r"\[[^\]\\]*A-Z[^\]\\]*\]")
_SLASHES = re.compile(r"/.+/[gimsuy]{0,6}")
_NO_WORD_BESIDE = re.compile(r"\\b(?:\\?[#£$€@%/+&!?.,;:=~_*-](?<!_))")
_END = re.compile(r"(?<![\\.?!\]])\$(?:\)*)$")
_LINE_END = re.compile(r"\\[nr]")
_CASE_ON = re.compile(r"\(\?[imsU]*-[msU]*i")


def odd_patterns(shape: Shape) -> Iterator[str]:
    """Yield file:line:column of each pattern of a rule that likely means something else."""
    entry = shape.key("pattern")
    for text in shape.when.get("pattern", ()):
        for why in oddities(text):
            yield f"{entry.place}pattern {text}: {why}"


def oddities(text: str) -> Iterator[str]:
    """Yield what a good pattern finds or misses against expectation."""
    if _matches_nothing(text):
        yield "it matches an empty text, so it is found in every sentence; let it ask for one letter at least"
    if _SLASHES.fullmatch(text):
        yield "the slashes are part of the text that is looked for; leave them out"
    if _CASE_ON.search(text):
        yield "mails are read in small letters, so what asks for capitals is never found; leave (?-i) out"
    elif any("a-z" not in found for found in _CAPITALS_ONLY.findall(text)):
        yield "mails are read in small letters, and [A-Z] finds those too"
    if _LINE_END.search(text):
        yield "it is looked for in one sentence at a time, and there is no line end in one; a sentence ends at it"
    if _END.search(text):
        yield r'$ is the end of a sentence, after its full stop: write [.!?]*$ to find "it is down." too'
    if _NO_WORD_BESIDE.search(text):
        yield r"\b before a sign asks for a letter or digit right before it; leave \b out there"
    yield from _other_letters(text)


def _matches_nothing(text: str) -> bool:
    try:
        return re2.search(text, "") is not None and re2.search(text, "some other text") is not None
    except re2.error:
        return False


def _other_letters(text: str) -> Iterator[str]:
    """Yield letters that stand otherwise in a folded mail than in a pattern, whose accents alone are taken off."""
    for letter in sorted({one for one in text if not one.isascii()}):
        plain = folded(letter)
        if plain != letter.casefold() and len(plain) == 1 and plain.isalpha() and plain.isascii():
            continue
        if plain != letter.lower() and plain:
            yield f"{letter} is read as {plain} in mails, and so never found; write {plain}"
