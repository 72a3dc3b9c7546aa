"""The parameters of a MIME header, however they are written (RFC 2045, 2231, 2047)."""

import re

from mailhelp.mail.charsets import decoded
from mailhelp.mail.encodedwords import byte_of, cleaned, text_of

# A quoted value that ends where it should; one with quotes in it; one that never ends; and one without quotes.
_VALUE = (
    rb'"(?:[^"\\]|\\.)*+"(?=\s*(?:[;(]|\Z))|"[^;]*"(?=\s*(?:;|\Z))'
    rb'|"(?:[^";]|;(?!\s{0,9}[\w*.-]{1,99}\s{0,9}=))*+"?|[^;]*'
)
_PARAMETER = re.compile(rb';\s*([^\s=;"]{1,100})\s*=\s*(' + _VALUE + rb")", re.DOTALL)
_WITHOUT_SEMICOLON = re.compile(rb'[^\s;="]{1,100}\s+(?=[\w*.-]{1,99}\s{0,9}=)')
_ESCAPED = re.compile(rb"%([0-9A-Fa-f]{2})")
_ESCAPED_LETTER = re.compile(rb"%[89A-Fa-f][0-9A-Fa-f]")
_Piece = tuple[int, bool, bytes]


def parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """Return the main value (folded) and the parameters of a MIME header, decoded.

    >>> parameters(b"attachment; filename*0*=utf-8''caf%C3%A9; filename*1=.txt")
    ('attachment', {'filename': 'café.txt'})
    """
    value = _with_semicolons(value)
    found: dict[str, list[_Piece]] = {}
    for match in _PARAMETER.finditer(value):
        name, order, extended = _parameter_name(match.group(1))
        found.setdefault(name, []).append((order, extended, _unquoted(match.group(2))))
    main = value.partition(b";")[0].partition(b"(")[0]
    return text_of(main).lower(), {name: _joined(pieces) for name, pieces in found.items()}


def _with_semicolons(value: bytes) -> bytes:
    """Return a value that begins with a parameter, or has no ";" before its first one, as it should be."""
    main = value.partition(b";")[0]
    if b"=" not in main:
        return value
    if b"=" in main.split(None, 1)[0]:
        return b"; " + value
    first = _WITHOUT_SEMICOLON.match(value)
    return value[: first.end()] + b";" + value[first.end() :] if first else value


def _parameter_name(written: bytes) -> tuple[str, int, bool]:
    name, *rest = written.decode("ascii", "replace").lower().split("*")
    order = int(rest[0]) if rest and rest[0].isdecimal() and len(rest[0]) < 4 else -1
    return name, order, bool(rest) and rest[-1] == ""


def _unquoted(value: bytes) -> bytes:
    value = value.strip()
    if value[:1] != b'"':
        return value
    inner = value[1:-1] if len(value) > 1 and value.endswith(b'"') else value[1:]
    return re.sub(rb'\\(["\\])', rb"\1", inner)


def _joined(pieces: list[_Piece]) -> str:
    """Join the pieces of one parameter: an extended one wins over a plain one (RFC 2231 sections 3 and 4)."""
    chosen = _numbered(pieces) or [piece for piece in pieces if piece[1]] or pieces[:1]
    if not any(extended for _, extended, _ in chosen):
        return _plain(b"".join(content for _, _, content in chosen))
    charset, content = b"", b""
    for place, (_, extended, piece) in enumerate(chosen):
        if extended and place == 0 and piece.count(b"'") >= 2:
            charset, _, piece = piece.split(b"'", 2)
        content += _ESCAPED.sub(byte_of, piece) if extended else piece
    if content[:2] == b"=?":
        return text_of(content)
    return cleaned(decoded(content, charset.strip(b'"').decode("ascii", "replace") or None)[0]).strip('"')


def _numbered(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces of a continued parameter in their order, each number once."""
    return [piece for _, piece in sorted({piece[0]: piece for piece in reversed(pieces) if piece[0] >= 0}.items())]


def _plain(content: bytes) -> str:
    """Return a value that is not extended; some programs write it with "%C3%A9" all the same."""
    if not content.isascii() or not _ESCAPED_LETTER.search(content):
        return text_of(content)
    try:
        return cleaned(_ESCAPED.sub(byte_of, content).decode("utf-8"))
    except UnicodeDecodeError:
        return text_of(content)
