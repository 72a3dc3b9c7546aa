"""Blocks of headers that mail programs copy above what they answer or forward: From, Sent, To, Subject."""

import re
from dataclasses import dataclass

from mailhelp.core.quotetongues import ROLE_OF

MOST_LINES = 24
LONGEST_NAME = 60
_CLOCK = re.compile(r"(?<![\d.])\d{1,2}(?:\s?[:h時시点點]\s?\d{2}|\.\d{2}(?![\d.]))")
_ADDRESS = re.compile(r"[^\s@<>\[\]]@[^\s@<>\[\]]")
# The name of a month or of a day, as programs write them and people who fill in a form seldom do.
_SPELT = re.compile(r"[^\W\d_]{3,}")
# Any other header, as those write it who forward all of them.
_OTHER = re.compile(r"^[\s>]{0,4}[A-Z][A-Za-z]{1,20}-[A-Za-z-]{1,30}:(?:\s|$)")
_SPACES = re.compile(r"&nbsp;|[\u3000\xa0\u2000-\u200f\u202a-\u202f\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Block:
    """Copied headers: how many lines they take, and their values by role, first ones only.

    sure: no person writes so. A list of From, To, Date and Subject alone is also what a form or a journey looks like.
    """

    length: int
    fields: dict[str, str]
    sure: bool


def header_block(lines: list[str], at: int) -> int:
    """Return how many lines from `at` are headers of a copied mail, 0 for none or where it is not sure."""
    block = read_block(lines, at)
    return block.length if block and block.sure and not _is_announced(lines, at) else 0


def role_of(line: str) -> str | None:
    """Return which header of a copied mail a line is (from, sent, date, to, cc, subject), None when it is none."""
    return _field(line)[0]


def read_block(lines: list[str], at: int, *, fewest: int = 3) -> Block | None:
    """Return the headers that begin at `at`; None when they are fewer than `fewest`, or no From is among them.

    A value may go on in lines below, and blank lines stand between them where HTML was made text.
    """
    if _field(lines[at])[0] is None:
        return None
    fields: dict[str, str] = {}
    role, end, strange = None, at, 0
    for place in range(at, min(at + MOST_LINES, len(lines))):
        found, value = _field(lines[place])
        if not lines[place].strip(" \t>|*\xa0"):
            if _is_over(fields, lines, place):
                break
        elif found and found not in fields:
            role, strange, end = found, 0, place + 1
            fields[found] = value
        elif _OTHER.match(lines[place]):
            continue
        elif found or role is None or strange == 2:
            break
        else:
            strange += 1
            fields[role] += " " + _bare(lines[place])
    return _block(fields, end - at, fewest)


def _is_over(fields: dict[str, str], lines: list[str], place: int) -> bool:
    """Return True when the blank line at `place` ends the headers: the next line is none of them."""
    following = next((line for line in lines[place + 1 : place + 3] if line.strip()), "")
    role = _field(following)[0]
    return role is None or role in fields


def _block(fields: dict[str, str], length: int, fewest: int) -> Block | None:
    if "from" not in fields or len(fields) < fewest:
        return None
    return Block(length, fields, _is_sure(fields))


def _is_sure(fields: dict[str, str]) -> bool:
    """Return True when the headers say a moment and a mailbox, or are those that only mail programs write."""
    timed = bool(_CLOCK.search(fields.get("sent", "") + " " + fields.get("date", "")))
    addressed = any(_ADDRESS.search(fields.get(role, "")) for role in ("from", "to"))
    if "subject" in fields and "sent" in fields:
        return timed or addressed or "to" in fields
    spelt = bool(_SPELT.search(fields.get("date", "")))
    return timed and (addressed or (spelt and "subject" in fields and "to" in fields))


def _is_announced(lines: list[str], at: int) -> bool:
    """Return True when the line directly above ends in a colon: somebody shows a copy of a mail."""
    above = lines[at - 1].strip() if at else ""
    return above.endswith((":", "：")) and role_of(above) is None


def _field(line: str) -> tuple[str | None, str]:
    """Return role and value of a header line; (None, "") for any other."""
    head = line[: LONGEST_NAME * 2]
    if ":" not in head and "：" not in head and "|" not in head:
        return None, ""
    if not head.isascii() or "&" in head:
        head = _SPACES.sub(" ", head).replace("：", ":")
    head = head.lstrip(" \t>*_|#-")
    name, colon, _ = head[:LONGEST_NAME].partition(":")
    if not colon:
        name, colon, _ = head[:LONGEST_NAME].partition("|")
    role = ROLE_OF.get(" ".join(name.strip(" \t*_").casefold().split())) if colon else None
    if role is None and " " in name:
        role = ROLE_OF.get("".join(name.strip(" *_").split())) if colon else None
    return (role, _bare(re.split(r"[:：|]", line.lstrip(" \t>*_|#-"), maxsplit=1)[-1])) if role else (None, "")


def _bare(value: str) -> str:
    return value[:1000].lstrip(" \t>*_|\xa0").rstrip(" \t*_|\xa0")
