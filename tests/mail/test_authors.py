"""Who wrote a mail whose From names several, or somebody who looks like somebody else."""

import pytest

from mailhelp.core.facts import Channel, Envelope
from mailhelp.mail.authenticity import proof
from mailhelp.mail.jsonform import as_json
from mailhelp.mail.parse import read_mail, read_plainly
from tests.mail.letters import a_mail
from tests.mail.proving import ENVELOPE, judged, no_txt

SEVERAL = "several senders in From"
PASS = "Authentication-Results: mx.desk.example; dmarc=pass header.from=client.example"
FAIL = "Authentication-Results: mx.desk.example; dmarc=fail header.from=client.example"
DISGUISED = "the domain of From is made of letters that look like others: "


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (b"From: a@client.example\r\nFrom: boss@desk.example", "a@client.example"),
        (b"From: a@client.example, b@client.example", "a@client.example"),
        (b"From: a@client.example, b@client.example\r\nSender: B <B@client.example>", "b@client.example"),
        (b"From: a@client.example, b@client.example\r\nSender: eve@else.example", "a@client.example"),
        (b"From: a@client.example, b@client.example\r\nSender: b@client.example, a@client.example", "a@client.example"),
        (b"From: a@client.example\r\nFrom: b@client.example\r\nSender: b@client.example", "a@client.example"),
        (b"From: <>, root, b@client.example, a@client.example", "b@client.example"),
        (b"From: <a@b@c>, b@client.example", "b@client.example"),
        (b"From: boss@desk.example <a@b@c>, b@client.example", "b@client.example"),
    ],
)
def test_the_first_of_several_that_can_be_answered_is_the_sender(written: bytes, address: str) -> None:
    facts = read_mail(written + b"\r\n\r\nhi")

    assert facts.sender is not None and facts.sender.address == address
    assert SEVERAL in facts.defects or b"<>" in written or b"<a@b@c>, b" in written


@pytest.mark.parametrize(
    "written",
    [
        "From: jo@client.example\r\nFrom: Jo <JO@client.example>",
        "From: Doe, Jo <jo@client.example>",
        "From: <>, jo@client.example",
        "From: jo@client.example\r\nSender: eve@else.example",
    ],
)
def test_one_address_however_often_is_one_sender(written: str) -> None:
    facts = read_mail(f"{PASS}\r\n{written}\r\n\r\nhi".encode())

    assert facts.sender is not None and facts.sender.address == "jo@client.example"
    assert not facts.has_several_senders
    assert judged(PASS, sender=written.removeprefix("From: ")).proven


@pytest.mark.parametrize(
    "sender",
    [
        "jo@client.example, ann@client.example",
        "jo@client.example\r\nFrom: eve@else.example",
        "jo@client.example, eve@else.example\r\nSender: jo@client.example",
        "jo@client.example, jo@cl\u0131ent.example",
        "jo@client.example\r\nFrom: tom@de\u017fk.example",
        "\u212ao@client.example, ko@client.example",
        "jo@client.example, tom@desk.example <a@b@c>",
    ],
)
def test_nothing_proves_a_mail_of_several_senders(sender: str) -> None:
    found = judged(PASS, sender=sender)

    assert (found.passed, found.how) == (None, "From names several senders")


def test_a_failed_dmarc_counts_for_several_senders_too() -> None:
    assert judged(FAIL, sender="jo@client.example, eve@else.example").passed is False


def test_neither_microsoft_nor_a_login_proves_one_of_several_senders() -> None:
    inside = "Received: from A.prod.outlook.com (::1) by B.prod.outlook.com with HTTPS; Mon"
    mark = "X-MS-Exchange-Organization-AuthAs: Internal"
    raw = a_mail(From="jo@client.example, ann@client.example")
    login = Envelope(Channel.SMTP, ENVELOPE.received_at, auth_user="jo@client.example")

    assert judged(inside, mark, trust="microsoft365", sender="tom@desk.example").proven
    assert judged(inside, mark, trust="microsoft365", sender="tom@desk.example, ana@desk.example").passed is None
    assert proof(read_mail(raw), login, trust="none", desk_domains=(), raw=raw, txt=no_txt).passed is None


@pytest.mark.parametrize("written", ["Whomever", "no_host", "Moderator-Address (see text)"])
def test_a_name_without_an_address_is_shown_and_nobody_is_answered(written: str) -> None:
    facts = read_mail(a_mail(From=written))

    assert facts.sender is None
    assert as_json(facts, "x")["from"] == {"name": written.partition(" ")[0], "address": ""}
    assert "From has a name but no address" in facts.defects


@pytest.mark.parametrize("written", ["", "<>", "(nobody)", "-"])
def test_without_a_name_or_an_address_there_is_no_sender(written: str) -> None:
    facts = read_mail(a_mail(From=written))

    assert as_json(facts, "x")["from"] is None


@pytest.mark.parametrize(
    ("domain", "told"),
    [
        ("d\u0435sk.example", "xn--dsk-rdd.example"),
        ("xn--dsk-rdd.example", "xn--dsk-rdd.example"),
        ("\u0441\u043e\u0441\u043e.example", "xn--n1aahb.example"),
        ("mail.\u03bfffice.example", "mail.xn--ffice-qce.example"),
    ],
)
def test_a_domain_that_looks_like_another_is_told(domain: str, told: str) -> None:
    facts = read_mail(a_mail(From=f"Tom <tom@{domain}>"))

    assert [one for one in facts.defects if one.startswith(DISGUISED)] == [DISGUISED + told]


@pytest.mark.parametrize(
    "domain",
    [
        "b\u00fccher.example",
        "\u043f\u043e\u0447\u0442\u0430.example",
        "xn--bcher-kva.example",
        "\u65e5\u672c\u8a9eabc.example",
        "xn--.example",
        "xn--!.example",
        "client.example",
    ],
)
def test_a_domain_in_one_alphabet_is_not_suspected(domain: str) -> None:
    assert read_mail(a_mail(From=f"Tom <tom@{domain}>")).defects == ()


def test_a_name_that_shows_another_address_or_mixes_alphabets_is_told() -> None:
    shown = read_mail(a_mail(From='"Tom tom@desk.example" <eve@else.example>'))
    mixed = read_mail(a_mail(From="=?utf-8?Q?P=D0=B0ypal?= <eve@else.example>"))
    honest = read_mail(a_mail(From='"jo@client.example" <Jo@client.example>'))

    assert shown.defects == ("the name in From shows another address",)
    assert mixed.defects == ("the name in From mixes alphabets in one word",)
    assert honest.defects == ()


def test_the_plain_reading_tells_it_too() -> None:
    facts = read_plainly(b"From: a@x.example\r\nFrom: b@x.example\r\n\r\nhi", cause="it is too deep")

    assert facts.defects == (SEVERAL, "it is too deep")
