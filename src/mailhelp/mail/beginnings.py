"""What stands wrong at the beginning of a mail, put right before its headers are looked for; linear."""

import re
from codecs import getincrementaldecoder
from io import BytesIO

from mailhelp.core.rawheaders import HEADER_BLOCK_LIMIT, body_start

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UTF_8 = b"\xef\xbb\xbf"
_INDENTED = re.compile(rb"([ \t]{1,40})[!-9;-~]{1,100}:")
_TRACE = re.compile(
    rb"(?i)(?:received|return-path|delivered-to|x-[!-9;-~]{1,80}|dkim-signature|arc-[a-z-]{1,40}|authentication-results"
    rb"|received-spf|envelope-to|delivery-date)[ \t]*:"
)
_AUTHOR = re.compile(rb"(?i)from[ \t]*:")
_HEADER = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
_MOST_LINES = 200
_PIECE = 1 << 18


def begun_right(raw: bytes) -> tuple[bytes, list[str]]:
    """Return a mail whose beginning parsers can read, and what was wrong with it; the same bytes where nothing was.

    Mended: UTF-16, a byte order mark, line ends of CR CR LF, LF CR or CR alone, a header block that is indented, empty
    lines before it, and one between the trace headers and those of the author.
    """
    defects: list[str] = []
    for mend in (_in_bytes, _with_one_line_end, _without_indent, _without_empty_lines, _without_gap):
        raw, defect = mend(raw)
        defects += [defect] if defect else []
    return raw, defects


def _in_bytes(raw: bytes) -> tuple[bytes, str]:
    if raw.startswith(_UTF_16) and b"\0" in raw[:200]:
        return _from_utf_16(raw), "the mail is in UTF-16"
    if raw.startswith(_UTF_8):
        return raw[len(_UTF_8) :], "a byte order mark before the headers"
    return raw, ""


def _from_utf_16(raw: bytes) -> bytes:
    """Return a mail in UTF-8; done piece by piece, as its letters take four bytes each in memory."""
    decoder = getincrementaldecoder("utf-16")("replace")
    written = BytesIO()
    for at in range(0, len(raw), _PIECE):
        written.write(decoder.decode(raw[at : at + _PIECE], at + _PIECE >= len(raw)).encode("utf-8"))
    return written.getvalue()


def _with_one_line_end(raw: bytes) -> tuple[bytes, str]:
    if b"\n" not in raw[:HEADER_BLOCK_LIMIT] and b"\r" in raw:
        return raw.replace(b"\r", b"\n"), "line ends are bare CR"
    first = re.search(rb"[\r\n]+", raw[:2000])
    if first and first[0].startswith(b"\r\r\n"):
        return raw.replace(b"\r\r\n", b"\r\n"), "line ends are CR CR LF"
    if first and first[0] == b"\n\r":
        return raw.replace(b"\n\r", b"\n"), "line ends are LF CR"
    return raw, ""


def _without_indent(raw: bytes) -> tuple[bytes, str]:
    indent = _INDENTED.match(raw)
    if indent is None:
        return raw, ""
    end = body_start(raw[:HEADER_BLOCK_LIMIT])
    lines = raw[:end].splitlines(keepends=True)
    if all(line.startswith(indent[1]) for line in lines if line.strip()):
        lines = [line.removeprefix(indent[1]) for line in lines]
    return b"".join((lines[0].lstrip(b" \t"), *lines[1:], memoryview(raw)[end:])), "the headers are indented"


def _without_empty_lines(raw: bytes) -> tuple[bytes, str]:
    lead = re.match(rb"(?:[ \t]*\r?\n){1,50}(?=[!-9;-~]{1,100}:)", raw[:4096])
    return (raw[lead.end() :], "empty lines before the headers") if lead else (raw, "")


def _without_gap(raw: bytes) -> tuple[bytes, str]:
    """Join trace headers with those of the author where an empty line stands between them."""
    end = body_start(raw[:HEADER_BLOCK_LIMIT])
    above = raw[:end].rstrip(b"\r\n").splitlines() if _TRACE.match(raw) else []
    if not above or not all(line[:1] in b" \t" or _TRACE.match(line) for line in above):
        return raw, ""
    following = raw[end : end + HEADER_BLOCK_LIMIT]
    below = following[: body_start(following)].rstrip(b"\r\n").splitlines()[: _MOST_LINES + 1]
    is_block = len(below) <= _MOST_LINES and all(line[:1] in b" \t" or _HEADER.match(line) for line in below)
    if not is_block or not any(_AUTHOR.match(line) for line in below):
        return raw, ""
    return b"".join((raw[:end].rstrip(b"\r\n"), b"\r\n", memoryview(raw)[end:])), "an empty line among the headers"
