"""A mail as a page that is safe to open: what its reader saw, with who wrote it and what is attached."""

import re
from collections.abc import Iterator
from html import escape

from mailhelp.core.facts import Address, Attachment, MailFacts
from mailhelp.core.mailviews import size_in_words
from mailhelp.mail.bodytext import html_of, part_text
from mailhelp.mail.gallery import LARGEST, Gallery, Picture
from mailhelp.mail.htmlshown import TOLD, without_controls
from mailhelp.mail.layout import Layout, layout
from mailhelp.mail.limits import DEFAULT, Limits
from mailhelp.mail.parse import parts_of
from mailhelp.mail.part import Part
from mailhelp.mail.safehtml import safe_html

# Nothing is fetched, run, framed or sent, whatever came through the cleaner.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
# In the dark the mail is shown as a negative with its hues kept: its own colours stay readable, and tell apart.
_LOOK = f"""
:root {{ color-scheme: light dark }}
body {{ margin: 0; font: 16px/1.5 system-ui, sans-serif; background: #fff; color: #1a1a1a }}
header {{ padding: 12px 16px; border-bottom: 1px solid #d0d0d0; background: #f4f4f4; overflow-wrap: anywhere }}
header h1 {{ margin: 0 0 8px; font-size: 1.15rem; line-height: 1.3 }}
header dl {{ margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; font-size: .875rem }}
header dt {{ color: #5a5a5a }}
header dd {{ margin: 0 }}
main {{ padding: 16px; overflow: auto; overflow-wrap: anywhere; contain: content; color-scheme: light }}
main {{ background: #fff; color: #1a1a1a }}
main a {{ color: #0b57d0 }}
main img {{ max-width: 100%; height: auto }}
main pre, .words {{ white-space: pre-wrap }}
main blockquote {{ margin: 8px 0; padding-left: 12px; border-left: 3px solid #c0c0c0 }}
main figure {{ margin: 16px 0 }}
.{TOLD} {{ font-size: .8125rem; opacity: .75 }}
@media (max-width: 640px) {{
  main table, main td, main th, main div, main p {{ width: auto !important; max-width: 100% !important }}
  main td, main th {{ white-space: normal !important }}
}}
@media (prefers-color-scheme: dark) {{
  body {{ background: #121212; color: #e8e8e8 }}
  header {{ background: #1e1e1e; border-color: #3a3a3a }}
  header dt {{ color: #a8a8a8 }}
  main {{ filter: invert(.93) hue-rotate(180deg) }}
  main img {{ filter: invert(1) hue-rotate(180deg); background: #fff }}
}}
"""
_TAG = re.compile(r"<[^>]*+>")
_PAGE = """<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta http-equiv="x-dns-prefetch-control" content="off">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, address=no, date=no, email=no">
<title>{title}</title>
<style>{look}</style>
</head>
<body>
<header>
<h1 dir="auto">{title}</h1>
<dl>
{rows}
</dl>
</header>
<main>
{body}
</main>
</body>
</html>
"""


def mail_page(raw: bytes, facts: MailFacts, limits: Limits = DEFAULT) -> str:
    """Return a mail as a whole page: its HTML made safe, or its text; pictures that came with it in it.

    facts: what was read of `raw`. A mail that no parser could read is shown by its first text.
    """
    root = parts_of(raw, limits) if facts.readable else None
    try:
        body = _words(facts.text) if root is None else _body(layout(root), facts, limits)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        body = _words(facts.text)
    return _page(facts.subject or "(no subject)", _rows(facts), body)


def text_page(text: str, *, html: bool, limits: Limits = DEFAULT) -> str:
    """Return a bare body as a whole page."""
    return _page("(no subject)", iter(()), safe_html(text, limits=limits) if html else _words(text))


def _body(laid_out: Layout, facts: MailFacts, limits: Limits) -> str:
    files = {part.path: part for part in laid_out.attached}
    gallery = Gallery({part.content_id: _picture(part) for part in files.values() if part.content_id})
    shown = [_shown(part, gallery, limits) for part in laid_out.html[: limits.bodies]]
    # Apple Mail puts pictures between pieces of text, and names them nowhere.
    beside = [part for part in files.values() if part.main == "image" and part.disposition == "inline"]
    shown += [_figure(part, gallery) for part in beside if (part.content_id or "").casefold() not in gallery.named]
    # Of two forms the HTML may be the empty one.
    return "\n<hr>\n".join(one for one in shown if "<img" in one or _TAG.sub("", one).strip()) or _words(facts.text)


def _shown(part: Part, gallery: Gallery, limits: Limits) -> str:
    if part.kind == "text/html":
        return safe_html(html_of(part, limits)[0], gallery, limits)
    text = part_text(part, limits).text
    return _words(text) if text.strip() else ""


def _picture(part: Part) -> Picture:
    return Picture(part.filename or part.kind, part.beginning(LARGEST + 1))


def _figure(part: Part, gallery: Gallery) -> str:
    name = escape(part.filename or part.kind)
    address = gallery.data_address(part.beginning(LARGEST + 1))
    picture = f'<img src="{address}" alt="">' if address else f"[image: {name}]"
    return f'<figure>{picture}<figcaption class="{TOLD}">{name}</figcaption></figure>'


def _words(text: str) -> str:
    return f'<div class="words" dir="auto">{escape(without_controls(text), quote=False)}</div>'


def _rows(facts: MailFacts) -> Iterator[tuple[str, str]]:
    yield "From", "; ".join(map(_address, facts.senders)) or "nobody is named"
    for name, addresses in (("To", facts.to), ("Cc", facts.cc), ("Reply to", facts.reply_to)):
        if addresses:
            yield name, "; ".join(map(_address, addresses))
    if facts.date:
        yield "Date", facts.date.isoformat(" ", "minutes")
    if facts.attachments:
        yield "Attached", "; ".join(map(_attached, facts.attachments))


def _address(one: Address) -> str:
    return f"{one.name} <{one.address}>" if one.name else one.address


def _attached(one: Attachment) -> str:
    return f"{one.filename or one.content_type} ({size_in_words(one.size)})"


def _page(title: str, rows: Iterator[tuple[str, str]], body: str) -> str:
    table = "\n".join(f"<dt>{name}</dt><dd><bdi>{_one_line(value)}</bdi></dd>" for name, value in rows)
    return _PAGE.format(policy=_POLICY, look=_LOOK, title=_one_line(title), rows=table, body=body)


def _one_line(text: str) -> str:
    return escape(" ".join(without_controls(text).split()))
