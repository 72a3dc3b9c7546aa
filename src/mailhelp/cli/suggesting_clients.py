"""Proposed clients as YAML for people, as JSON for scripts."""

from collections.abc import Iterator

from mailhelp.cli.output import printable
from mailhelp.config.pasting import flow, scalar
from mailhelp.core.suggesting.clients import ProposedClient, Prospects, Writer

MOST_PEOPLE = 5
MOST_UNPROVEN = 20
PASTE = "# To be put into rules.yaml: where it has clients: already, the lines below that."
FIRST = (
    "# So far everybody is a client. Once one is listed, whoever is not listed still gets a ticket and an "
    "acknowledgement, but no promised time."
)


def prospects_told(found: Prospects, *, first: bool, fewest: int) -> Iterator[str]:
    """Give the proposals as lines: what is no comment can be pasted. first: no client is listed so far."""
    if not found.clients:
        yield f"# no domain that is not listed yet wrote {_mails(fewest)} that were proven: nothing to propose"
    else:
        yield PASTE
        yield from (FIRST,) if first else ()
        yield "clients:"
        for one in found.clients:
            yield from _client_lines(one)
    yield from _apart(found, fewest)


def _client_lines(one: ProposedClient) -> Iterator[str]:
    people = ", ".join(_person(each) for each in one.people[:MOST_PEOPLE])
    more = f", and {len(one.people) - MOST_PEOPLE} more" if len(one.people) > MOST_PEOPLE else ""
    yield f"  {scalar(one.name)}: {flow({'domains': [one.domain]})}"
    yield printable(f"    # {_mails(one.mails)} opened {_count(one.tickets, 'ticket')}: {people}{more}")


def _person(one: Writer) -> str:
    return f"{one.name} {one.address} ({one.proven})".strip()


def _apart(found: Prospects, fewest: int) -> Iterator[str]:
    if found.few:
        yield f"# {_count(found.few, 'domain')} more wrote fewer than {_mails(fewest)} that were proven (--fewest N)"
    if found.free_mail:
        yield "# Anybody can have an address at these; name them under people: of the client they work for:"
        yield from (printable(f"#   {_person(one)}") for one in found.free_mail)
    if found.unproven:
        yield "# Nothing from these domains was ever proven, so nobody knows whether it was from there:"
        yield from (printable(f"#   {domain} ({_mails(count)})") for domain, count in found.unproven[:MOST_UNPROVEN])
    if len(found.unproven) > MOST_UNPROVEN:
        yield f"#   and {len(found.unproven) - MOST_UNPROVEN} more"


def _mails(count: int) -> str:
    return _count(count, "mail")


def _count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def prospect_json(found: Prospects) -> Iterator[dict[str, object]]:
    """Give the proposals as `suggest clients --json` prints them: what can be listed, then what is apart."""
    for client in found.clients:
        yield {
            "what": "client",
            "name": client.name,
            "domain": client.domain,
            "mails": client.mails,
            "tickets": client.tickets,
            "people": [_person_json(one) for one in client.people],
            "yaml": f"clients:\n  {scalar(client.name)}: {flow({'domains': [client.domain]})}\n",
        }
    for one in found.free_mail:
        yield {"what": "free mail", **_person_json(one)}
    for domain, count in found.unproven:
        yield {"what": "unproven", "domain": domain, "mails": count}


def _person_json(one: Writer) -> dict[str, object]:
    return {"address": one.address, "name": one.name, "mails": one.proven, "last_at": one.last_at}
