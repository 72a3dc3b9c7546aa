"""Clients and staff of rules.yaml read into values."""

from collections.abc import Mapping
from datetime import date

from mailhelp.config.entries import Entry
from mailhelp.core.people import Client, Role, StaffMember
from mailhelp.core.ticket import Priority

NOTIFY = ("all", "mine", "none")


def clients(entries: Mapping[str, Entry]) -> tuple[Client, ...]:
    """Return all clients."""
    return tuple(_client(name, entry) for name, entry in entries.items())


def _client(name: str, entry: Entry) -> Client:
    keys = entry.mapping(("domains", "people", "at_least", "may_agree"))
    if not keys.keys() & {"domains", "people"}:
        entry.fault(f'client "{name}" has neither domains nor people; nobody would belong to it')
    return Client(
        name=name,
        domains=tuple(text.lower().lstrip("@") for text in keys["domains"].texts()) if "domains" in keys else (),
        people=_addresses(keys.get("people")),
        at_least=keys["at_least"].choice(Priority) if "at_least" in keys else None,
        may_agree=_addresses(keys.get("may_agree")),
    )


def _addresses(entry: Entry | None) -> tuple[str, ...]:
    return tuple(filter(None, (_address(item) for item in entry.items()))) if entry else ()


def _address(entry: Entry) -> str:
    text = entry.text()
    local, at, domain = text.rpartition("@")
    if text and not (local and at and domain) or any(c.isspace() for c in text):
        entry.fault(f'"{text}" is not an address; write it like jo@mail.example')
        return ""
    return text.lower()


def staff(entries: Mapping[str, Entry]) -> tuple[StaffMember, ...]:
    """Return all staff."""
    return tuple(_member(name, entry, tuple(entries)) for name, entry in entries.items())


def _member(name: str, entry: Entry, names: tuple[str, ...]) -> StaffMember:
    keys = entry.mapping(("address", "role", "notify", "away", "cover"))
    if "address" not in keys:
        entry.fault(f'staff "{name}" has no address; add address: name@desk.example')
    return StaffMember(
        name=name,
        address=_address(keys["address"]) if "address" in keys else "",
        role=(keys["role"].choice(Role) if "role" in keys else None) or Role.STAFF,
        notify=(keys["notify"].one_of(NOTIFY) if "notify" in keys else "") or "all",
        away=_away(keys["away"]) if "away" in keys else None,
        cover=(keys["cover"].one_of(n for n in names if n != name) or None) if "cover" in keys else None,
    )


def _away(entry: Entry) -> tuple[date, date] | None:
    first, _, last = entry.text().partition("..")
    try:
        days = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        entry.fault(f'away "{entry.value}" is not a stretch of days; write it like 2026-12-20..2027-01-03')
        return None
    if days[1] < days[0]:
        entry.fault(f'away "{entry.value}" ends before it begins; write the first day first')
    return days
