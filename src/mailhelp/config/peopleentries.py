"""Clients and staff of rules.yaml read into values."""

import re
from collections.abc import Mapping
from datetime import date

from mailhelp.config.entries import Entry
from mailhelp.core.people import Client, Role, StaffMember, address_key
from mailhelp.core.ticket import Priority

NOTIFY = ("all", "mine", "none")
# Letters beyond ASCII may stand in both (RFC 6531 section 3.3).
_LOCAL = re.compile(r"[^\s@,;:<>()\[\]\"\\]{1,64}")
_DOMAIN = re.compile(r"(?=.{1,253}\Z)[^\W_](?:[\w-]{0,62})(?:\.[^\W_][\w-]{0,62})*")


def clients(entries: Mapping[str, Entry]) -> tuple[Client, ...]:
    """Return all clients."""
    return tuple(_client(name, entry) for name, entry in entries.items())


def _client(name: str, entry: Entry) -> Client:
    keys = entry.mapping(("domains", "people", "at_least", "may_agree"))
    if not keys.keys() & {"domains", "people"}:
        entry.fault(f'client "{name}" has neither domains nor people; nobody would belong to it')
    return Client(
        name=name,
        domains=tuple(filter(None, map(_domain, keys["domains"].items()))) if "domains" in keys else (),
        people=_addresses(keys.get("people")),
        at_least=keys["at_least"].choice(Priority) if "at_least" in keys else None,
        may_agree=_addresses(keys.get("may_agree")),
    )


def _domain(entry: Entry) -> str:
    text = entry.text().lower().removeprefix("@")
    if text and not _DOMAIN.fullmatch(text):
        entry.fault(f'"{entry.value}" is not a domain; write it like harbourdental.example')
        return ""
    return text


def _addresses(entry: Entry | None) -> tuple[str, ...]:
    return tuple(filter(None, (_address(item) for item in entry.items()))) if entry else ()


def _address(entry: Entry) -> str:
    text = entry.text()
    local, _, domain = text.rpartition("@")
    if text and not (_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)):
        entry.fault(f'"{text}" is not an address; write it like jo@mail.example')
        return ""
    return text.lower()


def refuse_shared_addresses(members: Mapping[str, Entry], firms: Mapping[str, Entry]) -> None:
    """Note a fault at each address or domain that stands for a second member of staff or a second client."""
    seen: dict[str, tuple[str, Entry]] = {}
    for kind, key, entries in (
        ("staff", "address", members),
        ("client", "people", firms),
        ("client", "domains", firms),
    ):
        for name, entry in entries.items():
            values = entry.child(key)
            for item in values.items() if values and isinstance(values.value, str | list) else ():
                _note_shared(item, f'{kind} "{name}"', seen)


def _note_shared(item: Entry, owner: str, seen: dict[str, tuple[str, Entry]]) -> None:
    if not isinstance(item.value, str) or not item.value.strip():
        return
    key = address_key(item.value.strip().removeprefix("@"))
    before = seen.setdefault(key, (owner, item))
    if before[1] is item:
        return
    where = before[1].line.rpartition(":")[2]
    if before[0] == owner:
        item.fault(f'"{item.value}" stands twice for {owner} (before in line {where}); write it once')
    else:
        item.fault(f'"{item.value}" belongs to {before[0]} already (line {where}); one address, one owner')


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
