"""explain of what a desk keeps: tickets and mails, long after, with the rules that decided and what staff set since."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailhelp.core.ids import shown
from tests.cli.asking import Asking, a_mail
from tests.flow.desk import FlowDesk

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
RULES = """\
extends: standard
staff:
  Tom: {address: tom@desk.example, role: admin}
  Ana: {address: ana@desk.example}
overrides:
  - {name: newsletter, when: {from: paper.example}, then: {ignore: yes}}
  - {name: prizes, when: {any: [lottery]}, then: {set_aside: yes}}
"""
AUTO_REPLY = b"From: jo@harbour.example\r\nSubject: Away\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.\r\n"
UNSURE = a_mail("Hello", body="Good morning.")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FlowDesk]:
    opened = FlowDesk(tmp_path, rules=RULES, now=MONDAY)
    yield opened
    opened.close()


def from_(address: str, words: str) -> bytes:
    return f"From: {address}\r\nTo: help@desk.example\r\nSubject: A word\r\n\r\n{words}\r\n".encode()


@pytest.mark.parametrize("name", ["1", "PX-1", "px-1", "#1"])
def test_a_ticket_is_explained_with_its_mail_and_rules(ask: Asking, desk: FlowDesk, name: str) -> None:
    desk.receive(a_mail())

    told = ask("explain", name).out

    assert told.startswith("PX-1  Website not available\nincident P1, ")
    assert "  Subject: [Website:" in told and ", in force now\n" in told


def test_a_ticket_is_explained_by_the_rules_of_then(ask: Asking, desk: FlowDesk, tmp_path: Path) -> None:
    desk.receive(a_mail())
    before = ask("explain", "1", "--json").row
    (tmp_path / "rules.yaml").write_text("extends: standard\ndisable: [website down]\ntargets: {P1: 1 hour}\n")
    row = desk.desk.rooms.rulesets.active()
    assert row is not None
    desk.desk.rooms.rulesets.accept("0" * 64, "extends: standard\n", row.calendar_text, "", MONDAY)

    after = ask("explain", "1", "--json").row

    assert (before["rules"]["current"], after["rules"]["current"]) == (True, False)
    assert after["rules"]["hash"] == before["rules"]["hash"] == row.hash
    assert {**before, "rules": 0} == {**after, "rules": 0}
    assert "replaced since" in ask("explain", "1").out


def test_rules_that_nobody_can_read_any_more_leave_what_was_stored(ask: Asking, desk: FlowDesk) -> None:
    row = desk.desk.rooms.rulesets.active()
    assert row is not None
    desk.receive(a_mail())
    with desk.desk.database.write() as connection:
        connection.exec_driver_sql("UPDATE rulesets SET text = 'extends: nothing'")

    told = ask("explain", "1").out

    assert "incident P1, impact high, urgency high" in told and "due Tue 24 Nov 2026 13:30 GMT" in told


def test_a_ticket_whose_mail_is_gone_is_explained_without_it(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())
    with desk.desk.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM raw_pieces")

    row = ask("explain", "1", "--json").row

    assert row["mail"] is None
    assert row["questions"]["impact"]["evidence"][0]["sentence"] == "Website not available"


def test_what_staff_set_stands_out(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(a_mail())
    assert ask("do", "1", "#impact low", "--as", "Ana").code == 0

    told, row = ask("explain", "1").out, ask("explain", "1", "--json").row
    short = ask("ticket", "1").out

    assert "impact low, urgency high; the rules said incident P1, impact high" in told
    assert "staff (Ana) set impact low on Mon 23 Nov 2026" in told and "as staff set it, impact low" in told
    assert [(one["question"], one["before"], one["after"]) for one in row["corrections"]] == [("impact", "high", "low")]
    assert "    impact low: staff (Ana)\n" in short and "    the rules said impact high: " in short


def test_what_is_to_be_checked_is_said_wherever_the_ticket_is(ask: Asking, desk: FlowDesk) -> None:
    desk.receive(UNSURE)

    assert ask("tickets", "--json").row["check"] is True
    assert " classification " in ask("tickets").out.splitlines()[3]
    assert "\n  check classification: " in ask("ticket", "1").out
    assert "\ncheck classification: " in ask("explain", "1").out
    notice = next(one.mail for one in desk.tray.delivered if one.recipient == "tom@desk.example")
    text = notice.get_body(("plain",))
    assert text is not None and "Please check the classification" in text.get_content()


def test_a_mail_that_a_rule_ignored_names_the_rule(ask: Asking, desk: FlowDesk) -> None:
    mail_id = desk.receive(from_("news@paper.example", "Ten tips for your website."))

    told, row = ask("explain", shown(mail_id)).out, ask("explain", shown(mail_id), "--json").row

    assert 'ignored: no ticket was opened, and nobody was told\nbecause: rule "newsletter" says ignore\n' in told
    assert "newsletter (rules.yaml:6)\n      because: from paper.example\n" in told
    assert (row["fate"], row["rules"]["current"]) == ("ignored", True)
    assert row["explanation"]["effects"][0]["rule"] == "newsletter"


def test_a_mail_that_a_rule_set_aside_shows_the_words(ask: Asking, desk: FlowDesk) -> None:
    mail_id = desk.receive(from_("win@x.example", "You won the lottery."))

    told = ask("explain", shown(mail_id).upper()).out

    assert "set_aside: it waits for somebody to judge it" in told and "  You won the [lottery:1].\n" in told


def test_mails_that_no_rule_judged_say_why(ask: Asking, desk: FlowDesk) -> None:
    opened = desk.receive(a_mail())
    desk.later(seconds=1)
    copy, away = desk.receive(a_mail()), desk.receive(AUTO_REPLY)

    told = ask("explain", shown(copy)).out

    assert f"the first: {shown(opened)}, opened\n" in told
    assert "because: an automatic reply to nothing of ours" in ask("explain", shown(away)).out
    assert ask("explain", shown(opened)).out.count("PX-1") >= 2
    assert "rules: version " in told


def test_a_mail_that_waits_is_not_decided_yet(ask: Asking, desk: FlowDesk) -> None:
    assert "not decided yet\n" in ask("explain", shown(desk.keep(a_mail()))).out


@pytest.mark.parametrize(("what", "code"), [("99", 1), ("aaaaaaaaaaaac", 1), ("gone.eml", 65), ("PX-", 65)])
def test_what_is_not_there_is_told_in_a_line(ask: Asking, desk: FlowDesk, what: str, code: int) -> None:
    answer = ask("explain", what)

    assert (answer.code, answer.out, answer.err.count("\n")) == (code, "", 1)


def test_a_kept_mail_shows_its_words_and_how_much_is_quoted(ask: Asking, desk: FlowDesk) -> None:
    body = "It works \x1b[31magain.\r\n\r\nOn Mon, 23 Nov 2026 at 09:00, Jo <jo@x.example> wrote:\r\n> Try it.\r\n"
    mail_id = shown(desk.receive(a_mail(body=body)))

    told, whole, none = (ask("mail", mail_id, *more).out for more in ([], ["--body", "all"], ["--body", "none"]))

    assert "  It works \\u001b[31magain.\n(2 quoted lines not shown: --body all shows them)\n" in told
    assert "  > Try it.\n" in whole and "not shown" not in whole
    assert "It works" not in none
    assert ask("mail", mail_id, "--json").row["reply"] == "It works \x1b[31magain."
