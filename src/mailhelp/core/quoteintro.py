"""Where a quote begins: the lines that mail programs put before what they quote."""

import re

from mailhelp.core.quotesigns import (
    ADDRESSED,
    DATED,
    FORWARD_LINE,
    ISO_INTRO,
    LAST_WORDS,
    ORIGINAL,
    ROLE_OF,
    STARTS,
    VERBS,
)

LONGEST_INTRO = 400
LINES_OF_INTRO = 6
_DIGIT = re.compile(r"\d")
_TIME = re.compile(r"\d[:.]\d\d\b")
_RULED = re.compile(r"[\s>*_|]*[-—_=]{2}")
_RULE_LINE = re.compile(r"^[\s>]*_{5,}\s*$")


def introduction(lines: list[str], at: int, *, wrote: bool = True) -> int:
    """Return how many lines from `at` introduce a quote ("On … wrote:", a block of headers, a rule), 0 when none do.

    wrote: False spares the search for "On … wrote:", where no line near can end one.
    """
    line = lines[at]
    if len(line) < 200 and (
        _RULED.match(line) and ORIGINAL.match(line) or ":" in line[-3:] and FORWARD_LINE.match(line)
    ):
        return 1
    if _RULE_LINE.match(line):
        following = next((place for place in range(at + 1, min(at + 4, len(lines))) if lines[place].strip()), None)
        return 1 if following is not None and header_block(lines, following) else 0
    return header_block(lines, at) or (_wrote(lines, at) if wrote else 0)


def header_block(lines: list[str], at: int) -> int:
    """Return how many lines from `at` are headers of a copied mail (From, Sent, To, Subject), 0 for none."""
    if role_of(lines[at]) is None:
        return 0
    roles, end = set(), at
    for place in range(at, min(at + 12, len(lines))):
        role = role_of(lines[place])
        if role is not None:
            roles.add(role)
            end = place + 1
        elif not lines[place].strip() and place > at + 1 and len(roles) > 2:
            break
    return end - at if "from" in roles and len(roles) >= 3 else 0


def role_of(line: str) -> str | None:
    """Return which header of a copied mail a line is (from, date, to, cc, subject), None when it is none."""
    head = line[:60].replace("\uff1a", ":").split(":", 1)
    if len(head) < 2:
        return None
    return ROLE_OF.get(" ".join(head[0].strip(" \t>*_|#\u200e\ufeff").casefold().split()))


def _wrote(lines: list[str], at: int) -> int:
    """Return how many lines from `at` say who wrote what follows and when, 0 when they do not."""
    if not _DIGIT.search(lines[at]) or not (STARTS.match(lines[at].lstrip("> ")) or _begins_with_name(lines[at])):
        return 0
    joined = ""
    for count in range(1, min(LINES_OF_INTRO, len(lines) - at) + 1):
        line = (
            lines[at + count - 1].lstrip(" \t>*-\u200e\xa0").rstrip(" \t*-\xa0")
            if count == 1
            else lines[at + count - 1].strip(" \t*-")
        )
        joined = f"{joined} {line}".strip()
        if len(joined) > LONGEST_INTRO or (not line and count > 3):
            return 0
        if line and is_introduction(joined):
            return count
    return 0


def _begins_with_name(line: str) -> bool:
    return len(line) < 200 and bool(VERBS.search(line)) and bool(_DIGIT.search(line)) and "<" in line


def is_introduction(text: str) -> bool:
    """Return True when one line says who wrote when.

    >>> is_introduction("Am 3. Dez. 2026 um 09:10 schrieb Jo <jo@client.example>:"), is_introduction("I wrote it:")
    (True, False)
    """
    if not _DIGIT.search(text):
        return False
    ending = text[-40:].rstrip(" >")
    verb = VERBS.search(text)
    if verb and ending.endswith((":", "\uff1a")):
        return True
    if verb and VERBS.search(ending) and len(VERBS.split(ending)[-1]) <= 3 and STARTS.match(text):
        return True
    if ADDRESSED.search(text) and text.endswith(":") and STARTS.match(text) and _TIME.search(text):
        return True
    return bool(ISO_INTRO.match(text) or (DATED.match(text) and ADDRESSED.search(text)))


def ends_introduction(line: str) -> bool:
    """Return True when a line could be the last of "On … wrote:"; cheap, as it is asked of every line."""
    end = line.rstrip(" \t*-_\xa0")
    if not end or len(line) > LONGEST_INTRO:
        return False
    if end[-1] in ":\uff1a" or (end[-1] == ">" and "@" in end) or end.endswith(LAST_WORDS):
        return True
    return _DIGIT.match(end) is not None and ISO_INTRO.match(end) is not None
