"""Whether the sender is who From says: SMTP AUTH, or the one trusted source of authentication results (design 5)."""

from mailhelp.core.facts import Address, Envelope, MailFacts, Proof
from mailhelp.core.people import address_key, domain_key
from mailhelp.mail.addresses import addresses_of
from mailhelp.mail.alignment import is_aligned
from mailhelp.mail.border_results import BorderResults, border_results
from mailhelp.mail.microsoft import MICROSOFT, microsoft_proof
from mailhelp.mail.results import Result
from mailhelp.mail.signatures import SELF, TxtRecord, signature_proof
from mailhelp.mail.traces import exact_headers, has_all_headers

NOTHING = Proof(blind=True)
# Which property of a method names the domain it vouches for; the second where the first is missing.
_VOUCHES_FOR = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",)}


def proof(
    mail: MailFacts,
    envelope: Envelope,
    *,
    trust: str,
    desk_domains: tuple[str, ...],
    raw: bytes,
    txt: TxtRecord,
) -> Proof:
    """Return whether the sender is proven, and what told; never raises.

    trust: "none", an authserv-id, "microsoft365", or "self" where mailhelp is the MX and checks DKIM signatures itself;
    it belongs to the channel the mail came by.
    desk_domains: for the tenant-internal mark of Microsoft 365.
    raw: the mail as it came; its trace headers are read from these bytes, never from decoded ones.
    txt: looks keys up for "self".
    `passed` is None where nothing tells, or From names several or can be read in two ways, False where DMARC failed.
    Source: RFC 8601 section 5 (only results of the own border count), RFC 9989 (DMARC).
    """
    if mail.sender is None or not mail.sender.domain:
        return Proof(None, "From names no sender")
    sender = address_key(mail.sender.address)
    domain = sender.rpartition("@")[2]
    doubt = _doubt(raw, mail, mail.sender)
    if doubt:
        failed = _of_results(raw, domain, trust, desk_domains, envelope).passed is False
        return Proof(False, "dmarc=fail") if failed else Proof(None, doubt)
    if sender and envelope.auth_user and address_key(envelope.auth_user) == sender:
        return Proof(True, f"SMTP AUTH as {sender}")
    if trust == "none" or not domain or not domain.isascii():
        return NOTHING if trust == "none" else Proof(None, "From names no domain that can be looked up")
    if trust == SELF:
        return signature_proof(raw, domain, txt) if mail.readable else Proof(None, "no parser could read it")
    return _of_results(raw, domain, trust, desk_domains, envelope)


def _doubt(raw: bytes, mail: MailFacts, sender: Address) -> str:
    """Return why nothing that vouches for From can vouch for the sender, "" when it can.

    Who vouched read the exact bytes: a bare CR, or more headers than are read here, would hide that From from us.
    """
    if mail.has_several_senders:
        return "From names several senders"
    written = [value for name, value in exact_headers(raw, b"from") if name]
    named = {one.key for value in written for one in addresses_of(value.encode("latin-1")) if one.address}
    return "" if named == {sender.key} and has_all_headers(raw) else "From can be read in two ways"


def _of_results(raw: bytes, domain: str, trust: str, desk_domains: tuple[str, ...], envelope: Envelope) -> Proof:
    """Return what the results of the source `trust` say; nothing where it is none that writes any."""
    if trust in ("none", SELF):
        return NOTHING
    if trust == MICROSOFT:
        return microsoft_proof(raw, domain, desk_domains)
    return _judged(border_results(raw, trust.casefold(), envelope), domain, trust)


def _judged(results: BorderResults, domain: str, trust: str) -> Proof:
    """Weigh the results: DMARC, else DKIM or SPF aligned with From.

    The topmost header that names a method decides it, but for a failed DMARC, which counts wherever it stands.
    """
    found = (*results.believed, *results.doubtful)
    if not found:
        return Proof(None, f"no results of {trust}")
    if any(one.failed_dmarc() for one in found):
        return Proof(False, "dmarc=fail")
    if not results.believed:
        return Proof(None, f"results of {trust} stand where they can be forged")
    told = _topmost(results, "dmarc")
    named = {domain_key(name) for one in told for name in one.domains("header.from") if name}
    if named - {domain}:
        return Proof(None, "the trusted results are about another From")
    if named and all(one.result == "pass" for one in told):
        return Proof(True, "dmarc=pass")
    aligned = [how for method in _VOUCHES_FOR for one in _topmost(results, method) if (how := _aligned(one, domain))]
    return Proof(True, aligned[0]) if aligned else Proof(None, "no aligned dkim or spf pass")


def _topmost(results: BorderResults, method: str) -> tuple[Result, ...]:
    """Return the readable results of `method` in the topmost believed header that names it."""
    return next((one.of(method) for one in results.believed if one.names(method)), ())


def _aligned(result: Result, domain: str) -> str:
    """Return what proves when a pass is for the domain of From or one above it, "" when it is not aligned.

    A property that stands twice vouches only when both do: one of them can be the sender's.
    """
    if result.result != "pass":
        return ""
    vouched = next((names for key in _VOUCHES_FOR[result.method] if (names := result.domains(key))), ())
    return f"{result.method}=pass for {vouched[0]}" if vouched and all(is_aligned(d, domain) for d in vouched) else ""
