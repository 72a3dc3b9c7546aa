"""TXT records out of the DNS, as the machine's own resolver gives them."""

import dns.exception
import dns.resolver


def txt_record(name: str, seconds: float, *, resolver: dns.resolver.Resolver | None = None) -> bytes | None:
    """Return the TXT record of `name`, its strings joined; None when there is none or it did not come in `seconds`.

    resolver: None for the one of this machine.
    Where a name has several records, the first one that comes (RFC 6376 section 3.6.2.2 leaves that open).
    """
    try:
        asked = resolver or dns.resolver.get_default_resolver()
        answer = asked.resolve(name, "TXT", lifetime=seconds, search=False)
        return b"".join(next(iter(answer)).strings)
    except (dns.exception.DNSException, OSError, ValueError, StopIteration):
        return None
