"""Automatic replies and absence notices by their words: weak signs, as people write the same words."""

import re

from mailhelp.mail import absencewords as words
from mailhelp.mail.sieve import Sieve

WEAK_SUBJECT = "Subject"
WEAK_WORDS = "Words"
_OPEN = r"^\W{0,3}"
# What stands between the name of a notice and the subject that it answers.
_TITLE = re.compile(rf"(?i){_OPEN}({words.REPLY}|{words.NOTICE})\s*([:：】\]]|\)\s*\S|[-–—]?\s(re|aw|sv|antw)\s?[:：])")
_BARE = re.compile(
    rf"(?i){_OPEN}({words.REPLY}|{words.NOTICE})"
    r"(\W*$|\s*[-–—,;(（。、]|\s(until|till|from|on|since|to|bis|vom|ab|von|du|jusqu|hasta|dal|tot|od|do"
    r"|até|till|til|до|с)\b|\s\d)"
)
_NAMED_AWAY = re.compile(r"(?i)^.{1,80}\bis (currently )?(out of (the )?office|on vacation|away)\b")
_LEAVE = re.compile(
    rf"(?i){_OPEN}({words.LEAVE})(\W*$|\s*[-–—,;(:：]|\s\d|\s(until|bis|vom|ab|du|hasta|dal|od|do|até|till)\b)"
)
_AWAY = Sieve(f"(?i){words.AWAY}")
_MEANWHILE = Sieve(f"(?i){words.MEANWHILE}")
_NAMED = Sieve(f"(?i){words.NAMED}")
_ASKS = Sieve(f"(?i){words.ASKS}")
_ANSWERS = re.compile(r"(?i)^\s*(re|aw|sv|vs|antw|odp|r|res|rif|ynt|回复|答复|回覆|返信)\s*[:：]")
_QUOTE = re.compile(
    r">|-----|_____|\*?(From|Von|De|Da|Van|От|Från|Fra)\*?\s?:|.{1,120}(wrote|schrieb"
    r"|écrit|escribió|scritto)\s?:"
)
_QUOTING = frozenset(">-_*FVDО")
_BEGINNING = 750
_LONGEST = 2500


def by_subject(subject: str, text: str | None) -> bool:
    """Return True when a subject is that of an automatic reply, and the text does not speak against it.

    text: None where it is not known. "Automatic reply: Printer" is one, unless the text asks for something;
    "Out of office" alone is one where the text says so too, "Out of office printer broken" never.
    """
    form = next((form for form in (_TITLE, _BARE, _NAMED_AWAY, _LEAVE) if form.match(subject)), None)
    if form is None:
        return False
    own = _own(text or "")
    if form is _TITLE:
        return not _ASKS.search(own) or bool(_AWAY.search(own))
    if form is _LEAVE:
        return _is_notice(own)
    return not own.strip() or (_says_away(own) and not _ASKS.search(own))


def by_words(subject: str, text: str, *, answers: bool) -> bool:
    """Return True when a text names itself an automatic reply, or is an absence notice.

    answers: whether the mail has In-Reply-To or References; absence notices answer, people announce their holidays.
    """
    own = _own(text)
    if len(own) >= _LONGEST:
        return False
    if _NAMED.search(own, _BEGINNING):
        return not _ASKS.search(own)
    return (answers or bool(_ANSWERS.match(subject))) and _is_notice(own)


def _is_notice(own: str) -> bool:
    """Return True when a text begins with who is away, says until when or who is there, and wants nothing."""
    return bool(_AWAY.search(own, _BEGINNING) and _MEANWHILE.search(own)) and not _ASKS.search(own)


def _says_away(own: str) -> bool:
    return any(pattern.search(own) for pattern in (_AWAY, _NAMED, _MEANWHILE))


def _own(text: str) -> str:
    """Return the beginning of a text, before what it quotes."""
    own: list[str] = []
    for line in text[:_LONGEST].lstrip().split("\n"):
        if (line[:1] in _QUOTING or line.endswith(":")) and _QUOTE.match(line):
            break
        own.append(line)
    return "\n".join(own)
