"""Who a header names: a strict reader of addresses (RFC 5322 section 3.4) in linear time.

Display names never change who wrote (CVE-2023-27043): an entry that can be read in two ways gives no address.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from mailhelp.core.facts import Address
from mailhelp.mail.charsets import decoded
from mailhelp.mail.headers import text_of

_ENCODED = r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\r\n]{0,2000}\?="
# White space is that of ASCII alone: bytes are read as Latin-1, where the "à" of UTF-8 has a no-break space in it.
_TOKEN = re.compile(
    rf"(?P<word>{_ENCODED})|(?P<quoted>\"(?:[^\"\\]|\\.)*\"?)|(?P<special>[<>,;:()])|(?P<atom>[^\s<>,;:()\"]+)|(?P<space>\s+)",
    re.DOTALL | re.ASCII,
)
# A quote means nothing in a comment, a backslash does (RFC 5322 section 3.2.2).
_IN_COMMENT = re.compile(rf"(?P<word>{_ENCODED})|(?P<special>[()])|(?P<atom>(?:[^()\\=]|\\.)+|[\\=])", re.DOTALL)
_FORM = r"(?:\"(?:[^\"\\]|\\.)*\"|[^\s<>()\[\],;:@\"\\]+)@(?:[^\s<>()\[\],;:@\"\\]+|\[[0-9A-Fa-f:.IPv]+\])"
_WRITTEN = re.compile(_FORM, re.ASCII)
_ADDRESS = re.compile(_FORM)
_BLANKS = " \t\r\n\f\v"
# Where a comment or a bracket without its other stood: no address reaches over it.
_GAP = "("
_RUN = re.compile(rf"[{_BLANKS}]+")

# Mail of a machine to itself: <root>.
_LOCAL = re.compile(r"[A-Za-z0-9._+-]{1,64}")


@dataclass(slots=True)
class _Entry:
    """One entry of an address list while it is read; `angles` holds what stood in angle brackets."""

    words: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    angles: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def addresses_of(value: bytes, most: int = 1_000) -> tuple[Address, ...]:
    """Return the mailboxes that an address header names, in order, at most `most`; groups are opened.

    An entry whose address cannot be told gives Address(name, "").

    >>> addresses_of(b'"boss@desk.example" <jo@client.example>')
    (Address(name='boss@desk.example', address='jo@client.example'),)
    """
    found = []
    for entry in _entries(value.decode("latin-1")):
        if (address := _address(entry)) is not None:
            found.append(address)
        if len(found) == most:
            break
    return tuple(found)


def _entries(text: str) -> list[_Entry]:
    """Divide an address list at its commas; angle brackets, quotes and comments hold theirs together."""
    reader, at = _Reader(), 0
    while token := (_IN_COMMENT if reader.depth else _TOKEN).match(text, at):
        reader.take(token.lastgroup or "", token.group())
        at = token.end()
    return [*reader.entries, reader.entry]


class _Reader:
    """Takes the tokens of an address list one by one."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.entry = _Entry()
        self.depth = 0
        self.angle = False

    def take(self, kind: str, written: str) -> None:
        """Take one token."""
        if kind == "special" and written in "()":
            self.depth = _comment(self.entry, self.depth, written)
        elif self.depth:
            self.entry.comments[-1] += _unescaped(written)
        elif kind == "special" and (written in "<>" or not self.angle):
            self.special(written)
        elif self.angle:
            self.entry.angles[-1] += written
        else:
            _outside(self.entry, kind, written)

    def special(self, written: str) -> None:
        """Take one of < > , ; and the colon that ends the name of a group."""
        if written == "<":
            self.entry.angles.append("")
        elif written == ">":
            self.entry.bare.append(_GAP)
        self.angle = written == "<"
        if written in ",;":
            self.entries.append(self.entry)
            self.entry = _Entry()
        elif written == ":" and not self.entry.angles:
            self.entry = _Entry()


def _comment(entry: _Entry, depth: int, written: str) -> int:
    """Begin or end a comment; what is around it does not grow together."""
    if written == "(":
        entry.comments.append("")
        entry.bare.append(_GAP)
        entry.angles[-1:] = [f"{one} " for one in entry.angles[-1:]]
        return depth + 1
    return max(0, depth - 1)


def _outside(entry: _Entry, kind: str, written: str) -> None:
    if kind == "quoted":
        entry.words.append(_unescaped(written[1:].removesuffix('"')))
        entry.bare.append(written)
    elif kind == "space":
        entry.bare.append(" ")
    else:
        entry.words.append(written)
        entry.bare.append(written)


def _unescaped(written: str) -> str:
    return re.sub(r"\\(.)", r"\1", written)


def _address(entry: _Entry) -> Address | None:
    """Return the mailbox an entry names, None when the entry is empty."""
    if not entry.words and not entry.angles:
        return None
    if entry.angles:
        return Address(_name(entry.words), _in_angles(entry.angles))
    bare = "".join(entry.bare).strip(_BLANKS + _GAP)
    if _WRITTEN.fullmatch(bare):
        return Address(_name(entry.comments[:1]), readable_address(bare))
    return _without_angles(entry, bare)


def _without_angles(entry: _Entry, bare: str) -> Address:
    """Read an entry without brackets that is not just an address: one word with "@" counts, two do not.

    Nor does one that a dot beside it may belong to.
    """
    likely = [word for one in bare.split(" ") if _WRITTEN.fullmatch(word := one.strip(_GAP))]
    if len(likely) != 1 or bare.count("@") != 1 or not _stands_alone(likely[0], bare):
        return Address(_name(entry.words), "")
    return Address(_name([word for word in entry.words if word not in likely]), readable_address(likely[0]))


def _stands_alone(word: str, bare: str) -> bool:
    before, _, after = bare.partition(word)
    gap = _BLANKS + _GAP
    return not (before.rstrip(gap).endswith(".") or after.lstrip(gap).startswith("."))


def _in_angles(angles: list[str]) -> str:
    """Return the one address in angle brackets; a route before it is dropped (RFC 5322 section 4.4)."""
    inner = [angle for angle in angles if angle.strip(_BLANKS)]
    if len(inner) != 1:
        return ""
    text = inner[0].strip(_BLANKS)
    if text.startswith("@") and ":" in text:
        text = text.partition(":")[2]
    text = _joined(text) if '"' not in text else text
    text = text.removeprefix("mailto:")
    return readable_address(text) if _WRITTEN.fullmatch(text) or _LOCAL.fullmatch(text) else ""


def _joined(text: str) -> str:
    """Return an address without the blanks around its dots and "@" (RFC 5322 section 4.4)."""
    text = _RUN.sub(" ", text)
    return text.replace(" @", "@").replace("@ ", "@").replace(" .", ".").replace(". ", ".")


def readable_address(written: str) -> str:
    """Return an address as text: raw bytes read as UTF-8 (RFC 6532), where they are.

    "" where it has a control character or a blank, or is none as text: taken out, such a character would make the
    address that of somebody else.
    """
    text = written if written.isascii() else decoded(written.encode("latin-1", "replace"), None)[0]
    formed = _ADDRESS.fullmatch(text) or _LOCAL.fullmatch(text)
    return text if formed and not any(unicodedata.category(one) == "Cc" for one in text) else ""


def _name(words: list[str]) -> str:
    return text_of(" ".join(words).encode("latin-1", "replace")).strip(" '\"\t")
