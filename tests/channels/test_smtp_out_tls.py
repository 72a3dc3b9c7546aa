"""Sending over real encryption and login; what doctor finds out about a relay."""

import ssl
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme

from mailhelp.channels.credentials import Password
from mailhelp.channels.relay_connect import RelaySettings
from mailhelp.channels.relay_probe import probe
from mailhelp.channels.sending import Deferred, Sent
from mailhelp.channels.smtp_out import Relay
from mailhelp.channels.tls import Tls
from mailhelp.core.errors import BadConfiguration
from tests.channels.capture_relay import SECRET, USER, Capture, relay
from tests.channels.smtp_stub import SmtpStub
from tests.ports import free_port

NOTICE = b"Subject: PX-1\r\n\r\nThank you.\r\n"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def certificate(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


def settings_for(capture: Capture, authority: trustme.CA, folder: Path, **changes: Any) -> RelaySettings:
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    settings = RelaySettings(
        "127.0.0.1",
        capture.port,
        user=USER,
        credential=Password(SECRET),
        ca_file=folder / "ca.pem",
        return_path="help@desk.example",
        timeout=5.0,
    )
    return replace(settings, **changes)


def send(settings: RelaySettings) -> Any:
    sender = Relay(settings, lambda: 0.0)
    outcome = sender.send("", "jo@client.example", NOTICE)
    sender.close()
    return outcome


def test_a_notice_goes_out_over_starttls_with_login(authority: trustme.CA, tmp_path: Path) -> None:
    with relay(starttls=certificate(authority)) as capture:
        outcome = send(settings_for(capture, authority, tmp_path))

    assert outcome == Sent("250 2.0.0 captured")
    assert capture.mails == [("", ["jo@client.example"], NOTICE)]


def test_a_notice_goes_out_over_implicit_tls(authority: trustme.CA, tmp_path: Path) -> None:
    with relay(implicit=certificate(authority)) as capture:
        outcome = send(settings_for(capture, authority, tmp_path, tls=Tls.IMPLICIT, user=None, credential=None))

    assert isinstance(outcome, Sent)


def test_a_relay_of_an_unknown_authority_gets_nothing(authority: trustme.CA, tmp_path: Path) -> None:
    with relay(starttls=certificate(trustme.CA())) as capture:
        outcome = send(settings_for(capture, authority, tmp_path))

    assert isinstance(outcome, Deferred)
    assert outcome.ours
    assert "set ca_file" in outcome.reply
    assert capture.mails == []


def test_a_relay_with_the_certificate_of_another_gets_nothing(authority: trustme.CA, tmp_path: Path) -> None:
    with relay(implicit=certificate(authority, "other.example")) as capture:
        outcome = send(settings_for(capture, authority, tmp_path, tls=Tls.IMPLICIT))

    assert isinstance(outcome, Deferred)
    assert "belongs to another name" in outcome.reply


def test_a_relay_without_starttls_gets_neither_password_nor_notice(authority: trustme.CA, tmp_path: Path) -> None:
    with SmtpStub(extensions=("AUTH PLAIN",)) as stub:
        outcome = send(settings_for(Capture(stub.port), authority, tmp_path))

        assert isinstance(outcome, Deferred)
        assert "offers no STARTTLS, so nothing was sent" in outcome.reply
        assert [command.split()[0] for command in stub.commands] == ["EHLO"]


def test_a_relay_without_login_is_told_from_a_wrong_password(authority: trustme.CA, tmp_path: Path) -> None:
    with SmtpStub(extensions=()) as stub:
        outcome = send(settings_for(Capture(stub.port), authority, tmp_path, tls=Tls.NONE))

    assert isinstance(outcome, Deferred)
    assert "offers no login here" in outcome.reply


def test_a_relay_that_knows_only_login_gets_login(authority: trustme.CA, tmp_path: Path) -> None:
    answers = {"AUTH LOGIN aGVscA==": b"334 UGFzc3dvcmQ6", "Z2Vow6lpbQ==": b"235 welcome"}
    with SmtpStub(answers.get, ("AUTH LOGIN",)) as stub:
        outcome = send(settings_for(Capture(stub.port), authority, tmp_path, tls=Tls.NONE))

    assert isinstance(outcome, Sent)


def test_a_line_end_in_a_password_is_told_and_nothing_sent(authority: trustme.CA, tmp_path: Path) -> None:
    with SmtpStub(extensions=("AUTH PLAIN",)) as stub:
        outcome = send(settings_for(Capture(stub.port), authority, tmp_path, credential=Password("a\r\nQUIT")))

        assert isinstance(outcome, Deferred)
        assert "control character" in outcome.reply
        assert stub.commands == []


def test_a_line_end_in_the_return_path_is_a_configuration_fault() -> None:
    with pytest.raises(BadConfiguration, match="return_path"):
        RelaySettings("127.0.0.1", 25, return_path="help@desk.example>\r\nRCPT TO:<x@y")


def test_doctor_finds_a_good_relay_good(authority: trustme.CA, tmp_path: Path) -> None:
    with relay(starttls=certificate(authority)) as capture:
        found = probe(settings_for(capture, authority, tmp_path))

    assert [good for good, _ in found] == [True] * 4
    assert "encrypted and verified" in found[0][1]
    assert f'logged in as "{USER}"' in found[0][1]
    assert "null sender is taken" in found[1][1]
    assert capture.mails == []


def test_doctor_finds_out_that_the_null_sender_is_refused() -> None:
    with SmtpStub(lambda command: b"550 no" if command == "MAIL FROM:<>" else None) as stub:
        settings = RelaySettings("127.0.0.1", stub.port, tls=Tls.NONE, return_path="help@desk.example")
        found = probe(settings)
        known = probe(replace(settings, null_sender=False))

    assert [good for good, _ in found] == [True, False, True, True]
    assert "set null_sender = false" in found[1][1]
    assert [good for good, _ in known] == [True] * 4


def test_doctor_tells_a_sender_that_is_not_allowed() -> None:
    with SmtpStub(lambda command: b"550 not yours" if "help@" in command else None) as stub:
        found = probe(RelaySettings("127.0.0.1", stub.port, tls=Tls.NONE, return_path="help@desk.example"))

    assert any("let this user send as that address" in line for good, line in found if not good)


def test_doctor_tells_an_unreachable_relay_in_one_line() -> None:
    ((good, line),) = probe(RelaySettings("127.0.0.1", free_port(), tls=Tls.NONE))

    assert not good
    assert "nothing listens there" in line
