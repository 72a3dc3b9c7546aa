"""Whose fault it is when the relay does not take a notice, and that nothing it does keeps the sender for ever."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat

import pytest

from mailhelp.channels.sending import Deferred, Sent
from mailhelp.channels.smtp_out import Relay
from mailhelp.channels.tls import Tls
from tests.channels.smtp_stub import SmtpStub
from tests.channels.test_smtp_out import Clock, refuse, send, settings_for


@contextmanager
def dripping(first: bytes, again: bytes, *, pause: float = 0.02) -> Iterator[int]:
    """Give the port of a server that says `first` and then `again`, for ever."""
    server, stop = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            connection.sendall(first)
            for words in repeat(again):
                if stop.wait(pause):
                    return
                try:
                    connection.sendall(words)
                except OSError:
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    yield server.getsockname()[1]
    stop.set()
    thread.join(10)
    server.close()


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", [b"421 4.7.0 try again later", b"DROP"])
def test_what_breaks_from_mail_on_is_put_down_to_the_notice_not_to_the_relay(word: str, answer: bytes) -> None:
    with SmtpStub(refuse(word, answer)) as stub:
        outcome = send(Relay(settings_for(stub.port), Clock()))

    assert isinstance(outcome, Deferred)
    assert not outcome.ours
    assert not outcome.unknown


def test_after_a_421_for_one_recipient_the_next_notice_goes_out() -> None:
    with SmtpStub(refuse("RCPT TO:<al@", b"421 4.7.0 try again later")) as stub:
        relay = Relay(settings_for(stub.port), Clock())
        outcomes = [send(relay, recipient=f"{name}@client.example") for name in ("jo", "al", "bo")]
        relay.close()

    assert [type(outcome) for outcome in outcomes] == [Sent, Deferred, Sent]


@pytest.mark.parametrize("first", [b"", b"220 stub\r\n"])
@pytest.mark.parametrize("again", [b"220-x\r\n", b"2", b"250-x\r\n"])
def test_a_relay_that_drips_its_answers_is_left_after_a_while(first: bytes, again: bytes) -> None:
    began = time.monotonic()
    with dripping(first, again) as port:
        outcome = send(Relay(settings_for(port, timeout=0.3, data_timeout=0.3), Clock()))

    assert isinstance(outcome, Deferred)
    assert outcome.ours
    assert time.monotonic() - began < 5


def test_a_relay_that_drips_in_the_tls_handshake_is_left_after_a_while() -> None:
    # The head of a TLS record of 16 KB, and then a byte now and then.
    with dripping(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc", b"\x00") as port:
        outcome = send(Relay(settings_for(port, tls=Tls.IMPLICIT, timeout=0.3, data_timeout=0.3), Clock()))

    assert isinstance(outcome, Deferred)
    assert outcome.ours


def test_a_relay_that_drips_its_answer_to_the_dot_leaves_the_outcome_unknown() -> None:
    with SmtpStub() as stub:
        done = threading.Event()

        def drip(command: str) -> bytes | None:
            while command == "." and not done.wait(0.02):
                stub.connections[0].sendall(b"250-more to come\r\n")
            return None

        stub.fault = drip
        outcome = send(Relay(settings_for(stub.port, timeout=0.3, data_timeout=0.3), Clock()))
        done.set()

    assert isinstance(outcome, Deferred)
    assert outcome.unknown
    assert "did not come to an end within 1 s" in outcome.reply


def test_a_relay_that_never_says_goodbye_does_not_keep_us() -> None:
    done = threading.Event()
    with SmtpStub(lambda command: b"" if command.upper() == "QUIT" and done.wait(30) else None) as stub:
        relay = Relay(settings_for(stub.port, timeout=0.2), Clock())
        send(relay)
        began = time.monotonic()
        relay.close()
        done.set()

    assert time.monotonic() - began < 10


def test_whatever_goes_wrong_within_defers_the_notice_and_is_never_raised() -> None:
    def broken(*, fresh: bool = False) -> str:
        raise LookupError("no such token")

    relay = Relay(settings_for(1, user="help", credential=broken), Clock())

    outcome = send(relay)

    assert isinstance(outcome, Deferred)
    assert "LookupError: no such token" in outcome.reply
