"""A desk that is its own MX believes a valid signature, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailhelp.daemon.wiring_work import ready_to_run
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.intake import Intake
from tests.flow.desk import SETTINGS, FlowDesk
from tests.mail.letters import a_mail
from tests.mail.signing import Key, Zone

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def key() -> Key:
    return Key()


@pytest.fixture
def desk(tmp_path: Path, key: Key) -> Iterator[FlowDesk]:
    desk = FlowDesk(tmp_path, settings=SETTINGS.replace("mx.desk.example", "self"), now=NOW)
    setting = replace(desk.desk.setting, txt=Zone(desk_example=key.record).txt)
    ready_to_run(desk.desk)
    desk.intake = Intake(desk.desk.rooms, setting, ActiveRules(desk.desk.rooms.rulesets, setting))
    yield desk
    desk.close()


def test_staff_who_sign_are_proven_and_others_are_set_aside(desk: FlowDesk, key: Key) -> None:
    mail = a_mail("The lobby printer is out of paper.", From="tom@desk.example", Message_ID="<t1@desk.example>")
    forged = a_mail(
        "Please delete it.",
        From="tom@desk.example",
        Message_ID="<t2@desk.example>",
        Authentication_Results="self; dmarc=pass header.from=desk.example",
    )

    signed_id, forged_id = desk.receive(key.signed(mail, "desk.example")), desk.receive(forged)

    assert desk.desk.rooms.inbox.mail(signed_id).proven
    assert desk.fate(signed_id) == "opened"
    assert desk.fate(forged_id) == "set_aside"
