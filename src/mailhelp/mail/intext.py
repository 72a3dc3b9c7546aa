"""Which pictures stand in the text of a mail and are no files of their own (RFC 2392, RFC 2557)."""

import re
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from mailhelp.mail.headers import first
from mailhelp.mail.layout import Layout
from mailhelp.mail.limits import Limits
from mailhelp.mail.part import MEDIA, Part

_CITED = re.compile(rb"(?i)\bcid:([^\s\"'<>)]{1,300})")
_SOURCE = re.compile(rb"(?i)\b(?:src|background)\s*=\s*[\"']?([^\s\"'>]{1,300})")
_PICTURE_NAMES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".webp", ".emf", ".wmz")


def pictures_in_text(laid_out: Layout, found: Iterable[Part], limits: Limits) -> frozenset[str]:
    """Return the places of the pictures among `found` that the text shows.

    That is what its HTML names; what programs call inline or give an id says little: Apple Mail calls every file
    inline, Outlook gives each an id and calls the logo of a signature an attachment.
    """
    pictures = [part for part in found if _is_picture(part)]
    if not pictures:
        return frozenset()
    cited = _named(_CITED, laid_out, limits) if any(part.content_id for part in pictures) else frozenset()
    sources = _named(_SOURCE, laid_out, limits) if any(map(_location, pictures)) else frozenset()
    return frozenset(
        part.path
        for part in pictures
        if _folded((part.content_id or "").encode()) in cited
        or _location(part) in sources
        or (part.content_id and part.path in laid_out.related and part.disposition != "attachment")
    )


def _is_picture(part: Part) -> bool:
    """Return True for what a text can show; Outlook now and then calls a picture application/octet-stream."""
    named = part.kind == "application/octet-stream" and (part.filename or "").lower().endswith(_PICTURE_NAMES)
    return bool(part.content_id or _location(part)) and (part.main in MEDIA or named)


def _location(part: Part) -> bytes:
    return _folded(first(part.headers, b"content-location"))


def _named(pattern: re.Pattern[bytes], laid_out: Layout, limits: Limits) -> frozenset[bytes]:
    """Return what the HTML of a mail names, folded, but for nothing."""
    html = (part.beginning(limits.text * 4) for part in laid_out.html if part.kind == "text/html")
    return frozenset(_folded(name) for one in html for name in pattern.findall(one)) - {b""}


def _folded(name: bytes) -> bytes:
    return unquote_to_bytes(name.strip()).lower()
