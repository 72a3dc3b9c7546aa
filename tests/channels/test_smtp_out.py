"""Sending by a relay: what is sent, what is tried again, what is refused, and the connection that is kept."""

from dataclasses import replace
from typing import Any

import pytest

from mailhelp.channels.credentials import Account, Password
from mailhelp.channels.relay_connect import RelaySettings
from mailhelp.channels.sending import Deferred, Refused, Sent
from mailhelp.channels.smtp_out import Relay
from mailhelp.channels.tls import Tls
from tests.channels.smtp_stub import SmtpStub
from tests.ports import free_port

NOTICE = b"From: help@desk.example\r\nTo: jo@client.example\r\nSubject: PX-1\r\n\r\nThank you.\r\n"


class Clock:
    """Seconds that pass only when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def settings_for(port: int, **changes: Any) -> RelaySettings:
    settings = RelaySettings("127.0.0.1", port, tls=Tls.NONE, return_path="help@desk.example", timeout=5.0)
    return replace(settings, **changes)


def send(relay: Relay, sender: str = "help@desk.example", recipient: str = "jo@client.example", **more: Any) -> Any:
    return relay.send(sender, recipient, more.pop("raw", NOTICE), **more)


def refuse(word: str, answer: bytes) -> Any:
    return lambda command: answer if command.startswith(word) else None


def test_a_notice_is_sent_with_its_envelope_and_the_relays_words_come_back() -> None:
    with SmtpStub() as stub:
        relay = Relay(settings_for(stub.port), Clock())
        outcome = send(relay)
        relay.close()

        assert outcome == Sent("250 2.0.0 taken as 4711")
        assert stub.mails[0].raw == NOTICE
        assert stub.mails[0].sender == f"MAIL FROM:<help@desk.example> SIZE={len(NOTICE)}"
        assert stub.mails[0].recipients == ["RCPT TO:<jo@client.example>"]
        assert stub.commands[-1].upper() == "QUIT"


def test_dots_bare_line_ends_and_eight_bit_survive_the_way() -> None:
    raw = "Subject: ü\n\n.\n..two\rthree\r\n.\r\nend".encode()
    with SmtpStub() as stub:
        relay = Relay(settings_for(stub.port), Clock())
        send(relay, raw=raw)
        send(relay)
        relay.close()

        assert stub.mails[0].raw == "Subject: ü\r\n\r\n.\r\n..two\r\nthree\r\n.\r\nend\r\n".encode()
        assert "BODY=8BITMIME" in stub.mails[0].sender
        assert len(stub.mails) == 2


def test_dsn_is_asked_for_where_offered_and_never_for_the_null_sender() -> None:
    with SmtpStub(extensions=("DSN",)) as stub:
        relay = Relay(settings_for(stub.port), Clock())
        send(relay, envid="notice 4+7")
        send(relay, sender="", envid="other")
        relay.close()

        assert [mail.sender for mail in stub.mails] == [
            "MAIL FROM:<help@desk.example> ENVID=notice+204+2B7",
            "MAIL FROM:<>",
        ]
        assert [mail.recipients[0] for mail in stub.mails] == [
            "RCPT TO:<jo@client.example> NOTIFY=FAILURE,DELAY",
            "RCPT TO:<jo@client.example> NOTIFY=NEVER",
        ]


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA", "."])
def test_5yz_refuses_the_notice_and_the_next_one_goes_out_on_the_same_connection(word: str) -> None:
    with SmtpStub(refuse(word, b"550 5.1.1 no such user")) as stub:
        relay = Relay(settings_for(stub.port), Clock())
        refused = send(relay)
        stub.fault = lambda command: None
        sent = send(relay)
        relay.close()

        assert refused == Refused("550 5.1.1 no such user")
        assert isinstance(sent, Sent)
        assert len(stub.connections) == 1


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA", "."])
def test_4yz_defers_the_notice(word: str) -> None:
    with SmtpStub(refuse(word, b"451 4.3.0 greylisted")) as stub:
        relay = Relay(settings_for(stub.port), Clock())
        outcome = send(relay)
        relay.close()

        assert outcome == Deferred("451 4.3.0 greylisted")


@pytest.mark.parametrize("word", ["connect", "EHLO"])
@pytest.mark.parametrize("answer", [b"554 go away", b"421 busy", b"DROP", b"\xff nonsense"])
def test_a_relay_that_does_not_greet_defers_as_a_fault_of_ours(word: str, answer: bytes) -> None:
    with SmtpStub(refuse(word, answer)) as stub:
        outcome = send(Relay(settings_for(stub.port), Clock()))

    assert isinstance(outcome, Deferred)
    assert outcome.ours


@pytest.mark.parametrize("answer", [b"535 5.7.8 wrong", b"504 5.5.4 unknown", b"454 4.7.0 later"])
def test_a_refused_login_is_our_fault_never_the_notices(answer: bytes) -> None:
    stub = SmtpStub(refuse("AUTH", answer), ("AUTH PLAIN LOGIN",))
    with stub:
        outcome = send(Relay(settings_for(stub.port, user="help", credential=Password("secret")), Clock()))

    assert isinstance(outcome, Deferred)
    assert outcome.ours
    assert "secret" not in outcome.reply


def test_a_wrong_password_is_not_tried_again_within_a_minute() -> None:
    clock = Clock()
    with SmtpStub(refuse("AUTH", b"535 5.7.8 wrong"), ("AUTH PLAIN",)) as stub:
        relay = Relay(settings_for(stub.port, user="help", credential=Password("secret")), clock)
        outcomes = [send(relay) for _ in range(5)]
        tries_before = len(stub.said("AUTH"))
        clock.now = 61.0
        stub.fault = lambda command: None
        sent = send(relay)
        relay.close()

        assert tries_before == 1
        assert all("check user and password" in outcome.reply for outcome in outcomes)
        assert isinstance(sent, Sent)


def test_a_relay_that_wants_a_login_we_do_not_have_is_our_fault() -> None:
    with SmtpStub(refuse("MAIL", b"530 5.7.0 Authentication required")) as stub:
        relay = Relay(settings_for(stub.port), Clock())
        outcome = send(relay)
        relay.close()

    assert isinstance(outcome, Deferred)
    assert outcome.ours


def test_a_refused_null_sender_falls_back_to_the_return_path_from_then_on() -> None:
    with SmtpStub(refuse("MAIL FROM:<>", b"550 5.7.1 sender not allowed")) as stub:
        relay = Relay(settings_for(stub.port), Clock())
        outcomes = [send(relay, sender="") for _ in range(2)]
        relay.close()

        assert [type(outcome) for outcome in outcomes] == [Sent, Sent]
        assert [command.split()[1] for command in stub.said("MAIL")] == [
            "FROM:<>",
            "FROM:<help@desk.example>",
            "FROM:<help@desk.example>",
        ]


def test_without_null_sender_in_the_settings_none_is_tried() -> None:
    with SmtpStub(extensions=("DSN",)) as stub:
        relay = Relay(settings_for(stub.port, null_sender=False), Clock())
        send(relay, sender="")
        relay.close()

        assert stub.said("MAIL") == ["MAIL FROM:<help@desk.example>"]
        assert stub.said("RCPT") == ["RCPT TO:<jo@client.example> NOTIFY=NEVER"]


def test_a_refused_null_sender_without_return_path_is_our_fault_with_advice() -> None:
    with SmtpStub(refuse("MAIL", b"550 no")) as stub:
        relay = Relay(settings_for(stub.port, return_path=""), Clock())
        outcome = send(relay, sender="")
        relay.close()

    assert isinstance(outcome, Deferred)
    assert outcome.ours
    assert "set null_sender = false" in outcome.reply


def test_one_connection_serves_many_notices_up_to_its_limit() -> None:
    with SmtpStub() as stub:
        relay = Relay(settings_for(stub.port, uses=3), Clock())
        for _ in range(7):
            send(relay)
        relay.close()

        assert len(stub.mails) == 7
        assert len(stub.connections) == 3


def test_a_connection_that_lay_idle_is_opened_anew() -> None:
    clock = Clock()
    with SmtpStub() as stub:
        relay = Relay(settings_for(stub.port), clock)
        for clock.now in (0.0, 29.0, 60.0):
            send(relay)
        relay.close()

        assert len(stub.connections) == 2


def test_a_kept_connection_that_died_is_opened_anew_within_the_same_attempt() -> None:
    with SmtpStub() as stub:
        relay = Relay(settings_for(stub.port), Clock())
        send(relay)
        stub.close_connections()
        outcome = send(relay)
        relay.close()

        assert isinstance(outcome, Sent)
        assert len([mail for mail in stub.mails if mail.raw]) == 2


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", [b"DROP", b"421 4.3.2 shutting down"])
def test_a_kept_connection_that_breaks_before_the_notice_is_tried_fresh_once(word: str, answer: bytes) -> None:
    stub = SmtpStub()
    broken = [word]
    with stub:
        relay = Relay(settings_for(stub.port), Clock())
        send(relay)
        stub.fault = lambda command: answer if broken and command.startswith(broken[0]) and broken.pop() else None
        outcome = send(relay)
        relay.close()

        assert isinstance(outcome, Sent)
        assert len(stub.connections) == 2


def test_a_fresh_connection_that_breaks_defers_without_a_second_try() -> None:
    with SmtpStub(refuse("RCPT", b"DROP")) as stub:
        outcome = send(Relay(settings_for(stub.port), Clock()))

        assert isinstance(outcome, Deferred)
        assert not outcome.unknown
        assert len(stub.connections) == 1


def test_after_the_dot_a_notice_is_never_sent_again_in_the_same_attempt() -> None:
    with SmtpStub() as stub:
        relay = Relay(settings_for(stub.port), Clock())
        send(relay)
        stub.fault = lambda command: b"DROP" if command == "." else None
        outcome = send(relay)

        assert isinstance(outcome, Deferred)
        assert outcome.unknown
        assert "unknown" in outcome.reply
        assert len([mail for mail in stub.mails if mail.raw]) == 2


def test_a_relay_that_never_answers_the_dot_leaves_the_outcome_unknown() -> None:
    with SmtpStub(refuse(".", b"250-more to come")) as stub:
        outcome = send(Relay(settings_for(stub.port, data_timeout=0.2), Clock()))

    assert isinstance(outcome, Deferred)
    assert outcome.unknown


@pytest.mark.parametrize(
    "recipient",
    [
        "jo@client.example> NOTIFY=NEVER",
        "jo@client.example\r\nRCPT TO:<victim@x.example>",
        "<jo@client.example>",
        "jo",
        "@client.example",
        "jo@",
        "a" * 250 + "@client.example",
    ],
)
def test_an_address_that_could_become_a_command_is_refused_unsent(recipient: str) -> None:
    with SmtpStub() as stub:
        outcome = send(Relay(settings_for(stub.port), Clock()), recipient=recipient)

        assert isinstance(outcome, Refused)
        assert stub.commands == []


def test_domains_outside_ascii_are_sent_in_idna() -> None:
    with SmtpStub() as stub:
        relay = Relay(settings_for(stub.port), Clock())
        send(relay, recipient="jo@bücher.example")
        relay.close()

        assert stub.said("RCPT") == ["RCPT TO:<jo@xn--bcher-kva.example>"]


def test_local_parts_outside_ascii_need_a_relay_that_takes_them() -> None:
    with SmtpStub() as stub:
        relay = Relay(settings_for(stub.port), Clock())
        without = send(relay, recipient="jö@client.example")
        relay.close()
        stub.extensions = ("SMTPUTF8",)
        sent = send(relay, recipient="jö@client.example")
        relay.close()

        assert isinstance(without, Refused)
        assert isinstance(sent, Sent)
        assert stub.said("MAIL")[-1] == "MAIL FROM:<help@desk.example> SMTPUTF8"
        assert stub.said("RCPT")[-1] == "RCPT TO:<jö@client.example>"


def test_nothing_listening_defers_with_what_to_do() -> None:
    outcome = send(Relay(settings_for(free_port()), Clock()))

    assert isinstance(outcome, Deferred)
    assert outcome.ours
    assert "nothing listens there; check host and port" in outcome.reply


def test_a_token_is_sent_as_xoauth2_and_asked_for_fresh_after_a_refusal() -> None:
    clock, asked = Clock(), []

    def credential(*, fresh: bool = False) -> str:
        asked.append(fresh)
        return "token"

    def challenge(command: str) -> bytes | None:
        if command.startswith("AUTH XOAUTH2"):
            return b"334 eyJzdGF0dXMiOiI0MDEifQ=="
        return b"535 5.7.3 expired" if command == "" else None

    with SmtpStub(challenge, ("AUTH XOAUTH2",)) as stub:
        settings = settings_for(stub.port, user="help", credential=credential, account=Account.GOOGLE)
        relay = Relay(settings, clock)
        refused = send(relay)
        stub.fault = lambda command: None
        clock.now = 61.0
        sent = send(relay)
        relay.close()

        assert stub.said("AUTH")[0] == "AUTH XOAUTH2 dXNlcj1oZWxwAWF1dGg9QmVhcmVyIHRva2VuAQE="
    assert "run `mailhelp login smtp_out`" in refused.reply
    assert isinstance(sent, Sent)
    assert asked == [False, True]
