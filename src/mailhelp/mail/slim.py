"""The mail as parsers see it: without big bodies, and with those headers alone that tell its parts."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailhelp.mail.limits import Limits

# What parsers need to find the parts; all other headers of the mail are read from its bytes, and mail-parser takes most
# of its time for those with addresses and dates.
_NEEDED = re.compile(rb"(?im)^(?:content-[!-9;-~]*|mime-version):[^\n]*(?:\n[ \t][^\n]*)*(?:\n|\Z)")
# Parsers end the headers at an empty line, or before the first line that is neither a header nor a continuation.
_HEAD = re.compile(rb"(?:(?:From |[!-9;-~]*+:|[\t ])[^\r\n]*+(?:\r\n|\n|\r|\Z))*+(?:\r\n|\n|\r)?")
# Start and end of something in a mail.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Slim:
    """A mail as parsers see it.

    kept_out: from each line that stands for a body to its place in the mail; mails: from the name of the header that
    marks an attached mail to the place of that mail. Neither can be forged: there is a digest of the whole mail in it.
    """

    mail: bytes
    kept_out: dict[bytes, Place]
    mails: dict[bytes, Place]


def slimmed(raw: bytes, bodies: list[Place], mails: list[Place], limits: Limits) -> Slim:
    """Return the mail without these bodies, and with a mark where each of these attached mails begins."""
    head = head_end(raw, 0, limits.header_block)
    slim_head = _slim_head(raw[:head])
    if not bodies and not mails:
        return Slim(slim_head + raw[head:], {}, {})
    seal = hashlib.sha256(raw).hexdigest().encode("ascii")
    kept_out = {b"mailhelp-kept-out-%s-%d" % (seal, number): place for number, place in enumerate(bodies)}
    attached = {b"mailhelp-attached-%s-%d" % (seal, number): place for number, place in enumerate(mails)}
    cuts = [(start, start, name + b":\r\n") for name, (start, _) in attached.items()]
    cuts += [(start, end, token) for token, (start, end) in kept_out.items()]
    return Slim(b"".join((slim_head, *_cut(raw, head, sorted(cuts)))), kept_out, attached)


def head_end(raw: bytes, at: int, most: int) -> int:
    """Return where parsers end the headers that begin at `at`; over `at + most` when they are longer than that."""
    head = _HEAD.match(raw, at, at + most + 4)
    return head.end() if head else at


def _cut(raw: bytes, at: int, cuts: list[tuple[int, int, bytes]]) -> Iterator[bytes]:
    """Yield what is left from `at` on when a text stands in place of each cut (start, end, text)."""
    for start, end, text in cuts:
        yield raw[at:start]
        yield text
        at = end
    yield raw[at:]


def _slim_head(head: bytes) -> bytes:
    lines = head.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return b"".join(_NEEDED.findall(lines)) + (b"\n" if lines.endswith(b"\n\n") or lines == b"\n" else b"")
