"""Texts that are neither plain nor HTML, as plain text: enriched, RTF, calendars, and what PGP signs in the open."""

import re

from mailhelp.mail.events import event_of
from mailhelp.mail.rtf import rtf_text

_PARAMETER = re.compile(r"(?is)<param>[^<]{0,500}</param>")
_COMMAND = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9-]{0,59})>")
_LINE_ENDS = re.compile(r"\n+")
_SIGNED = re.compile(
    r"(?m)^-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\n(?:[A-Z][A-Za-z-]{0,40}: [^\n]{0,200}\n){0,20}[ \t]*\n"
)
_SIGNATURE, _SIGNATURE_ENDS = "\n-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----"
_RICHTEXT = {"nl": "\n", "np": "\n", "lt": "<", "paragraph": "\n"}


def as_plain(kind: str, text: str) -> str:
    """Return a text of this content type as plain text; what is plain already comes back as it is, without PGP's frame.

    A calendar without an event comes back as it is.
    """
    if kind == "text/enriched":
        return enriched_text(text)
    if kind == "text/richtext":
        return _COMMAND.sub(lambda found: _RICHTEXT.get(found[1].lower(), ""), _LINE_ENDS.sub(" ", text))
    if kind in ("text/rtf", "application/rtf"):
        return rtf_text(text)
    if kind == "text/calendar":
        return event_of(text).text or text
    return unframed(text) if "-----BEGIN PGP SIGNED MESSAGE" in text else text


def enriched_text(text: str) -> str:
    """Return enriched text without its commands (RFC 1896): one line end is a space, of several one less counts.

    >>> enriched_text("<bold>Now</bold>\\nis << <color><param>red</param>the</color>\\n\\ntime")
    'Now is < the\\ntime'
    """
    folded = _LINE_ENDS.sub(lambda found: found[0][1:] or " ", _PARAMETER.sub("", text))
    pieces = [_COMMAND.sub("", piece) for piece in folded.split("<<")]
    return "<".join(pieces)


def unframed(text: str) -> str:
    """Return a text that PGP signs in the open without frame and signature (RFC 9580 section 7).

    >>> unframed("-----BEGIN PGP SIGNED MESSAGE-----\\nHash: SHA256\\n\\nHi\\n- -- \\nJo\\n")
    'Hi\\n-- \\nJo\\n'
    """
    begin = _SIGNED.search(text)
    if begin is None:
        return text
    signed, _, signature = text[begin.end() - 1 :].partition(_SIGNATURE)
    bare = "\n".join(line.removeprefix("- ") for line in signed[1:].split("\n"))
    below = signature.partition(_SIGNATURE_ENDS)[2].strip("\n")
    return "\n".join(piece for piece in (text[: begin.start()] + bare, below) if piece)
