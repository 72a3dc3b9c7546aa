"""How a hostile mail of any size is made: by one piece repeated, or numbered."""

from collections.abc import Callable

HEAD = b"From: a@client.example\r\nTo: help@desk.example\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
Make = Callable[[int], bytes]
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
MAIL = b"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@x.example\r\nTo: b@x.example\r\nSubject: s\r\n\r\nhi\r\n"


def filled(before: bytes, unit: bytes, after: bytes = b"") -> Make:
    """Return a generator that repeats `unit`."""
    return lambda size: before + unit * max(1, (size - len(before)) // len(unit)) + after


def counted(before: bytes, unit: Callable[[int], bytes], between: bytes = b"", after: bytes = b"") -> Make:
    """Return a generator that writes one numbered `unit` after the other."""

    def make(size: int) -> bytes:
        count = max(1, (size - len(before)) // (len(unit(10_000)) + len(between)))
        return before + between.join(unit(number) for number in range(count)) + after

    return make


def with_subject(value: bytes) -> bytes:
    """Return headers with this subject, without their end."""
    return HEAD.replace(b"Subject: s", b"Subject: " + value)


def typed(kind: bytes, encoding: bytes = b"") -> bytes:
    """Return the headers of a mail of one part, with their end."""
    more = b"Content-Transfer-Encoding: " + encoding + b"\r\n" if encoding else b""
    return HEAD + b"Content-Type: " + kind + b"\r\n" + more + b"\r\n"
