"""Addresses in MAIL and RCPT: reading a path, and knowing which are ours."""

import re
from dataclasses import dataclass

_LOCAL = r'(?:"(?:[^"\\\x00-\x1f\x7f]|\\[^\x00-\x1f\x7f])*"|[^\s"<>@\\,;:()\[\]\x00-\x1f\x7f-\x9f]+)'
_DOMAIN = r"(?:\[[0-9A-Za-z.:]+\]|[^\s\"<>@\\,;:()\[\]\x00-\x1f\x7f-\x9f]+)"
_ADDRESS = rf"(?P<{{0}}>{_LOCAL}(?:@{_DOMAIN})?)"
_ROUTE = rf"(?:@{_DOMAIN}(?:,@{_DOMAIN})*:)?"
_PATH = re.compile(
    rf"\s*(?:<\s*(?:{_ROUTE}{_ADDRESS.format('inside')}\s*)?>|{_ADDRESS.format('bare')})(?=\s|\Z)(?P<rest>.*)\Z", re.S
)
_SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_PATH = 1_000
NULL_SENDER = "<>"


def read_path(argument: str) -> tuple[str, str] | None:
    """Return the address and the parameters behind it; None when it is no path (RFC 5321 section 4.1.2).

    The null path is "<>". A source route is dropped (section 3.6.1). Brackets may be missing, and the domain too.

    >>> read_path("<jo@mail.example> SIZE=100"), read_path("<>"), read_path("<a b@x>")
    (('jo@mail.example', ' SIZE=100'), ('<>', ''), None)
    """
    if len(argument) > LONGEST_PATH * 2 or _SURROGATE.search(argument):
        return None
    match = _PATH.match(argument)
    if match is None:
        return None
    address = match["inside"] or match["bare"] or NULL_SENDER
    return (address, match["rest"]) if len(address) <= LONGEST_PATH else None


@dataclass(frozen=True, slots=True)
class OurAddresses:
    """Which recipients are ours: the desk's addresses, every plus form, bounce addresses, postmaster.

    addresses: folded. separators: characters that begin the free part.
    """

    addresses: frozenset[str]
    separators: str = "+"

    def has(self, address: str) -> bool:
        """Return True when mail to this address is for us; case never matters.

        postmaster must always be taken (RFC 5321 section 4.5.1), with or without our domain.

        >>> ours = OurAddresses(frozenset({"help@desk.example"}))
        >>> [ours.has(a) for a in ("Help+x@Desk.example", "bounce+t@desk.example", "postmaster", "help@other.example")]
        [True, True, True, False]
        """
        local, _, domain = _unquoted(address).rpartition("@")
        if not local:
            return domain == "postmaster"
        domains = {_domain(ours) for ours in self.addresses}
        if _ascii_domain(domain) not in domains:
            return False
        return local == "postmaster" or any(self._is_form_of(local, domain, ours) for ours in self.addresses)

    def _is_form_of(self, local: str, domain: str, ours: str) -> bool:
        if _domain(ours) != _ascii_domain(domain):
            return False
        own = ours.rpartition("@")[0]
        starts = tuple(name + separator for name in (own, "bounce") for separator in self.separators)
        return local == own or local.startswith(starts)


def _unquoted(address: str) -> str:
    folded = address.casefold()
    local, at, domain = folded.rpartition("@")
    quoted = len(local) > 1 and local[0] == local[-1] == '"'
    return (local[1:-1] if quoted else local) + at + domain


def _domain(address: str) -> str:
    return _ascii_domain(address.rpartition("@")[2])


def _ascii_domain(domain: str) -> str:
    plain = domain.removesuffix(".")
    if plain.isascii() or len(plain) > 255:
        return plain.casefold()
    try:
        return plain.encode("idna").decode("ascii").casefold()
    except UnicodeError:
        return plain.casefold()
