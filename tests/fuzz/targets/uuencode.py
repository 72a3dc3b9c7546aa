"""Files written into a text are taken out of it, and all else stays."""

import binascii

from mailhelp.mail.uuencoded import MOST_FILES, uudecoded, without_files
from tests.fuzz import words

SEEDS = "uuencode"
WORDS = (b"begin 644 a.txt\n", b"begin 0777 ", b"#86)C\n", b"`\n", b"\nend\n", b"\r\n", b"M", *words.HEADERS[:6])


def check(data: bytes) -> None:
    text, files = _divided(data)

    assert len(files) <= MOST_FILES
    assert len(text) + sum(len(name) + len(lines) for name, lines in files) <= len(data)
    if not files:
        assert text == data
    for name, lines in files:
        assert lines in data and name in data
        assert len(uudecoded(lines)) <= len(lines)
    assert len(uudecoded(data)) <= len(data)
    _written_comes_back(data)


def _written_comes_back(data: bytes) -> None:
    lines = b"".join(binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    text, files = _divided(b"see\nbegin 644 a.bin\n" + lines + b"`\nend\nbye\n")
    if data:
        assert text == b"see\nbye\n" and [uudecoded(lines) for _, lines in files] == [data]


def _divided(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    text, files = without_files(data)
    return bytes(text), [(file.name, bytes(file.lines)) for file in files]
