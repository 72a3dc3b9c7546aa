"""The fetcher that runs for good: pushed mail, dead connections, refused logins; against a real IMAP server."""

import threading
import time

import pytest

from mailhelp.channels.credentials import Password
from mailhelp.channels.imap_settings import Done, MailboxState
from tests.channels.mailbook import Book, Told, a_fetcher, a_mail, eventually, running, settings_for
from tests.dovecot import Dovecot

pytestmark = pytest.mark.server


def test_a_mail_delivered_while_idle_is_kept_and_moved_within_two_seconds(dovecot: Dovecot) -> None:
    book, told = Book(), Told()
    with running(a_fetcher(settings_for(dovecot, "idle"), book, told)):
        assert eventually(lambda: told.about(MailboxState.CONNECTED))
        for number in range(3):
            dovecot.deliver("idle", a_mail(f"mail {number}"))
            began = time.monotonic()
            assert eventually(lambda count=number: len(book.mails) > count)
            assert time.monotonic() - began < 2.0
        assert eventually(lambda: len(dovecot.mails("idle", "Processed")) == 3)


def test_without_idle_mail_is_found_by_polling(bare_dovecot: Dovecot) -> None:
    book, told = Book(), Told()
    with running(a_fetcher(settings_for(bare_dovecot, "polls", poll=0.2, done=Done.KEEP), book, told)):
        assert eventually(lambda: told.about(MailboxState.CONNECTED))
        bare_dovecot.deliver("polls", a_mail("one"))

        assert eventually(lambda: len(book.mails) == 1)


def test_a_kicked_session_is_noticed_at_once_and_connected_anew(dovecot: Dovecot) -> None:
    book, told = Book(), Told()
    with running(a_fetcher(settings_for(dovecot, "kicked"), book, told)):
        assert eventually(lambda: told.about(MailboxState.CONNECTED))
        time_of_kick = time.monotonic()
        dovecot.kick("kicked")
        dovecot.deliver("kicked", a_mail("one"))

        assert eventually(lambda: book.mails)
    assert time.monotonic() - time_of_kick < 10
    assert len(told.about(MailboxState.LOST)) == 1
    assert "next try in 1 s" in told.about(MailboxState.LOST)[0]


def test_idle_is_renewed_and_costs_next_to_no_time(dovecot: Dovecot) -> None:
    told = Told()
    with running(a_fetcher(settings_for(dovecot, "renewed", poll=0.5), Book(), told)):
        assert eventually(lambda: told.about(MailboxState.CONNECTED))
        used = time.process_time()
        assert not eventually(lambda: told.about(MailboxState.LOST), seconds=3)
    assert time.process_time() - used < 0.5
    assert len(told.about(MailboxState.CONNECTED)) == 1


def test_mails_that_come_while_others_are_taken_are_not_left_waiting(dovecot: Dovecot) -> None:
    book, told = Book(), Told()
    with running(a_fetcher(settings_for(dovecot, "stream"), book, told)):
        assert eventually(lambda: told.about(MailboxState.CONNECTED))
        for number in range(150):
            dovecot.deliver("stream", a_mail(f"mail {number}"))

        assert eventually(lambda: len(book.mails) == 150, seconds=5)
    assert "known twice" not in book.calls
    assert eventually(lambda: len(dovecot.mails("stream", "Processed")) == 150)


def test_a_mail_that_another_program_takes_away_meanwhile_stops_nothing(dovecot: Dovecot) -> None:
    for number in range(60):
        dovecot.deliver("shared", a_mail(f"mail {number}"))
    book, told = Book(), Told()
    book.after_keep = lambda: dovecot.doveadm("expunge", "-u", "shared", "mailbox", "INBOX", "UID", "30:40") and None

    with running(a_fetcher(settings_for(dovecot, "shared"), book, told)):
        assert eventually(lambda: len(book.mails) >= 49)
        assert eventually(lambda: dovecot.mails("shared") == [])

    taken = {mail.envelope.uid for mail in book.mails}
    assert set(range(1, 61)) - taken <= set(range(30, 41))
    assert len(told.about(MailboxState.VANISHED)) == 60 - len(taken)


def test_it_stops_within_seconds_in_the_middle_of_idle(dovecot: Dovecot) -> None:
    told, stop = Told(), threading.Event()
    fetcher = a_fetcher(settings_for(dovecot, "stops"), Book(), told)
    thread = threading.Thread(target=fetcher.run, args=[stop])
    thread.start()
    assert eventually(lambda: told.about(MailboxState.CONNECTED))

    stop.set()
    thread.join(5)

    assert not thread.is_alive()


def test_a_wrong_password_is_tried_once_and_then_rested_for_a_minute(dovecot: Dovecot) -> None:
    told = Told()
    settings = settings_for(dovecot, "wrong", credential=Password("not it"))
    with running(a_fetcher(settings, Book(), told)):
        assert eventually(lambda: told.about(MailboxState.REFUSED))
        assert not eventually(lambda: len(told.about(MailboxState.REFUSED)) > 1, seconds=1)

    (line,) = told.about(MailboxState.REFUSED)
    assert 'login as "wrong" was refused' in line
    assert "check user and password" in line
    assert "next try in 60 s" in line
    assert "not it" not in line


def test_a_full_store_is_tried_again_and_each_mail_fetched_in_the_end(dovecot: Dovecot) -> None:
    dovecot.deliver("fullstore", a_mail("one"))
    book, told = Book(full=True), Told()
    with running(a_fetcher(settings_for(dovecot, "fullstore"), book, told)):
        assert eventually(lambda: told.about(MailboxState.LOST))
        book.full = False

        assert eventually(lambda: len(book.mails) == 1)
