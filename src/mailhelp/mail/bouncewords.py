"""Delivery reports that only speak to people: the recipients and the status out of their words."""

import re
from dataclasses import replace

from mailhelp.core.facts import BouncedRecipient
from mailhelp.mail.bouncestatus import MOST, REPLY_CODE, STATUS, status_in

_ATOM = r"[^\s<>();,:=\"\[\]|\x00-\x1f\x7f-\x9f]"
ADDRESS = re.compile(rf"{_ATOM}{{1,128}}@{_ATOM}{{1,255}}")
_FAILED = re.compile(
    r"(?i)unknown|no such|invalid|disabled|reject|refused|undeliver|not (be )?deliver|could ?n.t be|fail|error"
    r"|unable to|returned"
    r"|does not exist|not exist|full|quota|exceeded|bounce|not found|delay|retry|warning|unzustellbar"
    r"|nicht zugestellt|退信|エラー|配信"
)
_DELAYED = re.compile(
    r"(?i)\bdelay|warning message|will (be retried|continue|keep)|temporar|not need to re-?send|still trying"
    r"|is kept in the queue"
)
_COPY = re.compile(
    r"(?im)^[\s>*-]{0,20}((below )?(this )?is a copy of|(a )?copy of the|message headers? follow"
    r"|original (message|mail)|returned message"
    r"|unsent message|text of (the )?message|the (original|returned) message (follows|below)|----+ ?(this"
    r"|the) (is|header)"
    r"|here is (a|the|your)|received:|return-path:|header of)"
)
_TRANSCRIPT = re.compile(r"(?im)^[\s>*-]{0,20}transcript of session")
_RECIPIENT = re.compile(
    r"(?im)^[^\n]{0,60}?(?:rcpt to:|final recipient:?|recipient address:|recipient:|to address:|receiver:"
    r"|failed recipient:?)\s*<?([^\s<>\x00-\x1f\x7f-\x9f]{1,128}@[^\s<>,;\x00-\x1f\x7f-\x9f]{1,255})"
)
_REFUSED = re.compile(r"(?i)has not been delivered|(was|been) (blocked|rejected|refused)|permanent (fatal )?error")
_OWN = re.compile(r"(?i)^(mailer-?daemon|post_?master|support|help|abuse|info|admin)@")


def recipients_in(text: str, ours: frozenset[str]) -> tuple[BouncedRecipient, ...]:
    """Return the recipients that the words of a report name.

    ours: folded addresses that are not meant: the report's own sender and recipients, unless no other is named.
    """
    told = text[:MOST]
    before = _before(_TRANSCRIPT, _before(_COPY, told))
    found = _named(before, ours) or _named(told, ours)
    action = "delayed" if _DELAYED.search(before) else "failed"
    return tuple(BouncedRecipient(address, action) for address in dict.fromkeys(found))


def _before(sign: re.Pattern[str], text: str) -> str:
    found = sign.search(text)
    return text[: found.start()] if found else text


def is_failure(text: str) -> bool:
    """Return True when a text speaks of mail that did not arrive."""
    return bool(_FAILED.search(text[:MOST]))


def _named(text: str, ours: frozenset[str]) -> list[str]:
    """Return the addresses a text names as recipients: so called, else beside a reply code, else the first."""
    called = [one for one in (_trimmed(found) for found in _RECIPIENT.findall(text)) if one]
    if called:
        return called
    near: list[str] = []
    first: list[str] = []
    for line in text.split("\n"):
        found = [
            one
            for one in map(_trimmed, ADDRESS.findall(line[:2000]))
            if one.casefold() not in ours and not _OWN.match(one)
        ]
        first = first or found[:1]
        if found and (STATUS.search(line[:2000]) or REPLY_CODE.search(line[:2000])):
            near.append(found[0])
    return near or first


def _trimmed(address: str) -> str:
    return address.strip(".,;:'`<>*!?…")


def refused_after_all(text: str) -> bool:
    """Return True when a text says that a mail was refused, and nothing of another try."""
    before = _before(_COPY, text[:MOST])
    return bool(_REFUSED.search(before)) and not _DELAYED.search(before)


def completed(recipients: tuple[BouncedRecipient, ...], text: str) -> tuple[BouncedRecipient, ...]:
    """Add the status that the words of a report give each recipient, where its fields give none or a class alone."""
    if not any(_is_vague(one) for one in recipients):
        return recipients
    told = _before(_COPY, text[:MOST])
    about = _sections(told, frozenset(one.address.casefold() for one in recipients))
    found = {address: status_in(words) for address, words in about.items()}
    of_all = status_in(told)
    return tuple(_with_status(one, found.get(one.address.casefold()) or of_all) for one in recipients)


def _is_vague(recipient: BouncedRecipient) -> bool:
    return recipient.action in (None, "failed", "delayed") and (recipient.status or "5.0.0")[1:] == ".0.0"


def _sections(told: str, addresses: frozenset[str]) -> dict[str, str]:
    """Return by folded address the lines from where a report names it to where it names the next."""
    lines: dict[str, list[str]] = {}
    about: list[str] | None = None
    for line in told.split("\n"):
        named = (_trimmed(found).casefold() for found in ADDRESS.findall(line[:2000]))
        address = next((one for one in named if one in addresses), None)
        about = lines.setdefault(address, []) if address is not None else about
        if about is not None:
            about.append(line)
    return {address: "\n".join(its) for address, its in lines.items()} if len(lines) > 1 else {}


def _with_status(recipient: BouncedRecipient, told: str | None) -> BouncedRecipient:
    """Add what the words tell; a class that the fields gave stays where it is a passing one."""
    if not _is_vague(recipient) or (recipient.status and not _has_detail(told)):
        return recipient
    status = f"4{told[1:]}" if told and (recipient.status or "")[:1] == "4" else told
    delayed = recipient.action == "delayed" and (status or "").startswith("5")
    return replace(recipient, action=recipient.action or "failed", status=recipient.status if delayed else status)


def _has_detail(status: str | None) -> bool:
    return status is not None and status[0] != "2" and not status.endswith(".0")
