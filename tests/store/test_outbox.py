"""Notices owed are handed out once, keep their bytes, and every attempt is on record."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from mailhelp.core.errors import UsageError
from mailhelp.core.notices import RANK_STAFF, RANK_WORDS, CauseKind, Manner, NoticeKind
from mailhelp.store.database import Database
from mailhelp.store.inbox import Inbox
from mailhelp.store.outbox import DueNotice, Outbox
from mailhelp.store.schema import notice_attempts
from mailhelp.store.tickets import Tickets
from tests.store.builders import (
    JO,
    LEASE,
    MINUTE,
    NOON,
    a_mail,
    a_raw_mail,
    a_ticket,
    an_acknowledgement,
    an_opening,
    committed,
)


def claim_one(database: Database, *, now: timedelta = timedelta()) -> DueNotice:
    (notice,) = Outbox(database).claim("sender", now=NOON + now, limit=1, lease=LEASE)
    return notice


def held_ticket(database: Database) -> None:
    (kept,) = Inbox(database).keep([a_mail()], now=NOON)
    staff = replace(an_acknowledgement("tom@desk.example"), kind=NoticeKind.STAFF_NEW, to_client=False)
    opening = an_opening(notices=(an_acknowledgement(), staff))
    committed(database, kept.mail_id, a_raw_mail(), opening, hold=True)


def test_a_notice_is_handed_out_with_all_that_it_takes_to_render_it(database: Database) -> None:
    opened = a_ticket(database)

    notice = claim_one(database)

    assert notice.owed == an_acknowledgement()
    assert (notice.notice_id, notice.attempts, notice.raw, notice.message_id) == (opened.notice_ids[0], 1, None, None)
    assert notice.ticket is not None
    assert (notice.ticket.id, notice.ticket.number, notice.ticket.status) == (opened.ticket_id, 1, "new")
    assert notice.ticket.classification["priority"] == "P1"


def test_the_recipient_is_written_to_as_they_write_themselves(database: Database) -> None:
    a_ticket(database, decision=an_opening(notices=(an_acknowledgement("Jo.Smith@Harbour.example"),)))

    assert claim_one(database).owed.recipient == "Jo.Smith@Harbour.example"


def test_words_of_people_go_before_acknowledgements_before_staff_notices(database: Database) -> None:
    owed = an_acknowledgement()
    staff = replace(owed, rank=RANK_STAFF, recipient="tom@desk.example", kind=NoticeKind.STAFF_NEW)
    words = replace(owed, rank=RANK_WORDS, recipient="al@x.example", manner=Manner.WORDS)
    a_ticket(database, decision=an_opening(notices=(staff, owed, words)))

    claimed = Outbox(database).claim("sender", now=NOON, limit=9, lease=LEASE)

    assert [notice.owed.recipient for notice in claimed] == ["al@x.example", JO, "tom@desk.example"]


def test_two_senders_never_get_the_same_notice(database: Database) -> None:
    owed = tuple(an_acknowledgement(f"{number}@x.example") for number in range(40))
    a_ticket(database, decision=an_opening(notices=owed))
    got: list[int] = []

    def send(name: str) -> None:
        while claimed := Outbox(database).claim(name, now=NOON, limit=3, lease=LEASE):
            got.extend(notice.notice_id for notice in claimed)

    senders = [threading.Thread(target=send, args=(f"sender {number}",)) for number in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert len(got) == len(set(got)) == 40


def test_the_bytes_of_a_notice_are_stored_once_and_sent_again_as_they_are(database: Database) -> None:
    a_ticket(database)
    notice, outbox = claim_one(database), Outbox(database)

    stored = [outbox.store_raw(notice.notice_id, f"{n}@desk.example", "", b"bytes %d" % n) for n in (1, 2)]

    again = claim_one(database, now=LEASE)
    assert stored == [True, False]
    assert (again.raw, again.message_id, again.envelope_sender) == (b"bytes 1", "1@desk.example", "")
    assert outbox.raw(notice.notice_id) == b"bytes 1"


def test_what_a_dead_sender_had_is_due_at_once_and_its_attempt_stays_on_record(database: Database) -> None:
    a_ticket(database)
    notice = claim_one(database)

    freed = Outbox(database).unclaim("sender", NOON)

    assert freed == (notice.notice_id,)
    again = claim_one(database)
    Outbox(database).sent(again.notice_id, NOON, "250 ok")
    with database.read() as connection:
        attempts = connection.execute(select(notice_attempts.c.outcome).order_by(notice_attempts.c.number)).scalars()
        assert list(attempts) == [None, "sent"]


def test_what_a_sender_gives_back_is_due_at_once_as_if_it_had_not_been_claimed(database: Database) -> None:
    a_ticket(database)
    claim_one(database)
    outbox = Outbox(database)

    outbox.give_back("another", NOON)
    before = outbox.notices()[0].attempts
    outbox.give_back("sender", NOON)

    assert (before, outbox.notices()[0].attempts) == (1, 0)
    with database.read() as connection:
        assert connection.execute(select(notice_attempts)).all() == []
    assert claim_one(database).attempts == 1


def test_what_was_dropped_or_is_tried_by_hand_is_no_longer_in_the_senders_hands(database: Database) -> None:
    opened = a_ticket(database, decision=an_opening(notices=(an_acknowledgement(), an_acknowledgement("al@x.example"))))
    outbox, (dropped, retried) = Outbox(database), opened.notice_ids
    outbox.claim("sender", now=NOON, limit=2, lease=LEASE)
    before = [outbox.is_claimed(one, "sender") for one in opened.notice_ids]

    outbox.drop([dropped], now=NOON)
    outbox.retry(retried, NOON)

    assert before == [True, True]
    assert [outbox.is_claimed(one, "sender") for one in opened.notice_ids] == [False, False]
    assert not outbox.is_claimed(retried, "another")


def test_tries_that_failed_by_our_own_fault_are_told_from_the_others(database: Database) -> None:
    a_ticket(database)
    outbox = Outbox(database)
    for number, ours in enumerate((True, False, True)):
        notice = claim_one(database, now=number * MINUTE)
        moment = NOON + number * MINUTE
        outbox.deferred(notice.notice_id, moment + MINUTE, "later", now=moment, ours=ours)
    claim_one(database, now=3 * MINUTE)

    tries = outbox.tries(notice.notice_id)

    assert (tries.real, tries.ours, tries.first_at) == (2, 2, NOON)


def test_what_waits_longest_comes_first_when_asked_for(database: Database) -> None:
    owed = tuple(an_acknowledgement(f"{name}@x.example") for name in ("al", "bo"))
    a_ticket(database, decision=an_opening(notices=owed))
    outbox = Outbox(database)
    first = claim_one(database)
    outbox.deferred(first.notice_id, NOON + MINUTE, "451 later")

    order = [
        outbox.claim("sender", now=NOON + 2 * MINUTE, limit=1, lease=LEASE, longest_waiting=True)[0].notice_id
        for _ in range(2)
    ]

    assert order[1] == first.notice_id != order[0]


def test_a_deferred_notice_waits_its_time_and_is_then_sent(database: Database) -> None:
    a_ticket(database)
    notice, outbox = claim_one(database), Outbox(database)

    outbox.deferred(notice.notice_id, NOON + 30 * MINUTE, "451 later")

    assert outbox.claim("sender", now=NOON + 29 * MINUTE, limit=9, lease=LEASE) == ()
    assert outbox.next_due() == NOON + 30 * MINUTE
    again = claim_one(database, now=30 * MINUTE)
    outbox.sent(again.notice_id, NOON + 30 * MINUTE, "250 ok")
    (row,) = outbox.notices()
    assert (row.status, row.attempts, row.sent_at, row.reply) == ("sent", 2, NOON + 30 * MINUTE, "250 ok")
    assert outbox.next_due() is None


def test_a_refused_notice_is_told_on_its_ticket_and_not_tried_again(database: Database) -> None:
    a_ticket(database)
    outbox = Outbox(database)

    outbox.refused(claim_one(database).notice_id, NOON, "550 no such user")

    assert [notice.status for notice in outbox.notices(status="refused")] == ["refused"]
    assert [line.note for line in Tickets(database).story(1).history][-1].endswith("550 no such user")
    assert outbox.claim("sender", now=NOON + timedelta(days=9), limit=9, lease=LEASE) == ()


def test_hold_keeps_back_what_goes_to_clients_until_it_is_released(database: Database) -> None:
    held_ticket(database)
    outbox = Outbox(database)

    first = outbox.claim("sender", now=NOON, limit=9, lease=LEASE)
    released = outbox.release(NOON)

    second = outbox.claim("sender", now=NOON, limit=9, lease=LEASE)
    assert [notice.owed.recipient for notice in first] == ["tom@desk.example"]
    assert released == 1
    assert [notice.owed.recipient for notice in second] == [JO]


def test_what_is_dropped_is_never_sent(database: Database) -> None:
    held_ticket(database)
    outbox = Outbox(database)
    ids = [notice.id for notice in outbox.notices()]

    dropped = outbox.drop([*ids, 7])

    assert dropped == 2
    assert outbox.release(NOON) == 0
    assert outbox.claim("sender", now=NOON, limit=9, lease=LEASE) == ()
    assert {notice.status for notice in outbox.notices()} == {"cancelled"}


def test_a_refused_notice_can_be_tried_again_and_a_sent_one_cannot(database: Database) -> None:
    a_ticket(database)
    outbox, notice = Outbox(database), claim_one(database)
    outbox.refused(notice.notice_id, NOON, "550 full")

    outbox.retry(notice.notice_id, NOON)

    outbox.sent(claim_one(database).notice_id, NOON, "250 ok")
    with pytest.raises(UsageError, match="was sent"):
        outbox.retry(notice.notice_id, NOON)


def test_a_notice_without_a_mail_is_owed_once_for_its_cause(database: Database) -> None:
    outbox = Outbox(database)
    owed = replace(an_acknowledgement("tom@desk.example"), kind=NoticeKind.ADMIN_RULES, to_client=False)

    ids = [
        outbox.owe(owed, cause_kind=kind, cause_id=cause, ticket_id=None, now=NOON, hold=True)
        for kind, cause in (
            (CauseKind.CONSOLE, 1),
            (CauseKind.CONSOLE, 1),
            (CauseKind.CLOCK, 1),
            (CauseKind.CONSOLE, 2),
        )
    ]

    assert [notice_id is not None for notice_id in ids] == [True, False, True, True]
    assert claim_one(database).ticket is None


def test_the_same_person_written_otherwise_is_owed_one_notice(database: Database) -> None:
    opened = a_ticket(database, decision=an_opening(notices=(an_acknowledgement(JO), an_acknowledgement(JO.upper()))))

    assert len(opened.notice_ids) == 1
    assert len(Outbox(database).notices()) == 1


def test_one_notice_is_claimed_alone_and_only_while_nobody_has_it(database: Database) -> None:
    others = (an_acknowledgement("al@x.example"), an_acknowledgement("bo@x.example"))
    _, wanted = a_ticket(database, decision=an_opening(notices=others)).notice_ids
    outbox = Outbox(database)

    first = outbox.claim_one(wanted, "sender", now=NOON, lease=LEASE)
    second = outbox.claim_one(wanted, "another", now=NOON, lease=LEASE)

    assert first is not None and first.owed.recipient == "bo@x.example"
    assert second is None
    assert outbox.notice(wanted).attempts == 1


def test_a_notice_that_is_not_there_is_told(database: Database) -> None:
    with pytest.raises(UsageError, match="no such notice"):
        Outbox(database).notice(7)
    assert Outbox(database).claim_one(7, "sender", now=NOON, lease=LEASE) is None
