"""Mail in by SMTP, the ordinary way: what is taken, what is refused, what is kept with it."""

import asyncio
import smtplib
import socket
from ipaddress import ip_network

import pytest

from mailhelp.channels.smtp_in import Listener
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.facts import Channel, TimeSource
from tests.channels.smtp_listening import HELP, MAIL, NOON, Shelf, listening, settings


def test_a_mail_is_kept_with_its_envelope_before_it_is_answered() -> None:
    with listening() as desk, smtplib.SMTP("127.0.0.1", desk.port, "mail.example") as client:
        refused = client.sendmail("jo@mail.example", [HELP, "help+abc@desk.example"], MAIL)

        [mail] = desk.shelf.mails
    assert refused == {}
    assert mail.envelope.channel is Channel.SMTP
    assert mail.envelope.mail_from == "jo@mail.example"
    assert mail.envelope.recipients == (HELP, "help+abc@desk.example")
    assert mail.envelope.received_at == NOON
    assert mail.envelope.received_source is TimeSource.CLOCK
    assert mail.envelope.peer == "127.0.0.1"
    assert not mail.envelope.tls
    assert mail.complete and mail.full_size == len(mail.raw)
    assert desk.shelf.hints == 1


def test_the_bytes_are_what_was_sent_behind_one_received_header() -> None:
    odd = b"Subject: x\r\n\r\n.dot\r\n..two\r\nbare\rcr, bare\nlf, nul \0, 8 bit \xe9\xff\r\n . \r\n"
    with listening(hostname="mx.desk.example") as desk:
        assert desk.client().send_mail(odd).startswith("250")

        [mail] = desk.shelf.mails
    trace, raw = mail.raw.split(b"+0000\r\n", 1)
    assert raw == odd
    assert trace.startswith(b"Received: from mail.example ([127.0.0.1])\r\n\tby mx.desk.example with ESMTP id ")
    assert trace.endswith(b";\r\n\tMon, 23 Nov 2026 12:00:00 ")


def test_the_null_sender_is_told_from_an_unknown_one() -> None:
    with listening() as desk:
        client = desk.client()
        client.begin("")
        client.send(MAIL + b".\r\n")

        assert client.reply().startswith("250")
        assert desk.shelf.mails[0].envelope.mail_from == ""


def test_an_empty_mail_is_a_mail() -> None:
    with listening() as desk:
        client = desk.client()
        client.begin()
        client.send(b".\r\nNOOP\r\n")

        assert client.reply().startswith("250 2.0.0 kept")
        assert client.reply().startswith("250")
        assert desk.shelf.mails[0].raw.endswith(b"+0000\r\n")


@pytest.mark.parametrize(
    "address",
    [
        "HELP@Desk.Example",
        "help+token@desk.example",
        "Help+@desk.example",
        "bounce+abc@desk.example",
        '"help+a b"@desk.example',
        "postmaster@desk.example",
        "Postmaster",
        "help@desk.example.",
        "hilfe@xn--bro-hoa.example",
        "hilfe+x@büro.example",
        "@relay.example:help@desk.example",
    ],
)
def test_every_form_of_our_addresses_is_taken(address: str) -> None:
    with listening(addresses=frozenset({HELP, "hilfe@büro.example"})) as desk:
        client = desk.client()
        client.say("EHLO mail.example")
        client.say("MAIL FROM:<jo@mail.example> SMTPUTF8")

        assert client.say(f"RCPT TO:<{address}>").startswith("250")


@pytest.mark.parametrize(
    "address",
    [
        "other@desk.example",
        "help@other.example",
        "helpme@desk.example",
        "help-x@desk.example",
        "bounce@desk.example",
        "bounce+x@other.example",
        "postmaster@other.example",
        "help%other.example@desk.example",
        "help",
    ],
)
def test_mail_for_others_is_refused(address: str) -> None:
    with listening() as desk:
        client = desk.client()
        client.say("EHLO mail.example")
        client.say("MAIL FROM:<jo@mail.example>")

        assert client.say(f"RCPT TO:<{address}>").startswith("550")
        assert client.say("DATA").startswith("503")


@pytest.mark.parametrize("path", ["<a b@x.example>", "<a@@x.example>", "<jo@mail.example", "<a\x07@x.example>", "<,@>"])
def test_what_is_no_address_is_refused(path: str) -> None:
    with listening() as desk:
        client = desk.client()
        client.say("EHLO mail.example")

        assert client.say(f"MAIL FROM:{path}").startswith("553")


def test_a_minus_form_is_ours_only_where_the_desk_uses_it() -> None:
    with listening(separators="+-") as desk:
        client = desk.client()
        client.say("EHLO mail.example")
        client.say("MAIL FROM:<jo@mail.example>")

        assert client.say("RCPT TO:<help-token@desk.example>").startswith("250")


def test_more_recipients_than_we_take_may_come_again() -> None:
    with listening(recipients=3) as desk:
        client = desk.client()
        client.begin("jo@mail.example", *[f"help+{n}@desk.example" for n in range(3)])
        client.send(MAIL + b".\r\n")
        client.reply()
        client.say("MAIL FROM:<jo@mail.example>")
        replies = [client.say(f"RCPT TO:<help+{n}@desk.example>")[:3] for n in range(4)]

        assert replies == ["250", "250", "250", "452"]


def test_a_size_that_is_too_big_is_refused_before_the_mail_is_sent() -> None:
    with listening() as desk:
        client = desk.client()

        assert "SIZE 1000000" in client.say("EHLO mail.example")
        assert client.say("MAIL FROM:<jo@mail.example> SIZE=1000001").startswith("552")
        assert client.say("MAIL FROM:<jo@mail.example> SIZE=1000000 BODY=8BITMIME AUTH=<>").startswith("250")


def test_a_mail_that_lies_about_its_size_is_refused_and_the_next_one_taken() -> None:
    with listening() as desk:
        client = desk.client()

        assert client.send_mail(MAIL + b"x" * 70 + b"\r\n" + b"01234567\r\n" * 120_000).startswith("552")
        assert client.send_mail().startswith("250")
        assert len(desk.shelf.mails) == 1


def test_a_mail_without_end_is_cut_off() -> None:
    with listening(max_size=100_000) as desk:
        client = desk.client()
        client.begin()
        with pytest.raises(OSError):
            for _ in range(1_000):
                client.send(b"0123456\r\n" * 10_000)

        assert desk.shelf.mails == []


@pytest.mark.parametrize(("length", "code"), [(1_048_576, "250"), (1_048_577, "500"), (1_500_000, "500")])
def test_a_line_may_have_a_mebibyte(length: int, code: str) -> None:
    with listening(max_size=4_000_000) as desk:
        client = desk.client()

        assert client.send_mail(b"Subject: long\r\n\r\n" + b"x" * length + b"\r\nend\r\n").startswith(code)
        assert client.send_mail().startswith("250")


def test_commands_sent_together_are_answered_one_by_one() -> None:
    with listening() as desk:
        client = desk.client()
        assert "PIPELINING" in client.say("EHLO mail.example")
        envelope = f"MAIL FROM:<jo@mail.example>\r\nRCPT TO:<{HELP}>\r\nDATA\r\n".encode()
        client.send(envelope)
        assert [client.reply()[:3] for _ in range(3)] == ["250", "250", "354"]
        client.send(MAIL + b".\r\n" + envelope)

        assert [client.reply()[:3] for _ in range(4)] == ["250", "250", "250", "354"]


def test_strangers_are_refused_where_only_a_relay_may_send() -> None:
    with listening(allow_from=(ip_network("127.0.0.8/30"),)) as desk:
        assert desk.client().greeting.startswith("554")
        assert desk.client("127.0.0.9").send_mail().startswith("250")


def test_an_old_client_that_says_helo_is_served() -> None:
    with listening() as desk:
        client = desk.client()
        client.begin("jo@mail.example", helo="HELO old (x)\x1b[2J")
        client.send(MAIL + b".\r\n")

        assert client.reply().startswith("250")
        assert desk.shelf.mails[0].raw.startswith(
            b"Received: from old??x??[2J ([127.0.0.1])\r\n\tby localhost with SMTP "
        )


def test_a_port_in_use_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        shelf = Shelf()
        listener = Listener(settings(port=port), keep=shelf.keep, kept=shelf.hint, clock=lambda: NOON)

        with pytest.raises(BadConfiguration, match=f"cannot listen on 127.0.0.1:{port}: another program has this port"):
            asyncio.run(listener.start())


@pytest.mark.parametrize("wrong", [{"implicit_tls": True}, {"max_size": 100_000_000}, {"addresses": frozenset()}])
def test_settings_that_cannot_work_are_refused(wrong: dict[str, object]) -> None:
    shelf = Shelf()

    with pytest.raises(BadConfiguration, match="smtp_in"):
        Listener(settings(**wrong), keep=shelf.keep, kept=shelf.hint, clock=lambda: NOON)
