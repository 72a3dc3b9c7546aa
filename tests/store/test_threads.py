"""The hints of a mail lead to tickets, to our own notices and to people we know."""

from mailhelp.core.decision import Decision, FoundBy, TicketChange
from mailhelp.core.ids import shown
from mailhelp.core.ticket import Fate
from mailhelp.store.database import Database
from mailhelp.store.inbox import Inbox
from mailhelp.store.outbox import Outbox
from mailhelp.store.threads import MOST_HINTS, Threads
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


def sent_notice(database: Database, message_id: str) -> int:
    (notice,) = Outbox(database).claim("sender", now=NOON, limit=1, lease=LEASE)
    Outbox(database).store_raw(notice.notice_id, message_id, "", b"Subject: x\r\n\r\n")
    Outbox(database).sent(notice.notice_id, NOON, "250 ok")
    return notice.notice_id


def test_tickets_are_found_strongest_hint_first_each_once(database: Database) -> None:
    tickets = [a_ticket(database, a_raw_mail(its_id=f"{n}@x.example")) for n in range(4)]
    ids = [ticket.ticket_id or 0 for ticket in tickets]

    found = Threads(database).find(
        ticket_ids={ids[2]: JO}, message_ids=["1@x.example", "nobody@x.example", "0@x.example"], numbers=[4, 3, 1, 99]
    )

    assert [(one.number, one.found_by, one.token_for) for one in found] == [
        (3, FoundBy.TOKEN, JO),
        (2, FoundBy.REFERENCE, None),
        (1, FoundBy.REFERENCE, None),
        (4, FoundBy.NUMBER, None),
    ]


def test_a_ticket_is_found_by_a_notice_of_ours_and_by_a_mail_that_is_on_it(database: Database) -> None:
    opened = a_ticket(database)
    sent_notice(database, "ours@desk.example")

    by_notice, by_mail = (
        Threads(database).find(ticket_ids={}, message_ids=[message_id], numbers=[])
        for message_id in ("ours@desk.example", "1@harbourdental.example")
    )

    assert [one.ticket_id for one in by_notice] == [one.ticket_id for one in by_mail] == [opened.ticket_id]
    assert by_notice[0].found_by is FoundBy.REFERENCE
    assert (by_notice[0].people, by_notice[0].version) == ((JO,), 1)


def test_no_hint_finds_no_ticket(database: Database) -> None:
    a_ticket(database)

    assert Threads(database).find(ticket_ids={}, message_ids=[], numbers=[]) == ()
    assert Threads(database).find(ticket_ids={5: JO}, message_ids=["x"], numbers=[7]) == ()


def test_absurd_hints_are_no_fault(database: Database) -> None:
    a_ticket(database)
    absurd = ["\x00\udcff" * 5000, "", *(f"{n}@x.example" for n in range(MOST_HINTS * 30))]

    found = Threads(database).find(ticket_ids={2**64: JO, -1: JO}, message_ids=absurd, numbers=[10**30, 0, -5, 1])

    assert [one.number for one in found] == [1]


def test_our_own_notice_is_known_by_its_message_id(database: Database) -> None:
    opened = a_ticket(database)
    notice_id = sent_notice(database, "ours@desk.example")

    own = Threads(database).own_notice("ours@desk.example")

    assert own is not None
    assert (own.notice_id, own.ticket_id, own.kind, own.recipient) == (
        notice_id,
        opened.ticket_id,
        "acknowledgement",
        JO,
    )
    assert Threads(database).own_notice("1@harbourdental.example") is None


def test_a_bounce_is_matched_by_notice_then_token_then_message_id_and_never_by_a_recipient(database: Database) -> None:
    ticket_id = a_ticket(database).ticket_id
    assert ticket_id is not None
    first = sent_notice(database, "first@desk.example")
    a_ticket(database, a_raw_mail(its_id="2@x.example"))
    second = sent_notice(database, "second@desk.example")
    threads = Threads(database)

    assert [one.notice_id for one in threads.bounced(["second@desk.example"], [first], {})] == [first]
    assert [one.notice_id for one in threads.bounced(["second@desk.example"], [7], {})] == [second]
    assert [one.notice_id for one in threads.bounced(["second@desk.example"], [], {JO: ticket_id})] == [first]
    assert threads.bounced(["x"], [7], {"al@x.example": ticket_id}) == ()


def test_acknowledgements_are_counted_by_recipient_and_time(database: Database) -> None:
    a_ticket(database)
    a_ticket(database, a_raw_mail(its_id="2@x.example"), an_opening(notices=(an_acknowledgement("Al@X.example"),)))
    threads = Threads(database)

    assert threads.acknowledged(JO.upper(), NOON) == 1
    assert threads.acknowledged("al@x.example", NOON) == 1
    assert threads.acknowledged(JO, NOON + MINUTE) == 0


def test_who_has_shown_that_the_address_is_theirs_is_known_and_nobody_else(database: Database) -> None:
    opened = a_ticket(database)
    threads = Threads(database)
    assert opened.ticket_id is not None and not threads.known_person(JO)

    change = Decision(Fate.UPDATED, "by token", changed=TicketChange(opened.ticket_id, 1, known=JO.upper()))
    a_ticket(database, a_raw_mail(its_id="2@x.example"), change)

    assert threads.known_person(JO.upper())
    assert not threads.known_person("al@x.example")


def test_the_ticket_that_a_mail_opened_is_found_by_the_mail(database: Database) -> None:
    (kept,) = Inbox(database).keep([a_mail(a_raw_mail())], now=NOON)
    assert Threads(database).opened_by(kept.mail_id) is None

    opened = committed(database, kept.mail_id, a_raw_mail())

    found = Threads(database).opened_by(kept.mail_id)
    assert found is not None and found.ticket_id == opened.ticket_id


def test_all_spellings_of_one_mailbox_are_counted_together(database: Database) -> None:
    for number, spelling in enumerate(("v.ictim@gmail.com", "victim+1@GMAIL.com", "victim@gm\u00adail.com")):
        owed = an_acknowledgement(spelling)
        a_ticket(database, a_raw_mail(its_id=f"{number}@x.example"), an_opening(notices=(owed,)))

    assert Threads(database).acknowledged("victim@googlemail.com", NOON) == 3


def test_ids_fit_into_a_token(database: Database) -> None:
    assert len(shown(a_ticket(database).ticket_id or 0)) == 13
