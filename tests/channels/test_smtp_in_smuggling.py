"""No half end of DATA lets a second mail in: every variant over CR, LF, NUL up to length 3, and some odd ones."""

import itertools
import threading

import pytest

from tests.channels.smtp_listening import HELP, Client, Shelf, listening

SIDES = [b"".join(part) for size in (1, 2, 3) for part in itertools.product((b"\r", b"\n", b"\0"), repeat=size)]
ODD = [
    (b"\r\n\0", b"\r\n"), (b"\r\n", b"\0\r\n"), (b"\r\n", b" \r\n"), (b"\r\n ", b"\r\n"), (b"\r\n\t", b"\r\n"),
    (b"\r\n", b"\x0b\r\n"), (b"\x85", b"\x85"), ("\u2028".encode(), "\u2028".encode()), (b"\x0c", b"\x0c"),
    (b"\r\n\x1a", b"\r\n"),
]  # fmt: skip
BEFORE_SPLIT = (
    b"\n.\n",
    b"\r.\r",
    b"\n.\r\n",
    b"\r\n.\n",
    b"\r\n.\r",
    b"\r.\r\n",
    b"\r\n\0.\r\n",
    b"\r\n.\0\r\n",
    b"\r\r\n.\n",
)
SECOND = f"MAIL FROM:<smuggled@x.example>\r\nRCPT TO:<{HELP}>\r\nDATA\r\nSubject: smuggled\r\n\r\nhi\r\n.\r\n".encode()
THREADS = 4


def variants() -> list[bytes]:
    """Return what stands between the two mails; the lawful end of DATA is left out."""
    ends = [before + b"." + after for before, after in [*itertools.product(SIDES, SIDES), *ODD]]
    return [end for end in ends if b"\r\n.\r\n" not in b"a" + end]


def smuggle(client: Client, ends: list[bytes], *, split: bool = False) -> None:
    """Send one mail for each end over one connection, a second one hidden behind the end."""
    client.say("EHLO probe")
    for end in ends:
        client.send(f"MAIL FROM:<outer@x.example>\r\nRCPT TO:<{HELP}>\r\nDATA\r\n".encode())
        assert [client.reply()[:3] for _ in range(3)] == ["250", "250", "354"], end
        data = b"Subject: outer\r\n\r\na" + end + SECOND
        for piece in (data[n : n + 1] for n in range(len(data))) if split else [data]:
            client.send(piece)
        assert client.reply().startswith("250 2.0.0 kept"), end


def senders(shelf: Shelf) -> set[str | None]:
    return {mail.envelope.mail_from for mail in shelf.mails}


@pytest.mark.slow
def test_no_end_of_data_but_the_lawful_one_lets_a_second_mail_in() -> None:
    ends = variants()
    with listening() as desk:
        shares = [(desk.client(), ends[number::THREADS]) for number in range(THREADS)]
        threads = [threading.Thread(target=smuggle, args=share) for share in shares]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)

    assert len(ends) == 1_515
    assert len(desk.shelf.mails) == len(ends)
    assert senders(desk.shelf) == {"outer@x.example"}
    assert all(mail.raw.endswith(b"\r\n\r\nhi\r\n") for mail in desk.shelf.mails)


@pytest.mark.slow
def test_nor_does_one_that_comes_byte_by_byte() -> None:
    with listening() as desk:
        smuggle(desk.client(), list(BEFORE_SPLIT), split=True)

    assert len(desk.shelf.mails) == len(BEFORE_SPLIT)
    assert senders(desk.shelf) == {"outer@x.example"}


def test_the_lawful_end_lets_two_mails_in() -> None:
    with listening() as desk:
        client = desk.client()
        client.begin("outer@x.example")
        client.send(b"Subject: outer\r\n\r\na\r\n.\r\n" + SECOND)

        assert [client.reply()[:3] for _ in range(5)] == ["250", "250", "250", "354", "250"]
        assert senders(desk.shelf) == {"outer@x.example", "smuggled@x.example"}
