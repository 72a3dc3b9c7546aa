"""Files that stand inside a part: uuencoded in a text, in a winmail.dat, and a mail attached in base64."""

import re
from dataclasses import replace
from itertools import islice

from mailhelp.core.rawheaders import body_start, raw_headers
from mailhelp.mail.filenames import safe_name
from mailhelp.mail.headers import RawHeaders, text_of
from mailhelp.mail.part import Part
from mailhelp.mail.tnef import SIGNATURE, TnefFile, TnefText, tnef_files, tnef_text
from mailhelp.mail.uuencoded import WrittenFile, without_files

WRITTEN_WITHIN = 262_144
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_UNTOLD = ("application/octet-stream", "application/x-eml", "message/x-eml", "application/eml")
_PLAIN = ("", "7bit", "8bit", "binary")
# Of an attached mail no more is asked; a thousand of them may have a thousand headers each.
_TELLING = re.compile(rb"(?im)^(?:from|to|subject|date|message-id|received)[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")
_LONGEST_HEAD = 65_536
_MOST_TELLING = 100


def opened(part: Part) -> Part:
    """Return a part with the files that stand in it as its children; archives stay closed."""
    if part.kind == "text/plain":
        return _with_written_files(part) if b"begin " in bytes(part.body[:WRITTEN_WITHIN]) else part
    if part.kind in _TNEF or (part.filename or "").lower() == "winmail.dat":
        return _with_tnef_files(part)
    if part.kind == "message/rfc822" and part.encoding not in _PLAIN:
        return _with_mail(part, _head(part))
    if part.kind in _UNTOLD and (part.filename or "").lower().endswith(".eml"):
        head = _head(part)
        return _with_mail(part, head) if _is_mail(head) else part
    return part


def _with_written_files(part: Part) -> Part:
    if part.encoding not in (*_PLAIN, "quoted-printable"):
        return part
    body, files = without_files(part.body if part.encoding in _PLAIN else part.content())
    below = tuple(_written_part(f"{part.path}.{number}", file) for number, file in enumerate(files, 1))
    return replace(part, body=body, encoding="8bit", children=below) if below else part


def _written_part(path: str, file: WrittenFile) -> Part:
    name = safe_name(text_of(file.name))
    return Part(path, "application/octet-stream", {}, "attachment", name, None, "x-uuencode", (), file.lines)


def _with_tnef_files(part: Part) -> Part:
    if part.beginning(len(SIGNATURE)) != SIGNATURE:
        return part
    content = part.content()
    below = tuple(_tnef_part(f"{part.path}.{number}", file) for number, file in enumerate(tnef_files(content), 1))
    words = tnef_text(content)
    told = (_tnef_words(f"{part.path}.0", words),) if words else ()
    return replace(part, children=(*told, *below))


def _tnef_words(path: str, words: TnefText) -> Part:
    return Part(path, words.kind, {"charset": words.charset}, "inline", None, None, "binary", (), words.content)


def _tnef_part(path: str, file: TnefFile) -> Part:
    kind = file.kind.lower() if file.kind.isascii() and file.kind.count("/") == 1 else "application/octet-stream"
    shown = "inline" if file.content_id and kind.startswith("image/") else "attachment"
    content_id = file.content_id.strip("<> ") or None
    return Part(path, kind, {}, shown, safe_name(file.name), content_id, "binary", (), file.content)


def _head(part: Part) -> RawHeaders:
    """Return the headers of an attached mail that tell who wrote it, when and about what."""
    block = part.beginning(_LONGEST_HEAD)
    found = islice(_TELLING.finditer(block, 0, body_start(block)), _MOST_TELLING)
    return raw_headers(b"\n".join(one.group() for one in found))


def _is_mail(head: RawHeaders) -> bool:
    """Return True when a file begins as a mail does: with headers that every mail has."""
    names = {name.lower() for name, _ in head}
    return b"from" in names and not names.isdisjoint((b"subject", b"date", b"received", b"message-id"))


def _with_mail(part: Part, head: RawHeaders) -> Part:
    """Return a mail that is attached as a file, or in base64, as the mail that it is, with its headers told.

    RFC 2046 section 5.2.1 forbids base64, programs do it.
    """
    inner = Part(f"{part.path}.1", "text/plain", {}, "", None, None, "", head, b"")
    return replace(part, kind="message/rfc822", children=(inner,)) if head else part
