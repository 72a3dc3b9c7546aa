"""Places, room and patience of the listener, and how it stops."""

import asyncio
import os
import signal
import socket
import threading
import time
from datetime import timedelta

import pytest

from mailhelp.channels.smtp_in import Listener, Patience
from tests.channels.smtp_listening import MAIL, NOON, WAIT, Client, Shelf, certificates, listening, settings, until

KILO = b"0123456\r\n" * 111 + b"x" * 23 + b"\r\n"


def test_one_address_gets_only_its_places_and_others_are_served() -> None:
    with listening(connections_per_address=3) as desk:
        held = [desk.client() for _ in range(3)]
        assert desk.client().greeting.startswith("421 4.7.0")
        assert desk.client("127.0.0.2").send_mail().startswith("250")

        held[0].say("QUIT")
        assert _is_let_in(desk.port)


def test_when_all_places_are_taken_everyone_is_asked_to_come_later() -> None:
    with listening(connections=4) as desk:
        held = [desk.client(f"127.0.0.{n}") for n in range(2, 6)]
        assert desk.client("127.0.0.6").greeting.startswith("421")

        held[0].close()
        assert _is_let_in(desk.port)


def test_three_hundred_idle_clients_do_not_shut_out_another() -> None:
    with listening() as desk:
        greetings = [desk.client().greeting[:3] for _ in range(300)]
        started = time.monotonic()
        assert desk.client("127.0.0.2").send_mail().startswith("250")

        assert time.monotonic() - started < 1
        assert (greetings.count("220"), greetings.count("421")) == (50, 250)


def test_places_are_given_back_however_a_client_leaves() -> None:
    server, _ = certificates()
    with listening(connections_per_address=2, tls=server) as desk:
        for way in range(40):
            client = Client(desk.port, greeted=False)
            if way % 4 == 1:
                client.reply()
                client.begin()
            if way % 4 == 2:
                client.reply()
                client.say("EHLO mail.example")
                client.say("STARTTLS")
                client.send(b"this is no handshake\r\n")
            client.close()
            assert _is_let_in(desk.port)


def test_more_data_than_there_is_room_for_is_a_451_and_room_comes_back() -> None:
    with listening(data_in_flight=1_000_000, max_size=900_000) as desk:
        first, second = desk.client(), desk.client()
        first.begin()
        first.send(KILO * 700)
        until(lambda: desk.room_used == 716_800)
        second.begin()
        second.send(KILO * 400 + b".\r\n")
        assert second.reply().startswith("451 4.3.1")
        second.say("MAIL FROM:<jo@mail.example> SIZE=400000")
        second.say("RCPT TO:<help@desk.example>")
        assert second.say("DATA").startswith("451 4.3.1")

        first.send(b".\r\n")
        assert first.reply().startswith("250")
        assert second.send_mail(KILO * 800).startswith("250")
        assert desk.room_used == 0


def test_room_is_held_until_the_mail_is_written() -> None:
    with listening(data_in_flight=1_000_000) as desk:
        desk.shelf.gate.clear()
        first = desk.client()
        first.begin()
        first.send(KILO * 700 + b".\r\n")
        assert desk.shelf.entered.acquire(timeout=WAIT)
        first.close()
        assert desk.client().send_mail(KILO * 400).startswith("451")

        desk.shelf.gate.set()
        until(lambda: desk.room_used == 0)
        assert len(desk.shelf.mails) == 1


def test_an_idle_client_is_sent_away_with_a_word() -> None:
    with listening(patience=Patience(command=timedelta(seconds=0.1))) as desk:
        client = desk.client()

        assert client.reply().startswith("421 4.4.2")
        assert client.reply() == ""


def test_a_client_that_only_chats_loses_its_place() -> None:
    with listening(patience=Patience(session=timedelta(seconds=0.3))) as desk:
        client = desk.client()
        started = time.monotonic()
        while (reply := client.say("NOOP")).startswith("250"):
            assert time.monotonic() - started < WAIT

        assert reply.startswith("421 4.4.2")


def test_a_client_that_drips_its_data_is_cut_off() -> None:
    with listening(patience=Patience(block=timedelta(seconds=0.3))) as desk:
        client = desk.client()
        client.begin()
        started = time.monotonic()
        with pytest.raises(OSError):
            while time.monotonic() - started < WAIT:
                client.send(b"x")
                time.sleep(0.02)

        assert desk.shelf.mails == []


def test_a_slow_but_steady_mail_may_take_longer_than_one_block() -> None:
    with listening(patience=Patience(block=timedelta(seconds=1), command=timedelta(seconds=1))) as desk:
        client = desk.client()
        client.begin()
        for _ in range(8):
            client.send(KILO * 70)
            time.sleep(0.25)
        client.send(b".\r\n")

        assert client.reply().startswith("250")


def test_a_client_that_never_reads_is_cut_off() -> None:
    with listening(patience=Patience(session=timedelta(seconds=0.3), goodbye=timedelta(seconds=0.3))) as desk:
        client = desk.client()
        client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        desk.only_connection_socket().setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2_048)
        client.socket.settimeout(0.2)
        with pytest.raises(OSError):
            while True:
                client.send(b"HELP\r\n" * 10_000)

        until(lambda: not desk.connections)
        with pytest.raises(ConnectionError):
            client.file.read()


def test_stopping_says_421_to_the_idle_and_takes_the_mail_in_hand() -> None:
    with listening() as desk:
        desk.shelf.gate.clear()
        idle, sending, waiting = desk.client(), desk.client(), desk.client()
        sending.begin()
        sending.send(MAIL)
        waiting.begin()
        waiting.send(MAIL + b".\r\n")
        assert desk.shelf.entered.acquire(timeout=WAIT)
        stopping = threading.Thread(target=desk.stopped)
        stopping.start()

        assert idle.reply().startswith("421 4.3.2")
        with pytest.raises(OSError):
            Client(desk.port or _port_of(idle))
        sending.send(b".\r\n")
        desk.shelf.gate.set()
        assert [waiting.reply()[:3], waiting.reply()[:3]] == ["250", "421"]
        assert [sending.reply()[:3], sending.reply()[:3]] == ["250", "421"]
        stopping.join(WAIT)
        assert len(desk.shelf.mails) == 2


def test_stopping_does_not_wait_for_ever() -> None:
    with listening(patience=Patience(drain=timedelta(seconds=0.3))) as desk:
        client = desk.client()
        client.begin()
        client.send(MAIL)
        started = time.monotonic()
        desk.stopped()

        assert time.monotonic() - started < 3
        assert client.reply().startswith("421 4.3.2")
        assert desk.shelf.mails == []


def test_sigterm_ends_serve_cleanly() -> None:
    shelf = Shelf()
    listener = Listener(settings(), keep=shelf.keep, kept=shelf.hint, clock=lambda: NOON)
    replies: list[str] = []

    def send_one_then_sigterm() -> None:
        client = Client(listener.port)
        replies.append(client.send_mail())
        os.kill(os.getpid(), signal.SIGTERM)
        replies.append(client.reply())
        client.close()

    thread = threading.Thread(target=send_one_then_sigterm)
    asyncio.run(listener.serve(ready=thread.start))
    thread.join(WAIT)

    assert [reply[:3] for reply in replies] == ["250", "421"]


def _port_of(client: Client) -> int:
    return int(client.socket.getpeername()[1])


def _is_let_in(port: int) -> bool:
    """Try until there is a place; the server learns a little later that a client has gone."""

    def tried() -> bool:
        client = Client(port)
        client.close()
        return client.greeting.startswith("220")

    return until(tried)
