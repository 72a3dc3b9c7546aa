"""From the bytes and INTERNALDATE of a mail in a mailbox to a ReceivedMail."""

from datetime import datetime

from mailhelp.channels.imap_session import Listed
from mailhelp.core.facts import Channel, Envelope, ReceivedMail, TimeSource
from mailhelp.core.rawheaders import HEADER_BLOCK_LIMIT, body_start, raw_header, raw_headers

BODY_TAKEN = 262_144
# Enough for the longest header block that is read, and the body after it.
BEGINNING = HEADER_BLOCK_LIMIT + BODY_TAKEN
_ADDRESS_LIMIT = 998
_DELIVERIES = 20


def received_mail(
    raw: bytes,
    mail: Listed,
    *,
    mailbox: str,
    uidvalidity: int,
    now: datetime,
    live: bool,
    complete: bool,
) -> ReceivedMail:
    """Return the mail as it is kept.

    raw: the whole mail, or its beginning where `complete` is False; then header block and first 256 KB are taken.
    now: received_at where the server tells no INTERNALDATE that can be read.
    """
    headers = raw_headers(raw)
    envelope = Envelope(
        channel=Channel.IMAP,
        received_at=mail.received_at or now,
        received_source=TimeSource.INTERNALDATE if mail.received_at else TimeSource.CLOCK,
        mail_from=_return_path(raw_header(headers, b"return-path")),
        mailbox=mailbox,
        uidvalidity=uidvalidity,
        uid=mail.uid,
        delivered_to=tuple(_address(value) for name, value in headers if name.lower() == b"delivered-to")[:_DELIVERIES],
        live=live,
    )
    taken = raw if complete else raw[: min(body_start(raw), HEADER_BLOCK_LIMIT) + BODY_TAKEN]
    return ReceivedMail(
        taken, envelope, complete=complete, full_size=len(raw) if complete else max(mail.size, len(raw))
    )


def _return_path(value: bytes | None) -> str | None:
    """Return the envelope sender that final delivery wrote down, "" for the null sender (RFC 5321 section 4.4)."""
    return None if value is None else _address(value)


def _address(value: bytes) -> str:
    return value.decode("utf-8", "replace").strip().removeprefix("<").removesuffix(">").strip()[:_ADDRESS_LIMIT]
