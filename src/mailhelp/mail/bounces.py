"""Delivery reports: whom they are about, and which mail did not arrive (RFC 3464)."""

import re
from email.message import Message

from flufl.bounce import all_failures

from mailhelp.core.facts import Bounce, BouncedRecipient
from mailhelp.core.rawheaders import HEADER_BLOCK_LIMIT, raw_headers
from mailhelp.mail.addresses import addresses_of
from mailhelp.mail.automatic import auto_reply, from_daemon, null_sender
from mailhelp.mail.bouncestatus import status_of
from mailhelp.mail.bouncewords import ADDRESS, completed, from_notification, is_failure, recipients_in
from mailhelp.mail.headers import RawHeaders, first, ids, text_of, values
from mailhelp.mail.part import Part

STATUS_READ = 262_144
_MESSAGE_ID = re.compile(r"(?im)^[>\s]{0,8}Message-ID:\s*<([^<>\s]{1,998})>")
_EMBEDDED = re.compile(r"(?im)^(?:Final|Original)-Recipient:")
_SUBJECT = re.compile(
    r"(?i)undeliver|not delivered|deliver(y|ed)[^a-z]*(status|fail|report|problem|delay|has|notification)"
    r"|fail(ed|ure) (to |notice|delivery)|delivery (system )?(failure|notification)|returned (mail|to sender)"
    r"|mail system error"
    r"|mail (delivery|system) (failed|error|problem|status)|non[- ]?delivery|could not be (sent|delivered)|unzustellbar"
    r"|nicht zugestellt|fehlgeschlagen|non remis|échec de|non recapitabile|mancato recapito|onbestelbaar"
    r"|no se puede entregar|não entregue|devuelt|недоставлен|не доставлено|退信|配信|bounce|mailer.daemon"
)
_PASSED_ON = re.compile(r"(?i)\s*((re|aw|sv|vs|antw|fwd?|wg|tr|rv|enc|vb|pd|i|r|odp)\s*[:\uff1a]\s*)+")
_STATUS_KINDS = ("message/delivery-status", "message/global-delivery-status")
_COPY_KINDS = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers", "message/partial")
# Words outside RFC 3464 section 2.3.3 that servers write for its words.
_ACTIONS = {"failure": "failed", "fail": "failed", "bounced": "failed", "delay": "delayed", "deferred": "delayed"}
_NAMING = ("original-recipient", "final-recipient")
_FIELDS = ("original-recipient", "final-recipient", "action", "status", "diagnostic-code", "original-envelope-id")


def bounce_of(headers: RawHeaders, root: Part, message: Message, text: str) -> Bounce | None:
    """Return what a delivery report says, None when the mail is none.

    RFC 3464 first; then flufl.bounce behind a guard, asked only where the headers look like a report's; then the words.
    """
    if any(part.kind == "message/feedback-report" for part in root.own()):
        return None
    # A report inside an attached mail is one that a person asks about, unless a mail system sent the whole.
    parts = root.walk() if _is_from_machine(headers, root) else root.own()
    status = next((part for part in parts if part.kind in _STATUS_KINDS), None)
    if status is not None:
        recipients, envelope_id = read_status(status.beginning(STATUS_READ))
        recipients = recipients or _by_words(headers, message, text) or _by_text(headers, root, text)
        return Bounce(completed(recipients, text), _original_id(root, text), envelope_id)
    return _from_notification(text) or _unstructured(headers, root, message, text)


def _from_notification(text: str) -> Bounce | None:
    recipients, original = from_notification(text)
    return Bounce(recipients, original) if recipients else None


def _unstructured(headers: RawHeaders, root: Part, message: Message, text: str) -> Bounce | None:
    """Read a report that has no delivery-status part."""
    machine = _is_from_machine(headers, root)
    subject = text_of(first(headers, b"subject"))
    if auto_reply(headers)[0] is not None or not (machine or _is_report(subject)):
        return None
    found = _failed_header(headers) or _embedded_status(text) or _by_words(headers, message, text)
    if not found and machine and (_SUBJECT.search(subject) or is_failure(text)):
        found = _by_text(headers, root, text)
    return Bounce(completed(found, text), _original_id(root, text)) if found else None


def _is_report(subject: str) -> bool:
    """Return True for the subject of a report; not for that of an answer to one, or of a report passed on."""
    passed_on = _PASSED_ON.match(subject)
    return bool(_SUBJECT.search(subject)) and not (passed_on and _SUBJECT.match(subject, passed_on.end()))


def _is_from_machine(headers: RawHeaders, root: Part) -> bool:
    report = root.kind == "multipart/report" and root.params.get("report-type", "").lower() in ("", "delivery-status")
    return report or null_sender(headers) or from_daemon(headers) or bool(values(headers, b"x-failed-recipients"))


def _failed_header(headers: RawHeaders) -> tuple[BouncedRecipient, ...]:
    found = ADDRESS.findall(text_of(first(headers, b"x-failed-recipients")))
    return tuple(BouncedRecipient(address, "failed") for address in dict.fromkeys(found))


def _embedded_status(text: str) -> tuple[BouncedRecipient, ...]:
    """Read the fields of a delivery status that stand in the text."""
    return read_status(text[:65_536].encode("utf-8", "replace"))[0] if _EMBEDDED.search(text, 0, 65_536) else ()


def read_status(content: bytes) -> tuple[tuple[BouncedRecipient, ...], str | None]:
    """Return the recipients of a message/delivery-status part, and the ENVID of the mail (RFC 3464 sections 2.2, 2.3).

    Groups are told apart by their fields, as blank lines are found inside and missing between them.
    """
    envelope_id: str | None = None
    groups: list[dict[str, str]] = [{}]
    before = ""
    for name, value in _fields(content):
        if name == "original-envelope-id":
            envelope_id = value or None
        if name in groups[-1] or (name in _NAMING and before not in _NAMING and _is_whole(groups[-1])):
            groups.append({})
        groups[-1][name] = value
        before = name
    found = tuple(one for group in groups if (one := _recipient(group)) is not None)
    return found, envelope_id


def _fields(content: bytes) -> list[tuple[str, str]]:
    lines = content[:STATUS_READ].replace(b"\r", b"\n").split(b"\n")
    named = raw_headers(b"\n".join(line for line in lines if line.strip()))
    folded = ((name.decode("ascii", "replace").lower(), value) for name, value in named)
    return [(name, text_of(value)) for name, value in folded if name in _FIELDS]


def _is_whole(group: dict[str, str]) -> bool:
    return any(name in group for name in _NAMING) and ("action" in group or "status" in group)


def _recipient(group: dict[str, str]) -> BouncedRecipient | None:
    original, final = group.get("original-recipient", ""), group.get("final-recipient", "")
    address = _typed_address(original) or _typed_address(final)
    if not address:
        return None
    action = re.split(r"[\s;(]", group.get("action", "").strip().lower(), maxsplit=1)[0]
    status = status_of(group.get("status", ""), group.get("diagnostic-code", ""))
    return BouncedRecipient(address, _ACTIONS.get(action, action) or None, status)


def _typed_address(value: str) -> str:
    """Return the address of "rfc822; a@b.example", "" when it is none."""
    kind, _, rest = value.rpartition(";") if ";" in value else ("", "", value)
    found = ADDRESS.search(rest.replace("<", " ").replace(">", " "))
    return found.group() if found and "x400" not in kind.lower() else ""


def _by_words(headers: RawHeaders, message: Message, text: str) -> tuple[BouncedRecipient, ...]:
    """Ask flufl.bounce, which raises on some broken mail.

    It takes the Message-ID and the sender of a mail that is quoted in the report for recipients too.
    """
    found = _by_flufl(message)
    ids_told = {one.casefold() for one in _MESSAGE_ID.findall(text[:65_536])}
    recipients = tuple(one for one in found if one.address.casefold() not in ids_told)
    named = _own_addresses(headers)
    return tuple(one for one in recipients if one.address.casefold() not in named) or recipients


def _own_addresses(headers: RawHeaders) -> frozenset[str]:
    """Return the folded addresses of the report itself."""
    named = (one for name in (b"from", b"to", b"return-path") for one in addresses_of(first(headers, name)))
    return frozenset(one.key for one in named if one.address)


def _by_flufl(message: Message) -> tuple[BouncedRecipient, ...]:
    try:
        temporary, permanent = all_failures(message)
    except Exception:  # its detectors raise on parts and headers they do not expect
        return ()
    told = [(one, "failed") for one in sorted(permanent)] + [(one, "delayed") for one in sorted(temporary)]
    return tuple(BouncedRecipient(one.decode("utf-8", "replace"), action) for one, action in told if b"@" in one)


def _by_text(headers: RawHeaders, root: Part, text: str) -> tuple[BouncedRecipient, ...]:
    """Take the recipients from the words of the report, else from the copy of the mail that bounced."""
    found = recipients_in(text, _own_addresses(headers))
    if found:
        return found
    copies = [_head_of(part) for part in root.walk() if part is not root and part.kind in _COPY_KINDS]
    return tuple(
        BouncedRecipient(one.address, "failed") for copy in copies[:1] for one in addresses_of(first(copy, b"to"))[:1]
    )


def _head_of(part: Part) -> RawHeaders:
    return part.children[0].headers if part.children else raw_headers(part.beginning(HEADER_BLOCK_LIMIT))


def _original_id(root: Part, text: str) -> str | None:
    """Return the Message-ID of the mail that bounced: from the copy of it, else from the words of the report."""
    for part in root.walk():
        if part is not root and part.kind in _COPY_KINDS and (found := ids(_head_of(part), b"message-id", 1)):
            return found[0]
    inside = _MESSAGE_ID.search(text)
    return inside.group(1) if inside else None
