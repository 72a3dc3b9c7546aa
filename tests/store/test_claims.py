"""Undecided mail goes to one worker at a time, and nothing a worker does or suffers loses it."""

import os
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from mailhelp.core.decision import Decision
from mailhelp.core.errors import UsageError
from mailhelp.core.facts import Channel, TimeSource
from mailhelp.core.ticket import Fate
from mailhelp.store.claims import Earlier
from mailhelp.store.database import Database
from mailhelp.store.inbox import Inbox
from mailhelp.store.keeping import PIECE
from tests.store.builders import LEASE, MINUTE, NOON, a_mail, a_raw_mail, committed

BIG = b"Subject: big\r\n\r\n" + os.urandom(2 * PIECE)


def test_two_workers_never_get_the_same_mail(database: Database) -> None:
    inbox, got, start = Inbox(database), [], threading.Barrier(4)
    inbox.keep([a_mail() for _ in range(60)])

    def work(name: str) -> None:
        start.wait()
        while claimed := inbox.claim(name, now=NOON, limit=3, lease=LEASE):
            got.extend(mail.mail_id for mail in claimed)

    workers = [threading.Thread(target=work, args=(f"worker {number}",)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(got) == len(set(got)) == 60


def test_a_claim_that_ran_out_makes_the_mail_due_again(database: Database) -> None:
    inbox = Inbox(database)
    inbox.keep([a_mail()])
    inbox.claim("first", now=NOON, limit=1, lease=LEASE)

    early = inbox.claim("second", now=NOON + LEASE - MINUTE, limit=1, lease=LEASE)
    late = inbox.claim("second", now=NOON + LEASE, limit=1, lease=LEASE)

    assert early == ()
    assert [mail.attempts for mail in late] == [2]


def test_what_a_dead_worker_had_is_due_at_once_and_the_death_counts_against_its_mail(database: Database) -> None:
    inbox = Inbox(database)
    in_hand, other = inbox.keep([a_mail(), a_mail()])
    inbox.claim("dead", now=NOON, limit=2, lease=LEASE)

    deaths = inbox.record_death(in_hand.mail_id)
    freed = inbox.unclaim("dead")

    claimed = inbox.claim("spare", now=NOON, limit=9, lease=LEASE)
    assert deaths == 1
    assert freed == (other.mail_id,)
    assert [(mail.mail_id, mail.deaths) for mail in claimed] == [(in_hand.mail_id, 1), (other.mail_id, 0)]


def test_a_mail_that_we_failed_on_waits_and_the_next_goes_on(database: Database) -> None:
    inbox = Inbox(database)
    failed, other = inbox.keep([a_mail(), a_mail()])
    inbox.claim("worker", now=NOON, limit=1, lease=LEASE)

    inbox.fail(failed.mail_id, cause="a template is missing", retry_at=NOON + MINUTE)

    now, later = (inbox.claim("worker", now=moment, limit=9, lease=LEASE) for moment in (NOON, NOON + MINUTE))
    assert [mail.mail_id for mail in now] == [other.mail_id]
    assert [mail.mail_id for mail in later] == [failed.mail_id]
    assert inbox.mail(failed.mail_id).fault == "a template is missing"


def test_only_an_earlier_undecided_mail_is_waited_for(database: Database) -> None:
    inbox, raw = Inbox(database), a_raw_mail(its_id="parent@x.example")
    parent, reply = inbox.keep([a_mail(raw), a_mail()], now=NOON)

    waiting = inbox.undecided_parent(["parent@x.example"], reply.mail_id)
    committed(database, parent.mail_id, raw)

    assert waiting == parent.mail_id
    assert inbox.undecided_parent(["parent@x.example"], reply.mail_id) is None
    assert inbox.undecided_parent([], reply.mail_id) is None
    assert inbox.undecided(NOON) == 1


def test_a_mail_set_aside_is_listed_and_released_with_a_judgement(database: Database) -> None:
    inbox = Inbox(database)
    (kept,) = inbox.keep([a_mail()], now=NOON)
    committed(database, kept.mail_id, a_raw_mail(), Decision(Fate.SET_ASIDE, "unproven staff mail"))
    listed = inbox.set_aside()

    inbox.force(kept.mail_id, "client", NOON)

    (claimed,) = inbox.claim("worker", now=NOON, limit=1, lease=LEASE)
    assert [(mail.id, mail.reason) for mail in listed] == [(kept.mail_id, "unproven staff mail")]
    assert claimed.forced == "client"
    assert inbox.set_aside() == ()


def test_only_what_is_set_aside_can_be_released_and_only_as_client_or_staff(database: Database) -> None:
    inbox = Inbox(database)
    (kept,) = inbox.keep([a_mail()])

    with pytest.raises(UsageError, match="not set aside"):
        inbox.force(kept.mail_id, "client", NOON)
    with pytest.raises(UsageError, match="not as"):
        inbox.force(kept.mail_id, "admin", NOON)


def test_a_failed_mail_can_be_tried_at_once_and_a_decided_one_cannot(database: Database) -> None:
    inbox = Inbox(database)
    failed, decided = inbox.keep([a_mail(), a_mail()], now=NOON)
    inbox.fail(failed.mail_id, cause="x", retry_at=NOON + timedelta(minutes=50))
    committed(database, decided.mail_id, a_raw_mail())

    inbox.retry(failed.mail_id, NOON)

    assert [mail.mail_id for mail in inbox.claim("w", now=NOON, limit=9, lease=LEASE)] == [failed.mail_id]
    with pytest.raises(UsageError, match="is decided"):
        inbox.retry(decided.mail_id, NOON)


def test_a_claim_that_ends_in_order_is_no_attempt(database: Database) -> None:
    inbox = Inbox(database)
    (kept,) = inbox.keep([a_mail()])
    for _ in range(3):
        inbox.claim("worker", now=NOON, limit=1, lease=LEASE)
        inbox.fail(kept.mail_id, cause="it waits", retry_at=NOON)
        inbox.claim("worker", now=NOON, limit=1, lease=LEASE)
        inbox.unclaim("worker")
        inbox.claim("worker", now=NOON, limit=1, lease=LEASE)
        inbox.record_death(kept.mail_id)
        inbox.fail(kept.mail_id, cause="a worker ended over it", retry_at=NOON)

    (claimed,) = inbox.claim("worker", now=NOON, limit=1, lease=LEASE)

    assert (claimed.attempts, claimed.deaths) == (1, 3)


def test_an_end_of_everything_counts_for_the_mail_that_each_worker_had_in_hand(database: Database) -> None:
    inbox = Inbox(database)
    inbox.keep([a_mail() for _ in range(5)])
    for _ in range(3):
        inbox.claim("here/worker-1", now=NOON, limit=2, lease=LEASE)
        inbox.claim("here/worker-2", now=NOON, limit=2, lease=LEASE)
        assert inbox.unclaim_all("here/") == 4

    claimed = inbox.claim("here/worker-3", now=NOON, limit=9, lease=LEASE)

    assert [one.attempts for one in claimed] == [4, 1, 4, 1, 1]


def test_a_mail_that_is_to_be_decided_anew_has_no_attempts_and_no_deaths(database: Database) -> None:
    inbox = Inbox(database)
    (kept,) = inbox.keep([a_mail()], now=NOON)
    for _ in range(3):
        inbox.claim("here/worker", now=NOON, limit=1, lease=LEASE)
        inbox.unclaim_all("here/")
    inbox.record_death(kept.mail_id)

    inbox.retry(kept.mail_id, NOON)

    (claimed,) = inbox.claim("worker", now=NOON, limit=1, lease=LEASE)
    assert (claimed.attempts, claimed.deaths) == (1, 0)


@pytest.mark.parametrize(
    ("column", "value", "instead"),
    [
        ("recipients", "[", ()),
        ("delivered_to", "7", ()),
        ("channel", "pigeon", Channel.PIPE),
        ("received_source", "moon", TimeSource.GIVEN),
    ],
)
def test_a_row_that_holds_what_cannot_be_read_stops_no_other_and_is_taken_without_it(
    database: Database, column: str, value: str, instead: object
) -> None:
    inbox = Inbox(database)
    damaged, other = inbox.keep([a_mail(), a_mail()], now=NOON)
    with database.write() as connection:
        connection.execute(text(f"UPDATE mails SET {column} = '{value}' WHERE id = {damaged.mail_id}"))

    first, second = inbox.claim("worker", now=NOON, limit=9, lease=LEASE)

    assert (first.mail_id, second.mail_id) == (damaged.mail_id, other.mail_id)
    assert first.envelope == replace(a_mail().envelope, **{column: instead})
    assert second.envelope == a_mail().envelope


def test_what_is_undecided_before_a_mail_is_told_with_its_author_and_what_it_answers(database: Database) -> None:
    inbox = Inbox(database)
    raw = b"From: Jo <JO@x.example>\r\nReferences: <a@x.example>\r\n <b@x.example>\r\n\r\nx"
    decided, first, second = inbox.keep([a_mail(), a_mail(raw), a_mail(b"\r\nx")], now=NOON)
    committed(database, decided.mail_id, a_raw_mail())

    assert inbox.undecided_before(second.mail_id) == (Earlier("b@x.example", "jo@x.example"),)
    assert inbox.undecided_before(first.mail_id) == ()


def test_a_clock_that_was_set_back_keeps_no_mail_from_being_claimed(database: Database) -> None:
    inbox, ahead = Inbox(database), NOON + timedelta(hours=23)
    claimed, resting = inbox.keep([a_mail(), a_mail()], now=NOON)
    inbox.fail(resting.mail_id, cause="x", retry_at=ahead + MINUTE)
    inbox.claim("dead", now=ahead, limit=1, lease=LEASE)

    due = inbox.claim("worker", now=NOON, limit=9, lease=LEASE)

    assert [one.mail_id for one in due] == [claimed.mail_id, resting.mail_id]
