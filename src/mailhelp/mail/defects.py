"""What is wrong with a mail's headers and parts, beside what parsers say."""

from mailhelp.core.facts import MailFacts
from mailhelp.mail.part import Part

# What a parser says of an attached mail that stands in base64 or comes in pieces, and of the fields of a report, which
# have no body (RFC 3464 section 2.1): it saw no end of headers.
_NO_SEPARATOR = "MissingHeaderBodySeparatorDefect"
_FIELDS = ("message/delivery-status", "message/global-delivery-status")
_PLAIN = ("", "7bit", "8bit", "binary")


def defects_of(found: tuple[str, ...], root: Part) -> tuple[str, ...]:
    """Return the defects that a parser found, without its false alarms, and that a mail is a piece of one."""
    parts = tuple(root.own())
    pieces = tuple(_piece(part) for part in parts if part.kind == "message/partial")
    encoded = any(part.kind == "message/rfc822" and part.encoding not in _PLAIN for part in parts)
    fields = any(part.kind in _FIELDS for part in parts)
    return (*(one for one in found if one != _NO_SEPARATOR or not (encoded or pieces or fields)), *pieces)


def of_headers(facts: MailFacts) -> tuple[str, ...]:
    """Return the defects of the headers, which parsers do not see: an address or a date that cannot be told."""
    named = (*facts.senders, *facts.to, *facts.cc, *facts.reply_to)
    undated = facts.date is None and any(facts.header("date"))
    found = ((any(not one.address for one in named), "AddressHeaderDefect"), (undated, "DateHeaderDefect"))
    return tuple(defect for holds, defect in found if holds)


def _piece(part: Part) -> str:
    """Say which piece of a mail a message/partial is; pieces are not put together (RFC 2046 section 5.2.2)."""
    number, total = part.params.get("number", "")[:10], part.params.get("total", "")[:10]
    return f"it is piece {number or '?'} of {total or '?'} of a mail: the pieces are not put together"
