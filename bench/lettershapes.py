"""Mails of everyday shapes and sizes: seeded, so that every run and every machine reads the same bytes."""

import binascii
import random
from collections.abc import Callable
from dataclasses import dataclass

from workload import ASIDES, SEED

TEXT_BYTES = 3_000
HTML_BYTES = 39_000
BORDER = "mx.desk.example"
FONT = "font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:#333333"
OUTLOOK_STYLE = (
    "@font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;} p.MsoNormal, li.MsoNormal {margin:0cm; "
    'font-size:11.0pt; font-family:"Calibri",sans-serif;} a:link {color:#0563C1; text-decoration:underline;}'
)
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
            ("text + HTML, few headers", _both(lambda d: _outlook(d, ""), few_headers=True), True),
            ("text + HTML, Outlook", _both(lambda d: _outlook(d, "")), True),
            ("text + HTML, Outlook reply", _both(_outlook_reply), True),
            ("text + HTML, Gmail reply", _both(_gmail_reply), True),
            ("text + HTML, Apple Mail", _both(_apple), True),
            ("text + HTML, newsletter", _both(_newsletter), True),
            ("HTML only, Outlook", _alone(lambda d: _outlook(d, "")), False),
            ("HTML only, Gmail reply", _alone(_gmail_reply), False),
            ("HTML only, newsletter", _alone(_newsletter), False),
            ("HTML only, dense table", _alone(_dense), False),
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
        f"h=from:to:subject:date; bh={draw.getrandbits(128):032x};\n\tb={key}\nX-Mailer: Example Mail 16.0\nAccept-Language: en-GB\n"
    )


def _words(draw: Draw, size: int) -> str:
    """Return a paragraph of about `size` characters, now and then with a letter beyond ASCII."""
    found: list[str] = []
    while sum(map(len, found)) < size:
        found.append(draw.choice(ASIDES) if draw.random() < 0.9 else "Übrigens: für Büro 7 gilt das ebenso.")
    return " ".join(found)


def _letter(draw: Draw, size: int) -> str:
    lines = ["Hello,", ""]
    while sum(map(len, lines)) < size:
        lines += [*_wrapped(_words(draw, draw.randint(60, 400))), ""]
    return "\n".join([*lines, "Kind regards", "Jo Müller", ""])


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 72:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


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


def _until(draw: Draw, size: int, block: Callable[[Draw], str]) -> str:
    """Return blocks of HTML that take `size` bytes when they are quoted-printable."""
    blocks: list[str] = []
    length = 0
    while length < size:
        blocks.append(block(draw))
        length += len(binascii.b2a_qp(blocks[-1].encode()))
    return "\n".join(blocks)


def _outlook_paragraph(draw: Draw) -> str:
    words = "\n".join(_wrapped(_words(draw, draw.randint(40, 250))))
    return f'<p class="MsoNormal"><span lang="EN-GB" style="mso-fareast-language:EN-US">{words}<o:p></o:p></span></p>'


def _outlook(draw: Draw, quote: str, share: float = 1.0) -> str:
    return (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        f"<style><!--\n{OUTLOOK_STYLE * 4}\n--></style>"
        '<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]--></head>\n'
        f'<body lang="EN-GB" link="#0563C1"><div class="WordSection1">\n'
        f"{_until(draw, int((HTML_BYTES - 6_000) * share), _outlook_paragraph)}\n{quote}</div></body></html>"
    )


def _outlook_reply(draw: Draw) -> str:
    quoted = _until(draw, (HTML_BYTES - 6_000) * 2 // 3, _outlook_paragraph)
    head = (
        '<div id="divRplyFwdMsg"><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        '<p class="MsoNormal"><b>From:</b> Desk &lt;help@desk.example&gt;'
        "<br><b>Sent:</b> Friday, 20 November 2026 17:10<br><b>To:</b> Jo<br><b>Subject:</b> The printer</p></div></div>"
    )
    return _outlook(draw, head + quoted, 0.33)


def _gmail_block(draw: Draw) -> str:
    return f'<div dir="auto">{_words(draw, draw.randint(40, 200))}</div><div><br></div>'


def _gmail_reply(draw: Draw) -> str:
    own = _until(draw, HTML_BYTES // 3, _gmail_block)
    quoted = _until(draw, HTML_BYTES // 2, _gmail_block)
    return (
        f'<div dir="ltr">{own}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Fri, 20 Nov 2026'
        ' at 17:10, Desk &lt;<a href="mailto:help@desk.example">help@desk.example</a>&gt; wrote:<br></div><blockquote'
        ' class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)">'
        f"{quoted}</blockquote></div>"
    )


def _apple_block(draw: Draw) -> str:
    return (
        f'<div><span class="Apple-tab-span" style="white-space:pre">	</span>{_words(draw, 120)}</div><div><br></div>'
    )


def _apple(draw: Draw) -> str:
    return (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="'
        'overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">'
        f'{_until(draw, HTML_BYTES // 2, _apple_block)}<div><br><blockquote type="cite"><div>On 20 Nov 2026, at 17:10,'
        f" Desk wrote:</div><br><div>{_until(draw, HTML_BYTES // 3, _apple_block)}</div></blockquote></div></body></html>"
    )


def _news_block(draw: Draw) -> str:
    link = f"https://news.example/c/{draw.getrandbits(160):040x}?utm_source=mail&amp;utm_medium=news"
    return (
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>'
        f'<td align="left" style="padding:20px 30px;{FONT}"><h2 style="margin:0 0 10px;{FONT}">{_words(draw, 20)}</h2>'
        f'<p style="margin:0;{FONT}">{_words(draw, draw.randint(80, 300))}</p>'
        f'<a href="{link}" style="{FONT}">Read more</a><img src="https://news.example/i/{draw.getrandbits(64):x}.png"'
        ' width="560" alt="" style="display:block"></td></tr></table>'
    )


def _newsletter(draw: Draw) -> str:
    style = (
        f"<style>body{{margin:0;{FONT}}} @media only screen and (max-width:600px){{.w{{width:100%!important}}}}</style>"
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>News</title>{style * 3}</head><body>'
        '<div style="display:none;max-height:0">What is new this week</div><table width="100%"><tr><td align="center">'
        f'<table width="600" class="w"><tr><td>{_until(draw, HTML_BYTES - 3_000, _news_block)}</td></tr></table>'
        "</td></tr></table></body></html>"
    )


def _dense_block(draw: Draw) -> str:
    name = draw.choice(ASIDES)[:12]
    return f"<tr><td>{draw.randrange(10**6)}</td><td><b>{name}</b></td><td>{draw.random():.2f}</td></tr>"


def _dense(draw: Draw) -> str:
    return f"<html><body><table><tbody>{_until(draw, HTML_BYTES, _dense_block)}</tbody></table></body></html>"
