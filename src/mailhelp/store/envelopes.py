"""Envelopes as columns of the mail's row, and back."""

from typing import Any

from mailhelp.core.facts import Channel, Envelope, TimeSource
from mailhelp.store.schema import mails

ENVELOPE_COLUMNS = (
    mails.c.channel,
    mails.c.received_at,
    mails.c.received_source,
    mails.c.mail_from,
    mails.c.recipients,
    mails.c.auth_user,
    mails.c.peer,
    mails.c.tls,
    mails.c.mailbox,
    mails.c.uidvalidity,
    mails.c.uid,
    mails.c.delivered_to,
    mails.c.live,
)
_NAMES = tuple(column.name for column in ENVELOPE_COLUMNS)


def envelope_row(envelope: Envelope) -> dict[str, Any]:
    """Return the envelope as values of the mail's columns."""
    return {name: getattr(envelope, name) for name in _NAMES}


def read_envelope(columns: Any) -> Envelope:
    """Return the envelope that the values of ENVELOPE_COLUMNS, in their order, describe."""
    values = dict(zip(_NAMES, columns, strict=True))
    values["channel"] = Channel(values["channel"])
    values["received_source"] = TimeSource(values["received_source"])
    values["recipients"] = tuple(values["recipients"])
    values["delivered_to"] = tuple(values["delivered_to"])
    return Envelope(**values)
