"""What the listener says and does when something of ours fails, or a client goes away."""

import logging
import re
import socket
import sqlite3
import struct
import subprocess
from datetime import timedelta

import pytest

from mailhelp.channels.smtp_in import Patience
from mailhelp.core.errors import BadConfiguration, StorageFault, TryAgain
from tests.channels.smtp_listening import MAIL, NOON, WAIT, Shelf, certificates, listening, until

TEXT = "boom at /var/lib/mailhelp/secret.db"
INCIDENT = re.compile(r"(421|451|454) 4\.[0-9]\.0 [a-z ,]+ \(incident [0-9a-f]{8}\)\Z")
FAULTS = [
    OSError(28, TEXT), PermissionError(13, TEXT), ConnectionResetError(TEXT), ConnectionAbortedError(TEXT),
    BrokenPipeError(TEXT), TimeoutError(TEXT), EOFError(TEXT), FileNotFoundError(TEXT), MemoryError(TEXT),
    RecursionError(TEXT), ValueError(TEXT), KeyError(TEXT), IndexError(TEXT), TypeError(TEXT), AttributeError(TEXT),
    ZeroDivisionError(TEXT), OverflowError(TEXT), AssertionError(TEXT), RuntimeError(TEXT), NotImplementedError(TEXT),
    LookupError(TEXT), BufferError(TEXT), StopIteration(TEXT), StopAsyncIteration(TEXT), GeneratorExit(TEXT),
    SystemExit(TEXT), KeyboardInterrupt(TEXT), UnicodeDecodeError("utf-8", b"\xff", 0, 1, TEXT),
    UnicodeEncodeError("ascii", "\udcff", 0, 1, TEXT), subprocess.TimeoutExpired(TEXT, 1),
    sqlite3.OperationalError(TEXT), sqlite3.DatabaseError(TEXT), StorageFault(TEXT),
    TryAgain(TEXT), BadConfiguration(TEXT), Exception(TEXT),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_any_fault_in_keeping_is_answered_451_and_the_next_mail_taken(fault: BaseException) -> None:
    with listening(Shelf(fault)) as desk:
        client = desk.client()
        refused = client.send_mail()
        desk.shelf.fault = None

        assert INCIDENT.match(refused) and refused.startswith("451")
        assert client.send_mail().startswith("250")
        assert len(desk.shelf.mails) == 1


@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if isinstance(fault, Exception)], ids=lambda f: type(f).__name__
)
def test_any_fault_of_the_clock_is_a_4yz_too(fault: Exception) -> None:
    faults = [fault]

    def clock() -> object:
        if faults:
            raise faults.pop()
        return NOON

    with listening(clock=clock) as desk:  # type: ignore[arg-type]
        refused = desk.client().send_mail()

        assert refused == "" or INCIDENT.match(refused)
        assert desk.client().send_mail().startswith("250")


class Fickle(int):
    """A limit that cannot be compared with."""

    def __lt__(self, other: object) -> bool:
        raise OSError(28, TEXT)


def test_a_fault_within_data_ends_the_connection_so_that_the_rest_is_not_read_as_commands() -> None:
    with listening(max_size=Fickle(1_000)) as desk:
        client = desk.client()
        client.begin()
        client.send(b"MAIL FROM:<evil@mail.example>\r\nRCPT TO:<help@desk.example>\r\nDATA\r\n\r\n.\r\n")
        told = client.reply()

        assert INCIDENT.match(told) and told.startswith("421")
        assert client.reply() == ""
        assert desk.shelf.mails == []


class Broken(frozenset[str]):
    """Addresses that cannot be looked through."""

    faults: list[BaseException]

    def __iter__(self):  # type: ignore[no-untyped-def]
        raise self.faults[0]


@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if isinstance(fault, Exception)], ids=lambda f: type(f).__name__
)
def test_any_fault_in_looking_up_a_recipient_is_a_4yz_too(fault: Exception) -> None:
    addresses = Broken({"help@desk.example"})
    addresses.faults = [fault]
    with listening(addresses=addresses) as desk:
        client = desk.client()
        client.say("EHLO mail.example")
        client.say("MAIL FROM:<jo@mail.example>")
        refused = client.say("RCPT TO:<help@desk.example>")

        assert refused == "" or INCIDENT.match(refused)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: type(f).__name__)
def test_any_fault_in_judging_a_login_is_a_4yz_too(fault: BaseException) -> None:
    def authenticate(user: str, password: str) -> bool:
        raise fault

    server, trusting = certificates()
    with listening(tls=server, authenticate=authenticate) as desk:
        client = desk.client()
        client.say("EHLO mail.example")
        client.say("STARTTLS")
        client.start_tls(trusting)
        client.say("EHLO mail.example")

        assert INCIDENT.match(client.say("AUTH PLAIN AHRvbQBwdw=="))
        assert client.send_mail().startswith("250")


def test_a_fault_whose_text_cannot_be_read_is_a_451_too() -> None:
    class Wordless(Exception):
        def __str__(self) -> str:
            raise ValueError(TEXT)

    with listening(Shelf(Wordless())) as desk:
        assert INCIDENT.match(desk.client().send_mail())


def test_a_hint_that_fails_does_not_undo_a_kept_mail() -> None:
    class Hintless(Shelf):
        def hint(self) -> None:
            raise SystemExit(TEXT)

    with listening(Hintless()) as desk:
        assert desk.client().send_mail().startswith("250")
        assert desk.client().send_mail().startswith("250")


def test_a_store_that_loses_count_is_a_fault() -> None:
    class Forgetful(Shelf):
        def keep(self, mails: object) -> list[object]:
            return []

    with listening(Forgetful()) as desk:
        assert desk.client().send_mail().startswith("451")


def test_the_incident_is_logged_with_what_happened_on_one_line(caplog: pytest.LogCaptureFixture) -> None:
    with listening(Shelf(OSError("No space \x1b[2J on /var/lib\r\nparameters: It is down"))) as desk:
        incident = desk.client().send_mail()[-9:-1]

    [line] = [record.getMessage() for record in caplog.records if incident in record.getMessage()]
    assert "event=fault" in line and "error=OSError" in line and "/var/lib" in line
    assert line.isprintable() and "It is down" not in line


def test_one_mail_that_breaks_the_store_does_not_take_its_neighbours_along() -> None:
    class Choosy(Shelf):
        def keep(self, mails):  # type: ignore[no-untyped-def]
            if any(b"poison" in mail.raw for mail in mails):
                self.entered.release()
                assert self.gate.wait(WAIT)
                raise ValueError(TEXT)
            return super().keep(mails)

    with listening(Choosy()) as desk:
        desk.shelf.gate.clear()
        clients = [desk.client() for _ in range(4)]
        for number, client in enumerate(clients):
            client.begin()
            client.send((b"poison\r\n" if number == 2 else b"fine\r\n") + b".\r\n")
            if number == 0:
                assert desk.shelf.entered.acquire(timeout=WAIT)
        desk.shelf.gate.set()

        assert [client.reply()[:3] for client in clients] == ["250", "250", "451", "250"]
        assert len(desk.shelf.mails) == 3


def test_a_mail_stays_kept_when_the_client_drops_after_the_dot(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with listening() as desk:
        desk.shelf.gate.clear()
        client = desk.client()
        client.begin()
        client.send(MAIL + b".\r\n")
        assert desk.shelf.entered.acquire(timeout=WAIT)
        client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
        until(lambda: not desk.connections)
        desk.shelf.gate.set()

        assert desk.client().send_mail().startswith("250")
        assert len(desk.shelf.mails) == 2
    assert ["told=False" in line for line in caplog.text.splitlines() if "event=mail_kept" in line] == [True, False]


def test_a_mail_cut_off_before_its_dot_is_not_kept() -> None:
    with listening() as desk:
        client = desk.client()
        client.begin()
        client.send(MAIL + b"\r\n.")
        client.close()

        assert desk.client().send_mail().startswith("250")
        assert len(desk.shelf.mails) == 1


def test_a_store_that_does_not_answer_in_time_is_a_451() -> None:
    with listening(patience=Patience(answer=timedelta(seconds=0.2))) as desk:
        desk.shelf.gate.clear()
        client = desk.client()

        assert client.send_mail().startswith("451")
        assert desk.client().send_mail().startswith("451")
        desk.shelf.gate.set()
        assert client.send_mail().startswith("250")
        # The first was in the store's hands; the second was still waiting and was taken back.
        assert len(desk.shelf.mails) == 2


def test_waiting_mails_share_a_commit() -> None:
    with listening() as desk:
        desk.shelf.gate.clear()
        clients = [desk.client() for _ in range(40)]
        for number, client in enumerate(clients):
            client.begin()
            client.send(MAIL + b".\r\n")
            if number == 0:
                assert desk.shelf.entered.acquire(timeout=WAIT)
        desk.shelf.gate.set()

        assert {client.reply()[:3] for client in clients} == {"250"}
        assert len(desk.shelf.mails) == 40
        assert desk.shelf.calls[0] == 1 and len(desk.shelf.calls) <= 5


@pytest.mark.parametrize(
    "line", [b"\xff\xfe\r\n", b"\r\n", b"VRFY \xff\r\n", b"A" * 5_000 + b"\r\n", b"MAIL FROM:<\xff@x>\r\n"]
)
def test_nonsense_is_answered_and_the_session_goes_on(line: bytes) -> None:
    with listening() as desk:
        client = desk.client()
        client.say("EHLO mail.example")
        client.send(line)

        assert client.reply()[:3] in ("252", "500", "553", "502")
        assert client.send_mail().startswith("250")
