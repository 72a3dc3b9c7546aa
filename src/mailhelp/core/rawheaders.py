"""The header block of a mail, read from its bytes in linear time, and the fingerprint made of it."""

import hashlib
import re
from collections.abc import Iterator

HEADER_BLOCK_LIMIT = 262_144
FINGERPRINTED = (b"from", b"date", b"message-id", b"subject", b"in-reply-to", b"content-type")
_NAME = re.compile(rb"([!-9;-~]+)[ \t]*:")
_PIECE = 1 << 18


# It begins with a set, as Python then looks for the first byte quickly; "\r\n" is one line end, never two.
_BLANK = re.compile(rb"[\r\n](?:(?<=\r)\n)?+(?>\r\n|\n|\r)")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def body_start(raw: bytes) -> int:
    """Return where the body begins: after the first empty line, or the end when there is none."""
    if (found := _usual_body_start(raw)) is not None:
        return found
    blank = _LINE_END.match(raw) or _BLANK.search(raw)
    return blank.end() if blank else len(raw)


def _usual_body_start(raw: bytes) -> int | None:
    """Return where the body begins of a mail whose headers all end in LF or all in CR LF; None for any other."""
    first = raw.find(b"\n")
    line_end = b"\r\n" if raw[max(0, first - 1) : first] == b"\r" else b"\n"
    blank = raw.find(line_end * 2)
    end = blank + len(line_end)
    if blank < 0 or raw[:1] in b"\r\n":
        return None
    ends = raw.count(line_end, 0, end)
    is_usual = raw.count(b"\n", 0, end) == ends and raw.count(b"\r", 0, end) == (ends if len(line_end) == 2 else 0)
    return end + len(line_end) if is_usual else None


def raw_headers(raw: bytes) -> tuple[tuple[bytes, bytes], ...]:
    """Return (name as written, unfolded value) of each header in the first 256 KB, in order.

    A line that is neither a header nor a continuation is passed over.
    """
    found: list[tuple[bytes, list[bytes]]] = []
    for line in raw[: body_start(raw[:HEADER_BLOCK_LIMIT])].splitlines():
        if line[:1] in (b" ", b"\t") and found:
            found[-1][1].append(line.strip())
        elif match := _NAME.match(line):
            found.append((match.group(1), [line[match.end() :].strip()]))
    return tuple((name, b" ".join(part for part in parts if part)) for name, parts in found)


def raw_header(headers: tuple[tuple[bytes, bytes], ...], name: bytes) -> bytes | None:
    """Return the first value of the header `name` (lower case), None when it is missing."""
    return next((value for header, value in headers if header.lower() == name), None)


def message_id(headers: tuple[tuple[bytes, bytes], ...]) -> str | None:
    """Return the first Message-ID without brackets, None when it is missing or empty (RFC 5322 section 3.6.4).

    >>> message_id(((b"Message-Id", b"<a@b.example>"),))
    'a@b.example'
    """
    written = (_first_id(value) for header, value in headers if header.lower() == b"message-id")
    return next((one for one in written if one), None)


def _first_id(value: bytes) -> str:
    """Return the Message-ID in brackets, else the word with "@", else all that is written."""
    if found := re.search(rb"<([^<>]+)>", value):
        return _id(found[1])
    return _id(next((word for word in value.split() if b"@" in word), value).strip(b"<> \t"))


def answered(headers: tuple[tuple[bytes, bytes], ...]) -> str | None:
    """Return the Message-ID that a mail answers: the first of In-Reply-To, else the last of References, else None.

    >>> answered(((b"References", b"<a@b.example> <c@d.example>"),))
    'c@d.example'
    """
    first = _ids(raw_header(headers, b"in-reply-to"))[:1]
    found = first or _ids(raw_header(headers, b"references"))[-1:]
    return _id(found[0]) or None if found else None


def _id(written: bytes) -> str:
    """Return a Message-ID as text, without the blanks and control characters in it."""
    return _UNSEEN.sub("", written.decode("utf-8", "replace"))[:998]


def _ids(value: bytes | None) -> list[bytes]:
    return re.findall(rb"<([^<>\s]+)>", value or b"")


def author(headers: tuple[tuple[bytes, bytes], ...]) -> str | None:
    """Return the address in From, as far as it can be told without a parser; a hint, None where there is none.

    >>> author(((b"From", b'"Jo, Harbour" <jo@harbour.example>'),))
    'jo@harbour.example'
    """
    words = re.split(rb"[\s<>,;:()\"]+", (raw_header(headers, b"from") or b"")[:2000])
    return next((word.decode("utf-8", "replace") for word in reversed(words) if b"@" in word), None)


def fingerprint(raw: bytes, headers: tuple[tuple[bytes, bytes], ...] | None = None) -> str:
    """Return the SHA-256 that knows a mail again (design promise 2), as hexadecimal; `headers`: its own, as read.

    Of From, Date, Message-ID, Subject, In-Reply-To and Content-Type, unfolded, and the body with line ends normalised
    and trailing blank lines cut; never of trace headers or the envelope.
    """
    headers = raw_headers(raw) if headers is None else headers
    digest = hashlib.sha256()
    for name in FINGERPRINTED:
        for header, value in headers:
            if header.lower() == name:
                digest.update(name + b":" + b" ".join(value.split()) + b"\n")
    digest.update(b"\n")
    for piece in _body_pieces(raw):
        digest.update(piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    return digest.hexdigest()


def _body_pieces(raw: bytes) -> Iterator[bytes]:
    """Yield the body without the white space at its end, piece by piece; no piece ends between CR and LF."""
    at = body_start(raw)
    end = _without_blank_end(raw, at)
    while at < end:
        cut = min(at + _PIECE, end)
        cut += raw[cut - 1 : cut + 1] == b"\r\n"
        yield raw[at:cut]
        at = cut


def _without_blank_end(raw: bytes, start: int) -> int:
    """Return where the white space at the end begins, looking back no further than `start`."""
    end = len(raw)
    while end > start:
        first = max(start, end - _PIECE)
        kept = len(raw[first:end].rstrip(b" \t\r\n"))
        if kept:
            return first + kept
        end = first
    return start
