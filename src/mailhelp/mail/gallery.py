"""Pictures that came with a mail, for showing them inside its page."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from mailhelp.mail.headers import from_base64

LARGEST = 1024 * 1024
LARGEST_PAGE = 8 * 1024 * 1024
_DATA = re.compile(r"(?i)\s*data:image/[a-z.+-]{1,20}\s*(?:;[^;,]{0,100})*;\s*base64\s*,")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is attached; `name`: for people."""

    name: str
    content: bytes


class Gallery:
    """The pictures of one mail by Content-ID, and how much more of them its page may hold."""

    def __init__(self, pictures: Mapping[str, Picture]) -> None:
        self._pictures = {content_id.casefold(): picture for content_id, picture in pictures.items()}
        self._room = LARGEST_PAGE
        self.named: set[str] = set()

    def picture(self, source: str) -> Picture | None:
        """Return the picture that `source` (cid:…, RFC 2392) names, None when it names none."""
        if source[:4].lower() != "cid:":
            return None
        content_id = unquote(source[4:]).strip("<> ").casefold()
        self.named.add(content_id)
        return self._pictures.get(content_id)

    def address(self, source: str) -> str:
        """Return the data: address for the source of an <img>, "" when it may not be shown or did not come with it."""
        found = self.picture(source)
        if found is not None:
            return self.data_address(found.content)
        data = _DATA.match(source)
        return self.data_address(from_base64(source[data.end() :].encode("ascii", "ignore"))) if data else ""

    def data_address(self, content: bytes) -> str:
        """Return the data: address of a picture; "" when it is too large or of no kind that is safe to show."""
        kind = kind_of(content)
        if not kind or len(content) > min(LARGEST, self._room):
            return ""
        self._room -= len(content)
        return f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"


def kind_of(content: bytes) -> str:
    """Return png, jpeg, gif or webp by how the bytes begin, "" for all else: what a mail calls them proves nothing."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return "webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""
