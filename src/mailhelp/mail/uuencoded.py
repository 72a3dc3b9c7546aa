"""Files that old programs write into the text of a mail (uuencode)."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

_BEGIN = re.compile(rb"(?m)^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n([!-`][^\r\n]{0,90})\r?$")
MOST_FILES = 100


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file in a text: its name as written, and its lines, still encoded."""

    name: bytes
    lines: bytes


def without_files(body: bytes) -> tuple[bytes, tuple[WrittenFile, ...]]:
    """Return a text without the files written into it, and these files.

    >>> without_files(b"see\\nbegin 644 a.txt\\n#86)C\\n`\\nend\\nbye")
    (b'see\\nbye', (WrittenFile(name=b'a.txt', lines=b'#86)C\\n`'),))
    """
    files: list[WrittenFile] = []
    kept: list[bytes] = []
    at = 0
    for begin in _BEGIN.finditer(body):
        if begin.start() < at or not _is_data(begin.group(2)) or len(files) == MOST_FILES:
            continue
        end = body.find(b"\nend", begin.end())
        end = len(body) if end < 0 else end
        files.append(WrittenFile(begin.group(1).strip(), body[begin.start(2) : end].rstrip(b"\r\n")))
        kept.append(body[at : begin.start()])
        following = body.find(b"\n", end + 1)
        at = len(body) if following < 0 else following + 1
    return b"".join([*kept, body[at:]]), tuple(files)


def _is_data(line: bytes) -> bool:
    """Return True when a line has as many characters as its first says."""
    expected = ((line[0] - 32 & 63) + 2) // 3 * 4
    return expected <= len(line) - 1 <= expected + 1 and max(line) <= 96


def uudecoded(body: bytes) -> bytes:
    """Return what uuencoded lines say; a begin line before them is passed over, broken lines are left out."""
    begin = re.search(rb"(?m)^begin [0-7]{3,4} [^\r\n]{1,255}\r?\n", body)
    return b"".join(_decoded_lines(body[begin.end() :] if begin else body))


def _decoded_lines(body: bytes) -> Iterator[bytes]:
    for line in body.splitlines():
        if line.strip() == b"end":
            return
        length = ((line[0] - 32 & 63) + 2) // 3 * 4 if line else 0
        try:
            yield binascii.a2b_uu(line[: length + 1])
        except binascii.Error:
            continue
