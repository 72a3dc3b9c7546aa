"""Delivery reports that only speak to people: the recipients and the status out of their words."""

import json
import re

from mailhelp.core.facts import BouncedRecipient

MOST = 65_536
ADDRESS = re.compile(r"[^\s<>();,:=\"\[\]|]{1,128}@[^\s<>();,:=\"\[\]|]{1,255}")
STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_REPLY_CODE = re.compile(r"(?<![\d.:/-])([45])\d\d(?=[\s-](?!\d))")
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
    r"|here is (a|the|your)|transcript of session|received: |return-path: |header of)"
)
_RECIPIENT = re.compile(
    r"(?im)^[^\n]{0,60}?(?:rcpt to:|final recipient:?|recipient address:|recipient:|to address:|receiver:"
    r"|failed recipient:?)\s*<?(\S{1,128}@[^\s<>,;]{1,255})"
)
_OWN = re.compile(r"(?i)^(mailer-?daemon|post_?master|support|help|abuse|info|admin)@")


def recipients_in(text: str, ours: frozenset[str]) -> tuple[BouncedRecipient, ...]:
    """Return the recipients that the words of a report name.

    ours: folded addresses that are not meant: the report's own sender and recipients, unless no other is named.
    """
    told = text[:MOST]
    copy = _COPY.search(told)
    before = told[: copy.start()] if copy else told
    found = _named(before, ours) or _named(told, ours)
    action = "delayed" if _DELAYED.search(before) else "failed"
    return tuple(BouncedRecipient(address, action) for address in dict.fromkeys(found))


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
        if found and (STATUS.search(line[:2000]) or _REPLY_CODE.search(line[:2000])):
            near.append(found[0])
    return near or first


def _trimmed(address: str) -> str:
    return address.strip(".,;:'`<>*!?…")


def status_in(words: str) -> str | None:
    """Return the enhanced status (RFC 3463) that a text gives; of a bare reply code its class."""
    status = STATUS.search(words)
    if status:
        return status.group()
    code = _REPLY_CODE.search(words)
    return f"{code.group(1)}.0.0" if code else None


def from_notification(text: str) -> tuple[tuple[BouncedRecipient, ...], str | None]:
    """Return recipients and Message-ID of a bounce that Amazon SES tells as JSON; empty when it is none."""
    start = text.find('{"notificationType":"Bounce"', 0, MOST)
    if start < 0:
        return (), None
    try:
        told, _ = json.JSONDecoder().raw_decode(text[start : start + MOST].replace("\n", ""))
    except (ValueError, RecursionError):
        return (), None
    bounce, mail = told.get("bounce"), told.get("mail")
    listed = bounce.get("bouncedRecipients") if isinstance(bounce, dict) else None
    found = [_notified(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    original = mail.get("messageId") if isinstance(mail, dict) else None
    return tuple(one for one in found if one.address), str(original) if original else None


def _notified(recipient: dict[str, object]) -> BouncedRecipient:
    address, action, status = (str(recipient.get(key) or "") for key in ("emailAddress", "action", "status"))
    return BouncedRecipient(address, action.lower() or "failed", status if STATUS.fullmatch(status) else None)
