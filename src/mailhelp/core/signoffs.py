"""What stands under somebody's words: signatures, the lines of devices and mail programs, legal footers."""

import re

from mailhelp.core.footers import is_device_line, is_footer, words_above

LONGEST_SIGNATURE = 12
LONGEST_NAME_LINE = 60
MOST_FOOTER_LINES = 60
_DELIMITER = re.compile(r"^\s*-- ?\s*$")
_RULE = re.compile(r"^\s*(?:[—―–ᐧ]|_{2,}|[-=_*#~+—–]{3,})\s*$")
_WORD = re.compile(r"[A-Za-z0-9]")
_POSTSCRIPT = re.compile(r"(?i)^\s*(?:p\.?\s?p?\.?\s?s\.?|n\.?\s?b\.?|ps)\s?[:.)\-–]?\s")
_CONTACT = re.compile(
    r"(?i)[\w.+-]@[\w-]+\.\w|https?://|\bwww\.|\+?\d[\d ()/.-]{7,}\d|\b(?:tel|phone|fon|mob|mobile|fax|handy)\b"
    r"|\b(?:ltd|gmbh|inc|llc|s\.?a\.?r?l?|b\.?v|ag|kg|oy|ab|as|sp\. z|s\.r\.[lo]|plc)\b"
)


def signed_off(lines: list[str], *, any_words: bool) -> list[int]:
    """Return the places of what is no words at the end of a stretch of new lines: signature, footers, devices.

    any_words: new words stand above the stretch, too. What a line with a colon announces is shown, and stays.
    """
    places = set(_signature(lines, any_words=any_words))
    place = len(lines) - 1
    while place >= 0:
        start = _start_of_paragraph(lines, place, places)
        if not lines[place].strip() or place in places:
            place -= 1
        elif is_device_line(lines[place]) and not is_announced(lines, place):
            places.add(place)
        elif is_footer("\n".join(lines[start : place + 1])) and not is_announced(lines, start):
            start += words_above(lines[start : place + 1])
            places.update(range(start, place + 1))
            place = start - 1
        else:
            break
    return sorted(places)


def _start_of_paragraph(lines: list[str], end: int, places: set[int]) -> int:
    """Return where the filled lines begin that end at `end`, as far as a footer may reach."""
    start = end
    while start > max(0, end - MOST_FOOTER_LINES) and lines[start - 1].strip() and start - 1 not in places:
        start -= 1
    return start


def _signature(lines: list[str], *, any_words: bool) -> list[int]:
    """Return the places of the signature in a stretch of new lines: under the first delimiter that can be one."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    ruled = False
    for place in (filled if any_words else filled[1:])[-LONGEST_SIGNATURE * 3 :]:
        if _WORD.match(lines[place]):
            continue
        delimiter = is_delimiter(lines[place])
        if not delimiter and (ruled or not is_rule(lines[place])):
            continue
        ruled = ruled or not delimiter
        if not _shows(lines, place) and (found := signature_lines(lines, place)):
            return found
    return []


def _shows(lines: list[str], at: int) -> bool:
    """Return True when the rule at `at` is part of what is said: it underlines a heading, or a colon announces it."""
    if not any(line.strip() for line in lines[at + 1 :]):
        return False
    above = lines[at - 1].strip() if at else ""
    underlines = bool(above) and not is_rule(above) and lines[at].strip()[0] in "-=~*#+" and not is_delimiter(lines[at])
    return underlines or is_announced(lines, at)


def is_announced(lines: list[str], at: int) -> bool:
    """Return True when the last filled line above `at` ends in a colon."""
    above = next((line.rstrip() for line in reversed(lines[max(0, at - 4) : at]) if line.strip()), "")
    return above.endswith((":", "："))


def is_delimiter(line: str) -> bool:
    """Return True for the line that RFC 3676 section 4.3 puts above a signature; its blank may be lost."""
    return bool(_DELIMITER.match(line))


def is_rule(line: str) -> bool:
    """Return True for a line that is nothing but a rule."""
    return len(line) < 200 and bool(_RULE.match(line))


def signature_lines(lines: list[str], at: int) -> list[int]:
    """Return which places from the delimiter or rule at `at` are a signature; none when they may be words.

    lines: what is new from there up to the next quote. Postscripts are words.
    """
    below = _above_legal_text(lines[at + 1 :])
    may = _may_sign(below) if is_delimiter(lines[at]) else _is_card(below)
    return [at, *_without_postscripts(lines, at + 1)] if may else []


def _above_legal_text(lines: list[str]) -> list[str]:
    """Return the filled lines above the first legal footer, without rules at their end."""
    found: list[str] = []
    for paragraph in paragraphs(lines):
        if is_footer("\n".join(paragraph)):
            break
        found += paragraph
    while found and is_rule(found[-1]):
        found.pop()
    return [line for line in found if not is_device_line(line)]


def paragraphs(lines: list[str]) -> list[list[str]]:
    """Return the stretches of filled lines."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [one for one in found if one]


def _may_sign(below: list[str]) -> bool:
    """Return True when lines under a delimiter may be a signature."""
    return len(below) <= LONGEST_SIGNATURE and (not below or _is_name_like(below[0]))


def _is_card(below: list[str]) -> bool:
    """Return True when lines under a mere rule are surely somebody's name and how to reach them, or a list's."""
    if not below:
        return True
    if len(below) > LONGEST_SIGNATURE or any(is_rule(line) or _is_sentence(line) for line in below):
        return False
    reached = sum(bool(_CONTACT.search(line)) for line in below)
    if not _is_name_like(below[0]):
        return reached * 2 >= len(below)
    return reached > 0 or len(below) <= 3


def _is_sentence(line: str) -> bool:
    bare = line.rstrip()
    return bare.endswith(("?", "!", ":", ".", "。")) or (len(bare) > LONGEST_NAME_LINE and not _CONTACT.search(bare))


def _is_name_like(line: str) -> bool:
    """Return True when a line may be the first of a signature: short, no question, no words in the middle."""
    bare = line.strip(" *_\t|")
    words = bare.split()
    if len(bare) > LONGEST_NAME_LINE or not words or bare.endswith(("?", "？", ":", "：")):
        return False
    if len(words) < 4:
        return not bare[0].islower() or len(words) == 1
    return not bare.endswith((".", "!")) and sum(word[0].islower() for word in words[1:]) * 2 < len(words) - 1


def _without_postscripts(lines: list[str], start: int) -> list[int]:
    """Return the places from `start` that stand in no paragraph begun as a postscript."""
    places, own = [], False
    for place in range(start, len(lines)):
        if not lines[place].strip():
            own = False
        elif _POSTSCRIPT.match(lines[place][:20] + " "):
            own = True
        if not own:
            places.append(place)
    return places
