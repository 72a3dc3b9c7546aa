"""The parts of a parsed mail as our own values."""

import re
from email.message import Message

from mailhelp.mail.filenames import safe_name
from mailhelp.mail.headers import RawHeaders, first, parameters, text_of
from mailhelp.mail.opening import opened
from mailhelp.mail.part import Part


def part_tree(message: Message, kept_out: dict[bytes, bytes]) -> Part:
    """Return the parts of a parsed mail; `kept_out` has the bodies that the gate took out, by what stands for them."""
    path = "" if message.is_multipart() and message.get_content_maintype() != "message" else "1"
    return _part(message, path, kept_out)


def _part(message: Message, path: str, kept_out: dict[bytes, bytes]) -> Part:
    headers = tuple((name.encode("utf-8", "surrogateescape"), _raw(value)) for name, value in message.raw_items())
    kind, params = parameters(_content_type(headers))
    disposition, about = parameters(first(headers, b"content-disposition"))
    name = about.get("filename") or params.get("name") or about.get("name") or params.get("filename")
    part = Part(
        path=path,
        kind=_kind(kind, message),
        params=params,
        disposition=disposition,
        filename=safe_name(name) if name else None,
        content_id=text_of(first(headers, b"content-id")).strip("<> ") or None,
        encoding=_encoding(headers),
        headers=headers,
        body=_body(message, kept_out),
        children=_children(message, path, kept_out),
    )
    return opened(part)


def _content_type(headers: RawHeaders) -> bytes:
    return first(headers, b"content-type")


def _kind(written: str, message: Message) -> str:
    """Return the content type; what is not one reads as text/plain (RFC 2045 section 5.2)."""
    if message.is_multipart() and not written.startswith(("multipart/", "message/")):
        return message.get_content_type()
    if re.fullmatch(r"[^\s/;]+/[^\s/;]+", written):
        return written
    return {"text": "text/plain", "html": "text/html"}.get(written, message.get_default_type())


def _encoding(headers: RawHeaders) -> str:
    written = text_of(first(headers, b"content-transfer-encoding")).lower()
    return written.partition(";")[0].partition("(")[0].strip(" \"'")


def _raw(value: object) -> bytes:
    text = str(value).encode("utf-8", "surrogateescape")
    return b" ".join(line.strip() for line in text.splitlines()) if b"\n" in text or b"\r" in text else text.strip()


def _body(message: Message, kept_out: dict[bytes, bytes]) -> bytes:
    if message.is_multipart():
        return _flat_body(message, kept_out) if message.get_content_maintype() == "message" else b""
    # get_payload() would decode 8-bit text with its claimed charset and lose what does not fit.
    payload = vars(message)["_payload"]
    body = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
    return kept_out.get(body.strip(), body) if kept_out and len(body) < 200 else body


def _flat(message: Message, kept_out: dict[bytes, bytes]) -> bytes:
    """Write a parsed mail as it stood, its headers not folded anew."""
    head = "".join(f"{name}: {value}\n" for name, value in message.raw_items())
    return head.encode("utf-8", "surrogateescape") + b"\n" + _flat_body(message, kept_out)


def _flat_body(message: Message, kept_out: dict[bytes, bytes]) -> bytes:
    if not message.is_multipart():
        return _body(message, kept_out)
    below = [_flat(child, kept_out) for child in message.get_payload() if isinstance(child, Message)]
    if message.get_content_maintype() == "message":
        return b"\n".join(below).lstrip(b"\n")
    mark = b"--" + (message.get_boundary() or "").encode("utf-8", "surrogateescape")
    return b"".join(mark + b"\n" + one + b"\n" for one in below) + mark + b"--\n"


def _children(message: Message, path: str, kept_out: dict[bytes, bytes]) -> tuple[Part, ...]:
    if not message.is_multipart():
        return ()
    below = [child for child in message.get_payload() if isinstance(child, Message)]
    prefix = f"{path}." if path else ""
    return tuple(_part(child, f"{prefix}{number}", kept_out) for number, child in enumerate(below, 1))
