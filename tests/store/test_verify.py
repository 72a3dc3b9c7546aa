"""What nothing explains is counted."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.sql.dml import UpdateBase

from mailhelp.core.decision import Decision, Event
from mailhelp.core.ticket import Fate
from mailhelp.store.database import Database
from mailhelp.store.inbox import Inbox
from mailhelp.store.outbox import Outbox
from mailhelp.store.schema import fingerprints, mails, notices, raw_pieces
from mailhelp.store.verify import verify
from tests.store.builders import NOON, a_mail, a_raw_mail, a_ticket, an_opening, committed


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
        (update(mails).values(fate=None, kept_at=NOON - timedelta(hours=25)), "undecided_for_a_day"),
        (update(mails).values(rules_id=None), "decided_without_rules"),
        (delete(notices), "opened_without_acknowledgement"),
        (update(notices).values(next_attempt_at=NOON + timedelta(hours=25)), "notices_put_off_too_long"),
        (update(notices).values(next_attempt_at=NOON - timedelta(hours=25)), "notices_overdue"),
        (update(notices).values(status="refused"), "refused_and_not_told"),
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


def test_a_duplicate_is_explained_by_the_first_of_its_kind_and_counted_when_that_is_gone(database: Database) -> None:
    a_ticket(database)
    (again,) = Inbox(database).keep([a_mail()], now=NOON)
    committed(database, again.mail_id, a_raw_mail(), Decision(Fate.DUPLICATE, "the same mail came before"))
    before = verify(database, NOON)

    with database.write() as connection:
        connection.execute(update(fingerprints).values(mail_id=5))

    assert before["unexplained"] == 0
    assert verify(database, NOON)["duplicates_of_nothing"] == 1


def test_a_ticket_whose_history_says_why_nobody_was_acknowledged_is_explained(database: Database) -> None:
    silent = replace(an_opening(notices=()), events=(Event("mailhelp", "no acknowledgement", note="a list"),))

    a_ticket(database, decision=silent)

    assert verify(database, NOON)["unexplained"] == 0


def test_a_refused_notice_is_explained_by_the_history_of_its_ticket(database: Database) -> None:
    (notice_id,) = a_ticket(database).notice_ids

    Outbox(database).refused(notice_id, NOON, "550 no such user")

    assert verify(database, NOON)["unexplained"] == 0
