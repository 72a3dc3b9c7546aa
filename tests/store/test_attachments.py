"""What is attached to mails, and the mails among it: kept, found again by sender and subject, recognised by content."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mailhelp.core.facts import Address, AttachedMail, Attachment
from mailhelp.store.database import Database
from mailhelp.store.inbox import Inbox
from mailhelp.store.tickets import Tickets
from tests.store.builders import MINUTE, NOON, a_mail, a_raw_mail, an_opening, facts_of, rules_of

WRITTEN_AT = datetime(2026, 5, 1, tzinfo=UTC)
OLD = AttachedMail("2.10", Address("Ana", "Ana@Old.example"), "Straße\x00 closed", "old@x", WRITTEN_AT)
PHOTO = Attachment("2.9", "down\x00.png", "image/png", 3, "a" * 64)


def decided(database: Database, number: int = 1, **facts: object) -> int:
    """Keep a mail that says these facts, `number` minutes after noon, and decide it; return its id."""
    raw = a_raw_mail(f"mail {number}", its_id=f"{number}@x.example")
    (kept,) = Inbox(database).keep([a_mail(raw)], now=NOON + number * MINUTE)
    mail = replace(facts_of(raw), **facts)
    Tickets(database).commit(
        kept.mail_id, an_opening(notices=()), mail=mail, rules_id=rules_of(database), now=NOON, hold=False
    )
    return kept.mail_id


def test_what_is_attached_is_kept_in_order_of_its_parts(database: Database) -> None:
    mail_id = decided(database, attachments=(replace(PHOTO, part="2.10"), PHOTO), attached_mails=(OLD,))

    rows, (mail,) = Inbox(database).attachments(mail_id), Inbox(database).attached_mails(mail_id)

    assert [(one.part, one.filename) for one in rows] == [("2.9", "down\ufffd.png"), ("2.10", "down\ufffd.png")]
    assert (mail.sender, mail.sender_name, mail.subject) == ("ana@old.example", "Ana", "Straße\ufffd closed")
    assert (mail.message_id, mail.written_at) == ("old@x", WRITTEN_AT)
    story = Tickets(database).story(1)
    assert (story.attachments, story.attached_mails) == (rows, (mail,))


@pytest.mark.parametrize("what", ["ana@OLD.example", "<old@x>", "STRASSE", "closed", " Closed "])
def test_a_mail_is_found_by_the_mail_attached_to_it(database: Database, what: str) -> None:
    found = decided(database, 1, attached_mails=(OLD,))
    decided(database, 2, attached_mails=(replace(OLD, sender=None, subject="100%", message_id=None),))

    assert [one.id for one in Inbox(database).mails(attached=what)] == [found]
    assert Inbox(database).mails(attached="nothing of it") == ()
    assert [one.subject for one in Inbox(database).mails(attached="0%")] == ["Our website is down"]
    assert Inbox(database).mails(attached="1_0") == ()


def test_the_same_content_is_recognised_in_the_mail_in_which_it_came_first(database: Database) -> None:
    first, second, third = (decided(database, number, attachments=(PHOTO,)) for number in (1, 2, 3))

    told = [Inbox(database).attachments(one)[0].first_in for one in (first, second, third)]

    assert told == [None, first, first]


def test_an_invitation_and_what_is_sealed_stand_with_the_mail(database: Database) -> None:
    mail_id = decided(database, invitation="request", invitation_to="Tea", sealed="encrypted with PGP")

    mail = Inbox(database).mail(mail_id)

    assert (mail.invitation, mail.invitation_to, mail.sealed) == ("request", "Tea", "encrypted with PGP")
