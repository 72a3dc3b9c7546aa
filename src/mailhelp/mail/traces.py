"""The trace headers of a mail exactly as its bytes have them, and what a Received tells about its hop."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from mailhelp.core.rawheaders import HEADER_BLOCK_LIMIT
from mailhelp.mail.alignment import organisation

LONGEST = 16_384
_NAME = re.compile(rb"([!-9;-~]{1,200}):")
_END = re.compile(rb"\n\r?\n")
_BY = re.compile(r"(?i)(?:^|\s)by\s+([^\s;]{1,255})")
_FROM = re.compile(r"(?i)\s*from\s+([^\s;]{1,255})")
_SIGNS = re.compile(r'[()"\\]')
_IP = re.compile(r"[\[(](?:IPv6:)?([0-9A-Fa-f:.]{2,45})[\])]")
_VERIFIED = re.compile(r"\(([A-Za-z0-9._-]{1,255}) \[(?:IPv6:)?([0-9A-Fa-f:.]{2,45})\]\)")
_INSIDE = tuple(
    map(
        ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10")
    )
)
# Names of the inside say nothing about who a server belongs to.
_INSIDE_NAMES = ("local", "localdomain", "localhost", "internal", "lan", "home", "corp")


def exact_headers(raw: bytes, *names: bytes) -> Iterator[tuple[str, str]]:
    """Yield (name in lower case, unfolded value) of the headers in the first 256 KB, as they stand.

    names: in lower case; without any, all headers.

    Exact, because a forger writes what one reader takes for a header and another does not: a blank before the colon, a
    NUL or a bare CR in a line makes it none. A value is cut at 16 KB; its bytes beyond ASCII are as in Latin-1.
    """
    end = _END.search(raw[:HEADER_BLOCK_LIMIT])
    name, value = b"", [b""]
    for line in raw[: end.start() if end else HEADER_BLOCK_LIMIT].split(b"\n"):
        line = line.removesuffix(b"\r")
        if line[:1] in (b" ", b"\t"):
            value.append(line)
            continue
        if name:
            yield _header(name, value)
        found = _NAME.match(line)
        wanted = found and (not names or found[1].lower() in names)
        name, value = (found[1], [line[found.end() :]]) if found and wanted else (b"", [])
    if name:
        yield _header(name, value)


def has_all_headers(raw: bytes) -> bool:
    """Return True when `exact_headers` yields all headers of a mail, as they end within the first 256 KB."""
    return len(raw) <= HEADER_BLOCK_LIMIT or _END.search(raw, 0, HEADER_BLOCK_LIMIT) is not None


def _header(name: bytes, lines: list[bytes]) -> tuple[str, str]:
    value = b"".join(lines)
    if b"\r" in value or b"\0" in value:
        return "", ""
    return name.decode("ascii").lower(), value[:LONGEST].decode("latin-1").strip()


def without_comments(value: str) -> tuple[str, bool]:
    """Return `value` with its comments as blanks of the same length, and whether all quotes and comments end."""
    plain: list[str] = []
    depth, quoted, at, escaped = 0, False, 0, -1
    for sign in _SIGNS.finditer(value):
        one, place = sign.group(), sign.start()
        if place == escaped:
            continue
        if one == "\\":
            escaped = place + 1 if depth or quoted else -1
        elif one == '"':
            quoted = quoted != (not depth)
        elif not quoted and (depth or one == "("):
            plain += (" " * (place - at) if depth else value[at:place], " ")
            depth += 1 if one == "(" else -1
            at = place + 1
    plain.append(" " * (len(value) - at) if depth else value[at:])
    return "".join(plain), not depth and not quoted


@dataclass(frozen=True, slots=True)
class Hop:
    """What one Received tells (RFC 5321 section 4.4).

    by: the host that wrote it, folded, "" when it names none of a public name; None when it cannot be told.
    sender: what the host before it called itself, folded, "" when there was none.
    origin: the text about the host before it, comments included.
    """

    by: str | None
    sender: str
    origin: str
    text: str

    @classmethod
    def of(cls, received: str) -> "Hop":
        """Return what the value of a Received header tells."""
        plain, whole = without_comments(received)
        hosts = list(_BY.finditer(plain.partition(";")[0]))
        if not whole or len(hosts) > 1:
            return cls(None, "", received, received)
        sender = _FROM.match(plain)
        name = hosts[0][1].casefold().rstrip(".") if hosts else ""
        origin = received[: hosts[0].start()] if hosts else received
        return cls(_public(name), sender[1].casefold().rstrip(".") if sender else "", origin, received)

    def is_of(self, own: str) -> bool:
        """Return True when a host of the organisation `own` wrote it, or one without a public name."""
        return self.by is not None and (not self.by or organisation(self.by) == own)

    def is_inside(self, own: str) -> bool:
        """Return True when the mail came from a host of the same organisation `own`, as far as the writer knows.

        What a host calls itself counts for nothing where its IP address is written down.
        """
        addresses = _IP.findall(self.origin)
        if not addresses:
            return not self.sender or self.sender == "localhost" or organisation(self.sender) == own
        known = {ip for name, ip in _VERIFIED.findall(self.origin) if organisation(name) == own}
        return all(one in known or _is_inside(one) for one in addresses)


def _public(name: str) -> str:
    labels = name.split(".")
    is_name = len(labels) > 1 and not labels[-1].isdigit() and labels[-1] not in _INSIDE_NAMES
    return name if is_name and ":" not in name else ""


def _is_inside(text: str) -> bool:
    try:
        found = ip_address(text)
    except ValueError:
        return False
    return any(found in network for network in _INSIDE)
