"""The header block made right before any parser sees it: linear, and only where something is wrong."""

import re
from collections.abc import Iterator

from mailhelp.core.rawheaders import HEADER_BLOCK_LIMIT, body_start
from mailhelp.mail.beginnings import begun_right

_NAME = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
_ALL_IN_PLACE = re.compile(rb"(?:(?:[ \t]|[!-9;-~]{1,100}+[ \t]*+:)[^\r\n]*+(?:[\r\n]++|\Z)|[\r\n]++)*+")
_KNOWN = re.compile(
    rb"(?i)(from|to|cc|bcc|subject|date|message-id|reply-to|sender|in-reply-to|references|mime-version|content-[a-z-]+"
    rb"|return-path|received|delivered-to|x-[a-z0-9_-]+|list-[a-z-]+|auto-submitted|precedence|dkim-signature|arc-[a-z-]+"
    rb"|user-agent|thread-[a-z]+|authentication-results|errors-to|status|organization|importance|priority)[ \t]*:"
)
# RFC 5322 section 4.5 lets old mail have white space before the colon; parsers take it for the body.
_SPACED = re.compile(rb"(?m)^([!-9;-~]{1,100})[ \t]+:")
_GLUED = re.compile(
    rb"(?im)^(Date:[^\r\n]{0,60}?[+-]\d{4}(?: \([A-Za-z ]{1,20}\))?)((?:Received|From|To|Subject|Message-ID):)"
    rb"|^((?:Message-ID|From|To|Cc|Reply-To|Sender|In-Reply-To|Return-Path):[^\r\n]{0,500}?>)"
    rb"((?:Received|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-Type|X-[A-Z-]{1,30}):)"
    rb"|^([!-9;-~]{1,100}:[^\r\n]{0,500}?[^\s;:])(MIME-Version: ?1\.0|Content-Type: ?(?:text|multipart)/)"
)
_BROKEN_BOUNDARY = re.compile(rb'(?i)(boundary\s*=\s*"[^"\r\n]{0,200})\r?\n([ \t][^"\r\n]{0,200}")')
_MULTIPART = re.compile(rb"(?im)^content-type:[ \t]*multipart/[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")
_FIRST_PART = re.compile(rb'(?im)^--([^\s"-][^\r\n"]{0,69}?)[ \t]*\r?\n(?=content-[a-z-]{1,40}:)')
_LOOKED_AT = 65_536
_UNFOLDED = re.compile(rb"(?im)^(content-type:[^\r\n]{0,200};[ \t]*\r?\n)(boundary=)")
# The same among the headers of a part: what attached texts and mails say is theirs.
_UNFOLDED_IN_PART = re.compile(
    rb"(?im)^--[^\r\n]{1,200}\r?\n(?:(?:(?!--)[!-9;-~]{1,100}:|[ \t])[^\r\n]{0,998}\r?\n){0,50}?"
    rb"content-type:[^\r\n]{0,200};[ \t]*\r?\n(boundary=)"
)


def repaired(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the mail with a header block that parsers can read, and what was wrong with it.

    Mended: a beginning that hides the headers, an mbox "From " line, NULs, two headers glued together, lines that are
    neither a header nor folded, and a missing empty line before the body.
    """
    raw, defects = begun_right(raw)
    end = body_start(raw[:HEADER_BLOCK_LIMIT])
    if end == HEADER_BLOCK_LIMIT:
        # The line that is cut there is no stray one.
        end = raw.rfind(b"\n", 0, end) + 1
    mended = _with_boundary(_mended(raw[:end], defects), raw[end : end + _LOOKED_AT], defects)
    folds = _missing_folds(raw, end)
    if mended == raw[:end] and not folds:
        return raw, tuple(defects)
    return b"".join((mended, *_folded(memoryview(raw), end, folds))), tuple(defects)


def _with_boundary(block: bytes, body: bytes, defects: list[str]) -> bytes:
    """Name the boundary of a multipart that names none, where its first part shows it."""
    claimed = _MULTIPART.search(block)
    if claimed is None or b"boundary" in claimed.group().lower():
        return block
    first = _FIRST_PART.search(body)
    if first is None:
        return block
    defects.append("the Content-Type names no boundary")
    named = claimed.group().rstrip(b"; \t\r\n") + b'; boundary="' + first.group(1) + b'"'
    return block[: claimed.start()] + named + block[claimed.end() :]


def _missing_folds(raw: bytes, start: int) -> list[int]:
    """Return where a boundary stands at the beginning of a line, though it belongs to the Content-Type above."""
    return [found.start(1) for found in _UNFOLDED_IN_PART.finditer(raw, start)] if b"\nboundary=" in raw else []


def _folded(raw: memoryview, at: int, folds: list[int]) -> Iterator[bytes | memoryview]:
    """Yield what stands from `at` on, with a space at each of these places; nothing is copied."""
    for place in folds:
        yield raw[at:place]
        yield b" "
        at = place
    yield raw[at:]


def _mended(block: bytes, defects: list[str]) -> bytes:
    if b"\x00" in block:
        block = block.replace(b"\x00", b"")
        defects.append("NUL bytes in the headers")
    if b"boundary" in block.lower():
        block = _BROKEN_BOUNDARY.sub(rb"\1\2", _UNFOLDED.sub(rb"\1 \2", block))
    glued = _GLUED.sub(rb"\1\3\5\r\n\2\4\6", block)
    if glued != block:
        defects.append("two headers on one line")
    if b" :" in glued or b"\t:" in glued:
        glued = _SPACED.sub(rb"\1:", glued)
    if _ALL_IN_PLACE.fullmatch(glued):
        return glued
    lines = re.findall(rb"[^\r\n]*(?:\r\n|\n|\r|\Z)", glued)
    return _lines_put_right(lines, defects)


def _in_place(line: bytes) -> bool:
    return line[:1] in b" \t\r\n" or _NAME.match(line) is not None


def _lines_put_right(lines: list[bytes], defects: list[str]) -> bytes:
    """Fold stray lines that real headers follow; end the block before a stray line that none follows."""
    last_known = max((place for place, line in enumerate(lines) if _KNOWN.match(line)), default=-1)
    right: list[bytes] = []
    for place, line in enumerate(lines):
        if _in_place(line):
            right.append(line)
        elif place > last_known:
            defects.append("no empty line before the body")
            return b"".join([*right, b"\r\n", *lines[place:]])
        elif line.startswith((b"From ", b">From ")) or not right:
            defects.append("a line before the headers")
        else:
            right.append(b" " + line.removeprefix(b"\\t"))
            defects.append("a header line is not folded")
    return b"".join(right)
