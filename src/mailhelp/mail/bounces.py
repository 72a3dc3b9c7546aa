"""Delivery reports: whom they are about, and which mail did not arrive (RFC 3464)."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from email.message import Message

from flufl.bounce import all_failures

from mailhelp.core.facts import Bounce, BouncedRecipient
from mailhelp.mail.addresses import addresses_of
from mailhelp.mail.automatic import auto_reply, from_daemon, is_automatic
from mailhelp.mail.autoreplies import null_sender
from mailhelp.mail.bouncefields import Told, read_status
from mailhelp.mail.bouncejson import from_notification
from mailhelp.mail.bounceoriginal import MESSAGE_ID, copies, original_id
from mailhelp.mail.bouncesigns import (
    begins_as_report,
    is_from_machine,
    is_from_mail_system,
    is_report,
    names_report,
    speaks_as_person,
    states_failure,
)
from mailhelp.mail.bouncewords import ADDRESS, completed, is_failure, recipients_in, refused_after_all
from mailhelp.mail.headers import RawHeaders, first, text_of, values
from mailhelp.mail.part import Part

# It writes ten thousand lines about a header that nests deep; what it cannot read is no news.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)

_EMBEDDED = re.compile(r"(?im)^(?:Final|Original)-Recipient:")
_EMBEDDED_BYTES = re.compile(rb"(?im)^(?:Final|Original)-Recipient:")
# flufl.bounce takes more for an address than one is.
_NAMED = re.compile(rb"[^\s<>\"\x00-\x1f\x7f]{1,320}@[^\s<>\"\x00-\x1f\x7f]{1,255}")
Parsed = Callable[[], Message]
"""Gives the parsed mail with its bodies; asked only where flufl.bounce is."""
_READ_BY_FLUFL = ("From", "X-Mailer", "X-Failed-Recipients")
_STATUS_KINDS = ("message/delivery-status", "message/global-delivery-status")
_FILES = ("text/plain", "application/octet-stream")
_MOST = 65_536


def bounce_of(headers: RawHeaders, root: Part, parsed: Parsed, text: str) -> Bounce | None:
    """Return what a delivery report says, None when the mail is none.

    RFC 3464 first; then flufl.bounce behind a guard, asked only where the headers look like a report's; then the words.
    """
    if any(part.kind == "message/feedback-report" for part in root.own()):
        return None
    if not _is_by_machine(headers, root, text):
        return from_notification(text)
    told = _status_of(headers, root)
    if told is not None:
        recipients = told.recipients or _by_words(headers, parsed, text) or _by_text(headers, root, text)
        original = told.message_id or original_id(headers, root, text)
        return Bounce(completed(recipients, text), original, told.envelope_id)
    return from_notification(text) or _unstructured(headers, root, parsed, text)


def _is_by_machine(headers: RawHeaders, root: Part, text: str) -> bool:
    """Return True when a mail system wrote; a person who asks about a report, attaches or pastes it, is none."""
    if is_from_mail_system(headers, root):
        return True
    by_postmaster, unanswerable = from_daemon(headers), null_sender(headers)
    if by_postmaster and (unanswerable or is_automatic(headers)):
        return True
    if by_postmaster or unanswerable:
        return not speaks_as_person(text, first=by_postmaster)
    return is_report(text_of(first(headers, b"subject"))) and begins_as_report(text)


def _status_of(headers: RawHeaders, root: Part) -> Told | None:
    """Return what the delivery status of a report tells; None where it has none.

    One inside an attached mail counts where a mail system sent the whole.
    """
    parts = tuple(root.walk() if is_from_machine(headers, root) else root.own())
    status = next((part for part in parts if part.kind in _STATUS_KINDS), None)
    return read_status(status.content()) if status is not None else _status_as_file(root)


def _status_as_file(root: Part) -> Told | None:
    for part in root.own():
        if part is not root and part.kind in _FILES and len(part.body) < 4 * _MOST:
            content = part.content()
            told = read_status(content) if _EMBEDDED_BYTES.search(content, 0, _MOST) else Told()
            if told.recipients:
                return told
    return None


def _unstructured(headers: RawHeaders, root: Part, parsed: Parsed, text: str) -> Bounce | None:
    """Read a report that has no delivery-status part."""
    if auto_reply(headers)[0] is not None:
        return None
    found = _failed_header(headers) or _embedded_status(text) or _by_words(headers, parsed, text)
    if not found and _speaks_of_failure(headers, root, text):
        found = _by_text(headers, root, text)
    return Bounce(completed(found, text), original_id(headers, root, text)) if found else None


def _speaks_of_failure(headers: RawHeaders, root: Part, text: str) -> bool:
    """Return True when subject or words tell of mail that did not arrive; a null sender alone may be a person.

    A mail system that wants no answer tells nothing else, in whatever language.
    """
    if names_report(text_of(first(headers, b"subject"))) or states_failure(text):
        return True
    return is_from_mail_system(headers, root) and (null_sender(headers) or is_failure(text))


def _failed_header(headers: RawHeaders) -> tuple[BouncedRecipient, ...]:
    found = ADDRESS.findall(text_of(first(headers, b"x-failed-recipients")))
    return tuple(BouncedRecipient(address, "failed") for address in dict.fromkeys(found))


def _embedded_status(text: str) -> tuple[BouncedRecipient, ...]:
    """Read the fields of a delivery status that stand in the text."""
    inside = _EMBEDDED.search(text, 0, _MOST)
    return read_status(text[:_MOST].encode("utf-8", "replace")).recipients if inside else ()


def _by_words(headers: RawHeaders, parsed: Parsed, text: str) -> tuple[BouncedRecipient, ...]:
    """Ask flufl.bounce, which raises on some broken mail.

    It takes the Message-ID and the sender of a mail that is quoted in the report for recipients too.
    """
    found = _by_flufl(headers, parsed)
    ids_told = {one.casefold() for one in MESSAGE_ID.findall(text[:_MOST])}
    recipients = tuple(one for one in found if one.address.casefold() not in ids_told)
    named = _own_addresses(headers)
    chosen = tuple(one for one in recipients if one.address.casefold() not in named) or recipients
    # Some of its patterns for warnings find their beginning in notices of refusal.
    return tuple(replace(one, action="failed") for one in chosen) if refused_after_all(text) else chosen


def _own_addresses(headers: RawHeaders) -> frozenset[str]:
    """Return the folded addresses of the report itself."""
    named = (one for name in (b"from", b"to", b"return-path") for one in addresses_of(first(headers, name)))
    return frozenset(one.key for one in named if one.address)


def _by_flufl(headers: RawHeaders, parsed: Parsed) -> tuple[BouncedRecipient, ...]:
    try:
        temporary, permanent = all_failures(_with_names(headers, parsed()))
    except Exception:  # its detectors raise on parts and headers they do not expect
        return ()
    told = [(one, "failed") for one in sorted(permanent)] + [(one, "delayed") for one in sorted(temporary)]
    return tuple(
        BouncedRecipient(one.decode("utf-8", "replace"), action) for one, action in told if _NAMED.fullmatch(one)
    )


def _with_names(headers: RawHeaders, message: Message) -> Message:
    """Return the parsed mail with the headers that flufl.bounce reads; the gate left them out of what was parsed."""
    for name in _READ_BY_FLUFL:
        if name not in message:
            for value in values(headers, name.lower().encode("ascii"))[:20]:
                message[name] = value.decode("ascii", "surrogateescape")
    return message


def _by_text(headers: RawHeaders, root: Part, text: str) -> tuple[BouncedRecipient, ...]:
    """Take the recipients from the words of the report, else from the copy of the mail that bounced."""
    found = recipients_in(text, _own_addresses(headers))
    if found:
        return found
    copy = next(copies(root), ())
    named = addresses_of(first(copy, b"to"))[:1]
    return tuple(BouncedRecipient(one.address, "failed") for one in named if one.address)
