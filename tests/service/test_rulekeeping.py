"""A changed rules.yaml is taken into force, also when the database is busy at that moment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailhelp.core.errors import StorageFault
from mailhelp.core.notices import CauseKind, Owed
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.rulekeeping import RuleKeeper
from mailhelp.store.outbox import Outbox
from mailhelp.store.rulesets import Rulesets
from tests.flow.desk import RULES, FlowDesk

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ANA = RULES + "  Ana: {address: ana@desk.example, role: staff}\n"
BROKEN = RULES + "rules: [{name: x, when: {sayz: y}}]\n"


class BusyRulesets(Rulesets):
    """Rulesets whose database is busy at the first write."""

    busy = True

    def accept(self, *of: object) -> int:  # type: ignore[override]
        if self.busy:
            self.busy = False
            raise StorageFault("the database is in use by another program; try again later")
        return super().accept(*of)  # type: ignore[arg-type]


class BusyOutbox(Outbox):
    """An outbox whose database is busy at the first write."""

    busy = True

    def owe(
        self, owed: Owed, *, cause_kind: CauseKind, cause_id: int, ticket_id: int | None, now: datetime, hold: bool
    ) -> int | None:
        if self.busy:
            self.busy = False
            raise StorageFault("the database is in use by another program; try again later")
        return super().owe(owed, cause_kind=cause_kind, cause_id=cause_id, ticket_id=ticket_id, now=now, hold=hold)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    opened = FlowDesk(tmp_path, rules=RULES, now=MONDAY)
    yield opened
    opened.close()


def keeper(desk: FlowDesk, folder: Path) -> RuleKeeper:
    database = desk.desk.database
    rooms = replace(desk.desk.rooms, rulesets=BusyRulesets(database), outbox=BusyOutbox(database))
    rules = ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting)
    return RuleKeeper(rooms, desk.desk.setting, rules, folder / "rules.yaml")


def staff_in_force(desk: FlowDesk) -> list[str]:
    rules = ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting).policy().rules
    return [member.name for member in rules.staff]


def test_a_change_while_the_database_is_busy_is_taken_at_the_next_tick(desk: FlowDesk, tmp_path: Path) -> None:
    watch = keeper(desk, tmp_path)
    (tmp_path / "rules.yaml").write_text(ANA)
    with pytest.raises(StorageFault):
        watch.tick()
    assert staff_in_force(desk) == ["Tom"]

    watch.tick()

    assert staff_in_force(desk) == ["Tom", "Ana"]


def test_a_refusal_while_the_database_is_busy_is_told_at_the_next_tick_and_once(desk: FlowDesk, tmp_path: Path) -> None:
    watch = keeper(desk, tmp_path)
    (tmp_path / "rules.yaml").write_text(BROKEN)
    with pytest.raises(StorageFault):
        watch.tick()

    for _ in range(3):
        watch.tick()

    assert [row.kind for row in desk.desk.rooms.outbox.notices()] == ["admin-rules"]
    assert staff_in_force(desk) == ["Tom"]
