"""Nothing that a sender writes into a mail proves who he is."""

from datetime import UTC, datetime

from mailhelp.core.facts import Address, Channel, Envelope, MailFacts, Proof
from mailhelp.mail.authenticity import proof
from mailhelp.mail.border_results import border_results
from mailhelp.mail.borders import fitting_trust
from mailhelp.mail.results import read_results
from mailhelp.mail.traces import Hop, exact_headers
from tests.fuzz import words

SEEDS = "results"
WORDS = words.RESULTS + words.HEADERS
DATE = b"Mon, 23 Nov 2026 09:10:11 +0000"
ENVELOPE = Envelope(Channel.SMTP, datetime(2026, 11, 23, 9, 10, tzinfo=UTC), peer="203.0.113.9")
MAIL = MailFacts(sender=Address("Jo", "jo@client.example"), senders=(Address("Jo", "jo@client.example"),))
BORDERS = {
    "mx.desk.example": b"Received: from x.example (x.example [203.0.113.9])\r\n\tby mx.desk.example (Postfix)"
    b" with ESMTP id 4F1; " + DATE + b"\r\n",
    "microsoft365": b"Received: from x.example (203.0.113.9)\r\n by AM0.mail.protection.outlook.com (10.0.0.1)"
    b" with Microsoft SMTP Server id 15.20; " + DATE + b"\r\n",
    "self": b"",
}


def check(data: bytes) -> None:
    _is_read(data)
    for trust, border in BORDERS.items():
        told = _proof(border + data, trust)
        assert told.passed is not True, f"a forged proof for {trust}: {told.how}"
        _proof(data, trust)


def _proof(raw: bytes, trust: str) -> Proof:
    return proof(MAIL, ENVELOPE, trust=trust, desk_domains=("desk.example",), raw=raw, txt=lambda name, wait: None)


def _is_read(data: bytes) -> None:
    text = data.decode("latin-1")
    read = read_results(text)
    assert len(read.plain) == len(text)
    read.failed_dmarc()
    Hop.of(text).is_inside("desk.example")
    for name, value in exact_headers(data):
        assert name.isascii() and "\n" not in value
    border_results(data, "mx.desk.example", ENVELOPE)
    fitting_trust(data)
