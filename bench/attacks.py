"""Hostile mails of any size: each generator makes one attack as large as it is asked to."""

import random
from dataclasses import dataclass

from attackbodies import BODIES, CHARSETS, HTML, TEXTS
from attackmaking import HEAD, MAIL, MIXED, Make, counted, filled, with_subject


@dataclass(frozen=True, slots=True)
class Attack:
    """One way to hurt a reader of mail; `make` gives a mail of about so many bytes."""

    family: str
    name: str
    make: Make


def attacks() -> list[Attack]:
    """Return all attacks, those of one family together."""
    families = {
        "structure": _STRUCTURE,
        "headers": _HEADERS,
        "addresses": _ADDRESSES,
        "encoded words, ids, dates": _WORDS,
        "bodies": BODIES,
        "charsets": CHARSETS,
        "HTML": HTML,
        "replies, bounces, forwards": TEXTS,
    }
    return [Attack(family, name, make) for family, those in families.items() for name, make in those.items()]


def _nested(size: int) -> bytes:
    level = b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n'
    count = size // (len(level) + 8)
    return HEAD + b"".join(level % (n, n) for n in range(count)) + b"Content-Type: text/plain\r\n\r\nhi\r\n"


def _long_boundary(size: int) -> bytes:
    mark = b"b" * (size // 2)
    return HEAD + b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n--' + mark + b"\r\n\r\nx\r\n"


def _parts_with_long_types(size: int) -> bytes:
    kind = b"Content-Type: text/plain" + b"; a=b" * 780
    count = min(60, size // 4_000)
    part = b"--b\r\n" + kind + b"\r\n\r\n" + b"x" * max(1, (size - count * 4_000) // (count + 1)) + b"\r\n"
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * count + b"--b--\r\n"


_STRUCTURE: dict[str, Make] = {
    "parts": filled(MIXED, b"--b\r\n\r\nx\r\n", b"--b--\r\n"),
    "parts, 900 of growing size": lambda size: MIXED + (b"--b\r\n\r\n" + b"x" * (size // 900) + b"\r\n") * 900,
    "parts with long Content-Types": _parts_with_long_types,
    "nested multiparts": _nested,
    "nested mails": filled(HEAD, b"Content-Type: message/rfc822\r\n\r\n", b"Subject: in\r\n\r\nhi\r\n"),
    "attached mails": filled(MIXED, MAIL, b"--b--\r\n"),
    "attached mails, 900 of growing size": lambda size: (
        MIXED + MAIL.replace(b"hi", b"word " * (size // 4_500)) * 900 + b"--b--\r\n"
    ),
    "a long boundary": _long_boundary,
    "a boundary like a pattern": filled(
        HEAD + b'Content-Type: multipart/mixed; boundary="[(*+?"\r\n\r\n', b"--[(*+?\r\n\r\nx\r\n", b"--[(*+?--\r\n"
    ),
    "lines of dashes in a multipart": filled(MIXED, b"--\r\n"),
    "nothing but line ends": lambda size: b"\r\n" * (size // 2),
    "no header, one line": lambda size: b"x" * size,
    "NULs": lambda size: b"\0" * size,
    "random bytes": lambda size: random.Random(size).randbytes(size),
    "bare CR line ends": lambda size: HEAD.replace(b"\r\n", b"\r") + b"\r" + b"a\r" * (size // 2),
}
_HEADERS: dict[str, Make] = {
    "headers": counted(HEAD, lambda n: b"X-%d: y\r\n" % n, after=b"\r\nhi"),
    "one folded header": filled(HEAD + b"X: ", b"a\r\n ", b"\r\n\r\nhi"),
    "parameters in pieces (RFC 2231)": counted(
        HEAD + b"Content-Type: text/plain", lambda n: b";\r\n name*%d*=%%41" % n, after=b"\r\n\r\nhi"
    ),
    "parameters": counted(HEAD + b"Content-Type: text/plain", lambda n: b"; a%d=b" % n, after=b"\r\n\r\nhi"),
    "a file name that climbs": filled(
        HEAD + b'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="',
        b"../",
        b'etc/cron.d/x"\r\n\r\nhi',
    ),
    "a file name of tricks": filled(
        HEAD + b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''a",
        b"%E2%80%AEfdp%00%0D%0AX-Inj%3A1",
        b".exe\r\n\r\nhi",
    ),
    "Received": counted(
        HEAD,
        lambda n: b"Received: from a%d (b [192.0.2.1]) by c with SMTP id 1; 1 Dec 2026 09:00 +0000\r\n" % n,
        after=b"\r\nhi",
    ),
    "a header block, then a large body": lambda size: HEAD + b"X: y\r\n" * 900 + b"\r\n" + b"word " * (size // 5),
    "no line is a header": filled(b"Subject: s\r\n", b"not a header\r\n"),
}
_ADDRESSES: dict[str, Make] = {
    "To": counted(b"From: a@x.example\r\nTo: ", lambda n: b"a%d@x.example" % n, b", ", b"\r\nSubject: s\r\n\r\nhi"),
    "To, 15 headers within the limit": lambda size: (
        b"From: a@x.example\r\n"
        + (b"To: " + b", ".join(b"a%d@x.example" % n for n in range(800)) + b"\r\n") * 15
        + b"\r\n"
        + b"word " * (size // 5)
    ),
    "From: open comments": filled(b"From: ", b"(", b"a@x.example\r\nSubject: s\r\n\r\nhi"),
    "From: quotes": filled(b"From: ", b'"\\', b" <a@x.example>\r\n\r\nhi"),
    "From: angles": filled(b"From: ", b"<", b"a@x.example\r\n\r\nhi"),
    "From: encoded words": filled(b"From: ", b"=?utf-8?q?a?= ", b"<a@x.example>\r\n\r\nhi"),
    "From, again and again": counted(b"", lambda n: b"From: a%d@x.example\r\n" % n, after=b"\r\nhi"),
    "raw bytes, 15 headers within the limit": lambda size: (
        b"From: a@x.example\r\n"
        + b"".join(name + b": " + b"\xff\xfe" * 8_000 + b"\r\n" for name in (b"To", b"Cc", b"Subject", *[b"X-A"] * 12))
        + b"\r\n"
        + b"word " * (size // 5)
    ),
    "encoded words, 15 headers within the limit": lambda size: (
        b"From: a@x.example\r\n"
        + b"".join(
            name + b": " + b"=?b?q?=FF?= " * 1_300 + b"\r\n" for name in (b"To", b"Cc", b"Subject", *[b"X-A"] * 12)
        )
        + b"\r\n"
        + b"word " * (size // 5)
    ),
    "From: raw bytes": filled(b"From: ", b"\xff\xfe", b" <a\xff@x.example>\r\n\r\nhi"),
}
_WORDS: dict[str, Make] = {
    "Subject: encoded words": filled(
        with_subject(b"")[: -len(b"\r\nMIME-Version: 1.0\r\n")], b"=?utf-8?B?w6k=?=\r\n ", b"\r\n\r\nhi"
    ),
    "Subject: =?": filled(b"From: a@x.example\r\nSubject: ", b"=?", b"\r\n\r\nhi"),
    "Subject: question marks": filled(b"From: a@x.example\r\nSubject: =?a?q?", b"?a", b"\r\n\r\nhi"),
    "Subject: unknown charset": filled(
        b"From: a@x.example\r\nSubject: ", b"=?no-such-charset?B?w6k=?= ", b"\r\n\r\nhi"
    ),
    "Subject: line ends encoded": filled(
        b"From: a@x.example\r\nSubject: ", b"=?utf-8?B?aGkNCkJjYzogdmljdGltQHguZXhhbXBsZQ==?= ", b"\r\n\r\nhi"
    ),
    "Message-ID: [": filled(HEAD + b"Message-ID: <", b"[", b"\r\n\r\nhi"),
    "Message-ID: @": filled(HEAD + b"Message-ID: <", b"@", b">\r\n\r\nhi"),
    "References": counted(HEAD + b"References: ", lambda n: b"<%d@x>" % n, b"\r\n ", b"\r\n\r\nhi"),
    "Date: digits": filled(HEAD + b"Date: Mon, 1 Jan ", b"9", b" 99:99:99 +9999\r\n\r\nhi"),
    "Date: words": filled(HEAD + b"Date: ", b"Mon, 99 Foo ", b"\r\n\r\nhi"),
}
