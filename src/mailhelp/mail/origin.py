"""Who a notice comes from: the desk's address, with tokens in it, and the envelope's sender."""

import re
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address

from mailhelp.core.errors import BadData
from mailhelp.core.ids import shown
from mailhelp.core.notices import Manner
from mailhelp.core.wording import clean_line

# RFC 5321 section 4.5.3.1.1.
MOST_LOCAL_PART = 64
_DOT_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*")


@dataclass(frozen=True, slots=True)
class Origin:
    """Who sends, and what its relay can do.

    plus: "off", "+" or "-": the sign before the token in Reply-To. bounces: the address for delivery reports (the token
    is put into it where plus is on), None for the desk's own. null_sender: False where the relay refuses `<>`.
    smtputf8: the relay takes local parts that are not ASCII (RFC 6531).
    """

    name: str
    address: str
    plus: str = "off"
    bounces: str | None = None
    null_sender: bool = True
    smtputf8: bool = False


def new_message_id(token: str, notice_id: int, desk_address: str) -> str:
    """Return the Message-ID of a notice, without brackets: token, notice id, the desk's domain.

    >>> new_message_id("", 1, "help@desk.example")
    'aaaaaaaaaaaac@desk.example'
    """
    domain = usable_address(desk_address).rpartition("@")[2]
    return f"{token}.{shown(notice_id)}@{domain}" if token else f"{shown(notice_id)}@{domain}"


def envelope_sender(manner: Manner, token: str, origin: Origin) -> str:
    """Return MAIL FROM: "" for answers (RFC 3834 section 3.3), else where delivery reports shall go (design 6)."""
    if manner is Manner.ANSWER and origin.null_sender:
        return ""
    if origin.bounces is None:
        return usable_address(origin.address)
    return with_token(origin.bounces, token, origin.plus) or usable_address(origin.bounces)


def with_token(address: str, token: str, plus: str) -> str | None:
    """Return `address` with the token in it; None where plus is off, there is no token, or it would be too long.

    >>> with_token("help@desk.example", "abc", "+"), with_token("help@desk.example", "abc", "off")
    ('help+abc@desk.example', None)
    """
    local, _, domain = usable_address(address).rpartition("@")
    with_it = f"{local}{plus}{token}"
    if not token or plus not in ("+", "-") or len(with_it) > MOST_LOCAL_PART:
        return None
    return f"{with_it}@{domain}"


def usable_address(address: str, *, smtputf8: bool = False) -> str:
    """Return an address as the envelope takes it, its domain in ASCII (RFC 5890).

    Raise BadData when it is no address, or its local part needs a relay with SMTPUTF8 (RFC 6531).

    >>> usable_address("jo@bücher.example")
    'jo@xn--bcher-kva.example'
    """
    local, _, domain = address.strip().rpartition("@")
    domain = _ascii_domain(domain, address)
    if not local.isascii() and not smtputf8:
        raise BadData(f'"{address}" cannot be written to: its letters before @ need a relay with SMTPUTF8')
    if _DOT_ATOM.fullmatch(local) or _is_internationalised(local) or _is_quoted(local, domain):
        return f"{local}@{domain}"
    raise BadData(f"{clean_line(address, 100)!r} is not an address: no mail can be sent to it")


def _ascii_domain(domain: str, address: str) -> str:
    try:
        found = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        found = ""
    if len(found) > 255 or not _DOMAIN.fullmatch(found):
        raise BadData(f"{clean_line(address, 100)!r} is not an address: its domain cannot be")
    return found


def _is_internationalised(local: str) -> bool:
    """Return True for a local part of RFC 6531: dot-atom where letters beyond ASCII count as letters."""
    plain = "".join("a" if ord(letter) > 0xA0 and letter.isprintable() else letter for letter in local)
    return not local.isascii() and _DOT_ATOM.fullmatch(plain) is not None


def _is_quoted(local: str, domain: str) -> bool:
    if not (local.isprintable() and local.startswith('"')):
        return False
    try:
        return Address(addr_spec=f"{local}@{domain}").addr_spec == f"{local}@{domain}"
    except (MessageError, ValueError, LookupError):
        return False
