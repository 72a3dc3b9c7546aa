"""What every way out must keep: the relay and the tray pass the same contract."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mailhelp.channels.relay_connect import RelaySettings
from mailhelp.channels.sending import Deferred, Refused, Sender, Sent
from mailhelp.channels.smtp_out import Relay
from mailhelp.channels.tls import Tls
from mailhelp.channels.tray import Tray
from tests.channels.capture_relay import relay

NOTICE = b"Subject: PX-1\r\n\r\nThank you.\r\n.\r\nBye\r\n"
SENDER, RECIPIENT = "help@desk.example", "jo@client.example"


@dataclass
class WayOut:
    """A sender, and what has arrived by it: (envelope sender, recipient, bytes)."""

    sender: Sender
    arrived: Callable[[], list[tuple[str, str, bytes]]]


def files(folder: Path) -> list[tuple[str, str, bytes]]:
    return [_read(path.read_bytes()) for path in sorted(folder.glob("*"))]


def _read(content: bytes) -> tuple[str, str, bytes]:
    found = re.match(rb"Return-Path: <(.*)>\r\nDelivered-To: (.*)\r\n", content)
    assert found is not None
    return found[1].decode(), found[2].decode(), content[found.end() :]


@pytest.fixture(params=["relay", "tray"])
def way_out(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WayOut]:
    if request.param == "tray":
        yield WayOut(Tray(tmp_path / "var" / "outgoing"), lambda: files(tmp_path / "var" / "outgoing"))
        return
    with relay() as capture:
        sender = Relay(RelaySettings("127.0.0.1", capture.port, tls=Tls.NONE), lambda: 0.0)
        yield WayOut(sender, lambda: [(mail[0], mail[1][0], mail[2]) for mail in capture.mails])
        sender.close()


def test_what_is_sent_arrives_byte_for_byte_with_its_envelope(way_out: WayOut) -> None:
    outcome = way_out.sender.send(SENDER, RECIPIENT, NOTICE, envid="aaaaaaaaaaaac")

    assert isinstance(outcome, Sent)
    assert outcome.reply
    assert way_out.arrived() == [(SENDER, RECIPIENT, NOTICE)]


def test_the_null_sender_arrives_as_such(way_out: WayOut) -> None:
    way_out.sender.send("", RECIPIENT, NOTICE)

    assert way_out.arrived()[0][0] == ""


def test_bare_line_ends_arrive_as_crlf(way_out: WayOut) -> None:
    way_out.sender.send(SENDER, RECIPIENT, b"Subject: PX-1\n\nThank\ryou")

    assert way_out.arrived()[0][2] == b"Subject: PX-1\r\n\r\nThank\r\nyou\r\n"


@pytest.mark.parametrize("address", ["jo", "jo@client.example\r\nX: y", "a b@client.example", ""])
def test_an_address_that_is_none_is_refused(way_out: WayOut, address: str) -> None:
    assert isinstance(way_out.sender.send(SENDER, address, NOTICE), Refused)


def test_many_notices_go_out_one_after_the_other(way_out: WayOut) -> None:
    outcomes = [way_out.sender.send(SENDER, f"jo{n}@client.example", NOTICE) for n in range(12)]

    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert sorted(recipient for _, recipient, _ in way_out.arrived()) == sorted(
        f"jo{n}@client.example" for n in range(12)
    )


def test_after_close_it_sends_again(way_out: WayOut) -> None:
    way_out.sender.send(SENDER, RECIPIENT, NOTICE)
    way_out.sender.close()
    way_out.sender.close()

    assert isinstance(way_out.sender.send(SENDER, "other@client.example", NOTICE), Sent)


def test_files_in_the_tray_are_for_us_alone_and_no_draft_is_left(tmp_path: Path) -> None:
    tray = Tray(tmp_path)

    for _ in range(2):
        tray.send(SENDER, RECIPIENT, NOTICE)

    (name,) = os.listdir(tmp_path)
    assert name.endswith(".eml")
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_a_tray_that_cannot_be_written_to_defers_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    outcome = Tray(tmp_path / "file" / "outgoing").send(SENDER, RECIPIENT, NOTICE)

    assert isinstance(outcome, Deferred)
    assert outcome.ours
    assert "cannot write there" in outcome.reply
