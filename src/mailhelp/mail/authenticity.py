"""Whether the sender is who From says: SMTP AUTH, or the one trusted source of authentication results (design 5)."""

import re

import authres

from mailhelp.core.facts import Envelope, MailFacts, Proof

_MICROSOFT_HOST = re.compile(r"(?i)\bby\s+[a-z0-9.-]{1,200}\.(?:outlook\.com|exchangelabs\.com)(?![a-z0-9.-])")
_MICROSOFT_RESULTS = re.compile(r"(?i)\s*(?:spf|dkim|dmarc|compauth)\s*=")
NOTHING = Proof()


def proof(headers: MailFacts, envelope: Envelope, *, trust: str, desk_domains: tuple[str, ...]) -> Proof:
    """Return whether the sender is proven, and what told.

    trust: "none", an authserv-id, or "microsoft365"; it belongs to the channel the mail came by. desk_domains: folded,
    for the tenant-internal mark of Microsoft 365. `passed` is None where nothing tells, False where DMARC failed.
    Source: RFC 8601 section 5 (only results of the own border count), RFC 9989 (DMARC).
    """
    if headers.sender is None or not headers.sender.domain:
        return Proof(None, "From names no one sender")
    if envelope.auth_user and envelope.auth_user.casefold() == headers.sender.key:
        return Proof(True, f"SMTP AUTH as {headers.sender.key}")
    if trust == "none":
        return NOTHING
    if trust == "microsoft365":
        return _microsoft(headers, desk_domains)
    results = _trusted(headers, trust)
    return _judged(results, headers.sender.domain) if results else Proof(None, f"no results of {trust}")


def _trusted(headers: MailFacts, authserv: str) -> list[str]:
    """Return the results of `authserv`: one block on top, ended by results of others or the next hop.

    What stands below may have come with the mail.
    """
    found: list[str] = []
    for name, value in headers.headers:
        if name.lower() == "received" and found:
            break
        if name.lower() == "authentication-results":
            if re.split(r"[\s;]", value.strip(), maxsplit=1)[0].casefold() != authserv.casefold():
                break
            found.append(value)
    return found


def _judged(results: list[str], domain: str) -> Proof:
    try:
        parsed = [one for value in results for one in _parsed(value)]
    except Exception:  # authres raises a family of errors on what it cannot read
        return Proof(None, "the trusted results cannot be read")
    verdicts = {one.result.lower() for one in parsed if one.method.lower() == "dmarc"}
    if "fail" in verdicts:
        return Proof(False, "dmarc=fail")
    if "pass" in verdicts and _dmarc_domain(parsed, domain):
        return Proof(True, "dmarc=pass")
    aligned = [how for one in parsed if one.result.lower() == "pass" and (how := _aligned(one, domain))]
    return Proof(True, aligned[0]) if aligned else Proof(None, "no aligned dkim or spf pass")


def _parsed(value: str) -> list[authres.core.AuthenticationResult]:
    results = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {value}").results
    return [one for one in results if one.method and one.result]


def _dmarc_domain(parsed: list[authres.core.AuthenticationResult], domain: str) -> bool:
    named = [_property(one, "from") for one in parsed if one.method.lower() == "dmarc"]
    return all(not name or name == domain for name in named)


def _property(result: authres.core.AuthenticationResult, name: str) -> str:
    values = [str(one.value or "") for one in result.properties if one.name.lower() == name]
    return values[0].casefold().strip('"').rpartition("@")[2] if values else ""


def _aligned(result: authres.core.AuthenticationResult, domain: str) -> str:
    """Return what proves when a pass is for the domain of From or one above it, "" when it is not aligned."""
    wanted = {"dkim": ("d", "i"), "spf": ("mailfrom",)}.get(result.method.lower(), ())
    for name in wanted:
        found = _property(result, name)
        if found and is_aligned(found, domain):
            return f"{result.method.lower()}=pass for {found}"
    return ""


def is_aligned(authenticated: str, domain: str) -> bool:
    """Return True when the domain of From is the authenticated one or below it.

    The other way round would need the public suffix list: whoever has a name below a provider's could speak for it.

    >>> is_aligned("client.example", "mail.client.example"), is_aligned("mail.client.example", "client.example")
    (True, False)
    """
    authenticated, domain = authenticated.casefold(), domain.casefold()
    if authenticated == domain:
        return True
    return domain.endswith(f".{authenticated}") and "." in authenticated and not _is_suffix(authenticated)


def _is_suffix(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) == 2 and len(labels[1]) == 2 and len(labels[0]) <= 3


def _microsoft(headers: MailFacts, desk_domains: tuple[str, ...]) -> Proof:
    """Read the marks of Microsoft 365, which writes no authserv-id, and strips its own marks from outside mail."""
    domain = headers.sender.domain if headers.sender else ""
    internal = headers.header("X-MS-Exchange-Organization-AuthAs")[:1]
    if internal == ("Internal",) and domain in desk_domains:
        return Proof(True, "Microsoft 365: internal sender")
    results = _microsoft_results(headers)
    if results is None:
        return Proof(None, "no results of Microsoft 365")
    if re.search(r"\bdmarc=fail\b", results):
        return Proof(False, "dmarc=fail")
    if re.search(rf"\bdmarc=(?:pass|bestguesspass)\b[^;]*\bheader\.from={re.escape(domain)}(?=[;\s]|$)", results):
        return Proof(True, "Microsoft 365: dmarc=pass")
    return Proof(None, "Microsoft 365 vouches for nothing")


def _microsoft_results(headers: MailFacts) -> str | None:
    """Return the topmost results, folded, where every hop down to the one below them is Microsoft's."""
    found: str | None = None
    for name, value in headers.headers:
        if name.lower() == "received":
            if not _MICROSOFT_HOST.search(value):
                return None
            if found is not None:
                return found
        elif name.lower() == "authentication-results" and found is None:
            if not _MICROSOFT_RESULTS.match(value):
                return None
            found = value.lower()
    return None
