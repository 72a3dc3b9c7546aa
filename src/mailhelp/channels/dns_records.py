"""TXT records out of the DNS, as the machine's own resolver gives them."""

import dns.exception
import dns.resolver


def txt_record(name: str, seconds: float) -> bytes | None:
    """Return the TXT record of `name`, its strings joined; None when there is none or it did not come in `seconds`.

    Where a name has several, the first one that comes (RFC 6376 section 3.6.2.2 leaves that open).
    """
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=seconds, search=False)
        return b"".join(next(iter(answer)).strings)
    except (dns.exception.DNSException, OSError, ValueError, StopIteration):
        return None
