"""Files that old programs write into the text of a mail (uuencode)."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from operator import methodcaller

_BEGIN = re.compile(rb"(?m)^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n([!-`][^\r\n]{0,90})\r?$")
_FIRST_LINE = re.compile(rb"(?m)^begin [0-7]{3,4} [^\r\n]{1,255}\r?\n")
_END = re.compile(rb"\nend")
_LINE_END = re.compile(rb"\n")
_LINE = re.compile(rb"[^\r\n]+")
_WHOLE = methodcaller("group")
# How long a line is by its first character.
_LENGTHS = tuple(1 + ((first - 32 & 63) + 2) // 3 * 4 for first in range(256))
# Of lines that are undone together.
_PIECE = 4_096
MOST_FILES = 100
# All lines of a file but its last are 61 characters long; what has many of this few is none, and would take its time.
_TINY = 20
MOST_TINY_LINES = 2_000


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file in a text: its name as written, and its lines, still encoded."""

    name: bytes
    lines: memoryview


def without_files(body: bytes | memoryview) -> tuple[memoryview, tuple[WrittenFile, ...]]:
    """Return a text without the files written into it, and these files.

    >>> text, (file,) = without_files(b"see\\nbegin 644 a.txt\\n#86)C\\n`\\nend\\nbye")
    >>> bytes(text), file.name, bytes(file.lines)
    (b'see\\nbye', b'a.txt', b'#86)C\\n`')
    """
    view = memoryview(body)
    files: list[WrittenFile] = []
    kept: list[memoryview] = []
    at = 0
    for begin in _BEGIN.finditer(view):
        if begin.start() < at or not _is_data(begin.group(2)) or len(files) == MOST_FILES:
            continue
        end = _place(_END, view, begin.end())
        files.append(WrittenFile(begin.group(1).strip(), _without_line_ends(view[begin.start(2) : end])))
        kept.append(view[at : begin.start()])
        at = min(_place(_LINE_END, view, end + 1) + 1, len(view))
    return (memoryview(b"".join([*kept, view[at:]])) if files else view), tuple(files)


def _place(sign: re.Pattern[bytes], view: memoryview, start: int) -> int:
    """Return where a sign is found from `start` on, the end when it is not."""
    found = sign.search(view, start)
    return found.start() if found else len(view)


def _without_line_ends(lines: memoryview) -> memoryview:
    end = len(lines)
    while end and lines[end - 1] in b"\r\n":
        end -= 1
    return lines[:end]


def _is_data(line: bytes) -> bool:
    """Return True when a line has as many characters as its first says."""
    expected = ((line[0] - 32 & 63) + 2) // 3 * 4
    return expected <= len(line) - 1 <= expected + 1 and max(line) <= 96


def uudecoded(body: bytes | memoryview) -> bytes:
    """Return what uuencoded lines say; a begin line before them is passed over, broken lines are left out.

    What follows 2,000 lines of a few characters is left out: that is no file.
    Never more than was written: a line that is cut short is taken to end in blanks, so that "M" alone makes 45 bytes.
    """
    return b"".join(uudecoded_pieces(memoryview(body)))


def uudecoded_pieces(body: memoryview) -> Iterator[bytes]:
    """Yield what `uudecoded` returns, piece by piece."""
    begin = _FIRST_LINE.search(body)
    lines = _decoded_lines(body[begin.end() :] if begin else body)
    while piece := list(islice(lines, _PIECE)):
        yield b"".join(piece)


def _decoded_lines(body: memoryview) -> Iterator[bytes]:
    room, tiny = len(body), 0
    for line in map(_WHOLE, _LINE.finditer(body)):
        if line[0] in b"e \t\v\f" and line.strip() == b"end":
            return
        tiny += len(line) < _TINY
        if tiny > MOST_TINY_LINES:
            return
        try:
            content = binascii.a2b_uu(line[: _LENGTHS[line[0]]])
        except binascii.Error:
            continue
        if len(content) >= room:
            yield content[:room]
            return
        room -= len(content)
        yield content
