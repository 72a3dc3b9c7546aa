"""A changed rules.yaml is taken into force once it stands still and passes, however it was written."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailhelp.config.layers import LAID_OVER
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
BAD_FILES = sorted((Path(__file__).parents[1] / "rules" / "broken").glob("*.yaml"))


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
    rules = ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting)
    return RuleKeeper(desk.desk.rooms, desk.desk.setting, rules, folder / "rules.yaml")


def busy_keeper(desk: FlowDesk, folder: Path) -> RuleKeeper:
    database = desk.desk.database
    rooms = replace(desk.desk.rooms, rulesets=BusyRulesets(database), outbox=BusyOutbox(database))
    rules = ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting)
    return RuleKeeper(rooms, desk.desk.setting, rules, folder / "rules.yaml")


def ticks(watch: RuleKeeper, count: int = 2) -> None:
    for _ in range(count):
        watch.tick()


def staff_in_force(desk: FlowDesk) -> list[str]:
    rules = ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting).policy().rules
    return [member.name for member in rules.staff]


def told(desk: FlowDesk) -> list[str]:
    return [row.kind for row in desk.desk.rooms.outbox.notices()]


def test_a_change_is_taken_at_the_second_tick(desk: FlowDesk, tmp_path: Path) -> None:
    watch = keeper(desk, tmp_path)
    (tmp_path / "rules.yaml").write_text(ANA)

    watch.tick()
    before = staff_in_force(desk)
    watch.tick()

    assert (before, staff_in_force(desk)) == (["Tom"], ["Tom", "Ana"])


def test_a_change_while_the_database_is_busy_is_taken_at_the_next_tick(desk: FlowDesk, tmp_path: Path) -> None:
    watch = busy_keeper(desk, tmp_path)
    (tmp_path / "rules.yaml").write_text(ANA)
    watch.tick()
    with pytest.raises(StorageFault):
        watch.tick()
    assert staff_in_force(desk) == ["Tom"]

    watch.tick()

    assert staff_in_force(desk) == ["Tom", "Ana"]


def test_a_refusal_while_the_database_is_busy_is_told_at_the_next_tick_and_once(desk: FlowDesk, tmp_path: Path) -> None:
    watch = busy_keeper(desk, tmp_path)
    (tmp_path / "rules.yaml").write_text(BROKEN)
    watch.tick()
    with pytest.raises(StorageFault):
        watch.tick()

    ticks(watch, 3)

    assert told(desk) == ["admin-rules"]
    assert staff_in_force(desk) == ["Tom"]


def test_a_file_that_is_emptied_and_then_written_is_no_error(desk: FlowDesk, tmp_path: Path) -> None:
    watch = keeper(desk, tmp_path)
    with (tmp_path / "rules.yaml").open("w") as file:
        watch.tick()
        file.write(ANA[: len(ANA) // 2])
        file.flush()
        watch.tick()
        file.write(ANA[len(ANA) // 2 :])

    ticks(watch)

    assert told(desk) == []
    assert staff_in_force(desk) == ["Tom", "Ana"]


def test_half_a_file_that_would_pass_is_not_taken(desk: FlowDesk, tmp_path: Path) -> None:
    watch = keeper(desk, tmp_path)
    (tmp_path / "rules.yaml").write_text("extends: standard\n")
    watch.tick()
    (tmp_path / "rules.yaml").write_text(ANA)

    ticks(watch)

    assert len(desk.desk.rooms.rulesets.active().text.split("Ana")) == 2  # type: ignore[union-attr]
    assert staff_in_force(desk) == ["Tom", "Ana"]


def test_a_file_renamed_over_the_old_one_is_taken(desk: FlowDesk, tmp_path: Path) -> None:
    watch = keeper(desk, tmp_path)
    (tmp_path / ".rules.yaml.swp").write_text(ANA)
    (tmp_path / ".rules.yaml.swp").rename(tmp_path / "rules.yaml")

    ticks(watch)

    assert staff_in_force(desk) == ["Tom", "Ana"]


def test_a_link_that_is_turned_to_another_file_is_followed(desk: FlowDesk, tmp_path: Path) -> None:
    for name, text in (("one", RULES), ("two", ANA)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rules.yaml").write_text(text)
    (tmp_path / "rules.yaml").unlink()
    (tmp_path / "current").symlink_to("one")
    (tmp_path / "rules.yaml").symlink_to("current/rules.yaml")
    watch = keeper(desk, tmp_path)
    (tmp_path / "next").symlink_to("two")
    (tmp_path / "next").rename(tmp_path / "current")

    ticks(watch)

    assert staff_in_force(desk) == ["Tom", "Ana"]


def test_a_file_that_is_gone_and_back_within_a_tick_is_no_error(desk: FlowDesk, tmp_path: Path) -> None:
    watch = keeper(desk, tmp_path)
    (tmp_path / "rules.yaml").unlink()
    watch.tick()
    (tmp_path / "rules.yaml").write_text(ANA)

    ticks(watch)

    assert told(desk) == []
    assert staff_in_force(desk) == ["Tom", "Ana"]


def test_a_file_that_stays_away_is_told_once_and_taken_when_it_is_back(desk: FlowDesk, tmp_path: Path) -> None:
    watch = keeper(desk, tmp_path)
    (tmp_path / "rules.yaml").unlink()
    ticks(watch, 5)
    assert (told(desk), staff_in_force(desk)) == (["admin-rules"], ["Tom"])

    (tmp_path / "rules.yaml").write_text(ANA)
    ticks(watch)

    assert (told(desk), staff_in_force(desk)) == (["admin-rules"], ["Tom", "Ana"])


def test_the_same_error_after_a_good_file_is_told_again(desk: FlowDesk, tmp_path: Path) -> None:
    watch = keeper(desk, tmp_path)
    for text in (BROKEN, ANA, BROKEN):
        (tmp_path / "rules.yaml").write_text(text)
        ticks(watch, 3)

    assert told(desk) == ["admin-rules"] * 2
    assert staff_in_force(desk) == ["Tom", "Ana"]


@pytest.mark.parametrize("bad", BAD_FILES, ids=[file.stem for file in BAD_FILES])
def test_a_broken_file_leaves_the_old_rules_in_force_and_is_told_once(
    desk: FlowDesk, tmp_path: Path, bad: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watch = keeper(desk, tmp_path)
    (tmp_path / "rules.yaml").write_bytes(bad.read_bytes())

    ticks(watch, 4)

    refused = [one for one in caplog.records if "event=rules_refused" in one.getMessage()]
    assert len(refused) == len(bad.with_suffix(".txt").read_text().splitlines())
    assert (told(desk), staff_in_force(desk)) == (["admin-rules"], ["Tom"])


def test_an_upgrade_tells_what_it_changes_in_the_standard_set(
    desk: FlowDesk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    now = desk.desk.rooms.rulesets.active()
    assert now is not None
    standard, own = now.text.split(LAID_OVER)
    old = standard.replace("P4: 5 business days", "P4: 6 business days").replace("name: locked out", "name: shut out")
    desk.desk.rooms.rulesets.accept("old", old + LAID_OVER + own, now.calendar_text, "", MONDAY)
    caplog.set_level(logging.INFO, "mailhelp.clock")

    keeper(desk, tmp_path).take_file()

    changes = [one.getMessage() for one in caplog.records if "event=standard_changed" in one.getMessage()]
    assert changes == [
        "event=standard_changed change='rule \"locked out\" added'",
        "event=standard_changed change='rule \"shut out\" dropped'",
        "event=standard_changed change='target \"P4\" changed'",
    ]


def test_a_desk_decides_by_the_standard_set_that_it_accepted(desk: FlowDesk, tmp_path: Path) -> None:
    now = desk.desk.rooms.rulesets.active()
    assert now is not None
    old = now.text.replace("P4: 5 business days", "P4: 6 business days")
    desk.desk.rooms.rulesets.accept("old", old, now.calendar_text, "", MONDAY)
    watch = keeper(desk, tmp_path)

    ticks(watch, 3)

    rules = ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting).policy().rules
    assert rules.targets["P4"].text == "6 business days"
