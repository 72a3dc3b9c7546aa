"""Encryption and logging in."""

import smtplib
import ssl
from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from tests.channels.smtp_listening import HELP, MAIL, Running, certificates, listening

PLAIN_TOM = "AUTH PLAIN AHRvbQByaWdodA=="


def knows_tom(user: str, password: str) -> bool:
    return (user, password) == ("tom", "right")


@pytest.fixture
def desk_and_trust() -> Iterator[tuple[Running, ssl.SSLContext]]:
    server, trusting = certificates()
    with listening(tls=server, authenticate=knows_tom) as desk:
        yield desk, trusting


def test_staff_log_in_after_starttls(desk_and_trust: tuple[Running, ssl.SSLContext]) -> None:
    desk, trusting = desk_and_trust
    with smtplib.SMTP("localhost", desk.port, "mail.example") as client:
        client.starttls(context=trusting)
        client.login("tom", "right")
        client.sendmail("tom@desk.example", [HELP], MAIL)

    [mail] = desk.shelf.mails
    assert mail.envelope.tls and mail.envelope.auth_user == "tom"
    assert b" with ESMTPSA id " in mail.raw


def test_staff_log_in_where_encryption_is_from_the_first_byte() -> None:
    server, trusting = certificates()
    with listening(tls=server, implicit_tls=True, authenticate=knows_tom) as desk:
        with smtplib.SMTP_SSL("localhost", desk.port, "mail.example", context=trusting) as client:
            client.ehlo()
            assert "starttls" not in client.esmtp_features
            client.user, client.password = "tom", "right"
            client.auth("LOGIN", client.auth_login)
            client.sendmail("tom@desk.example", [HELP], MAIL)

        [mail] = desk.shelf.mails
    assert mail.envelope.tls and mail.envelope.auth_user == "tom"


def test_plain_text_to_an_encrypted_port_is_dropped() -> None:
    server, _ = certificates()
    with listening(tls=server, implicit_tls=True) as desk:
        client = desk.client(greeted=False)
        client.send(b"EHLO mail.example\r\n")

        assert not client.file.read().startswith(b"220")


def test_there_is_no_login_in_clear(desk_and_trust: tuple[Running, ssl.SSLContext]) -> None:
    client = desk_and_trust[0].client()

    assert "AUTH" not in client.say("EHLO mail.example")
    assert client.say(PLAIN_TOM).startswith("538")
    assert client.send_mail().startswith("250")


def test_there_is_no_login_where_none_is_configured() -> None:
    server, trusting = certificates()
    with listening(tls=server) as desk, smtplib.SMTP("localhost", desk.port) as client:
        client.starttls(context=trusting)
        client.ehlo()

        assert "auth" not in client.esmtp_features
        assert client.docmd(PLAIN_TOM)[0] == 502


def test_a_wrong_password_is_refused_and_the_third_ends_it(desk_and_trust: tuple[Running, ssl.SSLContext]) -> None:
    desk, trusting = desk_and_trust
    with smtplib.SMTP("localhost", desk.port) as client:
        client.starttls(context=trusting)
        client.ehlo()
        codes = [client.docmd("AUTH PLAIN AHRvbQB3cm9uZw==")[0] for _ in range(3)]

        assert codes == [535, 535, 535]
        assert client.getreply()[0] == 421
        client.close()


@pytest.mark.parametrize(
    "given", ["AUTH PLAIN AP8A/w==", "AUTH PLAIN !", "AUTH PLAIN YQ==", "AUTH NTLM", "AUTH", "AUTH A B C"]
)
def test_a_malformed_login_is_refused(desk_and_trust: tuple[Running, ssl.SSLContext], given: str) -> None:
    desk, trusting = desk_and_trust
    with smtplib.SMTP("localhost", desk.port) as client:
        client.starttls(context=trusting)
        client.ehlo()

        assert client.docmd(given)[0] in (501, 504, 535)
        assert client.docmd("auth plain AHRvbQByaWdodA==")[0] == 235


def test_strangers_may_send_only_after_logging_in() -> None:
    server, trusting = certificates()
    nobody = (ip_network("192.0.2.0/24"),)
    with listening(tls=server, authenticate=knows_tom, allow_from=nobody) as desk:
        with smtplib.SMTP("localhost", desk.port, "mail.example") as client:
            client.ehlo()
            assert client.mail("tom@desk.example")[0] == 530
            client.starttls(context=trusting)
            client.login("tom", "right")
            assert client.sendmail("tom@desk.example", [HELP], MAIL) == {}


def test_what_was_said_before_starttls_is_forgotten(desk_and_trust: tuple[Running, ssl.SSLContext]) -> None:
    desk, trusting = desk_and_trust
    client = desk.client()
    client.say("EHLO mail.example")
    client.say("MAIL FROM:<evil@mail.example>")
    client.send(b"STARTTLS\r\nRCPT TO:<help@desk.example>\r\n")
    assert client.reply().startswith("220")
    client.start_tls(trusting)

    assert client.say("DATA").startswith("503")
    client.say("EHLO mail.example")
    assert client.say("STARTTLS").startswith("503")
    assert client.send_mail().startswith("250")


def test_passwords_are_never_logged(
    desk_and_trust: tuple[Running, ssl.SSLContext], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    desk, trusting = desk_and_trust
    with smtplib.SMTP("localhost", desk.port) as client:
        client.starttls(context=trusting)
        client.login("tom", "right")
        client.sendmail("tom@desk.example", [HELP], b"Subject: x\r\n\r\nbodyword\r\n")

    assert "event=logged_in" in caplog.text and "event=mail_kept" in caplog.text
    for secret in ("right", "AHRvbQByaWdodA", "cmlnaHQ", "bodyword"):
        assert secret not in caplog.text
