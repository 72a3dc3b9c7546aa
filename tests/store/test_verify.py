"""What nothing explains is counted."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.sql.dml import UpdateBase

from mailhelp.store.database import Database
from mailhelp.store.inbox import Inbox
from mailhelp.store.schema import mails, notices, raw_pieces
from mailhelp.store.verify import verify
from tests.store.builders import NOON, a_mail, a_ticket


def test_a_desk_at_work_has_nothing_unexplained(database: Database) -> None:
    a_ticket(database)
    Inbox(database).keep([a_mail(), a_mail(live=False)])

    counts = verify(database, NOON)

    assert counts["unexplained"] == 0
    assert (counts["mails"], counts["tickets"], counts["undecided"], counts["notices_waiting"]) == (3, 1, 1, 1)


@pytest.mark.parametrize(
    ("harm", "name"),
    [
        (update(mails).values(ticket_id=None), "decided_without_ticket"),
        (update(mails).values(ticket_id=None), "tickets_without_mail"),
        (update(mails).values(fate=None, retry_at=NOON + timedelta(days=9)), "undecided_and_not_due"),
        (update(notices).values(cause_id=5), "notices_without_cause"),
        (update(notices).values(next_attempt_at=None), "notices_never_due"),
        (update(notices).values(status="sent"), "sent_without_bytes"),
        (delete(raw_pieces), "pieces_missing"),
        (update(raw_pieces).values(content=b"no zlib"), "bytes_changed"),
        (update(mails).values(sha256="0"), "bytes_changed"),
    ],
)
def test_what_does_not_fit_together_is_counted(database: Database, harm: UpdateBase, name: str) -> None:
    a_ticket(database)

    with database.write() as connection:
        connection.execute(harm)

    counts = verify(database, NOON)
    assert counts[name] == 1
    assert counts["unexplained"] >= 1
