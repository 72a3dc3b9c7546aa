"""The second, plain reading: of what no parser may see, or could read, headers and first text are read by us."""

import re
from itertools import islice, pairwise

from mailhelp.core.rawheaders import body_start, raw_headers
from mailhelp.mail.bodytext import tidy
from mailhelp.mail.charsets import decoded
from mailhelp.mail.gate import HEADER_STARTS, check
from mailhelp.mail.headers import first, parameters
from mailhelp.mail.htmltext import without_tags
from mailhelp.mail.limits import Limits
from mailhelp.mail.part import Part
from mailhelp.mail.parts import encoding_of

BODY_READ = 1_048_576
# Of the headers beyond the limits so many are still looked for, no further than this.
_MOST_BEYOND, _FARTHEST = 50, 4_194_304
_TELLING = re.compile(
    rb"(?im)^(?:from|sender|reply-to|to|cc|subject|date|message-id|in-reply-to|references|return-path|auto-submitted"
    rb"|precedence|list-id|content-type|content-transfer-encoding|x-auto-response-suppress)[ \t]*:"
    rb"[^\r\n]*(?:(?:\r\n|\n|\r)[ \t][^\r\n]*)*"
)


def lightened(raw: bytes, limits: Limits) -> bytes:
    """Return a mail with its headers within the limits and the first megabyte of its body.

    A header that is too long keeps its beginning and end. Of too many the last are left out, but for those that tell
    who wrote to whom about what, each cut to a few hundred bytes.
    """
    end = body_start(raw)
    headers, rest = _first_headers(raw, end, limits)
    return b"".join((*headers, *_telling(raw, rest, end, limits), b"\r\n", raw[end : end + BODY_READ]))


def _first_headers(raw: bytes, end: int, limits: Limits) -> tuple[list[bytes], int]:
    """Return the first headers, which leave a quarter of what is allowed to those beyond, and where the rest begins."""
    most, room = limits.headers - min(_MOST_BEYOND, limits.headers // 4), limits.header_block // 4 * 3
    starts = [found.end() for found in islice(HEADER_STARTS.finditer(raw, 0, end), most + 1)]
    places = [*starts, end] if len(starts) <= most else starts
    kept: list[bytes] = []
    for start, following in pairwise(places):
        header = _within(raw, start, following, limits.header)
        room -= len(header)
        if room < 0:
            return kept, start
        kept.append(header)
    return kept, places[-1]


def _within(raw: bytes, start: int, end: int, most: int) -> bytes:
    """Return a header of at most `most` bytes, with its line end."""
    half = (most - 4) // 2
    if end - start <= 2 * half:
        return raw[start:end].rstrip(b"\r\n") + b"\r\n"
    return raw[start : start + half].rstrip(b"\r\n") + b" " + raw[end - half : end].rstrip(b"\r\n") + b"\r\n"


def _telling(raw: bytes, start: int, end: int, limits: Limits) -> list[bytes]:
    most = min(limits.header, limits.header_block // 4 // _MOST_BEYOND)
    found = islice(_TELLING.finditer(raw, start, min(end, start + _FARTHEST)), min(_MOST_BEYOND, limits.headers // 4))
    return [_within(raw, one.start(), one.end(), most) for one in found]


def plain_text(light: bytes, limits: Limits) -> tuple[str, bool]:
    """Return the first text of a mail that is lightened, and whether its charset was guessed.

    At most `limits.plain_text` long; transfer encoding and charset are those told before it, of HTML tags are dropped.
    """
    checked = check(light, limits)
    start, end = checked.first_text or (0, 0)
    headers = raw_headers(light[slice(*(checked.first_head or (0, 0)))])
    kind, params = parameters(first(headers, b"content-type")[: limits.part_header_block])
    encoding = encoding_of(headers)
    part = Part("1", kind, params, "", None, None, encoding, headers, memoryview(light)[start:end])
    text, guessed = decoded(part.beginning(limits.plain_text), params.get("charset"))
    return tidy(without_tags(text) if kind == "text/html" else text)[: limits.plain_text], guessed
