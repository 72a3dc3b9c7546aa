"""Two who command one ticket at the same moment, on either database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from mailhelp.core.commands import read_commands
from mailhelp.core.errors import VersionConflict
from mailhelp.core.moves import Moved, moved
from mailhelp.core.steps import Commander
from mailhelp.service.active_rules import ActiveRules
from mailhelp.store.moving import Given, Moving
from tests.commands.desks import commanding, corrected, do, story, write
from tests.flow.desk import FlowDesk


def test_both_have_their_word(either: FlowDesk) -> None:
    write(either)

    with ThreadPoolExecutor(4) as pool:
        said = [f"#tag t{place} #note n{place}" for place in range(8)]
        answers = list(pool.map(lambda text: commanding(either).do([1], text, who="Ana")[0], said))

    assert all(one.moved for one in answers)
    assert story(either).ticket.tags == tuple(f"t{place}" for place in range(8))
    assert len([one for one in story(either).history if one.change == "note"]) == 8


def test_what_was_decided_by_an_older_version_is_not_written(either: FlowDesk) -> None:
    write(either)
    setting = either.desk.setting
    moving, rules = Moving(either.desk.database), ActiveRules(either.desk.rooms.rulesets, setting).policy()
    ticket = moving.ticket(1, who="Ana", now=either.now)
    old = moved(ticket, read_commands("#impact low").said, Commander("Ana", either.now, rules.rules, ("Ana",)))
    do(either, "#impact medium", who="Tom")

    assert isinstance(old, Moved)
    with pytest.raises(VersionConflict):
        moving.write(old, Given("Ana", "#impact low", either.now + timedelta(minutes=2), rules.rules_id), hold=False)

    assert story(either).ticket.impact == "medium"
    assert corrected(either) == [("impact", "high", "medium")]
