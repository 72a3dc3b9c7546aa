"""Header values: encoded words, parameters, message ids, dates; linear, and never an error."""

import binascii
import email.utils
import re
from datetime import UTC, datetime
from functools import cached_property

from mailhelp.mail.charsets import codec_for, decoded

RawHeaders = tuple[tuple[bytes, bytes], ...]

_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*){0,8})\?=")
_QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]+")
_PARAMETER = re.compile(rb';\s*([^\s=;"]{1,100})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)
_NONE = [b""]
_ID = re.compile(r"<([^<>\s]{1,998})>")


class Headers(tuple[tuple[bytes, bytes], ...]):
    """The headers of a mail that are asked for many names: each name is found at once."""

    @cached_property
    def by_name(self) -> dict[bytes, list[bytes]]:
        """The values of each name (lower case), in order."""
        found: dict[bytes, list[bytes]] = {}
        for name, value in self:
            found.setdefault(name.lower(), []).append(value)
        return found


def values(headers: RawHeaders, name: bytes) -> list[bytes]:
    """Return the values of all headers called `name` (lower case), in order."""
    if isinstance(headers, Headers):
        return list(headers.by_name.get(name, ()))
    return [value for header, value in headers if header.lower() == name]


def first(headers: RawHeaders, name: bytes) -> bytes:
    """Return the first value of the header `name` (lower case), b"" when it is missing."""
    if isinstance(headers, Headers):
        return headers.by_name.get(name, _NONE)[0]
    return next((value for header, value in headers if header.lower() == name), b"")


def text_of(value: bytes) -> str:
    """Return an unstructured header as people read it (RFC 2047), control characters gone.

    Raw 8-bit bytes are read as UTF-8 or guessed; a broken encoded word stays as it was written.

    >>> text_of(b"=?utf-8?Q?caf=C3=A9?= =?utf-8?Q?_au_lait?=")
    'café au lait'
    """
    if b"=?" not in value:
        plain = _plain(value)
        return plain.strip() if plain.isascii() and plain.isprintable() else cleaned(plain)
    return cleaned("".join(_pieces(value)))


def cleaned(text: str) -> str:
    """Return `text` on one line, without control characters."""
    return _CONTROLS.sub(" ", text.replace("\x00", "")).strip()


def _plain(value: bytes) -> str:
    return value.decode("ascii") if value.isascii() and b"\x1b" not in value else decoded(value, None)[0]


def _pieces(value: bytes) -> list[str]:
    """Divide a header into encoded words and what stands between them, each decoded."""
    pieces: list[str] = []
    run: list[re.Match[bytes]] = []
    at = 0
    for word in _WORD.finditer(value):
        between = value[at : word.start()]
        if run and (between.strip() or word.group(1).lower() != run[0].group(1).lower()):
            pieces.append(_read_run(run))
            run = []
        if between.strip() or at == 0:
            pieces.append(_plain(between))
        run.append(word)
        at = word.end()
    return [*pieces, _read_run(run), _plain(value[at:])]


def _read_run(run: list[re.Match[bytes]]) -> str:
    """Return what encoded words of one charset say together, as letters are cut between them; rubbish stays as is."""
    if not run:
        return ""
    content = b"".join(_unpacked(word) for word in run)
    name = run[0].group(1).partition(b"*")[0].decode("ascii", "replace")
    codec = codec_for(name)
    if codec == "utf-8" and _is_rubbish(content):
        return _plain(b" ".join(word.group() for word in run))
    return decoded(content, name if codec else None)[0]


def _is_rubbish(content: bytes) -> bool:
    """Return True when a quarter of what claims to be UTF-8 is not."""
    return len(content.decode("utf-8", "ignore").encode("utf-8")) * 4 < len(content) * 3


def _unpacked(word: re.Match[bytes]) -> bytes:
    content = word.group(3)
    if word.group(2) in b"qQ":
        return _QUOTED.sub(lambda found: bytes((int(found.group(1), 16),)), content.replace(b"_", b" "))
    return from_base64(content)


def from_base64(content: bytes) -> bytes:
    """Return what base64 text says, whatever is wrong with it: foreign characters, missing or early padding."""
    padding = content.find(b"=")
    if padding >= 0 and content[padding:].strip(b"=\r\n\t "):
        return _from_broken_base64(content)
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        return _from_broken_base64(content)


def _from_broken_base64(content: bytes) -> bytes:
    clean = _NOT_BASE64.sub(b"", content)
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """Return the main value (folded) and the parameters of a MIME header, decoded (RFC 2045, 2231, 2047).

    >>> parameters(b"attachment; filename*0*=utf-8''caf%C3%A9; filename*1=.txt")
    ('attachment', {'filename': 'café.txt'})
    """
    main = value.partition(b";")[0]
    found: dict[str, list[tuple[int, bool, bytes]]] = {}
    for match in _PARAMETER.finditer(value):
        name, order, extended = _parameter_name(match.group(1))
        found.setdefault(name, []).append((order, extended, _unquoted(match.group(2))))
    return _plain(main).strip().lower(), {name: _joined(pieces) for name, pieces in found.items()}


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


def _joined(pieces: list[tuple[int, bool, bytes]]) -> str:
    """Join the pieces of one parameter: an extended one wins over a plain one (RFC 2231 sections 3 and 4)."""
    chosen = [piece for piece in pieces if piece[0] >= 0] or [piece for piece in pieces if piece[1]] or pieces[:1]
    chosen = sorted(chosen, key=lambda piece: piece[0])
    if not any(extended for _, extended, _ in chosen):
        return text_of(b"".join(content for _, _, content in chosen))
    charset, content = b"", b""
    for place, (_, extended, piece) in enumerate(chosen):
        if extended and place == 0 and piece.count(b"'") >= 2:
            charset, _, piece = piece.split(b"'", 2)
        content += re.sub(rb"%([0-9A-Fa-f]{2})", _byte, piece) if extended else piece
    if content[:2] == b"=?":
        return text_of(content)
    return cleaned(decoded(content, charset.decode("ascii", "replace") or None)[0])


def _byte(found: re.Match[bytes]) -> bytes:
    return bytes((int(found.group(1), 16),))


def ids(headers: RawHeaders, name: bytes, most: int) -> tuple[str, ...]:
    """Return the message ids of the header `name` without brackets, each once; over `most` the first and the last."""
    text = " ".join(text_of(value) for value in values(headers, name))
    found = list(dict.fromkeys(_ID.findall(text) or (word.strip("<>,;") for word in text.split() if "@" in word)))
    found = [one for one in found if one]
    return tuple(found if len(found) <= most else found[:1] + found[1 - most :])


def date_of(value: bytes) -> datetime | None:
    """Return the moment a Date header names, aware (UTC where it names no zone); None when it names none."""
    text = value[:200].decode("ascii", "replace")
    try:
        parsed = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
