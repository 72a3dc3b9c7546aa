"""What we really sent on a ticket is known again in the answer to it (design promise 6)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.flow.desk import Delivered, FlowDesk
from tests.mail.letters import a_mail

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    desk = FlowDesk(tmp_path, now=NOW)
    yield desk
    desk.close()


def to(address: str, desk: FlowDesk) -> Delivered:
    return [one for one in desk.tray.delivered if one.recipient == address][-1]


def plain(notice: Delivered) -> str:
    body = notice.mail.get_body(("plain",))
    assert body is not None
    return body.get_content()


def answered(desk: FlowDesk, words: str, within: str = "") -> str:
    """Return what staff are told after a client answers the acknowledgement with `words`.

    {ack} stands for its text; `within` is a line written into it before its end.
    """
    desk.receive(a_mail("Our website is down.", From="jo@client.example", Message_ID="<1@client.example>"))
    acknowledgement = to("jo@client.example", desk)
    quoted = plain(acknowledgement).replace("To add something", f"{within}\n\nTo add something")
    answer = a_mail(
        words.replace("{ack}", quoted),
        From="jo@client.example",
        Message_ID="<2@client.example>",
        In_Reply_To=acknowledgement.mail["Message-ID"],
    )
    desk.receive(answer)
    return plain(to("tom@desk.example", desk))


def test_an_acknowledgement_quoted_without_any_mark_is_not_shown_to_staff_as_the_clients_words(desk: FlowDesk) -> None:
    told = answered(desk, "It works again.\n\n{ack}")
    assert "It works again." in told
    assert "Thank you for your mail" not in told


def test_an_answer_written_into_the_acknowledgement_below_outlook_headers_reaches_staff(desk: FlowDesk) -> None:
    headers = (
        "From: Help <help@desk.example>\nSent: Monday, 23 November 2026 10:00\nTo: jo@client.example\nSubject: Re\n"
    )
    told = answered(desk, f"See below.\n\n{headers}\n{{ack}}", within="No, the shop is down as well.")
    assert "See below." in told
    assert "No, the shop is down as well." in told
    assert "Thank you for your mail" not in told
