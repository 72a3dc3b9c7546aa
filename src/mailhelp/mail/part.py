"""One part of a mail, and its transfer encoding undone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from mailhelp.mail.headers import RawHeaders
from mailhelp.mail.transfer import unpacked, unpacked_pieces

__all__ = ["MEDIA", "Part", "unpacked"]

MEDIA = ("image", "audio", "video")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a mail.

    path: its place ("2", "1.3"; "" for a multipart at the top). kind: folded content type. body: still in its transfer
    encoding, a view of the mail and no copy. children: of a multipart, or the one mail that a message/rfc822 holds.
    """

    path: str
    kind: str
    params: dict[str, str]
    disposition: str
    filename: str | None
    content_id: str | None
    encoding: str
    headers: RawHeaders
    body: bytes | memoryview
    children: tuple["Part", ...] = ()

    @property
    def main(self) -> str:
        """Return the main type: text, image, multipart …"""
        return self.kind.partition("/")[0]

    def content(self) -> bytes:
        """Return the bytes of the part, its transfer encoding undone; broken encodings as far as they go."""
        whole = BytesIO()
        for piece in unpacked_pieces(memoryview(self.body), self.encoding):
            whole.write(piece)
        return whole.getvalue()

    def beginning(self, most: int) -> bytes:
        """Return the first `most` bytes of `content`; of a large part no more is undone than that takes."""
        taken: list[bytes] = []
        length = 0
        for piece in unpacked_pieces(memoryview(self.body), self.encoding):
            taken.append(piece)
            length += len(piece)
            if length >= most:
                break
        return b"".join(taken)[:most]

    def measured(self) -> tuple[int, str]:
        """Return size and SHA-256 (hexadecimal) of `content`, which is never held as a whole."""
        digest, size = hashlib.sha256(), 0
        for piece in unpacked_pieces(memoryview(self.body), self.encoding):
            digest.update(piece)
            size += len(piece)
        return size, digest.hexdigest()

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
