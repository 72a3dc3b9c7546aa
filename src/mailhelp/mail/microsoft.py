"""Proof by Microsoft 365, which writes no authserv-id but strips its own marks from outside mail."""

import re

from mailhelp.core.facts import Proof
from mailhelp.core.people import domain_key
from mailhelp.mail.alignment import organisation
from mailhelp.mail.results import Results, read_results
from mailhelp.mail.traces import Hop, exact_headers

ORGANISATIONS = frozenset(("outlook.com", "office365.com", "exchangelabs.com", "office365.us", "outlook.cn"))
_RESULTS = re.compile(r"(?i)\s*(?:spf|dkim|dmarc|compauth)\s*=")
_MARK = "x-ms-exchange-organization-authas"
MICROSOFT = "microsoft365"
_DOOR = ".mail.protection."


def microsoft_proof(raw: bytes, domain: str, desk_domains: tuple[str, ...]) -> Proof:
    """Return what Microsoft 365 tells about a mail from `domain`; nothing where its topmost hop is not Microsoft's.

    Its results count where they stand above the hop that took the mail in from outside: the first Received that is
    written by *.mail.protection.outlook.com or names a sender that is not Microsoft's. Its mark "Internal" counts for
    the tenant's own domains (`desk_domains`), where all copies of it say so and stand above that hop.
    """
    headers = list(exact_headers(raw))
    hops = [Hop.of(value) for name, value in headers if name == "received"]
    if not hops or not _is_microsoft(hops[0].by):
        return Proof(None, "its topmost hop is not of Microsoft 365")
    results = _results(headers)
    if results is not None and results.failed_dmarc():
        return Proof(False, "dmarc=fail")
    if _is_internal(headers) and domain in map(domain_key, desk_domains):
        return Proof(True, "Microsoft 365: internal sender")
    if results is None:
        return Proof(None, "no results of Microsoft 365")
    return _vouched(results, domain)


def _is_microsoft(host: str | None) -> bool:
    return bool(host) and organisation(host or "") in ORGANISATIONS


def _results(headers: list[tuple[str, str]]) -> Results | None:
    """Return the topmost results, where the first Received below them is the one that took the mail in."""
    found: str | None = None
    for name, value in headers:
        if name == "authentication-results" and found is None:
            found = value
        elif name == "received":
            hop = Hop.of(value)
            if not _is_microsoft(hop.by):
                return None
            if _is_door(hop):
                return read_results(f"{MICROSOFT}; {found}") if found and _RESULTS.match(found) else None
            if found is not None:
                return None
    return None


def _is_door(hop: Hop) -> bool:
    return _DOOR in (hop.by or "") or not _is_microsoft(hop.sender)


def _is_internal(headers: list[tuple[str, str]]) -> bool:
    """Return True when Exchange marks the mail as one of its tenant: a mark below an outside hop came with the mail."""
    marked = False
    for place, (name, value) in enumerate(headers):
        if name == "received" and _is_outside(Hop.of(value)):
            return marked and all(later != _MARK for later, _ in headers[place:])
        if name == _MARK:
            marked = True
            if value != "Internal":
                return False
    return marked


def _is_outside(hop: Hop) -> bool:
    return not _is_microsoft(hop.by) or _is_door(hop)


def _vouched(results: Results, domain: str) -> Proof:
    dmarc = results.of("dmarc")
    passed = bool(dmarc) and all(
        one.result in ("pass", "bestguesspass") and set(map(domain_key, one.domains("header.from"))) == {domain}
        for one in dmarc
    )
    composite = {one.result for one in results.of("compauth")}
    if passed and composite <= {"pass", "softpass"}:
        return Proof(True, "Microsoft 365: dmarc=pass")
    return Proof(None, "Microsoft 365 vouches for nothing")
