"""The parts of a mail as our own values, and which of them are its body."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message

from mailhelp.mail.filenames import safe_name
from mailhelp.mail.headers import RawHeaders, first, from_base64, parameters, text_of
from mailhelp.mail.uuencoded import WrittenFile, uudecoded, without_files

WRITTEN_WITHIN = 262_144
_MEDIA = ("image", "audio", "video")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a mail.

    path: its place ("2", "1.3"; "" for a multipart at the top). kind: folded content type. body: still in its transfer
    encoding. children: of a multipart, or the one mail that a message/rfc822 holds.
    """

    path: str
    kind: str
    params: dict[str, str]
    disposition: str
    filename: str | None
    content_id: str | None
    encoding: str
    headers: RawHeaders
    body: bytes
    children: tuple["Part", ...] = ()

    @property
    def main(self) -> str:
        """Return the main type: text, image, multipart …"""
        return self.kind.partition("/")[0]

    def content(self) -> bytes:
        """Return the bytes of the part, its transfer encoding undone; broken encodings as far as they go."""
        return unpacked(self.body, self.encoding)

    def walk(self) -> Iterator["Part"]:
        """Yield this part and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def unpacked(body: bytes, encoding: str) -> bytes:
    """Undo a transfer encoding (RFC 2045 section 6); an unknown one leaves the bytes as they are."""
    if encoding == "base64":
        return from_base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding in ("x-uuencode", "uuencode", "x-uue"):
        return uudecoded(body)
    return body


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
    return _opened(part) if part.kind == "text/plain" and b"\nbegin " in b"\n" + part.body[:WRITTEN_WITHIN] else part


def _opened(part: Part) -> Part:
    """Return a text part with the files that are written into it as its children."""
    if part.encoding not in ("", "7bit", "8bit", "binary"):
        return part
    body, files = without_files(part.body)
    below = tuple(_written_part(f"{part.path}.{number}", file) for number, file in enumerate(files, 1))
    return replace(part, body=body, children=below) if below else part


def _written_part(path: str, file: WrittenFile) -> Part:
    name = safe_name(text_of(file.name))
    return Part(path, "application/octet-stream", {}, "attachment", name, None, "x-uuencode", (), file.lines)


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


@dataclass(frozen=True, slots=True)
class Layout:
    """What a person sees as the body, in order, as plain text where there is; and all that is attached."""

    text: tuple[Part, ...]
    html: tuple[Part, ...]
    attached: tuple[Part, ...]


def layout(root: Part) -> Layout:
    """Divide a mail into body and attachments (RFC 8621 section 4.1.4)."""
    found = _Sorter()
    found.sort((root,), "mixed", alternative=False, into=(True, True))
    return Layout(tuple(found.text), tuple(found.html), tuple(found.attached))


class _Sorter:
    """The algorithm of RFC 8621 section 4.1.4, with its three lists."""

    def __init__(self) -> None:
        self.text: list[Part] = []
        self.html: list[Part] = []
        self.attached: list[Part] = []

    def sort(self, parts: tuple[Part, ...], multipart: str, *, alternative: bool, into: tuple[bool, bool]) -> None:
        """Put each part where it belongs; `into`: whether text and HTML of this place count."""
        texts, htmls = len(self.text), len(self.html)
        for place, part in enumerate(parts):
            if part.main == "multipart" and part.children:
                subtype = part.kind.partition("/")[2]
                self.sort(part.children, subtype, alternative=alternative or subtype == "alternative", into=into)
            elif not _is_shown(part, place, multipart):
                self.attached.append(part)
            elif multipart == "alternative":
                self.choose(part)
            else:
                into = self.add(part, into, alternative=alternative)
        if multipart == "alternative" and all(into):
            self.serve_both(texts, htmls)

    def serve_both(self, texts: int, htmls: int) -> None:
        """Let the one kind that an alternative had serve as the other too."""
        if len(self.text) == texts:
            self.text += self.html[htmls:]
        elif len(self.html) == htmls:
            self.html += self.text[texts:]

    def choose(self, part: Part) -> None:
        """Take one of several alternatives."""
        if part.kind == "text/plain":
            self.text.append(part)
        elif part.kind == "text/html":
            self.html.append(part)
        elif part.main != "text":
            self.attached.append(part)

    def add(self, part: Part, into: tuple[bool, bool], *, alternative: bool) -> tuple[bool, bool]:
        """Take a part of the body, and return which lists count from here; an image shown in it is attached."""
        if part.main in _MEDIA:
            self.attached.append(part)
            return into
        if alternative:
            into = (into[0] and part.kind != "text/html", into[1] and part.kind != "text/plain")
        self.attached += part.children
        self.text += [part] if into[0] else []
        self.html += [part] if into[1] else []
        return into


def _is_shown(part: Part, place: int, multipart: str) -> bool:
    """Return True when a part is shown where it stands, as text or picture."""
    if part.main == "multipart":
        return True
    if part.disposition == "attachment" or part.main not in ("text", *_MEDIA):
        return False
    if part.main == "text" and part.kind not in ("text/plain", "text/html", "text/enriched", "text/richtext"):
        return multipart == "mixed" and place == 0 and part.path == "1" and not part.filename
    return place == 0 or (multipart != "related" and (part.main in _MEDIA or not part.filename))
