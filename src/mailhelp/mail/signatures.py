"""DKIM signatures checked here, for a desk that is its own MX (RFC 6376, RFC 8301)."""

import logging
import re
from collections.abc import Callable

import dkim

from mailhelp.core.facts import Proof
from mailhelp.core.rawheaders import HEADER_BLOCK_LIMIT
from mailhelp.mail.alignment import is_aligned
from mailhelp.mail.traces import exact_headers

TxtRecord = Callable[[str, float], bytes | None]
"""Look up the TXT record of a name within so many seconds; None when there is none or nobody answers."""

SELF = "self"
MOST_SIGNATURES = 3
LARGEST_MAIL = 10_000_000
MOST_HEADER_LINES = 5_000
LONGEST_SIGNATURE = 4_096
# A key of 4,096 bits takes 750 bytes; a greater one would take its time to check.
LONGEST_RECORD = 1_500
DNS_TIMEOUT = 3.0
SMALLEST_KEY = 1_024
# RFC 8301 section 3.1: rsa-sha1 is no proof any more. RFC 8463: ed25519.
_ALGORITHMS = (b"rsa-sha256", b"ed25519-sha256")
_TO_BE_SIGNED = (b"from", b"subject")
_END = re.compile(rb"\r?\n\r?\n")
_silent = logging.Logger("mailhelp.dkim", logging.CRITICAL + 1)


class _Body:
    """The body of a mail, made ready once for each way of signing it: the library takes quadratic time to relax it."""

    def __init__(self, body: bytes) -> None:
        self._written = body
        self._ready: dict[bool, bytes] = {}

    def ready(self, canonical: bytes) -> bytes:
        """Return it with CR LF, without empty lines at its end, and relaxed where the signature's c= wants that.

        Source: RFC 6376 sections 3.4.3 and 3.4.4.
        """
        relaxed = canonical.partition(b"/")[2] == b"relaxed"
        if relaxed not in self._ready:
            body = re.sub(rb"\r?\n", b"\r\n", self._written)
            if relaxed:
                body = re.sub(rb"[\t ]+", b" ", body).replace(b" \r\n", b"\r\n").removesuffix(b" ")
            self._ready[relaxed] = body.rstrip(b"\r\n")
        return self._ready[relaxed]


def signature_proof(raw: bytes, domain: str, txt: TxtRecord) -> Proof:
    """Return whether a signature aligned with `domain`, that of From, is valid; never raises, never says False.

    The topmost 3 aligned signatures are checked, of a mail up to 10 MB; DNS has 3 s for each. A signature is no proof
    when it leaves part of the body unsigned (l=) or a From or Subject, or when its key is for testing (t=y).
    Source: RFC 6376 sections 3.5, 3.6.1, 6.1 and 8.15.
    """
    if len(raw) > LARGEST_MAIL:
        return Proof(None, "too large for its signatures to be checked")
    end = _END.search(raw[:HEADER_BLOCK_LIMIT])
    block = raw[: end.start()] if end else b""
    if not block or b"\0" in block or re.search(rb"\r(?!\n)", block) or block.count(b"\n") > MOST_HEADER_LINES:
        return Proof(None, "its headers are too broken for signatures to be checked")
    wanted = _aligned(block, domain)
    if not wanted:
        return Proof(None, f"no DKIM signature of {domain}")
    body = _Body(raw[end.end() :] if end else b"")
    if any(_is_valid(block, body, place, domain, txt) for place in wanted):
        return Proof(True, f"DKIM signature of {domain}")
    return Proof(None, f"no DKIM signature of {domain} could be verified")


def _aligned(block: bytes, domain: str) -> list[int]:
    """Return the places (0 the topmost) of the signatures to check."""
    values = [value for name, value in exact_headers(block) if name == "dkim-signature"]
    return [place for place, value in enumerate(values) if _is_worth_it(value, domain)][:MOST_SIGNATURES]


def _is_worth_it(value: str, domain: str) -> bool:
    # Long white space would take the library quadratic time.
    if len(value) > LONGEST_SIGNATURE or not value.isascii() or re.search(r"\s{30}", value):
        return False
    found = re.search(r"(?:^|;)\s*d\s*=\s*([A-Za-z0-9._-]{1,253})\s*(?:;|$)", value)
    return found is not None and is_aligned(found[1], domain)


def _is_valid(block: bytes, body: _Body, place: int, domain: str, txt: TxtRecord) -> bool:
    try:
        signer = dkim.DKIM(block + b"\r\n\r\n", logger=_silent, minkey=SMALLEST_KEY, timeout=DNS_TIMEOUT)
        signature, signed, headers = signer.verify_headerprep(place)
        strict = _is_strict(signature, signed, [name.lower() for name, _ in signer.headers])
        if not strict or not is_aligned(signature[b"d"].decode("ascii"), domain):
            return False
        signer.body = body.ready(signature.get(b"c", b""))
        return bool(signer.verify_sig(signature, signed, headers[place], _key_lookup(txt)))
    except Exception:  # dkimpy raises a family of errors on what it cannot read, and its ASN.1 reader any
        return False


def _is_strict(signature: dict[bytes, bytes], signed: list[bytes], names: list[bytes]) -> bool:
    if signature[b"a"] not in _ALGORITHMS or b"l" in signature:
        return False
    return all(signed.count(name) >= names.count(name) for name in _TO_BE_SIGNED) and b"from" in signed


def _key_lookup(txt: TxtRecord) -> Callable[..., bytes | None]:
    def lookup(name: bytes | str, timeout: float = DNS_TIMEOUT) -> bytes | None:
        record = txt(name.decode("ascii") if isinstance(name, bytes) else name, timeout)
        return record if record and len(record) <= LONGEST_RECORD and not _is_testing(record) else None

    return lookup


def _is_testing(record: bytes) -> bool:
    flags = re.search(rb"(?:^|;)\s*t\s*=([^;]*)", record)
    return flags is not None and b"y" in re.split(rb"[\s:]+", flags[1])
