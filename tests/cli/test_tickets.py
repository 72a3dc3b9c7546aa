"""tickets, ticket, mails, notices, set-aside, release, retry, verify, explain: what the store knows, told."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailhelp.channels.sending import Refused
from tests.cli.asking import Asking, a_mail
from tests.flow.desk import SETTINGS, FlowDesk

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TICKET = [
    "number", "kind", "request_type", "impact", "urgency", "priority", "status", "subject", "client", "requester",
    "assignee", "opened_at", "due_at", "work_by", "respond_due_at", "resolved_at", "breached", "mails", "tags",
]  # fmt: skip
NOTICE = ["id", "ticket", "kind", "to", "status", "message_id", "attempts", "sent_at"]
FROM_STAFF = b"From: Tom <tom@desk.example>\r\nTo: help@desk.example\r\nSubject: A new one\r\n\r\nPlease open one.\r\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    opened = FlowDesk(tmp_path, now=MONDAY)
    yield opened
    opened.close()


@pytest.fixture
def holding(tmp_path: Path) -> Iterator[FlowDesk]:
    opened = FlowDesk(tmp_path, settings=SETTINGS + '[notices]\nto_clients = "hold"\n', now=MONDAY)
    yield opened
    opened.close()


def test_tickets_print_the_keys_of_the_design(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())

    row = ask("tickets", "--json").row

    assert [key for key in row if key in TICKET] == TICKET
    assert (row["number"], row["priority"], row["status"], row["mails"]) == (1, "P1", "new", 1)
    assert (row["opened_at"], row["due_at"]) == ("2026-11-23T10:00:00+00:00", "2026-11-24T13:30:00+00:00")


def test_tickets_are_chosen_by_status(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())

    assert len(ask("tickets", "--status", "new", "open", "--json").rows) == 1
    assert ask("tickets", "--status", "closed", "--json").rows == []
    assert ask("tickets", "--status", "lost").code == 2


def test_a_ticket_is_named_as_people_name_it(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())

    told = [ask("ticket", name, "--json").row["number"] for name in ("1", "PX-1", "px-1", "#1")]

    assert told == [1, 1, 1, 1]
    assert ask("ticket", "2").code == 1
    assert ask("ticket", "first").code == 2


def test_the_story_of_a_ticket(ask: Asking, desk: FlowDesk) -> None:
    mail_id = desk.receive(a_mail())

    story = ask("ticket", "1", "--json").row
    people = ask("ticket", "1")

    assert {"history", "mails", "notices", "classification", "counted", "people", "links"} <= set(story)
    assert [row["fate"] for row in story["mails"]] == ["opened"] and desk.fate(mail_id) == "opened"
    assert story["mails"][0]["id"] == ask("mails", "--json").row["id"]
    assert {row["id"] for row in story["notices"]} == {row["id"] for row in ask("notices", "--json").rows}
    assert "PX-1  Website not available" in people.out and "due Tue 24 Nov 2026 13:30 GMT" in people.out


def test_mails_tell_fate_and_reason(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())
    desk.later(seconds=1)
    desk.receive(a_mail())

    newest, first = ask("mails", "--json").rows

    assert (first["fate"], newest["fate"]) == ("opened", "duplicate")
    assert first["reason"] and newest["reason"]
    assert ask("mails", "--fate", "duplicate", "--json").row["id"] == newest["id"]
    assert ask("mails", "--limit", "1", "--json").row["id"] == newest["id"]


def test_one_mail_is_shown_and_an_id_that_is_none_is_told(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())
    shown = ask("mails", "--json").row["id"]

    assert ask("mail", shown, "--json").row["id"] == shown
    assert "Website not available" in ask("mail", shown.upper()).out
    assert ask("mail", shown, "--raw").out.encode().replace(b"\r\n", b"\n") == a_mail().replace(b"\r\n", b"\n")
    for wrong in ("x", "aaaaaaaaaaaac", "é", "-1"):
        assert ask("mail", "--raw", "--", wrong).code == (1 if wrong == "aaaaaaaaaaaac" else 2)
        assert ask("mail", "--", wrong).code in (1, 2)


def test_notices_print_the_keys_of_the_design(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())

    rows = ask("notices", "--json").rows

    assert all([key for key in row if key in NOTICE] == NOTICE for row in rows)
    assert {(row["kind"], row["to"], row["status"], row["ticket"]) for row in rows} == {
        ("acknowledgement", "jo1@harbour.example", "sent", 1),
        ("staff-new", "tom@desk.example", "sent", 1),
    }


def test_held_notices_are_released_or_dropped(ask: Asking, holding: FlowDesk) -> None:
    for number in range(3):
        holding.receive(a_mail(number=number, subject=f"Website down {number}"))
    held = ask("notices", "--status", "held", "--json").rows

    assert "It is now ticket" in ask("notices", "--show", held[0]["id"]).out

    dropped = ask("notices", "--drop", held[0]["id"])
    again = ask("notices", "--drop", held[0]["id"])
    released = ask("notices", "--release")

    assert len(held) == 3
    assert (dropped.code, again.code, released.code) == (0, 1, 0)
    assert "2 held notices" in released.out
    left = {row["id"]: row["status"] for row in ask("notices", "--json").rows if row["kind"] == "acknowledgement"}
    assert left[held[0]["id"]] == "cancelled" and sorted(left.values()) == ["cancelled", "owed", "owed"]


def test_a_refused_notice_is_tried_again(ask: Asking, desk: FlowDesk) -> None:
    desk.tray.outcome = Refused("550 no such user")
    desk.receive(a_mail())
    refused = ask("notices", "--status", "refused", "--json").rows

    tried = ask("retry", "notice", refused[0]["id"])

    assert tried.code == 0
    assert ask("notices", "--status", "owed", "--json").row["id"] == refused[0]["id"]
    assert ask("retry", "notice", "aaaaaaaaaaaac").code == 1
    assert ask("retry", "ticket", "1").code == 2


def test_what_is_set_aside_is_released_as_a_clients(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(FROM_STAFF)
    row = ask("set-aside", "--json").row

    released = ask("release", row["id"], "--as", "client")
    desk.work()

    assert row["fate"] == "set_aside" and row["reason"]
    assert released.code == 0
    assert ask("set-aside", "--json").rows == []
    assert [one["fate"] for one in ask("mails", "--json").rows] == ["opened"]
    assert ask("release", row["id"], "--as", "client").code == 1
    assert ask("release", row["id"]).code == 2
    assert ask("retry", "mail", row["id"]).code == 1


def test_the_books_balance(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())

    answer = ask("verify", "--json")

    assert answer.code == 0
    assert answer.rows[-1]["unexplained"] == 0


def test_commands_without_a_desk_say_how_to_begin(ask: Asking) -> None:
    for words in (("tickets",), ("mails",), ("notices",), ("verify",), ("ticket", "1"), ("explain", "1")):
        answer = ask(*words)
        assert answer.code == 78
        assert "run `mailhelp init`" in answer.err


def test_a_hostile_subject_does_nothing_to_a_terminal(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail("=?utf-8?q?=1B]0;owned=07_[red]x?="))

    for words in (("tickets",), ("ticket", "1"), ("mails",), ("explain", "1")):
        out = ask(*words).out
        assert "\x1b" not in out and "\x07" not in out
        assert "[red]x" in out


def test_a_ticket_is_explained_by_the_rules_that_decided_it(ask: Asking, desk: FlowDesk, tmp_path: Path) -> None:
    desk.receive(a_mail())
    (tmp_path / "rules.yaml").write_text("this is: wrong now")

    row = ask("explain", "PX-1", "--json").row

    assert (row["number"], row["file"], row["priority"]) == (1, None, "P1")
    assert row["matrix"] == {"impact": "high", "urgency": "high", "gives": "P1"}
    evidence = row["questions"]["impact"]["evidence"]
    assert ("website down", 4) in {(one["rule"], one["strength"]) for one in evidence}
    assert any("down" in one["words"] or "not available" in one["words"] for one in evidence)
    assert row["questions"]["impact"]["sums"]["high"] >= 4
    assert row["deadline"]["from"] == "2026-11-23T10:00:00+00:00"
    assert row["deadline"]["due_at"] == "2026-11-24T13:30:00+00:00"
    assert row["deadline"]["counted"][0] == ["2026-11-23T10:00:00+00:00", "2026-11-23T17:30:00+00:00"]
    assert row["rules"]["version"] and row["rules"]["accepted_at"]


def test_a_ticket_is_explained_to_people(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())

    out = ask("explain", "1").out

    for words in (
        "PX-1  Website not available", "incident P1, impact high, urgency high", "website down (", '"not available"',
        "impact high and urgency high give P1", "P1: 12 business hours, from Mon 23 Nov 2026 10:00 GMT",
        "due Tue 24 Nov 2026 13:30 GMT", "counted Mon 23 Nov 10:00 to 17:30, 7 h 30", "rules: version ",
    ):  # fmt: skip
        assert words in out


def test_rules_are_for_files_only(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())

    assert ask("explain", "1", "--rules", "rules.yaml").code == 2


def test_a_notice_is_shown_as_its_client_gets_it(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())
    row = next(row for row in ask("notices", "--json").rows if row["kind"] == "acknowledgement")

    told = ask("notices", "--show", row["id"])

    assert told.code == 0
    assert f"To: {row['to']}" in told.out and "It is now ticket" in told.out
    assert ask("notices", "--show", "aaaaaaaaaaaac").code == 1
