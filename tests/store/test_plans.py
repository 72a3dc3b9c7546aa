"""What runs for every mail, notice and tick is found by an index, however many tickets there are."""

from pathlib import Path
from typing import Any

from sqlalchemy import event

from mailhelp.store.database import Database, open_database
from mailhelp.store.inbox import Inbox
from mailhelp.store.mailboxes import Mailboxes
from mailhelp.store.outbox import Outbox
from mailhelp.store.threads import Threads
from mailhelp.store.tickets import Tickets
from tests.store.builders import JO, LEASE, NOON, a_change, a_fetched_mail, a_raw_mail, a_ticket, committed


def live_a_little(database: Database) -> None:
    """Do once all that is done for every mail, every notice and every tick."""
    inbox, outbox, threads, tickets = Inbox(database), Outbox(database), Threads(database), Tickets(database)
    opened = a_ticket(database)
    (kept,) = inbox.keep([a_fetched_mail(1), a_fetched_mail(1)][:1])
    inbox.claim("worker", now=NOON, limit=5, lease=LEASE)
    inbox.raw(kept.mail_id)
    inbox.attachments(kept.mail_id)
    inbox.attached_mails(kept.mail_id)
    inbox.undecided(NOON)
    inbox.undecided_parent(["a@x.example", "b@x.example"], kept.mail_id)
    inbox.undecided_before(kept.mail_id)
    inbox.first_sight("f")
    inbox.unclaim("worker")
    threads.find(ticket_ids={5: JO}, message_ids=["a@x.example", "1@harbourdental.example"], numbers=[1, 2])
    threads.own_notice("a@x.example")
    threads.bounced(["a@x.example"], [5], {JO: 7})
    threads.acknowledged(JO, NOON)
    threads.known_person(JO)
    committed(database, kept.mail_id, a_raw_mail("again"), a_change(opened, 1, status="open"))
    Mailboxes(database).known_uids("support", 7, 1)
    (notice,) = outbox.claim("sender", now=NOON, limit=5, lease=LEASE)
    outbox.store_raw(notice.notice_id, "n@desk.example", "", b"")
    outbox.sent(notice.notice_id, NOON, "250 ok")
    outbox.next_due()
    outbox.unclaim("sender", NOON)
    tickets.story(1)
    tickets.tickets(status="waiting")


def test_no_table_is_read_as_a_whole(tmp_path: Path) -> None:
    database, statements = open_database(f"sqlite:///{tmp_path}/mailhelp.db", desk_name="Desk"), dict[str, Any]()

    def note(_connection: object, _cursor: object, statement: str, values: Any, _context: object, many: bool) -> None:
        statements[statement] = values[0] if many else values

    event.listen(database._engine, "before_cursor_execute", note)
    live_a_little(database)
    event.remove(database._engine, "before_cursor_execute", note)

    wholly = [
        (step, statement) for statement, values in statements.items() for step in slow(database, statement, values)
    ]
    assert wholly == []
    assert len(statements) > 40
    database.close()


def slow(database: Database, statement: str, values: Any) -> list[str]:
    """Return the steps of SQLite's plan that look at every row of a table, or at every row of a desk."""
    with database.read() as connection:
        plan = [str(row[-1]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    every_row = [step for step in plan if step.startswith("SCAN") and "CONSTANT ROW" not in step]
    every_row_of_the_desk = [step for step in plan if step.endswith("(desk_id=?)")]
    return every_row + every_row_of_the_desk
