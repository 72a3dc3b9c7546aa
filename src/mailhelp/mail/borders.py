"""Whose authentication results stand on top of a mail: what `mailhelp doctor` proposes as `trust`."""

import re
from collections.abc import Iterable

from mailhelp.core.rawheaders import raw_headers
from mailhelp.mail.alignment import organisation
from mailhelp.mail.microsoft import MICROSOFT, ORGANISATIONS

__all__ = ["MICROSOFT", "fitting_trust"]

_SERVER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?")
_RESULT = re.compile(r"(?i)\s*(?:spf|dkim|dmarc|compauth)\s*=")
_BY = re.compile(r"(?i)(?:^|\s)by\s+([A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}))")
# Names of the inside say nothing about who a server belongs to.
_INSIDE = ("local", "localdomain", "localhost", "internal", "lan", "home", "corp")


def fitting_trust(header: bytes) -> str | None:
    """Return the authserv-id of the server that took a mail in from outside, or "microsoft365"; None without one.

    It is that of the topmost Authentication-Results, if every Received above it, and the next one below, was written
    by a server of the same organisation: what stands below the first Received of others may be forged.
    Source: RFC 8601 section 5.
    """
    above: list[str] = []
    found: str | None = None
    for name, value in _traces(header):
        if name == b"authentication-results":
            found = found or _authority(value)
            if found is None:
                return None
        elif found is None:
            above += _writers(value)
        else:
            return found if _is_own(found, [*above, *_writers(value)]) else None
    return found if found and _is_own(found, above) else None


def _traces(header: bytes) -> Iterable[tuple[bytes, str]]:
    for name, value in raw_headers(header):
        if name.lower() in (b"authentication-results", b"received"):
            yield name.lower(), value.decode("utf-8", "replace")


def _authority(results: str) -> str | None:
    """Return the authserv-id of a header's value; Microsoft 365 writes none."""
    if _RESULT.match(results):
        return MICROSOFT
    found = _SERVER.match(results.strip())
    return found.group() if found and "." in found.group() else None


def _writers(received: str) -> list[str]:
    found = _BY.search(received)
    name = found[1].casefold().rstrip(".-_") if found else ""
    return [name] if "." in name and not name.endswith(_INSIDE) and not name.replace(".", "").isdigit() else []


def _is_own(authority: str, writers: list[str]) -> bool:
    own = ORGANISATIONS if authority == MICROSOFT else {organisation(authority)}
    return bool(writers) and all(organisation(one) in own for one in writers)
