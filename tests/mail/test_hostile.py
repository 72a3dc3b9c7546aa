"""Mail made to stop us: each is read in time, or gets the plain reading."""

import gc
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailhelp.mail.parse import as_json, read_body, read_mail

HEAD = b"From: a@x.example\r\nTo: help@x.example\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
HTML = HEAD + b"Content-Type: text/html\r\n\r\n"
BOUNCE = b"Return-Path: <>\r\nFrom: MAILER-DAEMON@x.example\r\nSubject: failure notice\r\n\r\n"
MIXED = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
COPY = b"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: a@x.example\r\n" + b"X: y\r\n" * 8_000
MAIL_AS_FILE = (
    b"--b\r\nContent-Type: application/octet-stream; name=a.eml\r\n\r\nFrom: a@x.example\r\nSubject: s\r\n"
    + b"X: y\r\n" * 8_000
)
MOST_SECONDS = 2.0

HOSTILE: dict[str, Callable[[], bytes]] = {
    "many parts": lambda: HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 100_000,
    "deep mails": lambda: HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 5_000 + b"\r\nhi",
    "encoded words": lambda: HEAD.replace(b": s", b": " + b" ".join([b"=?utf-8?B?w6k=?="] * 900)) + b"\r\nhi",
    "open words": lambda: HEAD + (b"X: " + b"=?u?q?a" * 2_300 + b"\r\n") * 15 + b"\r\nhi",
    "many addresses": lambda: HEAD + b"Cc: " + b", ".join([b"a@x.example"] * 1_200) + b"\r\n\r\nhi",
    "open comments": lambda: b"From: " + b"(" * 16_000 + b"\r\n\r\nhi",
    "open quotes": lambda: b"From: " + b'"\\' * 8_000 + b"\r\n\r\nhi",
    "parameters": lambda: HEAD + b"Content-Type: text/plain" + b';a="' * 4_000 + b"\r\n\r\nhi",
    "deep html": lambda: HTML + b"<div>" * 200_000,
    "flat html": lambda: HTML + b"<p>x</p>" * 60_000,
    "cells": lambda: HTML + b"<table><tr>" + b"<td>x" * 80_000,
    "quotes in html": lambda: HTML + b"<blockquote type=cite>x</blockquote>y" * 12_000,
    "attributes": lambda: HTML + b"<a " + b" b" * 200_000 + b">x</a>",
    "introductions": lambda: HEAD + b"\r\n" + b"On 1 2 a\r\n" * 100_000,
    "almost wrote": lambda: HEAD + b"\r\n" + b"Le 1 a 2 <x wrote \r\n" * 60_000,
    "copied headers": lambda: HEAD + b"\r\n" + b"From: a@b\r\nTo: x\r\n" * 60_000,
    "dashes": lambda: HEAD + b"\r\n" + b"-" * 1_000_000,
    "lines of dashes": lambda: HEAD + b"\r\n" + b"--\r\n" * 200_000,
    "quote marks": lambda: HEAD + b"\r\n" + b"> x\r\ny\r\n" * 100_000,
    "spaces": lambda: HEAD + b"\r\n" + b" " * 1_000_000,
    "recipients": lambda: BOUNCE + b"a@b.c 550 5.1.1 x\r\n" * 60_000,
    "at signs": lambda: BOUNCE + b"@" * 500_000,
    "status dots": lambda: BOUNCE + b"5.1.1." * 100_000,
    "broken base64": lambda: HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"A" * 5_000_001,
    "bare CR": lambda: HEAD.replace(b"\r\n", b"\r") + b"\r" + b"a\r" * 300_000,
    "blank lines first": lambda: b"\r\n" * 400_000 + HEAD + b"\r\nhi",
    "copies in a bounce": lambda: b"X-Failed-Recipients: a@x.example\r\n" + HEAD + MIXED + COPY * 500,
    "mails as files": lambda: HEAD + MIXED + MAIL_AS_FILE * 500,
}


@pytest.fixture
def _collected() -> Iterator[None]:
    """Keep what other tests left in memory out of the collections, which would count as reading."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_collected")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_read_in_time(name: str) -> None:
    raw = HOSTILE[name]()
    started = time.process_time()

    facts = read_mail(raw)

    assert time.process_time() - started < MOST_SECONDS
    assert as_json(facts, name)["file"] == name


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_read(raw: bytes) -> None:
    facts = read_mail(raw)

    assert facts.fingerprint
    assert "\0" not in facts.text + facts.subject


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                b"Content-Type: ",
                b"multipart/mixed",
                b"; boundary=",
                b"b",
                b"\r\n",
                b"--b",
                b"--",
                b"text/html",
                b"<p>",
                b"message/rfc822",
                b"\r\n\r\n",
                b"From: ",
                b"a@x",
                b"=?utf-8?q?",
                b"?=",
                b" ",
                b"message/delivery-status",
                b"Content-Transfer-Encoding: base64",
            ]
        ),
        max_size=60,
    )
)
def test_any_pieces_of_mail_are_read(pieces: list[bytes]) -> None:
    assert read_mail(b"".join(pieces)).fingerprint


@given(st.text(max_size=500))
def test_any_html_is_read(html: str) -> None:
    assert "\0" not in read_body(html, html=True).text
