"""Who a header names: a strict reader of addresses (RFC 5322 section 3.4) in linear time.

Display names never change who wrote (CVE-2023-27043): an entry that can be read in two ways gives no address.
"""

import re
import unicodedata

from mailhelp.core.facts import Address
from mailhelp.mail.addresslists import GAP, LITERAL, Entry, entries_of
from mailhelp.mail.charsets import decoded
from mailhelp.mail.headers import text_of

_LOCAL_PART = r"(?:\"(?:[^\"\\]|\\.)*\"|[^\s<>()\[\],;:@\"\\]+)"
_MAILBOX = rf"{_LOCAL_PART}@(?:[^\s<>()\[\],;:@\"\\]+|{LITERAL})"
_WRITTEN = re.compile(_MAILBOX, re.ASCII)
_ADDRESS = re.compile(_MAILBOX)
# As people and Outlook write one: 'jo@client.example', [mailto:jo@client.example], To:jo@client.example
_DRESSED = re.compile(
    rf"(?:[^@\"\[\]:]{{0,200}}:)?\[?(?:(?i:mailto|smtp):)?(?P<quote>'?)(?P<address>{_MAILBOX})(?P=quote)\]?", re.ASCII
)
_SCHEME = re.compile(r"(?i)(?:mailto|smtp):([^?]*)(?:\?.*)?", re.DOTALL)
_SPACES = " \t\r\n\f\v"
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# RFC 5321 section 4.5.3.1: 64 for the local part, 255 for the domain.
LONGEST = 320

# What most headers are: one name and one address, nothing in them that could be read in two ways.
_PLAIN = re.compile(
    rb'\s*(?:(?:"([ -!#-<>-\[\]-~]{0,200})"|([\w .-]{0,200}?))\s*<)?'
    rb"([A-Za-z0-9_+-][\w.+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,200}[A-Za-z0-9])(?(1)>|(?(2)>|))\s*",
    re.ASCII,
)

# Mail of a machine to itself: <root>.
_LOCAL = re.compile(r"[A-Za-z0-9._+-]{1,64}")


def addresses_of(value: bytes, most: int = 1_000) -> tuple[Address, ...]:
    """Return the mailboxes that an address header names, in order, at most `most`; groups are opened.

    An entry whose address cannot be told gives Address(name, "").

    >>> addresses_of(b'"boss@desk.example" <jo@client.example>')
    (Address(name='boss@desk.example', address='jo@client.example'),)
    """
    if plain := _PLAIN.fullmatch(value):
        name = plain[1] if plain[1] is not None else plain[2] or b""
        return (Address(_name([name.decode("ascii")]), plain[3].decode("ascii")),)[:most]
    return _read(value, most)


def _read(value: bytes, most: int) -> tuple[Address, ...]:
    found = []
    for entry in entries_of(value.decode("latin-1")):
        if (address := _address(entry)) is not None:
            found.append(address)
        if len(found) == most:
            break
    return tuple(found)


def _address(entry: Entry) -> Address | None:
    """Return the mailbox an entry names, None when the entry is empty."""
    if not entry.kinds and not entry.angles:
        return None
    if entry.angles:
        return Address(_name(entry.shown), "" if entry.doubtful else _in_angles(entry.angles))
    bare = "".join(entry.bare).strip(_SPACES + GAP)
    if _WRITTEN.fullmatch(bare):
        return Address(_name(entry.comments[0] if entry.comments else []), readable_address(_undressed(bare)))
    return _without_angles(entry, bare)


def _without_angles(entry: Entry, bare: str) -> Address:
    """Read an entry without brackets that is not just an address: one word with "@" counts, two do not.

    Nor does one that a dot beside it may belong to.
    """
    if entry.kinds == {"word"}:
        return _encoded_whole(entry)
    if entry.kinds == {"quoted"} and _WRITTEN.fullmatch(bare[1:-1]):
        return Address("", readable_address(bare[1:-1]))
    words = [found for word in bare.split(" ") if (found := _DRESSED.fullmatch(word.strip(GAP)))]
    if len(words) != 1 or bare.count("@") != 1 or not _stands_alone(words[0].group(), bare):
        return Address(_name(entry.shown), "")
    before, _, after = "".join(entry.shown).partition(words[0].group())
    before = "" if before.rstrip(_SPACES).endswith(":") else before
    return Address(_name([before, " ", after]), readable_address(words[0]["address"]))


def _stands_alone(word: str, bare: str) -> bool:
    before, _, after = bare.partition(word)
    gap = _SPACES + GAP
    return not (before.rstrip(gap).endswith(".") or after.lstrip(gap).startswith("."))


def _encoded_whole(entry: Entry) -> Address:
    """Read an entry that is nothing but encoded words: some programs hide the address in them too."""
    text = text_of("".join(entry.shown).encode("latin-1"))
    inside = addresses_of(text.encode(), 2) if "@" in text and "=?" not in text else ()
    return inside[0] if len(inside) == 1 and inside[0].address else Address(_name(entry.shown), "")


def _in_angles(angles: list[list[str]]) -> str:
    """Return the one address in angle brackets; a route before it is dropped (RFC 5322 section 4.4)."""
    inner = [text for angle in angles if (text := "".join(angle).strip(_SPACES))]
    if len(inner) != 1:
        return ""
    text = inner[0]
    if text.startswith("@") and ":" in text:
        text = text.partition(":")[2].strip(_SPACES)
    text = _joined(text) if '"' not in text else text
    if scheme := _SCHEME.fullmatch(text):
        text = scheme[1]
    text = _undressed(text)
    return readable_address(text) if _WRITTEN.fullmatch(text) or _LOCAL.fullmatch(text) else ""


def _joined(text: str) -> str:
    """Return an address without the blanks around its dots and "@" (RFC 5322 section 4.4)."""
    text = re.sub(f"[{_SPACES}]+", " ", text).strip(" ")
    return text.replace(" @", "@").replace("@ ", "@").replace(" .", ".").replace(". ", ".")


def _undressed(text: str) -> str:
    """Return an address without the quotes that stand around it as a whole."""
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] and text[0] in "'\"" else text


def readable_address(written: str) -> str:
    """Return an address as text: raw bytes read as UTF-8 (RFC 6532), where they are.

    "" where it has a control character or a blank, or is none as text: taken out, such a character would make the
    address that of somebody else; so would an encoded word that is decoded (RFC 2047 section 5 has none in an address).
    The dot that ends a domain name in the DNS is left out.
    """
    text = written if written.isascii() else decoded(written.encode("latin-1", "replace"), None)[0]
    formed = _ADDRESS.fullmatch(text) or _LOCAL.fullmatch(text)
    hidden = any(unicodedata.category(one) == "Cc" for one in text)
    return text.removesuffix(".") if formed and not hidden and "=?" not in text and len(text) <= LONGEST else ""


def _name(pieces: list[str]) -> str:
    written = " ".join(word for word in re.split(r"\s+", "".join(pieces), flags=re.ASCII) if word)
    return _BIDI.sub("", text_of(written.encode("latin-1", "replace"))).strip(" '\"\t,:")
