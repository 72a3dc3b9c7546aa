"""The parts of a parsed mail as our own values."""

import re
from dataclasses import dataclass
from email.message import Message

from mailhelp.mail.filenames import safe_name
from mailhelp.mail.headers import RawHeaders, first, parameters, text_of
from mailhelp.mail.opening import opened
from mailhelp.mail.part import Part

# What stands for a body in the mail that parsers see, and what marks an attached mail there.
_LARGE = 65_536
_MOST_REFILLED = 1_048_576
_LINE = re.compile(rb"mailhelp-kept-out-[0-9a-f]{64}-\d{1,9}")
_MARK = re.compile(rb"(mailhelp-attached-[0-9a-f]{64}-\d{1,9}):\r\n")
# Without what is no letter or digit, as programs write base-64, quotedprintable and quoted_printable.
_MISSPELLED = {"base64": "base64", "quotedprintable": "quoted-printable", "quotedprint": "quoted-printable"}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the gate kept of a mail: bodies by the line that stands for them, attached mails by the header in them."""

    bodies: dict[bytes, memoryview]
    mails: dict[bytes, memoryview]


def part_tree(message: Message, kept: Kept) -> Part:
    """Return the parts of a parsed mail; large bodies and attached mails are views of the mail as it came."""
    path = "" if message.is_multipart() and message.get_content_maintype() != "message" else "1"
    return _part(message, path, kept)


def refilled(message: Message, kept: Kept) -> Message:
    """Return a parsed mail with the bodies in it that the gate took out, but for large ones, up to 1 MB together."""
    room = _MOST_REFILLED
    for part in message.walk():
        body = b"" if part.is_multipart() else _body(part, kept)
        if isinstance(body, memoryview) and len(body) <= min(_LARGE, room):
            room -= len(body)
            part.set_payload(bytes(body).decode("ascii", "surrogateescape"))
    return message


def _part(message: Message, path: str, kept: Kept) -> Part:
    headers = _headers(message, kept)
    kind, params = parameters(_content_type(headers))
    disposition, about = parameters(first(headers, b"content-disposition"))
    names = (about.get("filename"), params.get("name"), about.get("name"), params.get("filename"))
    part = Part(
        path=path,
        kind=_kind(kind, message),
        params=params,
        disposition=disposition,
        filename=next((safe for name in names if name and (safe := safe_name(name))), None),
        content_id=text_of(first(headers, b"content-id")).strip("<> ") or None,
        encoding=encoding_of(headers),
        headers=headers,
        body=_body(message, kept),
        children=_children(message, path, kept),
    )
    return opened(part)


def _headers(message: Message, kept: Kept) -> RawHeaders:
    named = ((name.encode("utf-8", "surrogateescape"), value) for name, value in message.raw_items())
    return tuple((name, _raw(value)) for name, value in named if name not in kept.mails)


def _content_type(headers: RawHeaders) -> bytes:
    return first(headers, b"content-type")


def _kind(written: str, message: Message) -> str:
    """Return the content type; what is not one reads as text/plain (RFC 2045 section 5.2)."""
    if message.is_multipart() and not written.startswith(("multipart/", "message/")):
        return message.get_content_type()
    if re.fullmatch(r"[!-.0-:<-~]+/[!-.0-:<-~]+", written):
        return written
    return {"text": "text/plain", "html": "text/html"}.get(written, message.get_default_type())


def encoding_of(headers: RawHeaders) -> str:
    """Return the transfer encoding that headers name, folded, "" where they name none."""
    written = text_of(first(headers, b"content-transfer-encoding")).lower()
    named = written.partition(";")[0].partition("(")[0].strip(" \"'")
    return _MISSPELLED.get("".join(char for char in named if char.isalnum()), named)


def _raw(value: object) -> bytes:
    text = str(value).encode("utf-8", "surrogateescape")
    return b" ".join(line.strip() for line in text.splitlines()) if b"\n" in text or b"\r" in text else text.strip()


def _body(message: Message, kept: Kept) -> bytes | memoryview:
    if message.is_multipart():
        return _attached_mail(message, kept) if message.get_content_maintype() == "message" else b""
    # get_payload() would decode 8-bit text with its claimed charset and lose what does not fit.
    payload = vars(message)["_payload"]
    body = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
    if len(body) < 200 and (whole := kept.bodies.get(body.strip())) is not None:
        return whole
    return _put_back(body, kept) if b"mailhelp-" in body else body


def _put_back(body: bytes, kept: Kept) -> bytes:
    """Return a body with what the gate took out of it, where it saw parts that the parser saw as one text."""
    whole = _LINE.sub(lambda found: bytes(kept.bodies.get(found.group(), found.group())), body)
    return _MARK.sub(lambda found: b"" if found.group(1) in kept.mails else found.group(), whole)


def _attached_mail(message: Message, kept: Kept) -> bytes | memoryview:
    """Return an attached mail as it came; written anew from its parts where the gate has no place for it."""
    inside = next((child for child in message.get_payload() if isinstance(child, Message)), None)
    if inside is None or not kept.mails:
        return _flat_body(message, kept)
    names = (name.encode("utf-8", "surrogateescape") for name in inside.keys())
    found = next((kept.mails[name] for name in names if name in kept.mails), None)
    return _flat_body(message, kept) if found is None else found


def _flat(message: Message, kept: Kept) -> bytes:
    """Write a parsed mail as it stood, its headers not folded anew."""
    head = "".join(f"{name}: {value}\n" for name, value in message.raw_items())
    return b"".join((head.encode("utf-8", "surrogateescape"), b"\n", _flat_body(message, kept)))


def _flat_body(message: Message, kept: Kept) -> bytes | memoryview:
    if not message.is_multipart():
        return _body(message, kept)
    below = [_flat(child, kept) for child in message.get_payload() if isinstance(child, Message)]
    if message.get_content_maintype() == "message":
        return b"\n".join(below).lstrip(b"\n")
    mark = b"--" + (message.get_boundary() or "").encode("utf-8", "surrogateescape")
    return b"".join(mark + b"\n" + one + b"\n" for one in below) + mark + b"--\n"


def _children(message: Message, path: str, kept: Kept) -> tuple[Part, ...]:
    if not message.is_multipart():
        return ()
    below = [child for child in message.get_payload() if isinstance(child, Message)]
    prefix = f"{path}." if path else ""
    return tuple(_part(child, f"{prefix}{number}", kept) for number, child in enumerate(below, 1))
