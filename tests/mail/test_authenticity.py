"""Who is proven to have written (design 5)."""

from datetime import UTC, datetime

import pytest

from mailhelp.core.facts import Channel, Envelope, Proof
from mailhelp.mail.authenticity import proof
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail

ENVELOPE = Envelope(Channel.IMAP, datetime(2026, 11, 23, 9, tzinfo=UTC))
TRUSTED = "Authentication-Results: mx.desk.example;"
HOP = "Received: from a.example by mx.desk.example"
OUTSIDE = "Received: from a.example by mail.protection.outlook.com"


def judged(*headers: str, trust: str = "mx.desk.example", sender: str = "jo@client.example") -> Proof:
    raw = "".join(f"{header}\r\n" for header in headers).encode() + a_mail(From=sender)
    return proof(read_mail(raw), ENVELOPE, trust=trust, desk_domains=("desk.example",))


@pytest.mark.parametrize(
    ("headers", "passed"),
    [
        ([f"{TRUSTED} dmarc=pass header.from=client.example"], True),
        ([f"{TRUSTED} dmarc=pass header.from=other.example"], None),
        ([f"{TRUSTED} dkim=pass header.d=client.example"], True),
        ([f"{TRUSTED} dkim=pass header.d=attacker.example"], None),
        ([f"{TRUSTED} dkim=pass header.d=evil.client.example"], None),
        ([f"{TRUSTED} spf=pass smtp.mailfrom=bounce@client.example"], True),
        ([f"{TRUSTED} spf=fail smtp.mailfrom=client.example"], None),
        ([f"{TRUSTED} dmarc=fail header.from=client.example; dkim=pass header.d=client.example"], False),
        ([f"{TRUSTED} spf=none", f"{TRUSTED} dmarc=pass header.from=client.example"], True),
        ([f"{TRUSTED} spf=none", HOP, f"{TRUSTED} dmarc=pass header.from=client.example"], None),
        (["Authentication-Results: evil.example; x=y", f"{TRUSTED} dmarc=pass header.from=client.example"], None),
        (["Authentication-Results: mx.evil.example; dmarc=pass header.from=client.example"], None),
        (["Authentication-Results: mx.desk.example; ((("], None),
        ([], None),
    ],
)
def test_only_the_trusted_results_count(headers: list[str], passed: bool | None) -> None:
    assert judged(*headers).passed is passed


def test_nothing_is_trusted_by_default() -> None:
    assert judged(f"{TRUSTED} dmarc=pass header.from=client.example", trust="none").passed is None


def test_a_login_as_the_sender_is_proof() -> None:
    envelope = Envelope(Channel.SMTP, ENVELOPE.received_at, auth_user="Jo@Client.example")

    assert proof(read_mail(a_mail()), envelope, trust="none", desk_domains=()).proven


def test_a_login_as_somebody_else_is_none() -> None:
    envelope = Envelope(Channel.SMTP, ENVELOPE.received_at, auth_user="tom@desk.example")

    assert not proof(read_mail(a_mail()), envelope, trust="none", desk_domains=()).proven


@pytest.mark.parametrize(
    ("headers", "sender", "passed"),
    [
        (
            [OUTSIDE, "Authentication-Results: spf=pass; dmarc=pass action=none header.from=client.example", OUTSIDE],
            "jo@client.example",
            True,
        ),
        (
            [OUTSIDE, "Authentication-Results: dmarc=fail header.from=client.example", OUTSIDE],
            "jo@client.example",
            False,
        ),
        ([HOP, "Authentication-Results: dmarc=pass header.from=client.example", OUTSIDE], "jo@client.example", None),
        ([OUTSIDE, "Authentication-Results: dmarc=pass header.from=client.example", HOP], "jo@client.example", None),
        (
            [OUTSIDE, "Authentication-Results: x.example; dmarc=pass header.from=client.example", OUTSIDE],
            "jo@client.example",
            None,
        ),
        (["X-MS-Exchange-Organization-AuthAs: Internal"], "tom@desk.example", True),
        (["X-MS-Exchange-Organization-AuthAs: Internal"], "jo@client.example", None),
        (["X-MS-Exchange-Organization-AuthAs: Anonymous"], "tom@desk.example", None),
    ],
)
def test_microsoft_365_is_read_by_its_own_marks(headers: list[str], sender: str, passed: bool | None) -> None:
    assert judged(*headers, trust="microsoft365", sender=sender).passed is passed
