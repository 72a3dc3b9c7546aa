"""Files that stand inside a part: uuencoded in a text, in a winmail.dat, and a mail attached in base64."""

from dataclasses import replace

from mailhelp.core.rawheaders import HEADER_BLOCK_LIMIT, raw_headers
from mailhelp.mail.filenames import safe_name
from mailhelp.mail.headers import text_of
from mailhelp.mail.part import Part
from mailhelp.mail.tnef import SIGNATURE, TnefFile, TnefText, tnef_files, tnef_text
from mailhelp.mail.uuencoded import WrittenFile, without_files

WRITTEN_WITHIN = 262_144
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_UNTOLD = ("application/octet-stream", "application/x-eml", "message/x-eml", "application/eml")
_PLAIN = ("", "7bit", "8bit", "binary")


def opened(part: Part) -> Part:
    """Return a part with the files that stand in it as its children; archives stay closed."""
    if part.kind == "text/plain":
        return _with_written_files(part) if b"begin " in bytes(part.body[:WRITTEN_WITHIN]) else part
    if part.kind in _TNEF or (part.filename or "").lower() == "winmail.dat":
        return _with_tnef_files(part)
    if part.kind == "message/rfc822" and part.encoding not in _PLAIN:
        return _with_mail(part)
    if part.kind in _UNTOLD and (part.filename or "").lower().endswith(".eml"):
        return _with_mail(part) if _is_mail(part) else part
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


def _is_mail(part: Part) -> bool:
    """Return True when a file begins as a mail does: with headers that every mail has."""
    names = {name.lower() for name, _ in raw_headers(part.beginning(HEADER_BLOCK_LIMIT))}
    return b"from" in names and not names.isdisjoint((b"subject", b"date", b"received", b"message-id"))


def _with_mail(part: Part) -> Part:
    """Return a mail that is attached as a file, or in base64, as the mail that it is, with its headers told.

    RFC 2046 section 5.2.1 forbids base64, programs do it.
    """
    headers = raw_headers(part.beginning(HEADER_BLOCK_LIMIT))
    inner = Part(f"{part.path}.1", "text/plain", {}, "", None, None, "", headers, b"")
    return replace(part, kind="message/rfc822", children=(inner,)) if headers else part
