"""What a new rules file would change is told before it is used."""

from datetime import timedelta
from pathlib import Path

from tests.flow.desk import FlowDesk
from tests.whatif.desks import (
    ASIDE,
    DOWN,
    GRAVE,
    IGNORED,
    KETTLE,
    LONGER,
    RESET,
    TO_ANA,
    Trying,
    only,
    reply,
    summary,
    take,
    write,
)


def test_the_rules_in_force_change_nothing(desk: FlowDesk, whatif: Trying) -> None:
    for words in (DOWN, RESET, KETTLE):
        write(desk, words)

    asked = whatif("")

    assert asked.code == 0
    assert "3 mails decided again" in asked.out
    assert "nothing would change" in asked.out


def test_a_ticket_whose_priority_moves_is_told_with_old_and_new(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)

    (change,) = only(whatif(GRAVE, "--json"), "change")

    assert (change["ticket"], change["moves"]) == (1, ["priority", "deadline"])
    assert (change["old"]["becomes"], change["new"]["becomes"]) == ("P4", "P1")
    assert (change["old"]["impact"], change["new"]["impact"]) == ("low", "high")
    assert change["crosses_p1"]


def test_people_see_a_matrix_and_the_rule_that_makes_a_ticket_move(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)

    told = whatif(GRAVE).out

    assert "1 would change (100.0%): 1 ticket would move" in told
    assert "PX-1     P4 -> P1" in told
    assert "+ kettles" in told
    assert "Rules that match only by new.yaml: kettles (1 mail)" in told


def test_other_hours_move_deadlines_and_nothing_else(desk: FlowDesk, whatif: Trying) -> None:
    write(desk, DOWN)

    (change,) = only(whatif(LONGER, "--json"), "change")

    assert change["moves"] == ["deadline"]
    assert change["old"]["becomes"] == change["new"]["becomes"] == "P1"
    assert change["old"]["due_at"] == "2026-11-24T13:30:00+00:00"
    assert change["new"]["due_at"] == "2026-11-24T10:00:00+00:00"


def test_a_rule_that_assigns_is_told(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)

    (change,) = only(whatif(TO_ANA, "--json"), "change")

    assert change["moves"] == ["assignee"]
    assert (change["old"]["assignee"], change["new"]["assignee"]) == (None, "Ana")


def test_mail_that_would_reach_no_ticket_any_more_is_told_apart(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)
    write(desk, DOWN)

    asked = whatif(IGNORED)

    assert "1 mail would reach no ticket any more" in asked.out
    assert 'rule "no kettles" says ignore' in asked.out
    assert "PX-2" not in asked.out


def test_mail_that_would_be_set_aside_counts_as_lost_too(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)

    asked = whatif(ASIDE, "--json")

    assert summary(asked)["lost"] == 1
    assert only(asked, "change")[0]["new"]["becomes"] == "set aside"


def test_mail_that_only_the_rules_in_force_set_aside_is_lost_when_it_would_be_ignored(
    desk: FlowDesk, tmp_path: Path, whatif: Trying
) -> None:
    take(desk, tmp_path, ASIDE)
    write(desk)

    sums = summary(whatif(IGNORED, "--json"))

    assert (sums["lost"], sums["found"]) == (1, 0)


def test_mail_that_only_the_rules_in_force_ignore_is_found(desk: FlowDesk, tmp_path: Path, whatif: Trying) -> None:
    take(desk, tmp_path, IGNORED)
    write(desk)

    asked = whatif("", "--json")

    assert (summary(asked)["found"], summary(asked)["lost"]) == (1, 0)
    assert only(asked, "rule")[0] == {
        "what": "rule", "name": "no kettles", "old": 1, "new": 0, "newly": False, "no_more": True,
    }  # fmt: skip


def test_a_reply_that_a_new_rule_ignores_is_lost_though_its_ticket_stays(desk: FlowDesk, whatif: Trying) -> None:
    write(desk, DOWN)
    mail = reply(desk, KETTLE)
    assert desk.fate(mail) == "updated"

    asked = whatif(IGNORED, "--json")

    (change,) = only(asked, "change")
    assert (summary(asked)["decided"], summary(asked)["tickets"]) == (2, 1)
    assert (change["fate"], change["moves"], change["ticket"]) == ("updated", ["fate"], 1)
    assert (change["old"]["becomes"], change["new"]["becomes"]) == ("joined", "ignored")


def test_replies_are_not_read_where_no_rule_keeps_mail_back(desk: FlowDesk, whatif: Trying) -> None:
    write(desk, DOWN)
    reply(desk, KETTLE)

    assert summary(whatif(GRAVE, "--json"))["decided"] == 1


def test_who_becomes_staff_could_open_no_ticket_without_proof(desk: FlowDesk, whatif: Trying) -> None:
    write(desk, sender="jo@client.example")

    (change,) = only(whatif("  Jo: {address: jo@client.example}\n", "--json"), "change")

    assert change["new"]["becomes"] == "set aside"
    assert "claims to be from Jo" in change["new"]["reason"]


def test_what_older_rules_decided_is_counted_and_compared_with_the_rules_in_force(
    desk: FlowDesk, tmp_path: Path, whatif: Trying
) -> None:
    write(desk)
    take(desk, tmp_path, GRAVE)
    write(desk)

    sums = summary(whatif(GRAVE, "--json"))

    assert (sums["tickets"], sums["by_older_rules"], sums["changed"]) == (2, 1, 0)


def test_changes_come_in_the_order_in_which_the_mails_came(desk: FlowDesk, whatif: Trying) -> None:
    for number in range(30):
        desk.now += timedelta(seconds=1)
        write(desk, KETTLE, sender=f"jo{number}@client.example")

    changes = only(whatif(TO_ANA, "--json", "--workers", "3"), "change")

    assert [change["ticket"] for change in changes] == list(range(1, 31))


def test_the_worst_stands_first_for_people(desk: FlowDesk, whatif: Trying) -> None:
    write(desk, RESET)
    write(desk, KETTLE)

    told = whatif(f"{GRAVE}targets: {{P3: 4 business days}}\n").out

    assert told.index("PX-2") < told.index("PX-1")
