"""The lines in which a mail program says who wrote what follows, and when: "On … wrote:"."""

import re
from dataclasses import dataclass

from mailhelp.core.quoteblocks import role_of
from mailhelp.core.quotesigns import (
    ADDRESS,
    BARE_ADDRESS,
    CLOCK,
    DATE_FIRST,
    DATED,
    GMT_INTRO,
    ISO_INTRO,
    LOG_DATE,
    QUOTING,
    STARTS,
    WROTE_SIGN,
    YEAR,
    says_who,
)
from mailhelp.core.quotetongues import LAST_WORDS

LONGEST_INTRO = 400
LINES_OF_INTRO = 6
_DIGIT = re.compile(r"\d")
_LAST_LETTERS = frozenset(word[-2:] for word in LAST_WORDS)
_MARK = re.compile(r"^\s{0,4}(?:[>|»›]|[A-Z][A-Za-z]{0,15}>)")
_ODD = re.compile(r"&nbsp;|[\xa0\u2000-\u200a\u202f\u3000]")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_EDGES = " \t*_-‐—"


@dataclass(frozen=True, slots=True)
class Wrote:
    """How many lines say who wrote.

    sure: what follows is a quote, marked or not; always: even in a mail that answers none. weak: no more than a verb
    tells.
    """

    length: int
    sure: bool
    always: bool = False
    weak: bool = False


def who_wrote(lines: list[str], at: int) -> Wrote | None:
    """Return the lines from `at` that say who wrote what follows, and when; None when none do."""
    joined = ""
    for count in range(1, min(LINES_OF_INTRO, len(lines) - at) + 1):
        line = plain(lines[at + count - 1])
        joined = f"{joined} {line}".strip()
        if count > 1 and (role_of(line) or lines[at + count - 1].startswith("--")):
            return None
        if len(joined) > LONGEST_INTRO or _is_gap(lines, at, count) or (count == 1 and not _may_begin(joined)):
            return None
        if line and ends_introduction(line) and (found := _told(joined)):
            if any(_begins_anew(lines, at, later, at + count) for later in range(at + 1, at + count)):
                return None
            sure = found == "sure" or (found == "alone" and _stands_alone(lines, at, at + count))
            if sure or _is_followed_by_marks(lines, at + count):
                return Wrote(count, sure=sure, always=found == "sure", weak=found == "weak")
    return None


def _is_gap(lines: list[str], at: int, count: int) -> bool:
    """Return True when the line number `count` from `at` is empty, but for one above an address on a line of its"
    " own."""
    place = at + count - 1
    return not lines[place].strip() and not (count == 2 and place + 1 < len(lines) and lines[place + 1][:1] == "<")


def _is_followed_by_marks(lines: list[str], at: int) -> bool:
    following = filled(lines, at)
    return following is not None and bool(_MARK.match(lines[following]))


def filled(lines: list[str], start: int) -> int | None:
    """Return which of the next three lines is the first that is not empty, None when none is."""
    for place in range(start, min(start + 3, len(lines))):
        if lines[place].strip():
            return place
    return None


def _begins_anew(lines: list[str], start: int, later: int, end: int) -> bool:
    """Return True when words stand before the introduction: it is told from `later` on, too, and begins there."""
    rest = " ".join(plain(line) for line in lines[later:end])
    broken = STARTS.match(plain(lines[start])) and not lines[later - 1].rstrip().endswith(tuple(".!?:。！？：…"))
    return not broken and bool(_told(rest))


def plain(line: str) -> str:
    """Return a line with usual blanks and without marks of quote, emphasis and direction around it."""
    if not line.isascii() or "&" in line:
        line = _UNSEEN.sub("", _ODD.sub(" ", line))
    return line.lstrip(_EDGES + ">").rstrip(_EDGES)


def _may_begin(text: str) -> bool:
    return "@" in text or "<" in text or bool(_DIGIT.search(text)) or says_who(text)


def _stands_alone(lines: list[str], start: int, end: int) -> bool:
    """Return True when nothing but a quote follows directly, and no sentence is left open above."""
    above = lines[start - 1].strip() if start else ""
    below = lines[end].strip() if end < len(lines) else ""
    return not above.endswith((":", ",", "：")) and (not above or not below or below.startswith(">"))


def is_introduction(text: str) -> bool:
    """Return True when one line surely says who wrote when.

    >>> is_introduction("Am 3. Dez. 2026 um 09:10 schrieb Jo <jo@client.example>:"), is_introduction("I wrote it:")
    (True, False)
    """
    return _told(plain(text)) in ("sure", "alone")


def _told(text: str) -> str:
    """Return how surely a text introduces a quote.

    "sure"; "alone": where no words stand beside it; "marked": where marked lines follow; "weak": no more than a verb;
    "" for none.
    """
    ends = text.endswith((":", "："))
    if not ends and not _DIGIT.search(text):
        return ""
    timed = bool(CLOCK.search(text))
    if not ends and not timed:
        return "marked" if DATED.match(text) and ADDRESS.search(text) else ""
    dated, addressed = bool(YEAR.search(text)), bool(ADDRESS.search(text))
    if timed and (dated or addressed) and (found := _dated(text, ends=ends, addressed=addressed)):
        return found
    if ISO_INTRO.match(text) or (DATED.match(text) and addressed) or (ends and QUOTING.match(text)):
        return "marked"
    if not ends or not (addressed or says_who(text)):
        return ""
    return "marked" if dated or timed or addressed or BARE_ADDRESS.search(text) else "weak"


def _dated(text: str, *, ends: bool, addressed: bool) -> str:
    """Return how surely a text with a date and a time introduces a quote: "sure", "alone", or ""."""
    wrote = WROTE_SIGN.search(text)
    if GMT_INTRO.match(text):
        return "alone"
    if ends and addressed and not wrote:
        return "alone" if _begins_with_date(text) else ""
    begun = bool(STARTS.match(text))
    if not wrote or not (begun or _begins_with_name(text)) or not (addressed or _names_somebody(text)):
        return ""
    over = ends or (begun and (text.endswith((">", ")")) or wrote.end() > len(text) - 3))
    return ("sure" if addressed else "alone") if over else ""


def _begins_with_date(text: str) -> bool:
    """Return True when a text begins with a date, other than in a log, and has but a name before the address."""
    address = ADDRESS.search(text)
    if address is None or len(text) - address.end() > 3 or not DATE_FIRST.match(text) or LOG_DATE.match(text):
        return False
    return _is_name(_name_words(text[_moment_end(text[: address.start()]) : address.start()]))


def _begins_with_name(text: str) -> bool:
    """Return True when a text begins with a name and its address."""
    address = ADDRESS.search(text[:160])
    return (
        address is not None and not CLOCK.search(text[: address.start()]) and _is_name(text[: address.start()].split())
    )


def _moment_end(text: str) -> int:
    """Return where the last date or time in a text ends, 0 where there is none."""
    return max((found.end() for sign in (CLOCK, YEAR) for found in sign.finditer(text)), default=0)


def _is_name(words: list[str]) -> bool:
    return len(words) <= 6 and all(not word[0].islower() or "@" in word for word in words)


def _names_somebody(text: str) -> bool:
    """Return True when what is written beside the verb is a name, not words of a sentence."""
    verb = WROTE_SIGN.search(text)
    if verb is None:
        return False
    before = _name_words(text[_moment_end(text[: verb.start()]) : verb.start()])
    name = before or _name_words(text[verb.end() :])
    return bool(name) and _is_name(name)


_NOT_NAMES = frozenset(
    "from am pm a.m. p.m. a à ha hat het heeft o ο ο, uhr gmt utc cet cest user użytkownik användare le el il kl um"
    " folgendes"
    " volgende with folgendes: şunu şunları tarihinde さんが に π.μ. μ.μ. r. г. р. ч. klo keltezéssel от від по"
    " 오전 오후"
    " 上午 下午 :".split()
)


def _name_words(text: str) -> list[str]:
    """Return the words of a text but for numbers, zones and what stands between a date and a name."""
    words = [word.strip(",;:()\"'") for word in text.split()]
    return [word for word in words if word and word.casefold() not in _NOT_NAMES and not re.match(r"[\d+(\[-]", word)]


def ends_introduction(line: str) -> bool:
    """Return True when a line could be the last of "On … wrote:"; cheap, as it is asked of every line."""
    end = (line if line.isascii() else _UNSEEN.sub("", line)).rstrip(" \t*-_‐\xa0")
    if not end or len(line) > LONGEST_INTRO:
        return False
    if end[-1] in ":：" or (end[-1] in ">)" and "@" in end) or (end[-2:] in _LAST_LETTERS and end.endswith(LAST_WORDS)):
        return True
    return end[0].isdigit() and ISO_INTRO.match(end) is not None
