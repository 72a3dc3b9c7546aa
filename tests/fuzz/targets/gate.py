"""What the gate lets through is no more than it counted, and cutting a mail changes nothing of what it says."""

import re
from dataclasses import replace
from email.message import Message

from mailhelp.core.facts import Attachment, MailFacts
from mailhelp.mail.gate import Checked
from mailhelp.mail.gate import check as gate
from mailhelp.mail.limits import DEFAULT
from mailhelp.mail.parse import read_mail, read_plainly
from mailhelp.mail.parser import parse_tree
from tests.fuzz import words
from tests.fuzz.holds import facts_hold

SEEDS = "mails"
WORDS = words.HEADERS + words.STRUCTURE
SMALL = replace(DEFAULT, depth=6, parts=12, kept_in=48, part_header_block=1024, part_headers=3000, marks=60)
CUTTING = replace(DEFAULT, kept_in=48)


def check(data: bytes) -> None:
    _tree_is_as_counted(data)
    _is_read_alike_when_cut(data)
    _is_read_plainly(data)


def _tree_is_as_counted(data: bytes) -> None:
    checked = gate(data, SMALL)
    _places_hold(checked, data)
    tree = None if checked.refused else parse_tree(checked.slim)
    if tree is not None:
        depth, parts = _size_of(tree.message)
        assert depth <= SMALL.depth + 1, f"{depth} levels behind a gate of {SMALL.depth}"
        assert parts <= SMALL.parts + 1, f"{parts} parts behind a gate of {SMALL.parts}"


def _places_hold(checked: Checked, data: bytes) -> None:
    at = 0
    for token, (start, end) in checked.kept_out.items():
        assert at <= start <= end <= len(data), "bodies that overlap"
        assert len(re.findall(token + rb"(?!\d)", checked.slim)) == 1, "a body kept out twice"
        at = end
    start, end = checked.first_text or (0, 0)
    assert 0 <= start <= end <= len(data)


def _size_of(message: Message) -> tuple[int, int]:
    """Return how deep the parts of a parsed mail are nested, and how many there are below the top."""
    deepest, count, above = 1, 0, [(message, 1)]
    while above:
        one, depth = above.pop()
        deepest = max(deepest, depth)
        below = one.get_payload() if one.is_multipart() else []
        held = [child for child in below if isinstance(child, Message)]
        # The mail in a message/rfc822 is not a part of its own to the gate.
        count += len(held) if one.get_content_maintype() != "message" else 0
        above += [(child, depth + 1) for child in held]
    return deepest, count


def _is_read_alike_when_cut(data: bytes) -> None:
    whole, cut = read_mail(data), read_mail(data, limits=CUTTING)
    if whole.readable and cut.readable:
        assert (cut.text, cut.reply) == (whole.text, whole.reply), "cut, a mail has another text"
        assert _told_of(cut) == _told_of(whole), "cut, a mail has other attachments"


def _told_of(facts: MailFacts) -> list[Attachment]:
    """Return the attachments; of what parsers take apart, or mean to, only where it is: it is written anew."""
    torn = ("message/", "multipart/")
    return [replace(one, size=0, sha256="") if one.content_type.startswith(torn) else one for one in facts.attachments]


def _is_read_plainly(data: bytes) -> None:
    facts = read_plainly(data, cause="the parser died")

    facts_hold(facts)
    assert not facts.readable and "the parser died" in facts.defects
    assert len(facts.text) <= DEFAULT.plain_text
