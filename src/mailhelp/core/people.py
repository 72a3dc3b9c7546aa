"""Clients and staff as rules.yaml names them, and how to find them by address."""

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

    def has(self, address: str) -> bool:
        """Return True when `address` belongs to this client."""
        key = address.casefold()
        return key in self.people or key.rpartition("@")[2] in self.domains


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
    key = address.casefold()
    for client in clients:
        if key in client.people:
            return client
    return next((client for client in clients if client.has(key)), None)


def staff_of(address: str, staff: tuple[StaffMember, ...]) -> StaffMember | None:
    """Return the member of staff with that address, None when there is none."""
    key = address.casefold()
    return next((member for member in staff if member.address.casefold() == key), None)
