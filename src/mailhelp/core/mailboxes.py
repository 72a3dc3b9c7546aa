"""Which spellings of an address are one mailbox, for counting what it was sent."""

import unicodedata

# What a provider with many strangers does with a local part: Google ignores dots in it.
_DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}


def counted_as(address: str) -> str:
    """Return the spelling under which an address is counted: most of those that reach one mailbox give the same.

    The domain as the DNS is asked for it (RFC 5890), the local part folded and cut at "+", without dots at Google.

    >>> counted_as("J.O+spam@GoogleMail.com"), counted_as("jo@gm\\u00adail.com")
    ('jo@gmail.com', 'jo@gmail.com')
    """
    local, _, domain = address.strip().rpartition("@")
    asked = _asked_for(domain)
    plain = local.casefold().partition("+")[0] or local.casefold()
    if asked in _DOTLESS:
        return f"{plain.replace('.', '')}@{_DOTLESS[asked]}"
    return f"{plain}@{asked}"


def is_spelt_plainly(address: str) -> bool:
    """Return False when the domain is written so that the DNS is asked for another one (hidden or look-alike letters).

    >>> is_spelt_plainly("jo@b\\u00fccher.example"), is_spelt_plainly("jo@gm\\u00adail.com")
    (True, False)
    """
    domain = address.rpartition("@")[2].casefold()
    try:
        return domain.isascii() or domain.encode("idna").decode("idna").casefold() == domain
    except UnicodeError:
        return False


def _asked_for(domain: str) -> str:
    folded = unicodedata.normalize("NFKC", domain).casefold()
    try:
        return folded if folded.isascii() else folded.encode("idna").decode("ascii")
    except UnicodeError:
        return folded
