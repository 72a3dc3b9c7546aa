"""Where a link really leads, as browsers take it (WHATWG URL), whatever its words say."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

LONGEST = 2000
LONGEST_SHOWN = 90
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,20}):")
_IGNORED = re.compile(r"[\t\n\r]")
_TRIMMED = "".join(map(chr, range(33)))
_AUTHORITY_ENDS = re.compile(r"[/\\?#]|\Z")
_HOST = re.compile(r"(?:[a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?\Z")
_SAFE = "/?#[]@!$&'()*+,;=:%-._~"
_WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class Target:
    """A link that may stay: what to write as its address; and its start, host and rest for showing."""

    href: str
    start: str
    host: str
    rest: str

    def is_told_by(self, words: str) -> bool:
        """Return True when the words of the link already say where it leads."""
        leads = _bare(self.host + self.rest)
        return any(_bare(word) == leads for word in words.lower().split())


def _bare(address: str) -> str:
    return address.lower().strip("<>()[]{}\"'.,;:!?").removeprefix("http://").removeprefix("https://").rstrip("/")


def target_of(href: str | None) -> Target | None:
    """Return where a link leads; None for what may not stay a link: scripts, files, places in the mail itself."""
    text = _IGNORED.sub("", href or "").strip(_TRIMMED)
    scheme = _SCHEME.match(text)
    if scheme is None or len(text) > LONGEST:
        return None
    name, rest = scheme[1].lower(), text[scheme.end() :]
    if name in _WEB:
        return _web(name, rest)
    if name in ("mailto", "tel"):
        whom = _printable(unquote(rest).partition("?")[0])
        return Target(f"{name}:{quote(rest, safe=_SAFE)}", "", whom, "") if whom else None
    return None


def _web(name: str, written: str) -> Target | None:
    """Read what follows "http:" as browsers do: any slashes, a backslash is one, what is before "@" is no host."""
    written = written.lstrip("/\\")
    authority = _AUTHORITY_ENDS.split(written, maxsplit=1)[0]
    host = _ascii_host(authority.rpartition("@")[2])
    if not _HOST.match(host):
        return None
    path, mark, query = _split(written[len(authority) :])
    rest = quote(path.replace("\\", "/"), safe=_SAFE) + mark + quote(query, safe=_SAFE)
    shown = rest if len(rest) <= LONGEST_SHOWN else rest[:LONGEST_SHOWN] + "…"
    return Target(f"{name}://{host}{rest}", f"{name}://", host, shown)


def _split(tail: str) -> tuple[str, str, str]:
    mark = re.search(r"[?#]", tail)
    return (tail[: mark.start()], mark.group(), tail[mark.end() :]) if mark else (tail, "", "")


def _ascii_host(written: str) -> str:
    """Return a host as it is asked for in the DNS: no letter in it can be taken for another."""
    host = unquote(written)
    try:
        return (host if host.isascii() else host.encode("idna").decode("ascii")).lower()
    except UnicodeError:
        return ""


def _printable(text: str) -> str:
    return "".join(one for one in text if one.isprintable())[:LONGEST_SHOWN]
