"""What is wrong with a mail's parts, beside what parsers say."""

from mailhelp.mail.part import Part

# What a parser says of an attached mail that stands in base64: it was not shown its headers.
_NO_SEPARATOR = "MissingHeaderBodySeparatorDefect"
_PLAIN = ("", "7bit", "8bit", "binary")


def defects_of(found: tuple[str, ...], root: Part) -> tuple[str, ...]:
    """Return the defects that a parser found, without its false alarms, and that a mail is a piece of one."""
    encoded = any(part.kind == "message/rfc822" and part.encoding not in _PLAIN for part in root.own())
    told = tuple(one for one in found if not (encoded and one == _NO_SEPARATOR))
    return (*told, *(_piece(part) for part in root.own() if part.kind == "message/partial"))


def _piece(part: Part) -> str:
    """Say which piece of a mail a message/partial is; pieces are not put together (RFC 2046 section 5.2.2)."""
    number, total = part.params.get("number", "")[:10], part.params.get("total", "")[:10]
    return f"it is piece {number or '?'} of {total or '?'} of a mail: the pieces are not put together"
