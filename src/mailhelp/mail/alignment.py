"""Whether an authenticated domain speaks for the domain of From (DMARC alignment, without the public suffix list)."""

from mailhelp.core.people import domain_key


def is_aligned(authenticated: str, domain: str) -> bool:
    """Return True when the domain of From is the authenticated one or below it.

    The other way round would need the public suffix list: whoever has a name below a provider's could speak for it.
    Stricter than relaxed alignment of RFC 9989, which also takes a sister or a child of the same organisation.

    >>> is_aligned("client.example", "mail.client.example"), is_aligned("mail.client.example", "client.example")
    (True, False)
    """
    authenticated, domain = domain_key(authenticated), domain_key(domain)
    if not authenticated or not domain.isascii():
        return False
    if authenticated == domain:
        return True
    return domain.endswith(f".{authenticated}") and "." in authenticated and not _is_suffix(authenticated)


def organisation(host: str) -> str:
    """Return the domain that a host belongs to, without the public suffix list: two labels, three below "co.uk".

    >>> organisation("mx.google.com"), organisation("mx1.desk.co.uk")
    ('google.com', 'desk.co.uk')
    """
    labels = host.casefold().rstrip(".").split(".")
    short = len(labels) > 2 and _is_suffix(".".join(labels[-2:]))
    return ".".join(labels[-3 if short else -2 :])


def _is_suffix(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) == 2 and len(labels[1]) == 2 and len(labels[0]) <= 3
