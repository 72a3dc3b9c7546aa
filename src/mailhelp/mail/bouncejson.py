"""Delivery notifications that Amazon SES sends by mail as JSON, bare or in an SNS envelope."""

import json

from mailhelp.core.facts import Bounce, BouncedRecipient
from mailhelp.mail.addresses import addresses_of
from mailhelp.mail.bouncestatus import MOST, STATUS

_NESTED = 4
# What SES calls a bounce where it hands on no status of the server (its notification contents, "Bounce types").
_BY_KIND = {
    "mailboxfull": "4.2.2",
    "messagetoolarge": "5.3.4",
    "contentrejected": "5.6.0",
    "attachmentrejected": "5.6.0",
    "noemail": "5.1.1",
    "suppressed": "5.1.1",
    "onaccountsuppressionlist": "5.1.1",
}
_BY_CLASS = {"permanent": "5.0.0", "transient": "4.0.0"}


def event(text: str) -> tuple[str, dict[str, object]]:
    """Return the kind of SES event a text begins with ("bounce", "complaint", "delivery" …) and what it holds.

    ("", {}) when the text is no such notification: it has to begin with it, so that one who quotes it is a person.
    """
    found = _object(text[:MOST].lstrip())
    for _ in range(_NESTED):
        kind = str(found.get("notificationType") or found.get("eventType") or "").lower()
        if kind:
            return kind[:40], found
        inside = found.get("Message")
        found = _object(inside) if isinstance(inside, str) else {}
    return "", {}


def _object(text: str) -> dict[str, object]:
    if not text.startswith("{"):
        return {}
    try:
        told, _ = json.JSONDecoder(strict=False).raw_decode(text.replace("\n", ""))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def from_notification(text: str) -> Bounce | None:
    """Return the bounce that Amazon SES tells in a text, None when it tells none."""
    kind, told = event(text)
    about = told.get("bounce")
    if kind != "bounce" or not isinstance(about, dict):
        return None
    listed = about.get("bouncedRecipients")
    unless = _status_of_kind(about)
    found = [_recipient(one, unless) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    recipients = tuple(one for one in found if "@" in one.address)
    return Bounce(recipients, _original_id(told.get("mail"))) if recipients else None


def _status_of_kind(about: dict[str, object]) -> str | None:
    kind, detail = (str(about.get(key) or "").lower() for key in ("bounceType", "bounceSubType"))
    return _BY_KIND.get(detail) or _BY_CLASS.get(kind)


def _recipient(told: dict[str, object], unless: str | None) -> BouncedRecipient:
    written, action, status = (_line(told.get(key)) for key in ("emailAddress", "action", "status"))
    address = next((one.address for one in addresses_of(written.encode("utf-8"), 1)), "")
    known = status if STATUS.fullmatch(status) else unless
    return BouncedRecipient(address, action.lower() or "failed", known)


def _line(value: object) -> str:
    return "".join(char for char in str(value or "")[:320] if char.isprintable()).strip()


def _original_id(mail: object) -> str | None:
    """Return the Message-ID that we wrote; else the one that SES gave."""
    if not isinstance(mail, dict):
        return None
    common, listed = mail.get("commonHeaders"), mail.get("headers")
    named = [common.get("messageId")] if isinstance(common, dict) else []
    headers = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    named += [one.get("value") for one in headers if str(one.get("name")).lower() == "message-id"]
    told = (_line(one).strip("<> ") for one in (*named, mail.get("messageId")))
    return next((one for one in told if one), None)
