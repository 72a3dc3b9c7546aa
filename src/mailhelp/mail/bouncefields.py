"""The fields of a delivery status: recipients, the ENVID and the Message-ID of the mail (RFC 3464, RFC 6533)."""

import re
from dataclasses import dataclass

from mailhelp.core.facts import BouncedRecipient
from mailhelp.core.rawheaders import raw_headers
from mailhelp.mail.bouncestatus import status_of
from mailhelp.mail.bouncewords import ADDRESS
from mailhelp.mail.headers import text_of

MOST_BYTES = 262_144
# Words outside RFC 3464 section 2.3.3 that servers write for its words.
_ACTIONS = {
    "failure": "failed",
    "fail": "failed",
    "bounced": "failed",
    "undeliverable": "failed",
    "delay": "delayed",
    "deferred": "delayed",
    "success": "delivered",
}
_NAMING = ("original-recipient", "final-recipient")
_TOLD = ("action", "status", "diagnostic-code")
# Gmail writes the second, older servers the others; no RFC has them.
_IDS = ("original-message-id", "x-original-message-id", "x-original-messageid")
_FIELDS = (*_NAMING, *_TOLD, *_IDS, "original-envelope-id")
_ID = re.compile(r"<?([^<>\s]{1,900}@[^<>\s]{1,98})>?")
# RFC 3461 section 4: what an xtext must encode of an address; other letters after "+" may be a tag of its owner.
_XTEXT = re.compile(r"\+(2B|3D)")
# RFC 6533 section 3: a letter as its number.
_LETTER = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a delivery status tells: of each recipient, and of the mail (`message_id` None where it does not)."""

    recipients: tuple[BouncedRecipient, ...] = ()
    envelope_id: str | None = None
    message_id: str | None = None


def read_status(content: bytes) -> Told:
    """Return what a message/delivery-status part tells (RFC 3464 sections 2.2, 2.3); empty when it tells nothing.

    Groups are told apart by their fields, as blank lines are found inside and missing between them.
    """
    groups: list[dict[str, str]] = [{}]
    of_mail: dict[str, str] = {}
    before = ""
    for name, value in _fields(content):
        if name not in (*_NAMING, *_TOLD):
            of_mail.setdefault(name, value)
            continue
        if name in groups[-1] or (name in _NAMING and before not in _NAMING and _is_whole(groups[-1])):
            groups.append({})
        groups[-1][name] = value
        before = name
    found = tuple(one for group in groups if (one := _recipient(group)) is not None)
    original = next((id_ for name in _IDS if (id_ := _message_id(of_mail.get(name, "")))), None)
    return Told(found, of_mail.get("original-envelope-id") or None, original)


def _message_id(value: str) -> str:
    found = _ID.search(value[:1000])
    return found.group(1) if found else ""


def _fields(content: bytes) -> list[tuple[str, str]]:
    lines = content[:MOST_BYTES].replace(b"\r", b"\n").split(b"\n")
    named = raw_headers(b"\n".join(line for line in lines if line.strip()))
    folded = ((name.decode("ascii", "replace").lower(), value) for name, value in named)
    return [(name, text_of(value)) for name, value in folded if name in _FIELDS]


def _is_whole(group: dict[str, str]) -> bool:
    return any(name in group for name in _NAMING) and ("action" in group or "status" in group)


def _recipient(group: dict[str, str]) -> BouncedRecipient | None:
    final = _typed_address(group.get("final-recipient", ""))
    original = _typed_address(group.get("original-recipient", ""))
    address = (original if original == final else _from_xtext(original)) or final
    if not address:
        return None
    action = re.split(r"[\s;(]", group.get("action", "").strip().lower(), maxsplit=1)[0]
    status = status_of(group.get("status", ""), group.get("diagnostic-code", ""))
    return BouncedRecipient(address, _ACTIONS.get(action, action) or None, status)


def _typed_address(value: str) -> str:
    """Return the address of "rfc822; a@b.example" or "utf-8; …", "" when it is none."""
    kind, _, rest = value.rpartition(";") if ";" in value else ("", "", value)
    found = ADDRESS.search(_LETTER.sub(_letter, rest).replace("<", " ").replace(">", " "))
    return found.group() if found and "x400" not in kind.lower() else ""


def _letter(escaped: re.Match[str]) -> str:
    number = int(escaped.group(1), 16)
    return chr(number) if 0xA0 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF else escaped.group()


def _from_xtext(address: str) -> str:
    """Undo the xtext of ORCPT that servers copy as it stands (RFC 3461 section 4.2)."""
    return _XTEXT.sub(lambda found: chr(int(found.group(1), 16)), address)
