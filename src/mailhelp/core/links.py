"""Links in other people's words: which words are one."""

import re
import unicodedata

_DROPPED_AT_THE_END = ".,:;!?)]}>'\"’”»"
# What browsers or eyes take for the sign: a backslash, the other slashes, the ratio sign, the ideographic full stop.
_LIKE = str.maketrans({"\\": "/", "∕": "/", "⁄": "/", "⧸": "/", "∶": ":", "。": "."})
_SENTENCE_MARKS = str.maketrans("", "", "：；？")
_SCHEME = re.compile(
    r"(?i)(?<![a-z0-9])(?:https?|hxxps?|ftps?|file|wss?|mailto|javascript|vbscript|data|magnet):(?!\d*$)"
)
_ENDS_OF_A_HOST = re.compile(r"[/:#?;]")
# 12.30, v1.2, £9.99, 24.12.2026, 12.30-13.30: three dots would be an address.
_NUMBER = r"v?\d{1,4}(?:\.\d{1,4}){0,2}"
_NUMBERS = re.compile(rf"(?i)\W{{0,2}}{_NUMBER}(?:[-–]{_NUMBER})*\W{{0,2}}")
_ONE_LETTER = re.compile(r"\.[^\W\d]$")


def is_link(word: str) -> bool:
    """Return True for a word that a mail program could turn into a link that leads further than to a host.

    That is one with `:/` or `//`, with a scheme, or with a host and behind it one of / : # ? ; and something more.
    Full-width and look-alike signs count as the plain ones. A host alone is none, and so is what only looks like one
    because of its dots: no top-level name is a number or one letter. An encoded word (RFC 2047) may hide anything.

    >>> [is_link(word) for word in ("evil。example／x", "http:evil.example", "example.com?", "v1.2/1.3", "24/7")]
    [True, True, False, False, False]
    """
    plain = unicodedata.normalize("NFKC", word)
    folded = plain.translate(_LIKE)
    if ":/" in folded or "//" in folded or "=?" in word:
        return True
    # In languages without blanks a whole sentence is one word; in "。…：…" the marks divide sentences, not a URL.
    if "." not in plain:
        folded = unicodedata.normalize("NFKC", word.translate(_SENTENCE_MARKS)).translate(_LIKE)
    bare = folded.rstrip(_DROPPED_AT_THE_END)
    return bool(_SCHEME.search(bare)) or any(map(_is_host, _ENDS_OF_A_HOST.split(bare)[:-1]))


def _is_host(part: str) -> bool:
    name = part.rstrip(".")
    return "." in name and not (_NUMBERS.fullmatch(name) or _ONE_LETTER.search(name))
