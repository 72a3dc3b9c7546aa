"""A decision is written as a whole, once, and only on the ticket that was read."""

import threading
from dataclasses import replace
from datetime import datetime

import pytest

from mailhelp.core.decision import Decision
from mailhelp.core.errors import UsageError, VersionConflict
from mailhelp.core.facts import Attachment
from mailhelp.core.ticket import Fate, Interval
from mailhelp.store.database import Database, open_database
from mailhelp.store.inbox import Inbox
from mailhelp.store.outbox import Outbox
from mailhelp.store.threads import Threads
from mailhelp.store.tickets import Tickets
from tests.store.builders import (
    JO,
    MINUTE,
    NOON,
    a_change,
    a_mail,
    a_new_ticket,
    a_raw_mail,
    a_ticket,
    an_acknowledgement,
    an_opening,
    committed,
    facts_of,
    rules_of,
)


def kept(database: Database, raw: bytes | None = None, received_at: datetime = NOON) -> int:
    (one,) = Inbox(database).keep([a_mail(raw, received_at=received_at)], now=NOON)
    return one.mail_id


def test_a_ticket_is_listed_as_it_was_decided(database: Database) -> None:
    opened = a_ticket(database)

    (row,) = Tickets(database).tickets()

    assert (row.id, row.number, row.status, row.priority) == (opened.ticket_id, 1, "new", "P1")
    assert (row.requester, row.subject, row.mails, row.breached) == (JO, "Our website is down", 1, False)
    assert (row.opened_at, row.due_at, row.work_by) == (NOON, NOON + 60 * MINUTE, NOON + 30 * MINUTE)


def test_the_story_of_a_ticket_has_everything_that_belongs_to_it(database: Database) -> None:
    beside = a_ticket(database, a_raw_mail("an older one", its_id="0@x.example"))
    assert beside.ticket_id is not None
    ticket = replace(
        a_new_ticket(), tags=("web", "web"), linked_to=(beside.ticket_id,), participants=("Al@X.example", JO.upper())
    )
    ticket = replace(ticket, promise=replace(ticket.promise, counted=(Interval(NOON, NOON + MINUTE),)))
    photo = Attachment("2", "down\x00.png", "image/png", 3, "0" * 64)
    mail = replace(facts_of(b"second"), attachments=(photo,))

    Tickets(database).commit(
        kept(database), an_opening(ticket=ticket), mail=mail, rules_id=rules_of(database), now=NOON, hold=False
    )

    story = Tickets(database).story(2)
    assert story.people == ((JO, "requester"), ("al@x.example", "participant"))
    assert (story.ticket.tags, story.links, story.target) == (("web",), (1,), "12 business hours")
    assert story.counted == ((NOON.isoformat(), (NOON + MINUTE).isoformat()),)
    assert [part.filename for part in story.attachments] == ["down\ufffd.png"]
    assert [(line.change, line.after) for line in story.history] == [("status", "new")]
    assert [notice.to for notice in story.notices] == [JO]
    assert story.classification["reasons"][0]["words"] == ["website", "down"]


def test_numbers_count_up_without_gaps_or_doubles(database: Database) -> None:
    mails = [kept(database, a_raw_mail(f"mail {n}", its_id=f"{n}@x.example")) for n in range(12)]
    rules_of(database)

    def decide(some: list[int]) -> None:
        for mail_id in some:
            committed(database, mail_id, str(mail_id).encode())

    workers = [threading.Thread(target=decide, args=(mails[start::3],)) for start in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [ticket.number for ticket in Tickets(database).tickets()] == list(range(1, 13))


def test_a_number_is_not_used_again_after_a_commit_that_failed(database: Database) -> None:
    first = a_ticket(database)
    stale = replace(an_opening(), opened=None, changed=a_change(first, 99).changed)

    with pytest.raises(VersionConflict):
        committed(database, kept(database), b"x", stale)

    assert a_ticket(database, a_raw_mail(its_id="2@x.example")).number == 2


def test_a_change_is_written_only_on_the_version_that_was_read(database: Database) -> None:
    opened = a_ticket(database)
    first, second = kept(database), kept(database)

    committed(database, first, b"first", a_change(opened, 1, status="open"))
    with pytest.raises(VersionConflict, match="ticket changed"):
        committed(database, second, b"second", a_change(opened, 1, status="waiting"))

    ticket = Tickets(database).ticket(1)
    assert (ticket.status, ticket.version, ticket.mails) == ("open", 2, 2)
    assert Inbox(database).mail(second).fate is None


def test_a_conflict_leaves_nothing_of_the_decision_behind(database: Database) -> None:
    opened = a_ticket(database)
    stale = replace(a_change(opened, 7), notices=(an_acknowledgement("al@x.example"),))

    with pytest.raises(VersionConflict):
        committed(database, kept(database), b"other", stale)

    assert [notice.to for notice in Outbox(database).notices()] == [JO]
    assert Inbox(database).first_sight(facts_of(b"other").fingerprint) is None


def test_what_never_changes_cannot_be_changed(database: Database) -> None:
    opened = a_ticket(database)

    for name in ("number", "id", "nonsense"):
        with pytest.raises(ValueError, match=name):
            committed(database, kept(database), name.encode(), a_change(opened, 1, **{name: 5}))


def test_a_mail_that_another_worker_decided_is_left_as_it_is(database: Database) -> None:
    mail_id = kept(database)
    first = committed(database, mail_id, a_raw_mail())

    again = committed(database, mail_id, a_raw_mail())

    assert (again.ticket_id, again.number, again.notice_ids) == (first.ticket_id, 1, ())
    assert len(Tickets(database).tickets()) == 1
    assert len(Outbox(database).notices()) == 1


def test_a_mail_decided_again_owes_no_notice_twice(database: Database) -> None:
    mail_id, decision = kept(database), replace(an_opening(), fate=Fate.SET_ASIDE)
    committed(database, mail_id, a_raw_mail(), decision)
    Inbox(database).retry(mail_id, NOON)

    again = committed(database, mail_id, a_raw_mail(), replace(decision, opened=a_new_ticket()))

    assert again.notice_ids == ()
    assert len(Outbox(database).notices()) == 1


def test_a_bounce_marks_the_notice_and_lies_on_its_ticket(database: Database) -> None:
    opened = a_ticket(database)
    bounce = kept(database)

    committed(database, bounce, b"x", Decision(Fate.BOUNCED, "mailbox unknown", refused=opened.notice_ids))
    committed(database, kept(database), b"y", Decision(Fate.BOUNCED, "again", refused=opened.notice_ids))

    story = Tickets(database).story(1)
    assert [notice.status for notice in story.notices] == ["refused"]
    assert [line.note for line in story.history if line.change == "notice"] == [
        f"could not be delivered to {JO}: mailbox unknown"
    ]
    assert bounce in [mail.id for mail in story.mails]


def test_tickets_are_listed_by_status(database: Database) -> None:
    opened = a_ticket(database)
    a_ticket(database, a_raw_mail(its_id="2@x.example"))
    committed(database, kept(database), b"x", a_change(opened, 1, status="resolved", resolved_at=NOON + MINUTE))
    tickets = Tickets(database)

    assert [row.number for row in tickets.tickets(status="resolved")] == [1]
    assert [row.number for row in tickets.tickets(status=("new", "resolved"))] == [1, 2]
    assert [row.number for row in tickets.tickets(limit=1)] == [1]


def test_breached_is_what_was_resolved_or_is_open_after_its_due_time(database: Database) -> None:
    opened = a_ticket(database)
    tickets = Tickets(database)

    before, after = (tickets.ticket(1, now=NOON + minutes * MINUTE).breached for minutes in (60, 61))
    committed(database, kept(database), b"x", a_change(opened, 1, resolved_at=NOON + 62 * MINUTE))

    assert (before, after) == (False, True)
    assert tickets.ticket(1).breached


def test_two_desks_in_one_database_count_for_themselves(database: Database, url: str) -> None:
    from_one = a_ticket(database)
    other = open_database(url, desk_name="Another desk")

    from_other = a_ticket(other)

    assert (from_one.number, from_other.number) == (1, 1)
    assert [row.id for row in Tickets(other).tickets()] == [from_other.ticket_id]
    assert not Threads(other).find(ticket_ids={from_one.ticket_id or 0: "x"}, message_ids=[], numbers=[])
    other.close()


def test_a_ticket_or_mail_that_is_not_there_is_told(database: Database) -> None:
    with pytest.raises(UsageError, match="no ticket 7"):
        Tickets(database).story(7)
    with pytest.raises(UsageError, match="no such mail"):
        committed(database, 7, b"x", Decision(Fate.IGNORED, "nothing"))
