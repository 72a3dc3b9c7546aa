"""The mail as parsers see it: without big bodies, trace headers and the rest of long headers."""

import hashlib
import re

from mailhelp.core.rawheaders import body_start
from mailhelp.mail.limits import Limits

# What relays write on the way: nothing that we read from the parsed mail, and mail-parser spends half its time on it.
_TRACE = re.compile(
    rb"(?im)^(?:(?:x-)?received|arc-[a-z-]+|dkim-signature|x-ms-exchange-[a-z-]+):[^\n]*\n(?:[ \t][^\n]*\n)*"
)
_LONG = re.compile(rb"(?im)^(?!content-)([!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)")
LONGEST_HEADER = 998


def slimmed(raw: bytes, bodies: list[tuple[int, int]], limits: Limits) -> tuple[bytes, dict[bytes, tuple[int, int]]]:
    """Return the mail without these bodies (start, end), and from each line that stands for a body to its place.

    Such a line cannot be forged: it has a digest of the whole mail in it.
    """
    head = body_start(raw[: limits.header_block + 4])
    slim_head = _slim_head(raw[:head])
    if not bodies:
        return (slim_head + raw[head:], {}) if len(slim_head) < head else (raw, {})
    seal = hashlib.sha256(raw).hexdigest().encode("ascii")
    pieces, kept_out, at = [slim_head], {}, head
    for number, (start, end) in enumerate(bodies):
        token = b"mailhelp-kept-out-%s-%d" % (seal, number)
        pieces += [raw[at:start], token, b"\r\n"]
        kept_out[token] = (start, end)
        at = end
    return b"".join([*pieces, raw[at:]]), kept_out


def _slim_head(head: bytes) -> bytes:
    slim = _TRACE.sub(b"", head)
    return slim if len(slim) <= 2 * LONGEST_HEADER else _LONG.sub(_shortened, slim)


def _shortened(header: re.Match[bytes]) -> bytes:
    whole = header.group(1)
    return whole if len(whole) <= 2 * LONGEST_HEADER else whole[:LONGEST_HEADER].rstrip() + b"\r\n"
