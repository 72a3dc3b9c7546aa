"""Which mail is decided again, and what of it cannot be."""

from pathlib import Path

import pytest
from sqlalchemy import update

from mailhelp.core.ticket import Status
from mailhelp.store.schema import raw_pieces, tickets
from tests.flow.desk import SETTINGS, FlowDesk
from tests.mail.letters import a_mail
from tests.whatif.desks import GRAVE, MONDAY, RULES, Trying, all_that_is_stored, only, summary, write


def test_nothing_is_written(desk: FlowDesk, tmp_path: Path, whatif: Trying) -> None:
    write(desk)
    before = all_that_is_stored(tmp_path)

    whatif(GRAVE)

    assert all_that_is_stored(tmp_path) == before


def test_several_processes_read_either_database(either: FlowDesk, whatif: Trying) -> None:
    for _ in range(5):
        write(either)

    sums = summary(whatif(GRAVE, "--since", "2026-11-01", "--open", "--history", "--workers", "2", "--json"))

    assert (sums["decided"], sums["changed"], sums["unread"], sums["open_tickets"]) == (5, 5, 0, 5)


@pytest.mark.parametrize(("since", "decided"), [("2026-11-24", 1), ("2026-11-23T09:00", 2), ("2026-11-25", 0)])
def test_since_leaves_older_mail_out(desk: FlowDesk, whatif: Trying, since: str, decided: int) -> None:
    write(desk)
    desk.later(days=1)
    write(desk)

    assert summary(whatif(GRAVE, "--since", since, "--json"))["decided"] == decided


def test_open_leaves_the_mail_of_resolved_tickets_out(desk: FlowDesk, whatif: Trying) -> None:
    write(desk)
    write(desk)
    with desk.desk.database.write() as connection:
        connection.execute(update(tickets).where(tickets.c.number == 1).values(status=Status.RESOLVED.value))

    (change,) = only(whatif(GRAVE, "--open", "--json"), "change")

    assert change["ticket"] == 2


def test_history_is_decided_when_asked_for(desk: FlowDesk, whatif: Trying) -> None:
    desk.receive(a_mail("The kettle is cold.", Message_ID="<old@client.example>"), live=False)

    assert summary(whatif(GRAVE, "--json"))["decided"] == 0
    (change,) = only(whatif(GRAVE, "--history", "--json"), "change")
    assert (change["fate"], change["ticket"], change["new"]["becomes"]) == ("history", None, "P1")


def test_a_mail_whose_bytes_are_lost_is_told_and_stops_no_other(desk: FlowDesk, whatif: Trying) -> None:
    lost = write(desk)
    write(desk)
    with desk.desk.database.write() as connection:
        connection.execute(update(raw_pieces).where(raw_pieces.c.mail_id == lost).values(content=b"no zlib"))

    asked = whatif(GRAVE, "--json")

    assert asked.code == 0
    assert (summary(asked)["unread"], summary(asked)["decided"], summary(asked)["changed"]) == (1, 1, 1)
    assert "cannot be read from the database" in only(asked, "unread")[0]["fault"]


def test_people_are_told_of_mail_that_could_not_be_decided_again(desk: FlowDesk, whatif: Trying) -> None:
    lost = write(desk)
    with desk.desk.database.write() as connection:
        connection.execute(update(raw_pieces).where(raw_pieces.c.mail_id == lost).values(content=b"no zlib"))

    assert "1 mail could not be decided again" in whatif(GRAVE).out


def test_a_mail_that_no_parser_can_read_stays_a_please_read_this(desk: FlowDesk, whatif: Trying) -> None:
    bomb = a_mail("--x\n" * 20_000, Content_Type='multipart/mixed; boundary="x"', MIME_Version="1.0")
    desk.receive(bomb)

    sums = summary(whatif(GRAVE, "--json"))

    assert sums["becomes"] == [{"old": "P3", "new": "P3", "mails": 1}]


def test_who_filled_in_a_web_form_is_still_who_wrote(tmp_path: Path, whatif: Trying) -> None:
    relayed = SETTINGS.replace('name = "Help"', 'name = "Help"\nrelayed = {"form@site.example" = "Reply-To"}')
    desk = FlowDesk(tmp_path, settings=relayed, rules=RULES, now=MONDAY)
    passed = "mx.desk.example; dmarc=pass header.from=site.example"
    write(desk, sender="form@site.example", Reply_To="jo@client.example", Authentication_Results=passed)

    (change,) = only(whatif(f"{GRAVE}clients: {{Client: {{people: [jo@client.example]}}}}\n", "--json"), "change")
    desk.close()

    assert change["from"] == "jo@client.example"


def test_a_database_of_an_older_mailhelp_is_left_as_it_is(desk: FlowDesk, tmp_path: Path, whatif: Trying) -> None:
    with desk.desk.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    before = all_that_is_stored(tmp_path)

    asked = whatif(GRAVE)

    assert asked.code == 78
    assert "not up to date" in asked.err
    assert all_that_is_stored(tmp_path) == before
