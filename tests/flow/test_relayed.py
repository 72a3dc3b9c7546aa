"""A web form that writes in the name of clients: who filled it in is the requester."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.flow.desk import RULES, SETTINGS, FlowDesk
from tests.mail.letters import a_mail

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
RELAYED = SETTINGS.replace('name = "Help"', 'name = "Help"\nrelayed = {"form@site.example" = "Reply-To"}')
PASS = "mx.desk.example; dmarc=pass header.from=site.example"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    desk = FlowDesk(tmp_path, settings=RELAYED, rules=RULES, now=NOW)
    yield desk
    desk.close()


def by_form(**headers: str) -> bytes:
    told = {
        "From": "Site form <form@site.example>",
        "Reply_To": "Jo <jo@client.example>",
        "Message_ID": "<1@site.example>",
    }
    return a_mail("Our website is down.", **{**told, **headers})


def acknowledged(desk: FlowDesk) -> list[str]:
    return [one.recipient for one in desk.tray.delivered if one.recipient != "tom@desk.example"]


def test_the_client_who_filled_in_a_proven_form_is_the_requester_and_is_acknowledged(desk: FlowDesk) -> None:
    desk.receive(by_form(Authentication_Results=PASS, Auto_Submitted="auto-generated"))

    assert acknowledged(desk) == ["jo@client.example"]


def test_a_forged_mail_of_the_form_makes_nobody_a_requester(desk: FlowDesk) -> None:
    desk.receive(by_form())

    assert acknowledged(desk) == ["form@site.example"]


def test_a_form_filled_in_with_the_address_of_staff_is_set_aside(desk: FlowDesk) -> None:
    mail = desk.receive(by_form(Authentication_Results=PASS, Reply_To="tom@desk.example"))

    assert desk.fate(mail) == "set_aside"


@pytest.mark.parametrize("reply_to", ["-", "nobody", "<>"])
def test_a_form_without_the_clients_address_stays_the_sender(desk: FlowDesk, reply_to: str) -> None:
    desk.receive(by_form(Authentication_Results=PASS, Reply_To=reply_to))

    assert acknowledged(desk) == ["form@site.example"]
