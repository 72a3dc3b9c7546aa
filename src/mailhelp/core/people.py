"""Clients and staff as rules.yaml names them, and how to find them by address."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mailhelp.core.ticket import Priority


class Role(StrEnum):
    """What a member of staff may do."""

    STAFF = "staff"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Client:
    """A firm that the desk serves; people and may_agree are folded addresses, domains folded domain names."""

    name: str
    domains: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    at_least: Priority | None = None
    may_agree: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One who works for the desk. notify: "all", "mine" or "none". away: first and last day, None when here."""

    name: str
    address: str
    role: Role = Role.STAFF
    notify: str = "all"
    away: tuple[date, date] | None = None
    cover: str | None = None


def client_of(address: str, clients: tuple[Client, ...]) -> Client | None:
    """Return the client that `address` belongs to: a named person before a domain; None when nobody's."""
    key = address_key(address)
    for client in clients:
        if key and client.people and key in map(address_key, client.people):
            return client
    domain = key.rpartition("@")[2] if "@" in key else ""
    return next((client for client in clients if domain and domain in map(domain_key, client.domains)), None)


def staff_of(address: str, staff: tuple[StaffMember, ...]) -> StaffMember | None:
    """Return the member of staff with that address, None when there is none."""
    key = address_key(address)
    return next((member for member in staff if key and address_key(member.address) == key), None)


def address_key(address: str) -> str:
    """Return an address for telling who it is; "" when nobody's, because it holds characters that cannot be seen.

    Only what mail servers take for the same is the same: ASCII letters in both cases, and a domain in letters or as the
    DNS has it (RFC 5890). Nothing else is ever folded into ASCII: "deſk.example" is not "desk.example".

    >>> address_key("Tom@Bücher.Example"), address_key("tom@deſk.example")
    ('tom@xn--bcher-kva.example', 'tom@deſk.example')
    """
    if address.isascii():
        return address.lower() if address.isprintable() else ""
    if any(unicodedata.category(character).startswith("C") for character in address):
        return ""
    local, at, domain = address.rpartition("@")
    return _folded(local) + at + domain_key(domain)


def domain_key(domain: str) -> str:
    """Return a domain for comparing: lower case, a label beyond ASCII as the DNS has it (RFC 5891 section 4.4).

    A label that no domain can have (not in normal form, too long) stays as it is, and so never equals an ASCII one.
    """
    return ".".join(map(_label, domain.split("."))) if not domain.isascii() else domain.lower()


def _label(label: str) -> str:
    folded = _folded("".join(low if not (low := one.lower()).isascii() else one for one in label))
    if folded.isascii() or len(folded) > 63 or not unicodedata.is_normalized("NFKC", folded):
        return folded
    return "xn--" + folded.encode("punycode").decode("ascii")


def _folded(text: str) -> str:
    """Return `text` with its ASCII letters in lower case."""
    return "".join(one.lower() if one.isascii() else one for one in text)
