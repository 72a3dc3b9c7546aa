"""Whether mails with given headers on top are proven."""

from datetime import UTC, datetime

from mailhelp.core.facts import Channel, Envelope, Proof
from mailhelp.mail.authenticity import proof
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail

ENVELOPE = Envelope(Channel.IMAP, datetime(2026, 11, 23, 9, tzinfo=UTC))
DESK_DOMAINS = ("desk.example",)


def no_txt(name: str, seconds: float) -> bytes | None:
    """Return None: nothing is in this DNS."""
    return None


def judged(
    *headers: str | bytes, trust: str = "mx.desk.example", sender: str = "jo@client.example", peer: str = ""
) -> Proof:
    """Return the proof of a mail from `sender` with these headers above its own; peer: it came by the listener."""
    lines = [one if isinstance(one, bytes) else one.encode() for one in headers]
    raw = b"".join(line.replace(b"\n", b"\r\n") + b"\r\n" for line in lines) + a_mail(From=sender)
    by_listener = Envelope(Channel.SMTP, ENVELOPE.received_at, peer=peer)
    envelope = by_listener if peer else ENVELOPE
    return proof(read_mail(raw), envelope, trust=trust, desk_domains=DESK_DOMAINS, raw=raw, txt=no_txt)
