"""Which clients the history shows: domains that wrote mail which was proven and opened tickets."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mailhelp.core.people import Client, StaffMember, address_key, client_of, domain_key
from mailhelp.core.threads import FREE_MAIL

FEWEST_MAILS = 2
LONGEST_LAND = 3
# Large providers have a domain for each country: yahoo.it, hotmail.fr, live.se, gmx.at.
_MANY_COUNTRIES = frozenset("yahoo ymail hotmail outlook live gmx aol icloud yandex googlemail".split())


@dataclass(frozen=True, slots=True)
class Writer:
    """What one address wrote that opened tickets and that staff did not mark as spam.

    proven, unproven: how many of its mails were proven to be from there, and how many were not. tickets: how many it
    opened by proven mails.
    """

    address: str
    name: str
    proven: int
    unproven: int
    tickets: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ProposedClient:
    """A domain that could be a client's. name: made from the domain; people: who wrote from there, most mails first."""

    name: str
    domain: str
    mails: int
    tickets: int
    people: tuple[Writer, ...]


@dataclass(frozen=True, slots=True)
class Prospects:
    """What history shows. free_mail: proven writers at providers where anybody has an address, to be named one by one.

    unproven: domains that wrote, but never a mail that was proven, with the number of their mails.
    few: how many domains wrote less than was asked for.
    """

    clients: tuple[ProposedClient, ...]
    free_mail: tuple[Writer, ...]
    unproven: tuple[tuple[str, int], ...]
    few: int


def prospects(
    writers: Iterable[Writer],
    *,
    clients: Sequence[Client],
    staff: Sequence[StaffMember],
    own: Sequence[str],
    fewest: int = FEWEST_MAILS,
) -> Prospects:
    """Return the clients that could be listed, those with the most mails first; in the same order for the same writers.

    own: addresses of the desk. fewest: how many proven mails a domain must have written.
    """
    by_domain = _by_domain(_strangers(writers, clients, staff, own))
    proven = {domain: sum(one.proven for one in people) for domain, people in by_domain.items()}
    firms = {domain: people for domain, people in by_domain.items() if not is_free_mail(domain)}
    listed = [domain for domain in firms if proven[domain] >= fewest]
    listed.sort(key=lambda domain: (-proven[domain], domain))
    names = _names(listed, [one.name for one in clients])
    private = [one for domain, people in by_domain.items() if domain not in firms for one in people]
    never = {domain: sum(one.unproven for one in people) for domain, people in firms.items() if not proven[domain]}
    return Prospects(
        clients=tuple(_proposed(names[domain], domain, firms[domain]) for domain in listed),
        free_mail=_most_first(one for one in private if one.proven >= fewest),
        unproven=tuple(sorted(never.items(), key=lambda pair: (-pair[1], pair[0]))),
        few=sum(0 < proven[domain] < fewest for domain in firms),
    )


def is_free_mail(domain: str) -> bool:
    """Return True for a provider where anybody can have an address: it never stands for one firm.

    >>> is_free_mail("gmail.com"), is_free_mail("yahoo.it"), is_free_mail("harbourdental.example")
    (True, True, False)
    """
    first, _, country = domain.partition(".")
    land = country.removeprefix("co.").removeprefix("com.")
    return domain in FREE_MAIL or (first in _MANY_COUNTRIES and land.isalpha() and len(land) <= LONGEST_LAND)


def _strangers(
    writers: Iterable[Writer], clients: Sequence[Client], staff: Sequence[StaffMember], own: Sequence[str]
) -> Iterable[Writer]:
    """Give those who are nobody's yet: no client's, not staff, not the desk's own."""
    ours = {address_key(address) for address in (*own, *(one.address for one in staff))}
    domains = {one.rpartition("@")[2] for one in ours} - {one.rpartition("@")[2] for one in ours if _is_private(one)}
    for one in writers:
        key = address_key(one.address)
        if key and key not in ours and _domain(key) not in domains and client_of(key, tuple(clients)) is None:
            yield one


def _is_private(address: str) -> bool:
    return is_free_mail(_domain(address))


def _domain(address: str) -> str:
    return domain_key(address.rpartition("@")[2])


def _by_domain(writers: Iterable[Writer]) -> Mapping[str, list[Writer]]:
    found: dict[str, list[Writer]] = {}
    for one in writers:
        if domain := _domain(address_key(one.address)):
            found.setdefault(domain, []).append(one)
    return found


def _proposed(name: str, domain: str, people: Iterable[Writer]) -> ProposedClient:
    seen = _most_first(one for one in people if one.proven)
    mails, tickets = sum(one.proven for one in seen), sum(one.tickets for one in seen)
    return ProposedClient(name, domain, mails, tickets, seen)


def _most_first(writers: Iterable[Writer]) -> tuple[Writer, ...]:
    return tuple(sorted(writers, key=lambda one: (-one.proven, one.address)))


def _names(domains: Sequence[str], taken: Sequence[str]) -> dict[str, str]:
    """Return a name for each domain: its own label, or the whole domain where that names another client already."""
    labels = {domain: _label(domain) for domain in domains}
    count = Counter(one.casefold() for one in (*labels.values(), *taken))
    return {domain: label if count[label.casefold()] == 1 else domain for domain, label in labels.items()}


def _label(domain: str) -> str:
    """Return how a firm with this domain may be called, for the admin to mend.

    >>> _label("harbour-dental.co.uk"), _label("mail.acme.example")
    ('Harbour Dental', 'Acme')
    """
    labels = domain.split(".")
    while len(labels) > 2 and labels[0] in ("mail", "www", "email", "smtp", "mx"):
        labels = labels[1:]
    words = labels[0].replace("_", "-").split("-")
    return " ".join(word.capitalize() for word in words if word) or domain
