"""Mails of 25 MB in the shapes that large mail has, and in those that cost a reader most."""

import base64
import binascii
import random
import struct
from collections.abc import Callable

MEGABYTE = 1_048_576
SIZE = 25 * MEGABYTE
SENDER = "jo@firm1.example"
SEED = 20_261_123
WORDS = "Our website is down since eight this morning. "

Shape = Callable[[random.Random], bytes]


def big_mail(shape: str, number: int, to: str) -> bytes:
    """Return a mail of about 25 MB. number: makes its Message-ID and its content differ from those of the others."""
    head = (
        f"From: Jo <{SENDER}>\r\nTo: {to}\r\nSubject: {shape} {number}\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n"
        f"Message-ID: <{shape.replace(' ', '.')}.{number}@firm1.example>\r\nMIME-Version: 1.0\r\n"
    )
    return head.encode("ascii") + SHAPES[shape](random.Random(SEED + number))


def _multipart(*parts: bytes) -> bytes:
    inside = b"".join(b"--frontier\r\n" + part + b"\r\n" for part in (_part(WORDS.encode()), *parts))
    return b'Content-Type: multipart/mixed; boundary="frontier"\r\n\r\n' + inside + b"--frontier--\r\n"


def _part(content: bytes, kind: str = "text/plain; charset=utf-8", more: str = "") -> bytes:
    return f"Content-Type: {kind}\r\n{more}\r\n".encode("ascii") + content


def _base64(size: int, chance: random.Random) -> bytes:
    return base64.encodebytes(chance.randbytes(size)).replace(b"\n", b"\r\n")


def _file(content: bytes, number: int = 0) -> bytes:
    more = f'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="photo{number}.jpg"\r\n'
    return _part(content, "image/jpeg", more)


def _attachment(chance: random.Random) -> bytes:
    return _multipart(_file(_base64(18 * MEGABYTE, chance)))


def _many_attachments(chance: random.Random) -> bytes:
    return _multipart(*(_file(_base64(18 * MEGABYTE // 200, chance), number) for number in range(200)))


def _plain_text(chance: random.Random) -> bytes:
    lines = "".join(f"{chance.randrange(10**9)} {WORDS * 2}\r\n" for _ in range(SIZE // 104))
    return _part(lines.encode("ascii"))


def _text_beyond_ascii(chance: random.Random) -> bytes:
    lines = "".join(
        f"{chance.randrange(10**9)} Сайт не работает с утра, помогите \U0001f600\r\n" for _ in range(SIZE // 76)
    )
    return _part(lines.encode("utf-8"))


def _html(chance: random.Random) -> bytes:
    lines = "".join(f"<p>{chance.randrange(10**9)} <b>{WORDS}</b></p>\r\n" for _ in range(SIZE // 73))
    return _part(lines.encode("ascii"), "text/html")


def _quoted_printable(chance: random.Random) -> bytes:
    piece = binascii.b2a_qp(("Die Seite läuft nicht mehr, bitte prüfen. " * 2000).encode("utf-8")).replace(
        b"\n", b"\r\n"
    )
    more = "Content-Transfer-Encoding: quoted-printable\r\n"
    number = str(chance.randrange(10**9)).encode("ascii")
    return _part(number + piece * (SIZE // len(piece)), more=more)


def _text_in_base64(chance: random.Random) -> bytes:
    text = "".join(f"{chance.randrange(10**9)} {WORDS * 2}\r\n" for _ in range(18 * MEGABYTE // 104))
    content = base64.encodebytes(text.encode("ascii")).replace(b"\n", b"\r\n")
    return _part(content, more="Content-Transfer-Encoding: base64\r\n")


def _forwarded(chance: random.Random) -> bytes:
    """A mail with a file in it, attached in base64 as some programs do against RFC 2046 section 5.2.1."""
    inner = f"From: al@other.example\r\nSubject: the photo\r\n{''}".encode("ascii")
    inner += _multipart(_file(_base64(13 * MEGABYTE + MEGABYTE // 2, chance)))
    content = base64.encodebytes(inner).replace(b"\n", b"\r\n")
    return _multipart(_part(content, "message/rfc822", "Content-Transfer-Encoding: base64\r\n"))


def _forwarded_plainly(chance: random.Random) -> bytes:
    inner = b"From: al@other.example\r\nSubject: the photo\r\n" + _multipart(_file(_base64(18 * MEGABYTE, chance)))
    return _multipart(_part(inner.replace(b"frontier", b"inside"), "message/rfc822"))


def _uuencoded(chance: random.Random) -> bytes:
    lines = (binascii.b2a_uu(chance.randbytes(45)).rstrip(b"\n") for _ in range(18 * MEGABYTE // 45))
    return _part(WORDS.encode() + b"\r\n\r\nbegin 644 photo.jpg\r\n" + b"\r\n".join(lines) + b"\r\n`\r\nend\r\n")


def _many_texts(chance: random.Random) -> bytes:
    line = "😀 läuft nicht\r\n".encode()
    return _multipart(
        *(_part(line * (SIZE // 100 // len(line)) + chance.randbytes(8).hex().encode()) for _ in range(100))
    )


def _many_small_files(chance: random.Random) -> bytes:
    return _multipart(*(_file(_base64(46 * 1024, chance), number) for number in range(390)))


def _around_the_parts(chance: random.Random) -> bytes:
    around = b"%d is no part\r\n" % chance.randrange(10**9) * (SIZE // 20)
    return _multipart().replace(b"--frontier", around + b"--frontier", 1)


def _winmail(chance: random.Random) -> bytes:
    content = chance.randbytes(18 * MEGABYTE)
    attributes = ((0x9002, 6, b""), (0x8010, 1, b"photo.jpg\0"), (0x800F, 6, content))
    told = (b"\x02" + struct.pack("<HHI", *one[:2], len(one[2])) + one[2] + b"\0\0" for one in attributes)
    packed = base64.encodebytes(b"\x78\x9f\x3e\x22\1\0" + b"".join(told)).replace(b"\n", b"\r\n")
    return _multipart(_part(packed, "application/ms-tnef", "Content-Transfer-Encoding: base64\r\n"))


SHAPES: dict[str, Shape] = {
    "attachment": _attachment,
    "plain text": _plain_text,
    "quoted-printable": _quoted_printable,
    "200 attachments": _many_attachments,
    "mail in base64": _forwarded,
    "mail in a mail": _forwarded_plainly,
    "text in base64": _text_in_base64,
    "beyond ASCII": _text_beyond_ascii,
    "html": _html,
    "uuencoded": _uuencoded,
    "winmail.dat": _winmail,
    "100 texts": _many_texts,
    "390 small files": _many_small_files,
    "around the parts": _around_the_parts,
}
