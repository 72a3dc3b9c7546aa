"""Hostile mails of any size: each generator makes one attack as large as it is asked to."""

import base64
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass

HEAD = b"From: a@client.example\r\nTo: help@desk.example\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
Make = Callable[[int], bytes]


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
        "bodies": _BODIES,
        "charsets": _CHARSETS,
        "HTML": _HTML,
        "replies, bounces, forwards": _TEXTS,
    }
    return [Attack(family, name, make) for family, those in families.items() for name, make in those.items()]


def _filled(before: bytes, unit: bytes, after: bytes = b"") -> Make:
    """Return a generator that repeats `unit`."""
    return lambda size: before + unit * max(1, (size - len(before)) // len(unit)) + after


def _counted(before: bytes, unit: Callable[[int], bytes], between: bytes = b"", after: bytes = b"") -> Make:
    """Return a generator that writes one numbered `unit` after the other."""

    def make(size: int) -> bytes:
        count = max(1, (size - len(before)) // (len(unit(10_000)) + len(between)))
        return before + between.join(unit(number) for number in range(count)) + after

    return make


def _subject(value: bytes) -> bytes:
    return HEAD.replace(b"Subject: s", b"Subject: " + value)


def _typed(kind: bytes, encoding: bytes = b"") -> bytes:
    more = b"Content-Transfer-Encoding: " + encoding + b"\r\n" if encoding else b""
    return HEAD + b"Content-Type: " + kind + b"\r\n" + more + b"\r\n"


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


_MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
_MAIL = b"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@x.example\r\nTo: b@x.example\r\nSubject: s\r\n\r\nhi\r\n"
_STRUCTURE: dict[str, Make] = {
    "parts": _filled(_MIXED, b"--b\r\n\r\nx\r\n", b"--b--\r\n"),
    "parts, 900 of growing size": lambda size: _MIXED + (b"--b\r\n\r\n" + b"x" * (size // 900) + b"\r\n") * 900,
    "parts with long Content-Types": _parts_with_long_types,
    "nested multiparts": _nested,
    "nested mails": _filled(HEAD, b"Content-Type: message/rfc822\r\n\r\n", b"Subject: in\r\n\r\nhi\r\n"),
    "attached mails": _filled(_MIXED, _MAIL, b"--b--\r\n"),
    "attached mails, 900 of growing size": lambda size: (
        _MIXED + _MAIL.replace(b"hi", b"word " * (size // 4_500)) * 900 + b"--b--\r\n"
    ),
    "a long boundary": _long_boundary,
    "a boundary like a pattern": _filled(
        HEAD + b'Content-Type: multipart/mixed; boundary="[(*+?"\r\n\r\n', b"--[(*+?\r\n\r\nx\r\n", b"--[(*+?--\r\n"
    ),
    "lines of dashes in a multipart": _filled(_MIXED, b"--\r\n"),
    "nothing but line ends": lambda size: b"\r\n" * (size // 2),
    "no header, one line": lambda size: b"x" * size,
    "NULs": lambda size: b"\0" * size,
    "random bytes": lambda size: random.Random(size).randbytes(size),
    "bare CR line ends": lambda size: HEAD.replace(b"\r\n", b"\r") + b"\r" + b"a\r" * (size // 2),
}
_HEADERS: dict[str, Make] = {
    "headers": _counted(HEAD, lambda n: b"X-%d: y\r\n" % n, after=b"\r\nhi"),
    "one folded header": _filled(HEAD + b"X: ", b"a\r\n ", b"\r\n\r\nhi"),
    "parameters in pieces (RFC 2231)": _counted(
        HEAD + b"Content-Type: text/plain", lambda n: b";\r\n name*%d*=%%41" % n, after=b"\r\n\r\nhi"
    ),
    "parameters": _counted(HEAD + b"Content-Type: text/plain", lambda n: b"; a%d=b" % n, after=b"\r\n\r\nhi"),
    "a file name that climbs": _filled(
        HEAD + b'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="',
        b"../",
        b'etc/cron.d/x"\r\n\r\nhi',
    ),
    "a file name of tricks": _filled(
        HEAD + b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''a",
        b"%E2%80%AEfdp%00%0D%0AX-Inj%3A1",
        b".exe\r\n\r\nhi",
    ),
    "Received": _counted(
        HEAD,
        lambda n: b"Received: from a%d (b [192.0.2.1]) by c with SMTP id 1; 1 Dec 2026 09:00 +0000\r\n" % n,
        after=b"\r\nhi",
    ),
    "a header block, then a large body": lambda size: HEAD + b"X: y\r\n" * 900 + b"\r\n" + b"word " * (size // 5),
    "no line is a header": _filled(b"Subject: s\r\n", b"not a header\r\n"),
}
_ADDRESSES: dict[str, Make] = {
    "To": _counted(b"From: a@x.example\r\nTo: ", lambda n: b"a%d@x.example" % n, b", ", b"\r\nSubject: s\r\n\r\nhi"),
    "To, 15 headers within the limit": lambda size: (
        b"From: a@x.example\r\n"
        + (b"To: " + b", ".join(b"a%d@x.example" % n for n in range(800)) + b"\r\n") * 15
        + b"\r\n"
        + b"word " * (size // 5)
    ),
    "From: open comments": _filled(b"From: ", b"(", b"a@x.example\r\nSubject: s\r\n\r\nhi"),
    "From: quotes": _filled(b"From: ", b'"\\', b" <a@x.example>\r\n\r\nhi"),
    "From: angles": _filled(b"From: ", b"<", b"a@x.example\r\n\r\nhi"),
    "From: encoded words": _filled(b"From: ", b"=?utf-8?q?a?= ", b"<a@x.example>\r\n\r\nhi"),
    "From, again and again": _counted(b"", lambda n: b"From: a%d@x.example\r\n" % n, after=b"\r\nhi"),
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
    "From: raw bytes": _filled(b"From: ", b"\xff\xfe", b" <a\xff@x.example>\r\n\r\nhi"),
}
_WORDS: dict[str, Make] = {
    "Subject: encoded words": _filled(
        _subject(b"")[: -len(b"\r\nMIME-Version: 1.0\r\n")], b"=?utf-8?B?w6k=?=\r\n ", b"\r\n\r\nhi"
    ),
    "Subject: =?": _filled(b"From: a@x.example\r\nSubject: ", b"=?", b"\r\n\r\nhi"),
    "Subject: question marks": _filled(b"From: a@x.example\r\nSubject: =?a?q?", b"?a", b"\r\n\r\nhi"),
    "Subject: unknown charset": _filled(
        b"From: a@x.example\r\nSubject: ", b"=?no-such-charset?B?w6k=?= ", b"\r\n\r\nhi"
    ),
    "Subject: line ends encoded": _filled(
        b"From: a@x.example\r\nSubject: ", b"=?utf-8?B?aGkNCkJjYzogdmljdGltQHguZXhhbXBsZQ==?= ", b"\r\n\r\nhi"
    ),
    "Message-ID: [": _filled(HEAD + b"Message-ID: <", b"[", b"\r\n\r\nhi"),
    "Message-ID: @": _filled(HEAD + b"Message-ID: <", b"@", b">\r\n\r\nhi"),
    "References": _counted(HEAD + b"References: ", lambda n: b"<%d@x>" % n, b"\r\n ", b"\r\n\r\nhi"),
    "Date: digits": _filled(HEAD + b"Date: Mon, 1 Jan ", b"9", b" 99:99:99 +9999\r\n\r\nhi"),
    "Date: words": _filled(HEAD + b"Date: ", b"Mon, 99 Foo ", b"\r\n\r\nhi"),
}
_CALENDAR = b"--b\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n"
_BODIES: dict[str, Make] = {
    "base64, broken": lambda size: _typed(b"text/plain", b"base64") + b"A" * (size // 4 * 4 + 1),
    "base64 full of rubbish": _filled(_typed(b"text/plain", b"base64"), b"QQ=*-\r\n"),
    "quoted-printable of signs": _filled(_typed(b"text/plain", b"quoted-printable"), b"="),
    "quoted-printable of blanks": _filled(_typed(b"text/plain", b"quoted-printable"), b" "),
    "uuencoded, broken": _filled(
        _typed(b"text/plain", b"x-uuencode") + b"begin 644 ../../etc/passwd\r\n", b"!!!!!\r\n"
    ),
    "uuencoded files in a text": _filled(_typed(b"text/plain"), b"begin 644 a\r\n#86)C\r\n"),
    "winmail.dat, rubbish": lambda size: (
        _typed(b"application/ms-tnef; name=winmail.dat", b"base64")
        + base64.encodebytes(b"\x78\x9f\x3e\x22" + random.Random(1).randbytes(size * 3 // 4))
    ),
    "winmail.dat of many attributes": lambda size: (
        _typed(b"application/ms-tnef; name=winmail.dat", b"base64")
        + base64.encodebytes(b"\x78\x9f\x3e\x22\0\0" + b"\x02\x02\x90\x06\0\0\0\0\0\0\0" * (size * 3 // 44))
    ),
    "zip bombs": lambda size: (
        _typed(b"application/zip; name=a.zip", b"base64")
        + base64.encodebytes(zlib.compress(b"\0" * 10**6) * max(1, size * 3 // 4 // 1_000))
    ),
    "calendars": _filled(_MIXED, _CALENDAR + b"END:VCALENDAR\r\n", b"--b--\r\n"),
    "format=flowed": _filled(_typed(b"text/plain; format=flowed; delsp=yes"), b"a \r\n>> b \r\n"),
    "text/enriched": _filled(_typed(b"text/enriched"), b"<bold><"),
}
_CHARSETS: dict[str, Make] = {
    "rot13": _filled(_typed(b"text/plain; charset=rot13"), b"hi "),
    "utf-7": _filled(_typed(b"text/plain; charset=utf-7"), b"+ADw-script+AD4-"),
    "idna": _filled(_typed(b"text/plain; charset=idna"), b"a."),
    "punycode": lambda size: _typed(b"text/plain; charset=punycode") + b"a" * (size // 2) + b"-" + b"z" * (size // 2),
    "unicode_escape": _filled(_typed(b"text/plain; charset=unicode_escape"), b"\\ud800"),
    "zlib": _filled(_typed(b"text/plain; charset=zlib"), b"hi"),
    "none, high bytes": lambda size: _typed(b"text/plain") + bytes(range(128, 256)) * (size // 128),
    "iso-2022-jp": _filled(_typed(b"text/plain; charset=iso-2022-jp"), b"\x1b$B-!\x1b(B"),
    "utf-16, broken": lambda size: _typed(b"text/plain; charset=utf-16") + b"\xd8\x00" * (size // 2),
}
_PAGE = _typed(b"text/html")
_HTML: dict[str, Make] = {
    "div": _filled(_PAGE, b"<div>"),
    "ul li": _filled(_PAGE, b"<ul><li>"),
    "div, closed": lambda size: _PAGE + b"<div>" * (size // 11) + b"</div>" * (size // 11),
    "b": _filled(_PAGE, b"<b>x"),
    "p": _filled(_PAGE, b"<p>x</p>"),
    "formatting that goes on": lambda size: (
        _PAGE + b"".join(b"<b id=%d>" % n for n in range(200)) + b"<p>x" * (size // 4)
    ),
    "cells": _filled(_PAGE + b"<table><tr>", b"<td>x"),
    "rows": _filled(_PAGE + b"<table>", b"<tr><td>x</td><td>y</td></tr>"),
    "attributes": _counted(_PAGE + b"<a ", lambda n: b"b%d=c " % n, after=b">x</a>"),
    "attributes with tags in them": _counted(_PAGE + b"<a ", lambda n: b'b%d="</" ' % n, after=b">x</a>"),
    "&": _filled(_PAGE, b"&"),
    "<": _filled(_PAGE, b"<"),
    "<!--": _filled(_PAGE, b"<!--"),
    "links": _filled(_PAGE, b'<a href="https://x.example/a">b</a>'),
    "quotes side by side": _filled(_PAGE, b'<blockquote type="cite">x</blockquote>y'),
    "quotes in quotes": lambda size: _PAGE + b'<div class="gmail_quote">x' * (size // 32) + b"</div>" * (size // 32),
    "hidden in hidden": lambda size: _PAGE + b'<p hidden style="display:none">x</p>' * (size // 36),
    "pre": _filled(_PAGE, b"<pre>a\nb</pre>"),
    "100 HTML parts": lambda size: (
        _MIXED
        + (b"--b\r\nContent-Type: text/html\r\n\r\n" + b"<p>x</p>" * (size // 900) + b"\r\n") * 100
        + b"--b--\r\n"
    ),
}
_TEXT = _typed(b"text/plain; charset=utf-8")
_BOUNCE = b"Return-Path: <>\r\nFrom: MAILER-DAEMON@x.example\r\nSubject: Undelivered mail\r\n\r\n"
_STATUS = HEAD + (
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n--b\r\n"
    b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example\r\n\r\n"
)
_FORWARD = _subject(b"Fwd: s") + b"\r\n"
_TEXTS: dict[str, Make] = {
    "On ...": _filled(_TEXT, b"On 1 2 a\r\n"),
    "On ... wrote": _filled(_TEXT, b"On 1 Dec 2026 at 09:00 a <a@x.example> wrote\r\n"),
    "On ... wrote: and quotes": _filled(_TEXT, b"On 1 Dec 2026, a <a@x.example> wrote:\r\n> x\r\ny\r\n"),
    "From:": _filled(_TEXT, b"From: a@x.example\r\n"),
    "From: Sent: To:": _filled(_TEXT, b"From: a@x.example\r\nSent: now\r\nTo: b\r\n"),
    "dashes on one line": _filled(_TEXT, b"-"),
    "lines of dashes": _filled(_TEXT, b"-----\r\n"),
    "Original Message": _filled(_TEXT, b"----- Original Message ----- x\r\n"),
    "> on one line": _filled(_TEXT, b">"),
    "> and new lines": _filled(_TEXT, b"> x\r\ny\r\n"),
    "blanks on one line": _filled(_TEXT, b" "),
    "empty lines": _filled(_TEXT, b"\r\n"),
    "one long word": _filled(_TEXT, b"a"),
    "Sent from my": _filled(_TEXT, b"Sent from my x\r\n"),
    "forwards": _filled(
        _FORWARD, b"---------- Forwarded message ---------\r\nFrom: a <a@x.example>\r\nSubject: s\r\n\r\n"
    ),
    "bounce: addresses": _counted(_BOUNCE, lambda n: b"<a%d@x.example>: 550 5.1.1 unknown\r\n" % n),
    "bounce: copies": _filled(_STATUS, _MAIL, b"--b--\r\n"),
    "bounce: 900 copies of growing size": lambda size: (
        _STATUS + _MAIL.replace(b"hi", b"word " * (size // 4_500)) * 900 + b"--b--\r\n"
    ),
    "bounce: @": _filled(_BOUNCE, b"@"),
    "bounce: codes": _filled(_BOUNCE, b"5.1.1."),
    "bounce: one word": _filled(_BOUNCE, b"a"),
    "delivery status": _counted(
        _STATUS, lambda n: b"Final-Recipient: rfc822; a%d@x.example\r\nAction: failed\r\n\r\n" % n, after=b"--b--\r\n"
    ),
}
