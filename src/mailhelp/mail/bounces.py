"""Delivery reports: whom they are about, and which mail did not arrive (RFC 3464)."""

import re
from email.message import Message

from flufl.bounce import all_failures

from mailhelp.core.facts import Address, Bounce, BouncedRecipient
from mailhelp.core.rawheaders import raw_headers
from mailhelp.mail.automatic import null_sender
from mailhelp.mail.headers import RawHeaders, first, ids, text_of, values
from mailhelp.mail.parts import Part

_ADDRESS = re.compile(r"[^\s<>();,:\"\[\]]{1,128}@[^\s<>();,:\"\[\]]{1,255}")
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_REPLY_CODE = re.compile(r"(?<![\d.:-])([45])\d\d(?=[\s-](?!\d))")
_MESSAGE_ID = re.compile(r"(?im)^[>\s]{0,8}Message-ID:\s*<([^<>\s]{1,998})>")
_SUBJECT = re.compile(
    r"(?i)undeliver|not delivered|deliver(y|ed)[^a-z]*(status|fail|report|problem|delay|has)|fail(ed|ure) (to |notice|delivery)|delivery failure|returned mail"
    r"|returned to sender|mail (delivery|system) (failed|error|problem)|non[- ]?delivery|could not be (sent|delivered)|unzustellbar|nicht zugestellt|fehlgeschlagen"
    r"|non remis|échec de|non recapitabile|mancato recapito|onbestelbaar|no se puede entregar|não entregue|devuelt|недоставлен|не доставлено|退信|配信|bounce|mailer.daemon|undelivered"
)
_DAEMONS = re.compile(
    r"(?i)^(mailer-?daemon|postmaster|mail-?daemon|mdaemon|bounces?|mailadmin|mail\.?delivery.*|microsoftexchange[0-9a-f]*|maildelivery.*)$"
)
_ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")


def bounce_of(headers: RawHeaders, root: Part, message: Message, sender: Address | None, text: str) -> Bounce | None:
    """Return what a delivery report says, None when the mail is none.

    RFC 3464 first; then flufl.bounce behind a guard, asked only where the headers look like a report's.
    """
    if _is_feedback(root):
        return None
    status = next(
        (part for part in root.walk() if part.kind in ("message/delivery-status", "message/global-delivery-status")),
        None,
    )
    if status is not None:
        recipients, envelope_id = read_status(status.content())
        recipients = _completed(recipients or _by_words(message), text)
        return Bounce(recipients, _original_id(root, text), envelope_id) if recipients else None
    if not looks_like_report(headers, root, sender):
        return None
    found = _failed_header(headers) or _by_words(message)
    return Bounce(_completed(found, text), _original_id(root, text)) if found else None


def _is_feedback(root: Part) -> bool:
    return any(part.kind == "message/feedback-report" for part in root.walk())


def looks_like_report(headers: RawHeaders, root: Part, sender: Address | None) -> bool:
    """Return True when a mail may be a delivery report by its headers."""
    if root.kind == "multipart/report" or null_sender(headers) or values(headers, b"x-failed-recipients"):
        return True
    if sender is not None and _DAEMONS.match(sender.address.partition("@")[0]):
        return True
    return bool(_SUBJECT.search(text_of(first(headers, b"subject"))))


def _failed_header(headers: RawHeaders) -> tuple[BouncedRecipient, ...]:
    found = _ADDRESS.findall(text_of(first(headers, b"x-failed-recipients")))
    return tuple(BouncedRecipient(address, "failed") for address in dict.fromkeys(found))


def read_status(content: bytes) -> tuple[tuple[BouncedRecipient, ...], str | None]:
    """Return the recipients of a message/delivery-status part, and the ENVID of the mail (RFC 3464 sections 2.2, 2.3).

    Groups are told apart by their fields, as blank lines are found inside and missing between them.
    """
    envelope_id: str | None = None
    groups: list[dict[str, str]] = [{}]
    for name, value in _fields(content):
        if name == "original-envelope-id":
            envelope_id = value or None
        if name in groups[-1] or (name.endswith("-recipient") and _is_whole(groups[-1])):
            groups.append({})
        groups[-1][name] = value
    found = tuple(one for group in groups if (one := _recipient(group)) is not None)
    return found, envelope_id


def _fields(content: bytes) -> list[tuple[str, str]]:
    block = b"\n".join(line for line in content[:262_144].replace(b"\r", b"\n").split(b"\n") if line.strip())
    wanted = (
        "original-recipient",
        "final-recipient",
        "action",
        "status",
        "diagnostic-code",
        "original-envelope-id",
        "x-actual-recipient",
    )
    named = ((name.decode("ascii", "replace").lower(), value) for name, value in raw_headers(block))
    return [(name, text_of(value)) for name, value in named if name in wanted]


def _is_whole(group: dict[str, str]) -> bool:
    return ("action" in group or "status" in group) and ("final-recipient" in group or "original-recipient" in group)


def _recipient(group: dict[str, str]) -> BouncedRecipient | None:
    address = _typed_address(group.get("original-recipient", "")) or _typed_address(group.get("final-recipient", ""))
    if not address:
        return None
    action = re.split(r"[\s;(]", group.get("action", "").strip().lower(), maxsplit=1)[0]
    status = _STATUS.search(group.get("status", ""))
    diagnosis = group.get("diagnostic-code", "")
    return BouncedRecipient(address, action or None, status.group() if status else _status_in(diagnosis))


def _typed_address(value: str) -> str:
    """Return the address of "rfc822; a@b.example", "" when it is none."""
    kind, _, rest = value.rpartition(";") if ";" in value else ("", "", value)
    found = _ADDRESS.search(rest.replace("<", " ").replace(">", " "))
    return found.group() if found and "x400" not in kind.lower() else ""


def _by_words(message: Message) -> tuple[BouncedRecipient, ...]:
    """Ask flufl.bounce, which raises on some broken mail."""
    try:
        temporary, permanent = all_failures(message)
    except Exception:  # its detectors raise on parts and headers they do not expect
        return ()
    found = [(address, "failed") for address in sorted(permanent)] + [
        (address, "delayed") for address in sorted(temporary)
    ]
    return tuple(
        BouncedRecipient(address.decode("utf-8", "replace"), action) for address, action in found if b"@" in address
    )


def _completed(recipients: tuple[BouncedRecipient, ...], text: str) -> tuple[BouncedRecipient, ...]:
    """Add the status that the words of the report give, where the report's fields give none."""
    if all(one.status for one in recipients):
        return recipients
    status = _status_in(text[:65_536])
    return tuple(
        one if one.status else BouncedRecipient(one.address, one.action or "failed", status) for one in recipients
    )


def _status_in(words: str) -> str | None:
    status = _STATUS.search(words)
    if status:
        return status.group()
    code = _REPLY_CODE.search(words)
    return f"{code.group(1)}.0.0" if code else None


def _original_id(root: Part, text: str) -> str | None:
    """Return the Message-ID of the mail that bounced: from the copy of it, else from the words of the report."""
    for part in root.walk():
        if part.path != root.path and part.kind in (
            "message/rfc822",
            "message/global",
            "text/rfc822-headers",
            "message/global-headers",
            "message/partial",
        ):
            head = part.children[0].headers if part.children else raw_headers(part.content())
            if found := ids(head, b"message-id", 1):
                return found[0]
    inside = _MESSAGE_ID.search(text)
    return inside.group(1) if inside else None
