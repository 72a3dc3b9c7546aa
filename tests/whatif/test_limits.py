"""whatif in an admin's own checks: limits and exit codes."""

import pytest

from mailhelp.cli.whatif import limit_of
from mailhelp.core.whatiftally import Tally
from tests.flow.desk import FlowDesk
from tests.whatif.desks import DOWN, GRAVE, KETTLE, Trying, summary, write


@pytest.fixture
def four(desk: FlowDesk) -> FlowDesk:
    """Give a desk with four mails, of which GRAVE changes one."""
    for words in (DOWN, DOWN, DOWN, KETTLE):
        write(desk, words)
    return desk


@pytest.mark.parametrize(
    ("limit", "code"), [("0", 1), ("1", 0), ("2", 0), ("24.9%", 1), ("25%", 0), ("100 %", 0), ("0%", 1)]
)
def test_more_changes_than_allowed_give_exit_code_1(four: FlowDesk, whatif: Trying, limit: str, code: int) -> None:
    assert whatif(GRAVE, "--max-changed", limit).code == code


def test_without_a_limit_any_change_is_good(four: FlowDesk, whatif: Trying) -> None:
    assert whatif(GRAVE).code == 0


def test_the_limit_and_whether_it_was_passed_are_told(four: FlowDesk, whatif: Trying) -> None:
    assert "at most 2% may change: more does" in whatif(GRAVE, "--max-changed", "2%").out
    sums = summary(whatif(GRAVE, "--max-changed", "2%", "--json"))
    assert (sums["limit"], sums["passed"], sums["share"]) == ("2%", True, 0.25)


@pytest.mark.parametrize("limit", ["", "-1", "2 percent", "101%", "1e3", "٣%", "%"])
def test_a_wrong_limit_is_refused_with_what_to_write(desk: FlowDesk, whatif: Trying, limit: str) -> None:
    asked = whatif("", f"--max-changed={limit}")

    assert asked.code == 2
    assert "write a share such as 2%, or a number such as 20" in asked.err


@pytest.mark.parametrize("since", ["yesterday", "01/11/2026", "2026-13-01"])
def test_a_wrong_date_is_refused_with_what_to_write(desk: FlowDesk, whatif: Trying, since: str) -> None:
    asked = whatif("", "--since", since)

    assert asked.code == 2
    assert "write 2026-11-01" in asked.err


def test_a_broken_new_file_is_refused_as_check_does(desk: FlowDesk, whatif: Trying) -> None:
    asked = whatif("rules: [{name: x, when: {any: [y]}, evidence: {impact: hihg, strength: weak}}]\n")

    assert asked.code == 78
    assert "new.yaml:5:" in asked.err
    assert "hihg" in asked.err


def test_no_workers_are_refused(desk: FlowDesk, whatif: Trying) -> None:
    assert whatif("", "--workers", "0").code == 2


@pytest.mark.parametrize(("changed", "passed"), [(6, False), (7, False), (8, True)])
def test_a_share_is_counted_to_the_mail(changed: int, passed: bool) -> None:
    tally = Tally(decided=1000)
    tally.tickets.count = changed

    assert limit_of("0.7%").is_passed(tally) is passed
