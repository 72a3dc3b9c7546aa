"""The mail that was forwarded in another: its sender, date and subject, where they are unambiguous."""

import re
from datetime import datetime

from mailhelp.core.facts import Address, Forwarded
from mailhelp.core.quoteblocks import read_block, role_of
from mailhelp.core.quoteintro import header_block
from mailhelp.core.quotesigns import ADDRESS, BARE_ADDRESS, RULE_SIGNS, begins_forward, says_forwarded, titled
from mailhelp.core.quotewrote import ends_introduction, filled, who_wrote
from mailhelp.mail.addresses import addresses_of
from mailhelp.mail.headers import cleaned, date_of, first, text_of
from mailhelp.mail.part import Part

# VS is how Danes and Norwegians forward and how Finns answer; the headers tell which.
_PREFIX = re.compile(
    r"(?i)^\s*(?:\[[^\[\]]{1,40}\]\s*)*"
    r"(?P<word>fwd?|wg|tr|i|rv|rm|enc|vs|vb|pd|vl|vl\s?fwd|doorst|ilt|i̇lt|yönlt|tov|továbbítás|πρθ|προώθ|isl"
    r"|переслать|переслано|пересл|转发|轉寄|轉發|転送|전달|הועבר|إعادة توجيه)\s*(?:\[\d+\]|\(\d+\))?\s*[:\uff1a]"
)
# What may stand around a title, and may end one.
_AROUND = " \t>*\xa0\u202f"
_ENDS = f":：{_AROUND}"
_FINNISH = "lähettäjä"
MOST_LINES = 2_000


def forwarded_of(subject: str, text: str, attached: tuple[Part, ...]) -> Forwarded | None:
    """Return the mail forwarded in this one; None when there is none, or several, or it is only quoted.

    Of a mail that was forwarded more than once, the one that its sender had before them.
    """
    mails = [part for part in attached if part.kind == "message/rfc822" and part.children]
    if len(mails) == 1:
        return _attached(mails[0].children[0])
    return None if mails else _inline(subject, text.split("\n")[:MOST_LINES])


def _attached(mail: Part) -> Forwarded | None:
    senders = addresses_of(first(mail.headers, b"from"))
    if len(senders) != 1 or "@" not in senders[0].address:
        return None
    return Forwarded(
        senders[0], text_of(first(mail.headers, b"subject")) or None, date_of(first(mail.headers, b"date"))
    )


def _inline(subject: str, lines: list[str]) -> Forwarded | None:
    """Return what the first forwarded mail in a text says; a quote that stands before it makes it a part of that."""
    prefixed = _PREFIX.match(subject)
    if not prefixed and not any(_may_say_forward(line) for line in lines):
        return None
    ends = [ends_introduction(line) for line in lines]
    for at, line in enumerate(lines):
        if not line.strip() or not (_may_tell(line) or True in ends[at : at + 3]):
            continue
        if _says_forward(lines, at):
            return _marked(lines, at)
        if titled(line) and prefixed:
            return _headers(lines, filled(lines, at + 1))
        if role_of(line) and header_block(lines, at):
            return _headers(lines, at) if prefixed and not _is_finnish_answer(prefixed, lines, at) else None
        if _is_quote(lines, at):
            return None
    return None


def _may_say_forward(line: str) -> bool:
    """Return False for a line that does not say that a forwarded mail follows; cheap, as it is asked of every line."""
    ends = line[-1:] in _ENDS and line.rstrip(_AROUND).endswith((":", "："))
    return (ends or line.lstrip(" \t>|")[:1] in RULE_SIGNS) and says_forwarded(line)


def _may_tell(line: str) -> bool:
    """Return False for a line that is neither a title nor a header; cheap, as it is asked of every line."""
    return ":" in line or "：" in line or "|" in line or not line.lstrip(" \t>|")[:1].isalnum()


def _says_forward(lines: list[str], at: int) -> bool:
    """Return True when the line at `at` says that a forwarded mail follows."""
    line = lines[at]
    if line.lstrip().startswith(">"):
        return False
    below = filled(lines, at + 1)
    if below is None:
        return False
    return bool(titled(line)) and says_forwarded(line) or (begins_forward(line) and role_of(lines[below]) is not None)


def _is_quote(lines: list[str], at: int) -> bool:
    """Return True when a quote begins at `at`: what stands in it was forwarded before, to somebody else."""
    if not any(ends_introduction(line) for line in lines[at : at + 3]):
        return bool(titled(lines[at]))
    told = who_wrote(lines, at)
    return told is not None and told.sure


def _is_finnish_answer(prefix: re.Match[str], lines: list[str], at: int) -> bool:
    return prefix.group("word").casefold() == "vs" and any(
        line.strip(" *>").casefold().startswith(_FINNISH) for line in lines[at : at + 6]
    )


def _marked(lines: list[str], at: int) -> Forwarded | None:
    """Return the mail that the line at `at` says is forwarded; None when another one is forwarded beside it."""
    found = _headers(lines, filled(lines, at + 1))
    if found is None:
        return None
    others = any(_says_forward(lines, place) for place in range(at + 1, len(lines)) if "-" in lines[place][:3])
    nested = bool(found.subject and _PREFIX.match(found.subject))
    return None if others and not nested else found


def _headers(lines: list[str], at: int | None) -> Forwarded | None:
    """Return what the headers from line `at` say, None when they name no one sender."""
    if at is None:
        return None
    block = read_block(lines, at, fewest=1)
    if block is None:
        return _introduced(lines, at)
    sender = _sender(block.fields["from"])
    if sender is None:
        return None
    written = block.fields.get("date") or block.fields.get("sent") or ""
    return Forwarded(sender, cleaned(block.fields.get("subject", "")).strip(" *_\t;") or None, told_moment(written))


def _introduced(lines: list[str], at: int) -> Forwarded | None:
    """Return the sender of a forward that has no headers but "On … wrote:"."""
    told = who_wrote(lines, at)
    if told is None or not told.sure:
        return None
    line = " ".join(lines[at : at + told.length])
    found = ADDRESS.search(line) or BARE_ADDRESS.search(line)
    address = found.group().strip("<>()[] ").removeprefix("mailto:") if found else ""
    return Forwarded(Address("", address)) if address else None


def _sender(written: str) -> Address | None:
    """Return the one address of a From line as mail programs write it: "Jo [mailto:jo@x]", "Jo <jo@x<mailto:jo@x>>"."""
    plain = re.sub(r"\[mailto:([^\]\s]{1,300})\]", r"<\1>", written[:1000])
    plain = re.sub(r"\(mailto:([^)\s]{1,300})\)", r"<\1>", plain)
    plain = (
        re.sub(r"<mailto:[^<>]{0,300}>", "", plain).replace("[", "<").replace("]", ">").replace("*", "").strip(" ;,")
    )
    found = addresses_of(plain.encode("utf-8"))
    return found[0] if len(found) == 1 and "@" in found[0].address else None


_MONTH_NAMES = "january february march april may june july august september october november december".split()
# "3 marraskuuta" is in November, so only whole names count, and their first three letters.
_MONTHS = {form: place for place, name in enumerate(_MONTH_NAMES, 1) for form in (name, name[:3])} | {"sept": 9}
_ENGLISH = re.compile(
    r"^(?:on )?(?:[a-z]{3,9},? )?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]{3,12})|(?P<month2>[a-z]{3,9})"
    r" (?P<day2>\d{1,2})"
    r"(?:st|nd|rd|th)?),? (?P<year>\d{4}),?(?: at)? (?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r" ?(?P<half>[ap]m)? ?\(?(?:(?:gmt|utc|z)(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?|(?P<bare>[+-]\d\d:?\d\d))\)?(?:"
    r" \([a-z ]{2,30}\))?$"
)
_ISO = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)? ?(?:Z|[+-]\d\d:?\d\d)$")


def told_moment(written: str) -> datetime | None:
    """Return the moment that a copied header names, aware; None where its zone or its language leave it open.

    Read are English and numbers alone, with the offset from UTC.

    >>> told_moment("3 November 2026 at 10:12:00 GMT").isoformat(), told_moment("Tuesday, November 3, 2026 10:12 AM")
    ('2026-11-03T10:12:00+00:00', None)
    """
    text = " ".join(written[:100].replace("\u202f", " ").split())
    if _ISO.match(text):
        return _iso(text)
    found = _ENGLISH.match(text.casefold())
    return _english(found) if found else None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(re.sub(r" (?=[Z+-])", "", text))
    except ValueError:
        return None


def _english(found: re.Match[str]) -> datetime | None:
    """Return the moment of a date in English with its offset; None when it is none."""
    month = _MONTHS.get(found["month"] or found["month2"])
    hour = int(found["hour"])
    if month is None or (found["half"] and not 1 <= hour <= 12):
        return None
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    offset = _offset(found["offset"] or found["bare"] or "+00:00")
    day, second = int(found["day"] or found["day2"]), int(found["second"] or 0)
    return _iso(f"{found['year']}-{month:02}-{day:02}T{hour:02}:{found['minute']}:{second:02}{offset}")


def _offset(written: str) -> str:
    """Return "+1", "+0100" or "+01:00" as the last of them."""
    digits = written[1:].replace(":", "")
    hours, minutes = (digits, "00") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    return f"{written[0]}{int(hours):02}:{minutes}"
