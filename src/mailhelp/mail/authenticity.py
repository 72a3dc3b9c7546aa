"""Whether the sender is who From says: SMTP AUTH, or the one trusted source of authentication results (design 5)."""

import re

import authres

from mailhelp.core.facts import Envelope, MailFacts, Proof

_OUTSIDE = re.compile(r"(?i)\bspf=(\w+)|\bdkim=(\w+)|\bdmarc=(\w+)")
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
    return Proof(None, f"no results of {trust}") if results is None else _judged(results, headers.sender.domain)


def _trusted(headers: MailFacts, authserv: str) -> str | None:
    """Return the topmost results, when they are of `authserv`; any below a foreign one could be forged."""
    for value in headers.header("Authentication-Results")[:1]:
        first = re.split(r"[\s;]", value.strip(), maxsplit=1)[0]
        if first.casefold() == authserv.casefold():
            return value
    return None


def _judged(results: str, domain: str) -> Proof:
    try:
        parsed = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {results}").results
    except Exception:  # authres raises a family of errors on what it cannot read
        return Proof(None, "the trusted results cannot be read")
    verdicts = {one.method.lower(): one.result.lower() for one in parsed if one.method.lower() == "dmarc"}
    if verdicts.get("dmarc") == "pass" and _dmarc_domain(parsed, domain):
        return Proof(True, "dmarc=pass")
    if verdicts.get("dmarc") == "fail":
        return Proof(False, "dmarc=fail")
    for one in parsed:
        if one.result.lower() == "pass" and (how := _aligned(one, domain)):
            return Proof(True, how)
    return Proof(None, "no aligned dkim or spf pass")


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
    """Return True when the domains are the same, or one is right below the other and neither is a bare suffix.

    Without the public suffix list a common parent proves nothing, so this is stricter than relaxed alignment.

    >>> is_aligned("client.example", "mail.client.example"), is_aligned("co.uk", "evil.co.uk")
    (True, False)
    """
    longer, shorter = sorted((authenticated.casefold(), domain.casefold()), key=len, reverse=True)
    if longer == shorter:
        return True
    return longer.endswith("." + shorter) and "." in shorter and not _is_suffix(shorter)


def _is_suffix(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) == 2 and len(labels[1]) == 2 and len(labels[0]) <= 3


def _microsoft(headers: MailFacts, desk_domains: tuple[str, ...]) -> Proof:
    """Read the marks of Microsoft 365, which writes no authserv-id."""
    sender = headers.sender
    internal = headers.header("X-MS-Exchange-Organization-AuthAs")[:1]
    if internal == ("Internal",) and sender is not None and sender.domain in desk_domains:
        return Proof(True, "Microsoft 365: internal sender")
    results = headers.header("Authentication-Results")[:1]
    if not results or sender is None:
        return Proof(None, "no results of Microsoft 365")
    value = results[0].lower()
    if re.search(r"\bdmarc=fail\b", value):
        return Proof(False, "dmarc=fail")
    if re.search(rf"\bdmarc=(pass|bestguesspass)\b[^;]*header\.from={re.escape(sender.domain)}(?=[;\s]|$)", value):
        return Proof(True, "Microsoft 365: dmarc=pass")
    return Proof(None, "Microsoft 365 vouches for nothing")
