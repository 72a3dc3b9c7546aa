"""The files in a winmail.dat, which Outlook sends in place of attachments (Microsoft MS-OXTNEF).

Own, as tnefparse copies all that remains for every attribute: 1 MB of small ones takes it 1 s, 4 MB take 14 s.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from mailhelp.mail.charsets import decoded
from mailhelp.mail.rtf import is_html_in_rtf, rtf_text
from mailhelp.mail.rtfpacked import unpacked_rtf

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_FILES = 100
MOST_MARKS = 100_000
DEEPEST = 5
_BEGINS, _TITLE, _DATA, _PROPERTIES, _CODEPAGE = 0x9002, 0x8010, 0x800F, 0x9005, 0x9007
_WORDS, _MESSAGE_PROPERTIES = 0x800C, 0x9003
# MAPI properties of an attachment (MS-OXPROPS).
_OBJECT, _NAME, _LONG_NAME, _TYPE, _CONTENT_ID, _DISPLAY_NAME = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712, 0x3001
# And of a message: its words, as HTML, as packed RTF.
_BODY, _HTML, _RTF = 0x1000, 0x1013, 0x1009
_FIXED = {0: 0, 1: 0, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_COUNTED = frozenset((0x0D, 0x1E, 0x1F, 0x102))
_SEVERAL, _NAMED = 0x1000, 0x8000
# The interface that marks an object as a whole message: a TNEF in itself.
_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")


@dataclass(slots=True)
class TnefFile:
    """A file in a TNEF: its name as shown, content type and Content-ID, "" where it has none."""

    name: str = ""
    kind: str = ""
    content_id: str = ""
    content: bytes | memoryview = b""


@dataclass(frozen=True, slots=True)
class TnefText:
    """The words of the message in a TNEF: as text/plain or text/html, in which charset."""

    kind: str
    charset: str
    content: bytes


class _Broken(Exception):
    """The bytes end too early, or claim what they cannot hold."""


def tnef_files(content: bytes | memoryview, depth: int = 1) -> tuple[TnefFile, ...]:
    """Return the files in a TNEF, those of messages in it too; what is broken is read as far as it goes.

    At most MOST_FILES files, MOST_MARKS attributes, messages nested DEEPEST deep; linear.
    """
    if bytes(content[: len(SIGNATURE)]) != SIGNATURE:
        return ()
    found: list[TnefFile] = []
    charset = "cp1252"
    try:
        for kind, value in _attributes(content):
            if kind == _CODEPAGE and len(value) >= 4:
                charset = f"cp{struct.unpack_from('<I', value)[0] & 0xFFFF}"
            elif kind == _BEGINS and len(found) < MOST_FILES:
                found.append(TnefFile())
            elif found:
                _told(found[-1], kind, value, charset)
    except _Broken:
        pass
    return tuple(one for file in found for one in _whole(file, depth))[:MOST_FILES]


def tnef_text(content: bytes) -> TnefText | None:
    """Return the words of the message in a TNEF: the plain ones, else HTML, else what its RTF says; None without any.

    Programs that send the words beside the winmail.dat, as nearly all do, put them there in RTF once more.
    """
    found: dict[int, TnefText] = {}
    charset = "cp1252"
    try:
        for kind, value in _attributes(content):
            if kind == _CODEPAGE and len(value) >= 4:
                charset = f"cp{struct.unpack_from('<I', value)[0] & 0xFFFF}"
            elif kind == _WORDS:
                found[_BODY] = TnefText("text/plain", charset, bytes(value))
            elif kind == _MESSAGE_PROPERTIES:
                for name, form, data in _properties(value):
                    _worded(found, name, "utf-16-le" if form == 0x1F else charset, data)
            elif kind == _BEGINS:
                break
    except _Broken:
        pass
    told = (found[name] for name in (_BODY, _HTML, _RTF) if name in found)
    return next((text for text in told if text.content.strip(b"\x00 \r\n\t")), None)


def _worded(found: dict[int, TnefText], name: int, charset: str, data: memoryview) -> None:
    """Take from a property of the message the words that it holds."""
    if name in (_BODY, _HTML):
        kind = "text/plain" if name == _BODY else "text/html"
        found.setdefault(name, TnefText(kind, charset, bytes(data)))
    elif name == _RTF:
        rtf = unpacked_rtf(bytes(data)).decode("latin-1")
        kind = "text/html" if is_html_in_rtf(rtf) else "text/plain"
        found[name] = TnefText(kind, "utf-8", rtf_text(rtf).encode("utf-8", "replace"))


def _attributes(content: bytes | memoryview) -> Iterator[tuple[int, memoryview]]:
    """Yield id and value of each attribute: level, id, type, length, value, checksum (MS-OXTNEF section 2.1.3)."""
    view = memoryview(content)
    at = 6
    for _ in range(MOST_MARKS):
        if at + 11 > len(view):
            return
        kind, length = struct.unpack_from("<xHxxI", view, at)
        at += 9
        if at + length > len(view):
            raise _Broken
        yield kind, view[at : at + length]
        at += length + 2


def _told(file: TnefFile, kind: int, value: memoryview, charset: str) -> None:
    """Take from an attribute what it tells of a file."""
    if kind == _TITLE:
        file.name = file.name or _text(value, charset)
    elif kind == _DATA:
        file.content = value
    elif kind == _PROPERTIES:
        told: dict[int, str] = {}
        for name, form, data in _properties(value):
            if name == _OBJECT:
                file.content = data
            elif form in (0x1E, 0x1F):
                told[name] = _text(data, "utf-16-le" if form == 0x1F else charset)
        file.name = told.get(_LONG_NAME) or told.get(_NAME) or file.name or told.get(_DISPLAY_NAME, "")
        file.kind, file.content_id = told.get(_TYPE, ""), told.get(_CONTENT_ID, "")


def _properties(value: memoryview) -> Iterator[tuple[int, int, memoryview]]:
    """Yield id, type and value of each MAPI property that has one value (MS-OXTNEF section 2.1.3.4)."""
    reader = _Reader(value)
    for _ in range(min(reader.number(), MOST_MARKS)):
        form, name = reader.pair()
        if name >= _NAMED:
            reader.pass_name()
        several = form & _SEVERAL
        form &= ~_SEVERAL
        count = reader.number() if several or form in _COUNTED else 1
        if several and form not in _COUNTED and _FIXED.get(form, 0) == 0:
            raise _Broken
        for _ in range(count):
            data = reader.counted() if form in _COUNTED else reader.take(_FIXED.get(form, -1))
            if not several:
                yield name, form, data


class _Reader:
    """Reads little-endian numbers and padded values off a buffer; raises _Broken at its end."""

    def __init__(self, value: memoryview) -> None:
        self.value, self.at = value, 0

    def take(self, length: int) -> memoryview:
        """Return the next `length` bytes."""
        start = self.at
        if length < 0 or start + length > len(self.value):
            raise _Broken
        self.at += length
        return self.value[start : self.at]

    def number(self) -> int:
        """Return the next 32-bit number."""
        return int.from_bytes(self.take(4), "little")

    def pair(self) -> tuple[int, int]:
        """Return the next two 16-bit numbers."""
        word = self.number()
        return word & 0xFFFF, word >> 16

    def counted(self) -> memoryview:
        """Return a value that stands behind its length, padded to four bytes."""
        length = self.number()
        data = self.take(length)
        self.at += -length % 4
        return data

    def pass_name(self) -> None:
        """Pass over the name of a property that has one: a GUID, and a number or a text."""
        self.take(16)
        if self.number():
            self.counted()
        else:
            self.number()


def _whole(file: TnefFile, depth: int) -> tuple[TnefFile, ...]:
    """Return a file, or the files of the message that it is."""
    if bytes(file.content[: len(_MESSAGE)]) != _MESSAGE:
        return (file,) if file.content or file.name else ()
    file.content = file.content[len(_MESSAGE) :]
    inner = tnef_files(file.content, depth + 1) if depth < DEEPEST else ()
    return inner or (file,)


def _text(value: memoryview, charset: str) -> str:
    return decoded(bytes(value[:2048]), charset)[0].replace("\x00", "")
