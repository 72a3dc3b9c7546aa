"""One part of a mail, and its transfer encoding undone."""

import binascii
from collections.abc import Iterator
from dataclasses import dataclass

from mailhelp.mail.headers import RawHeaders, from_base64
from mailhelp.mail.uuencoded import uudecoded

MEDIA = ("image", "audio", "video")


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

    def own(self) -> Iterator["Part"]:
        """Yield this part and all below it, but nothing from inside an attached mail: that is somebody else's."""
        yield self
        for child in self.children if self.main != "message" else ():
            yield from child.own()


def unpacked(body: bytes, encoding: str) -> bytes:
    """Undo a transfer encoding (RFC 2045 section 6); an unknown one leaves the bytes as they are."""
    if encoding == "base64":
        return from_base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding in ("x-uuencode", "uuencode", "x-uue"):
        return uudecoded(body)
    return body
