"""Addresses as they stand in SMTP commands (RFC 5321 section 4.1.2): nothing in them may end the command."""

import re

# The limit is on the path with its brackets: RFC 5321 section 4.5.3.1.3.
_LONGEST = 254
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0<>\u2028\u2029]")


def path_problem(address: str) -> str | None:
    """Return what makes `address` unusable as a sender or recipient, None when nothing does.

    >>> path_problem("jo@mail.example"), path_problem("jo@mail.example> NOTIFY=NEVER")
    (None, 'the address holds a blank, bracket or control character')
    """
    local, at, domain = address.rpartition("@")
    if _UNSAFE.search(address):
        return "the address holds a blank, bracket or control character"
    if not (local and at and domain):
        return "the address has no part before or after its @"
    if len(address.encode("utf-8", "replace")) > _LONGEST:
        return f"the address is longer than {_LONGEST} bytes"
    return None


def ascii_domain(address: str) -> str:
    """Return `address` with its domain as IDNA where that makes it plain ASCII, else as it is (RFC 5891).

    >>> ascii_domain("jo@bücher.example")
    'jo@xn--bcher-kva.example'
    """
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}" if not domain.isascii() else address
    except UnicodeError:
        return address
