"""What nobody thought of: a token server that talks nonsense, an error of ours while fetching; the fetcher goes on."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mailhelp.channels.faults import ConnectionLost
from mailhelp.channels.imap_settings import MailboxState
from mailhelp.channels.oauth_post import post_form
from tests.channels.imap_stub import ImapStub
from tests.channels.mailbook import Book, Told, a_fetcher, a_mail, eventually, running, stub_settings


@contextmanager
def answering(words: bytes) -> Iterator[str]:
    """Give the address of a server that reads one question and says `words`."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(words)

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/token"
    thread.join(10)
    server.close()


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{",
        b"HTTP/1.1 400 Bad\r\nContent-Length: 500\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    ],
)
def test_a_token_server_that_cuts_or_garbles_its_answer_is_tried_again_later(words: bytes) -> None:
    with answering(words) as url, pytest.raises(ConnectionLost, match="token server"):
        post_form(url, {"grant_type": "refresh_token"})


def test_an_error_of_ours_while_fetching_is_told_and_the_mailbox_is_opened_again() -> None:
    def stumble() -> None:
        raise LookupError("nobody thought of this")

    book, told = Book(after_keep=stumble), Told()
    with ImapStub({1: a_mail("one")}) as stub, running(a_fetcher(stub_settings(stub.port), book, told)):
        assert eventually(lambda: len(told.about(MailboxState.CONNECTED)) == 2)
        assert eventually(lambda: stub.moved == [1])

    (line,) = told.about(MailboxState.LOST)
    assert "LookupError: nobody thought of this; next try in 1 s" in line
    assert book.calls.count("kept") == 1


def test_a_credential_that_breaks_does_not_end_the_fetching() -> None:
    def broken(*, fresh: bool = False) -> str:
        raise LookupError("no such token")

    told = Told()
    with running(a_fetcher(stub_settings(1, credential=broken), Book(), told)):
        assert eventually(lambda: len(told.about(MailboxState.LOST)) == 2)

    assert [line.rpartition("; ")[2] for line in told.about(MailboxState.LOST)] == [
        "next try in 1 s",
        "next try in 2 s",
    ]
