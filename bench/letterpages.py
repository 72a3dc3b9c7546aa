"""Words and HTML pages as people's mail programs write them; seeded, as all of the bench."""

import binascii
import random
from collections.abc import Callable

from workload import ASIDES

HTML_BYTES = 39_000
FONT = "font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:#333333"
OUTLOOK_STYLE = (
    "@font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;} p.MsoNormal, li.MsoNormal {margin:0cm; "
    'font-size:11.0pt; font-family:"Calibri",sans-serif;} a:link {color:#0563C1; text-decoration:underline;}'
)
Draw = random.Random


def words(draw: Draw, size: int) -> str:
    """Return a paragraph of about `size` characters, now and then with a letter beyond ASCII."""
    found: list[str] = []
    while sum(map(len, found)) < size:
        found.append(draw.choice(ASIDES) if draw.random() < 0.9 else "Übrigens: für Büro 7 gilt das ebenso.")
    return " ".join(found)


def wrapped(text: str) -> list[str]:
    """Return the lines of a paragraph."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 72:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _until(draw: Draw, size: int, block: Callable[[Draw], str]) -> str:
    """Return blocks of HTML that take `size` bytes when they are quoted-printable."""
    blocks: list[str] = []
    length = 0
    while length < size:
        blocks.append(block(draw))
        length += len(binascii.b2a_qp(blocks[-1].encode()))
    return "\n".join(blocks)


def _outlook_paragraph(draw: Draw) -> str:
    text = "\n".join(wrapped(words(draw, draw.randint(40, 250))))
    return f'<p class="MsoNormal"><span lang="EN-GB" style="mso-fareast-language:EN-US">{text}<o:p></o:p></span></p>'


def outlook(draw: Draw, quote: str, share: float = 1.0) -> str:
    """Return a page of desktop Outlook; `share` of the usual size."""
    return (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        f"<style><!--\n{OUTLOOK_STYLE * 4}\n--></style>"
        '<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]--></head>\n'
        f'<body lang="EN-GB" link="#0563C1"><div class="WordSection1">\n'
        f"{_until(draw, int((HTML_BYTES - 6_000) * share), _outlook_paragraph)}\n{quote}</div></body></html>"
    )


def outlook_reply(draw: Draw) -> str:
    """Return a reply of Outlook, a third of it new."""
    quoted = _until(draw, (HTML_BYTES - 6_000) * 2 // 3, _outlook_paragraph)
    head = (
        '<div id="divRplyFwdMsg"><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        '<p class="MsoNormal"><b>From:</b> Desk &lt;help@desk.example&gt;'
        "<br><b>Sent:</b> Friday, 20 November 2026 17:10<br><b>To:</b> Jo<br><b>Subject:</b> The printer</p>"
        "</div></div>"
    )
    return outlook(draw, head + quoted, 0.33)


def _gmail_block(draw: Draw) -> str:
    return f'<div dir="auto">{words(draw, draw.randint(40, 200))}</div><div><br></div>'


def gmail_reply(draw: Draw) -> str:
    """Return a reply of Gmail."""
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
        f'<div><span class="Apple-tab-span" style="white-space:pre">	</span>{words(draw, 120)}</div><div><br></div>'
    )


def apple(draw: Draw) -> str:
    """Return a reply of Apple Mail."""
    return (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="'
        'overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">'
        f'{_until(draw, HTML_BYTES // 2, _apple_block)}<div><br><blockquote type="cite"><div>On 20 Nov 2026, at'
        f" 17:10, Desk wrote:</div><br><div>{_until(draw, HTML_BYTES // 3, _apple_block)}</div>"
        "</blockquote></div></body></html>"
    )


def _news_block(draw: Draw) -> str:
    link = f"https://news.example/c/{draw.getrandbits(160):040x}?utm_source=mail&amp;utm_medium=news"
    return (
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>'
        f'<td align="left" style="padding:20px 30px;{FONT}"><h2 style="margin:0 0 10px;{FONT}">{words(draw, 20)}</h2>'
        f'<p style="margin:0;{FONT}">{words(draw, draw.randint(80, 300))}</p>'
        f'<a href="{link}" style="{FONT}">Read more</a><img src="https://news.example/i/{draw.getrandbits(64):x}.png"'
        ' width="560" alt="" style="display:block"></td></tr></table>'
    )


def newsletter(draw: Draw) -> str:
    """Return a newsletter: tables in a table, with styles on everything."""
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


def dense(draw: Draw) -> str:
    """Return a page that is one large table of small cells."""
    return f"<html><body><table><tbody>{_until(draw, HTML_BYTES, _dense_block)}</tbody></table></body></html>"
