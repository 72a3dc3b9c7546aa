"""Mails of everyday shapes and sizes: seeded, so that every run and every machine reads the same bytes."""

import binascii
import random
from collections.abc import Callable
from dataclasses import dataclass

from letterpages import apple, dense, gmail_reply, newsletter, outlook, outlook_reply, words, wrapped
from workload import SEED

TEXT_BYTES = 3_000
BORDER = "mx.desk.example"
Draw = random.Random


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of mail to measure; `bound`: the target on speed is for it."""

    name: str
    mails: tuple[bytes, ...]
    bound: bool


def shapes(each: int, seed: int = SEED) -> list[Shape]:
    """Return all shapes with `each` mails of every one; all lines end with CR LF."""
    return [
        Shape(name, tuple(_mail(Draw(f"{seed} {name} {number}"), make) for number in range(each)), bound)
        for name, make, bound in (
            ("text, few headers", _text_few_headers, True),
            ("text, 4 relays, signed", _text, True),
            ("text, reply with quote", _text_reply, True),
            ("text, quoted-printable", _text_quoted_printable, True),
            ("text, base64", _text_base64, True),
            ("text + HTML, few headers", _both(lambda d: outlook(d, ""), few_headers=True), True),
            ("text + HTML, Outlook", _both(lambda d: outlook(d, "")), True),
            ("text + HTML, Outlook reply", _both(outlook_reply), True),
            ("text + HTML, Gmail reply", _both(gmail_reply), True),
            ("text + HTML, Apple Mail", _both(apple), True),
            ("text + HTML, newsletter", _both(newsletter), True),
            ("HTML only, Outlook", _alone(lambda d: outlook(d, "")), False),
            ("HTML only, Gmail reply", _alone(gmail_reply), False),
            ("HTML only, newsletter", _alone(newsletter), False),
            ("HTML only, dense table", _alone(dense), False),
        )
    ]


def _mail(draw: Draw, make: Callable[[Draw], str]) -> bytes:
    return make(draw).replace("\r\n", "\n").replace("\n", "\r\n").encode()


def _head(draw: Draw, *, answers: bool = False, few: bool = False) -> str:
    sender = f"jo.{draw.randrange(10**6)}@client.example"
    own = (
        f"From: =?utf-8?Q?Jo_M=C3=BCller?= <{sender}>\nTo: Service Desk <help@desk.example>\n"
        f"Subject: {'Re: ' if answers else ''}The printer on floor {draw.randrange(9)} prints blank pages\n"
        f"Date: Mon, 23 Nov 2026 09:{draw.randrange(10, 60)}:00 +0000\n"
        f"Message-ID: <{draw.getrandbits(64):x}@client.example>\n"
        "MIME-Version: 1.0\n"
    )
    thread = "In-Reply-To: <a.1@desk.example>\nReferences: <a.0@client.example>\n <a.1@desk.example>\n"
    return (own if few else _trace(draw, sender) + own) + (thread if answers else "")


def _trace(draw: Draw, sender: str) -> str:
    """Return what four relays, a signer and the border of the desk write above a mail."""
    passed = "".join(
        f"Received: from mx{n}.relay.example (mx{n}.relay.example [192.0.2.{n + 1}])\n\tby mx{n + 1}.relay.example"
        f" (Postfix) with ESMTPS id {draw.getrandbits(40):010X}\n\tfor <help@desk.example>;"
        f" Mon, 23 Nov 2026 09:0{n}:00 +0000\n"
        for n in range(3)
    )
    key = "\n\t".join(f"{draw.getrandbits(256):064x}" for _ in range(5))
    return (
        f"Return-Path: <{sender}>\nReceived: from out.client.example (out.client.example [198.51.100.7])\n\tby {BORDER}"
        " (Postfix) with ESMTPS id 4F00\n\tfor <help@desk.example>; Mon, 23 Nov 2026 09:05:00 +0000\n"
        f"Authentication-Results: {BORDER};\n\tdkim=pass header.d=client.example;\n\tspf=pass smtp.mailfrom={sender};\n"
        "\tdmarc=pass (p=REJECT sp=REJECT) header.from=client.example\n"
        f"{passed}DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=client.example; s=s1;\n\t"
        f"h=from:to:subject:date; bh={draw.getrandbits(128):032x};\n\tb={key}\n"
        "X-Mailer: Example Mail 16.0\nAccept-Language: en-GB\n"
    )


def _letter(draw: Draw, size: int) -> str:
    lines = ["Hello,", ""]
    while sum(map(len, lines)) < size:
        lines += [*wrapped(words(draw, draw.randint(60, 400))), ""]
    return "\n".join([*lines, "Kind regards", "Jo Müller", ""])


def _text_few_headers(draw: Draw) -> str:
    return f"{_head(draw, few=True)}Content-Type: text/plain; charset=utf-8\n\n{_letter(draw, TEXT_BYTES - 350)}"


def _text(draw: Draw) -> str:
    return f"{_head(draw)}Content-Type: text/plain; charset=utf-8\n\n{_letter(draw, TEXT_BYTES)}"


def _text_reply(draw: Draw) -> str:
    quoted = "\n".join(f"> {line}" for line in _letter(draw, TEXT_BYTES // 2).split("\n"))
    body = (
        f"{_letter(draw, TEXT_BYTES // 3)}\nOn Fri, 20 Nov 2026 at 17:10, Desk <help@desk.example> wrote:\n{quoted}\n"
    )
    return f"{_head(draw, answers=True)}Content-Type: text/plain; charset=utf-8\n\n{body}"


def _text_quoted_printable(draw: Draw) -> str:
    return _head(draw) + _part("plain", _letter(draw, TEXT_BYTES))


def _text_base64(draw: Draw) -> str:
    packed = binascii.b2a_base64(_letter(draw, TEXT_BYTES * 3 // 4).encode(), newline=False).decode()
    lines = "\n".join(packed[at : at + 76] for at in range(0, len(packed), 76))
    return f"{_head(draw)}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{lines}\n"


def _part(kind: str, text: str) -> str:
    return (
        f'Content-Type: text/{kind}; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
        f"{binascii.b2a_qp(text.encode(), istext=True).decode()}\n"
    )


def _both(page: Callable[[Draw], str], *, few_headers: bool = False) -> Callable[[Draw], str]:
    def make(draw: Draw) -> str:
        html = page(draw)
        mark = f"----=_Part_{draw.getrandbits(48):x}"
        answers = "quote" in html or "divRplyFwdMsg" in html
        quoted = "\n".join(f"> {line}" for line in _letter(draw, 1_500).split("\n"))
        letter = _letter(draw, 2_000) + ("\nOn Fri, 20 Nov 2026 at 17:10, Desk wrote:\n" + quoted if answers else "")
        head = _head(draw, answers=answers, few=few_headers)
        return (
            f'{head}Content-Type: multipart/alternative;\n boundary="{mark}"\n\n'
            f"--{mark}\n{_part('plain', letter)}\n--{mark}\n{_part('html', html)}\n--{mark}--\n"
        )

    return make


def _alone(page: Callable[[Draw], str]) -> Callable[[Draw], str]:
    return lambda draw: _head(draw) + _part("html", page(draw))
