"""Hostile bodies: transfer encodings, charsets, HTML, and texts that look like replies, bounces and forwards."""

import base64
import random
import zlib

from attackmaking import HEAD, MAIL, MIXED, Make, counted, filled, typed, with_subject

_CALENDAR = b"--b\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n"
BODIES: dict[str, Make] = {
    "base64, broken": lambda size: typed(b"text/plain", b"base64") + b"A" * (size // 4 * 4 + 1),
    "base64 full of rubbish": filled(typed(b"text/plain", b"base64"), b"QQ=*-\r\n"),
    "quoted-printable of signs": filled(typed(b"text/plain", b"quoted-printable"), b"="),
    "quoted-printable of blanks": filled(typed(b"text/plain", b"quoted-printable"), b" "),
    "uuencoded, broken": filled(typed(b"text/plain", b"x-uuencode") + b"begin 644 ../../etc/passwd\r\n", b"!!!!!\r\n"),
    "uuencoded files in a text": filled(typed(b"text/plain"), b"begin 644 a\r\n#86)C\r\n"),
    "winmail.dat, rubbish": lambda size: (
        typed(b"application/ms-tnef; name=winmail.dat", b"base64")
        + base64.encodebytes(b"\x78\x9f\x3e\x22" + random.Random(1).randbytes(size * 3 // 4))
    ),
    "winmail.dat of many attributes": lambda size: (
        typed(b"application/ms-tnef; name=winmail.dat", b"base64")
        + base64.encodebytes(b"\x78\x9f\x3e\x22\0\0" + b"\x02\x02\x90\x06\0\0\0\0\0\0\0" * (size * 3 // 44))
    ),
    "zip bombs": lambda size: (
        typed(b"application/zip; name=a.zip", b"base64")
        + base64.encodebytes(zlib.compress(b"\0" * 10**6) * max(1, size * 3 // 4 // 1_000))
    ),
    "calendars": filled(MIXED, _CALENDAR + b"END:VCALENDAR\r\n", b"--b--\r\n"),
    "format=flowed": filled(typed(b"text/plain; format=flowed; delsp=yes"), b"a \r\n>> b \r\n"),
    "text/enriched": filled(typed(b"text/enriched"), b"<bold><"),
}
CHARSETS: dict[str, Make] = {
    "rot13": filled(typed(b"text/plain; charset=rot13"), b"hi "),
    "utf-7": filled(typed(b"text/plain; charset=utf-7"), b"+ADw-script+AD4-"),
    "idna": filled(typed(b"text/plain; charset=idna"), b"a."),
    "punycode": lambda size: typed(b"text/plain; charset=punycode") + b"a" * (size // 2) + b"-" + b"z" * (size // 2),
    "unicode_escape": filled(typed(b"text/plain; charset=unicode_escape"), b"\\ud800"),
    "zlib": filled(typed(b"text/plain; charset=zlib"), b"hi"),
    "none, high bytes": lambda size: typed(b"text/plain") + bytes(range(128, 256)) * (size // 128),
    "iso-2022-jp": filled(typed(b"text/plain; charset=iso-2022-jp"), b"\x1b$B-!\x1b(B"),
    "utf-16, broken": lambda size: typed(b"text/plain; charset=utf-16") + b"\xd8\x00" * (size // 2),
}
_PAGE = typed(b"text/html")
HTML: dict[str, Make] = {
    "div": filled(_PAGE, b"<div>"),
    "ul li": filled(_PAGE, b"<ul><li>"),
    "div, closed": lambda size: _PAGE + b"<div>" * (size // 11) + b"</div>" * (size // 11),
    "b": filled(_PAGE, b"<b>x"),
    "p": filled(_PAGE, b"<p>x</p>"),
    "formatting that goes on": lambda size: (
        _PAGE + b"".join(b"<b id=%d>" % n for n in range(200)) + b"<p>x" * (size // 4)
    ),
    "cells": filled(_PAGE + b"<table><tr>", b"<td>x"),
    "rows": filled(_PAGE + b"<table>", b"<tr><td>x</td><td>y</td></tr>"),
    "attributes": counted(_PAGE + b"<a ", lambda n: b"b%d=c " % n, after=b">x</a>"),
    "attributes with tags in them": counted(_PAGE + b"<a ", lambda n: b'b%d="</" ' % n, after=b">x</a>"),
    "&": filled(_PAGE, b"&"),
    "<": filled(_PAGE, b"<"),
    "<!--": filled(_PAGE, b"<!--"),
    "links": filled(_PAGE, b'<a href="https://x.example/a">b</a>'),
    "quotes side by side": filled(_PAGE, b'<blockquote type="cite">x</blockquote>y'),
    "quotes in quotes": lambda size: _PAGE + b'<div class="gmail_quote">x' * (size // 32) + b"</div>" * (size // 32),
    "hidden in hidden": lambda size: _PAGE + b'<p hidden style="display:none">x</p>' * (size // 36),
    "pre": filled(_PAGE, b"<pre>a\nb</pre>"),
    "100 HTML parts": lambda size: (
        MIXED + (b"--b\r\nContent-Type: text/html\r\n\r\n" + b"<p>x</p>" * (size // 900) + b"\r\n") * 100 + b"--b--\r\n"
    ),
}
_TEXT = typed(b"text/plain; charset=utf-8")
_BOUNCE = b"Return-Path: <>\r\nFrom: MAILER-DAEMON@x.example\r\nSubject: Undelivered mail\r\n\r\n"
_STATUS = HEAD + (
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n--b\r\n"
    b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example\r\n\r\n"
)
_FORWARD = with_subject(b"Fwd: s") + b"\r\n"
TEXTS: dict[str, Make] = {
    "On ...": filled(_TEXT, b"On 1 2 a\r\n"),
    "On ... wrote": filled(_TEXT, b"On 1 Dec 2026 at 09:00 a <a@x.example> wrote\r\n"),
    "On ... wrote: and quotes": filled(_TEXT, b"On 1 Dec 2026, a <a@x.example> wrote:\r\n> x\r\ny\r\n"),
    "From:": filled(_TEXT, b"From: a@x.example\r\n"),
    "From: Sent: To:": filled(_TEXT, b"From: a@x.example\r\nSent: now\r\nTo: b\r\n"),
    "dashes on one line": filled(_TEXT, b"-"),
    "lines of dashes": filled(_TEXT, b"-----\r\n"),
    "Original Message": filled(_TEXT, b"----- Original Message ----- x\r\n"),
    "> on one line": filled(_TEXT, b">"),
    "> and new lines": filled(_TEXT, b"> x\r\ny\r\n"),
    "blanks on one line": filled(_TEXT, b" "),
    "empty lines": filled(_TEXT, b"\r\n"),
    "one long word": filled(_TEXT, b"a"),
    "Sent from my": filled(_TEXT, b"Sent from my x\r\n"),
    "forwards": filled(
        _FORWARD, b"---------- Forwarded message ---------\r\nFrom: a <a@x.example>\r\nSubject: s\r\n\r\n"
    ),
    "bounce: addresses": counted(_BOUNCE, lambda n: b"<a%d@x.example>: 550 5.1.1 unknown\r\n" % n),
    "bounce: copies": filled(_STATUS, MAIL, b"--b--\r\n"),
    "bounce: 900 copies of growing size": lambda size: (
        _STATUS + MAIL.replace(b"hi", b"word " * (size // 4_500)) * 900 + b"--b--\r\n"
    ),
    "bounce: @": filled(_BOUNCE, b"@"),
    "bounce: codes": filled(_BOUNCE, b"5.1.1."),
    "bounce: one word": filled(_BOUNCE, b"a"),
    "delivery status": counted(
        _STATUS, lambda n: b"Final-Recipient: rfc822; a%d@x.example\r\nAction: failed\r\n\r\n" % n, after=b"--b--\r\n"
    ),
}
