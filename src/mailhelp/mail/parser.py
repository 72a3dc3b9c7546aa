"""The one door to mail-parser, and the standard library's parser behind it for what mail-parser raises on."""

import email
import logging
import re
from dataclasses import dataclass
from email.message import Message

import mailparser

# What it finds is among the defects; its log lines name no mail.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)
# The gate keeps bodies out, so that what mail-parser says of their text is of others' lines.
_ABOUT_BODIES = frozenset(("CharsetDecodeDefect",))
# What may have parts, or defects that a parser tells.
_PARTED = re.compile(rb"(?i)multipart|message|uu|[*\0\r]|=\?")
_WHOLE_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4}|[\r\n]++)*+(?:[A-Za-z0-9+/]{2}(?:==|[A-Za-z0-9+/]=))?+[\r\n]*+")
_HEADER = re.compile(rb"[^\n]+(?:\n[ \t][^\n]*)*")


@dataclass(frozen=True, slots=True)
class Tree:
    """The MIME tree of a mail: the parsed message, what was wrong with it, and which parser read it."""

    message: Message
    defects: tuple[str, ...]
    parser: str


def parse_tree(slim: bytes) -> Tree | None:
    """Return the MIME tree of a mail that passed the gate; None when no parser makes sense of it.

    A mail of one plain part has no tree to find. Any other is for mail-parser first. It raises on defects in nested
    parts (its epilogue search), so the standard library reads on with its old policy: the new one takes seconds and
    gigabytes for hostile headers.
    """
    if (plain := _of_one_part(slim)) is not None:
        return Tree(plain, (), "none")
    try:
        found = mailparser.parse_from_bytes(slim)
        return Tree(found.message, tuple(sorted(found.defects_categories - _ABOUT_BODIES)), "mail-parser")
    except Exception as fault:  # any error of a parser is news about the mail, not about us
        return _standard_tree(slim, type(fault).__name__)


def _of_one_part(slim: bytes) -> Message | None:
    """Return a mail of one plain part, None for any other; the few headers that the gate leaves it need no parser."""
    head, end, body = (b"", b"\n", slim[1:]) if slim[:1] == b"\n" else slim.partition(b"\n\n")
    if not end or _PARTED.search(head) or not head.isascii():
        return None
    if b"base64" in head.lower() and not _WHOLE_BASE64.fullmatch(body):
        return None
    message = Message()
    for header in _HEADER.findall(head):
        name, _, value = header.decode("ascii").partition(":")
        message.set_raw(name, value.lstrip(" \t"))
    message.set_payload(body.decode("ascii", "surrogateescape"))
    return message


def _standard_tree(slim: bytes, fault: str) -> Tree | None:
    try:
        message = email.message_from_bytes(slim)
        return Tree(message, (f"mail-parser raised {fault}",), "email")
    except Exception:  # as above: the gate's plain reading comes next
        return None
