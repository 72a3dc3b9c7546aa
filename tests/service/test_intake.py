"""A mail that cannot be decided now is decided later, and never keeps the others from theirs."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from mailhelp.core.errors import StorageFault
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.intake import LEASE, MOST_ENDS, Intake
from mailhelp.service.keptbytes import UNREADABLE
from mailhelp.service.progress import Progress
from tests.flow.desk import FlowDesk
from tests.service.conftest import kept


def a_mail(its_id: str = "1", *, who: str = "jo", answers: str = "", words: str = "Our website is down.") -> bytes:
    answered = f"In-Reply-To: <{answers}@harbour.example>\r\n" if answers else ""
    return (
        f"From: {who}@harbour.example\r\nTo: help@desk.example\r\nSubject: Hello\r\n"
        f"Message-ID: <{its_id}@harbour.example>\r\n{answered}\r\n{words}\r\n"
    ).encode()


def killed_with_all_in_hand(desk: FlowDesk) -> None:
    """Let everything end while mails are claimed, and start again."""
    desk.desk.rooms.inbox.claim("here/worker-1", now=desk.now, limit=8, lease=LEASE)
    desk.desk.rooms.inbox.unclaim_all("here/")


def test_a_reply_that_waits_half_a_minute_for_its_parent_joins_the_parents_ticket(desk: FlowDesk) -> None:
    parent = kept(desk, a_mail("parent"))
    desk.desk.rooms.inbox.fail(parent, cause="any error", retry_at=desk.now + timedelta(seconds=30))
    reply = kept(desk, a_mail("reply", answers="parent", words="It is also slow."))

    for _ in range(40):
        desk.later(seconds=1)

    assert (desk.fate(parent), desk.fate(reply)) == ("opened", "updated")
    assert len(desk.desk.rooms.tickets.tickets()) == 1


def test_a_mail_that_takes_everything_down_again_and_again_is_set_aside_with_a_ticket(desk: FlowDesk) -> None:
    deadly, behind = kept(desk, a_mail("deadly")), kept(desk, a_mail("behind", who="al"))
    for _ in range(MOST_ENDS):
        killed_with_all_in_hand(desk)

    desk.work()

    assert (desk.fate(deadly), desk.fate(behind)) == ("set_aside", "opened")
    assert desk.desk.rooms.inbox.mail(deadly).ticket is not None
    assert desk.unexplained() == 0


def test_an_end_of_everything_now_and_then_sets_no_mail_aside(desk: FlowDesk) -> None:
    first = kept(desk, a_mail())
    for _ in range(MOST_ENDS - 1):
        killed_with_all_in_hand(desk)

    desk.work()

    assert desk.fate(first) == "opened"


def with_a_bad_page(desk: FlowDesk, folder: Path, mail_id: int) -> None:
    """Let the disk have lost one page in the middle of a mail's bytes."""
    desk.desk.database.close()
    file = next(folder.rglob("*.db"))
    with closing(sqlite3.connect(file)) as books:
        books.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        (size,) = books.execute("PRAGMA page_size").fetchone()
        (content,) = books.execute("SELECT content FROM raw_pieces WHERE mail_id = ?", (mail_id,)).fetchone()
    pages = bytearray(file.read_bytes())
    lost = pages.index(content[20_000:20_100]) // size * size
    pages[lost : lost + 4] = (2**31 - 5).to_bytes(4, "big")
    file.write_bytes(pages)


def test_a_mail_that_the_disk_lost_becomes_a_ticket_and_stops_no_other(desk: FlowDesk, tmp_path: Path) -> None:
    noise = Random(1).randbytes(60_000).hex()
    lost = kept(desk, a_mail("lost", words=noise))
    others = [kept(desk, a_mail(f"other{number}", who=f"al{number}")) for number in range(3)]
    with_a_bad_page(desk, tmp_path, lost)

    desk.work()
    first = [desk.fate(one) for one in (lost, *others)]
    for _ in range(5):
        desk.later(minutes=1)

    row = desk.desk.rooms.inbox.mail(lost)
    assert first == [None, "opened", "opened", "opened"]
    assert (row.fate, row.sender, row.evidence) == ("set_aside", "jo@harbour.example", (UNREADABLE,))
    assert row.ticket is not None
    assert "jo@harbour.example" not in [one.recipient for one in desk.tray.delivered]


def an_intake(desk: FlowDesk, progress: Progress) -> Intake:
    rooms, setting = desk.desk.rooms, desk.desk.setting
    return Intake(rooms, setting, ActiveRules(rooms.rulesets, setting), progress)


def test_a_mail_that_meets_a_locked_database_is_let_go_without_a_death_and_decided_when_it_is_free(
    desk: FlowDesk, tmp_path: Path
) -> None:
    met, done = kept(desk, a_mail()), list[int]()
    desk.desk.database._busy_timeout = 0.05
    with closing(sqlite3.connect(next(tmp_path.rglob("*.db")), isolation_level=None)) as blocker:
        locks = Progress(begin=lambda mail_id: blocker.execute("BEGIN IMMEDIATE").close(), done=done.append)
        with pytest.raises(StorageFault):
            an_intake(desk, locks).work("worker", limit=8)

    desk.desk.rooms.inbox.unclaim("worker")
    desk.work()

    assert done == [met]
    assert (desk.fate(met), desk.desk.rooms.inbox.mail(met).deaths) == ("opened", 0)


def test_a_mail_that_met_a_fault_of_the_database_for_a_moment_is_tried_again_in_seconds(
    desk: FlowDesk, tmp_path: Path
) -> None:
    met = kept(desk, a_mail())
    desk.desk.database._busy_timeout = 0.05
    with closing(sqlite3.connect(next(tmp_path.rglob("*.db")), isolation_level=None)) as blocker:
        frees = iter([lambda: None, lambda: blocker.execute("ROLLBACK").close()])
        locks = Progress(
            begin=lambda mail_id: blocker.execute("BEGIN IMMEDIATE").close(), writing=lambda mail_id: next(frees)()
        )
        an_intake(desk, locks).work("worker", limit=8)

    desk.later(seconds=5)

    assert (desk.fate(met), desk.desk.rooms.inbox.mail(met).deaths) == ("opened", 0)
