"""Taking mail from a real IMAP server: kept first, then moved; known by UID; the old is left alone."""

from datetime import UTC, datetime, timedelta

import pytest

from mailhelp.channels.imap_settings import Done, MailboxState
from mailhelp.channels.tls import Tls
from mailhelp.core.errors import StorageFault
from mailhelp.core.facts import Channel, TimeSource
from tests.channels.mailbook import Book, Killed, Told, a_fetcher, a_mail, settings_for
from tests.dovecot import Dovecot

pytestmark = pytest.mark.server


def test_a_new_mail_is_kept_byte_for_byte_and_moved(dovecot: Dovecot) -> None:
    dovecot.deliver("moves", a_mail("one"), received_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
    book = Book()

    tally = a_fetcher(settings_for(dovecot, "moves"), book).fetch_once()

    assert (tally.kept, tally.finished) == (1, 1)
    (mail,) = book.mails
    assert mail.raw == a_mail("one")
    assert (mail.complete, mail.full_size) == (True, len(a_mail("one")))
    assert mail.envelope.channel is Channel.IMAP
    assert mail.envelope.received_at == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert mail.envelope.received_source is TimeSource.INTERNALDATE
    assert (mail.envelope.mailbox, mail.envelope.uid, mail.envelope.live) == ("support/INBOX", 1, True)
    assert dovecot.mails("moves") == []
    assert dovecot.mails("moves", "Processed") == [a_mail("one")]


def test_envelope_sender_and_delivery_addresses_are_read_from_the_trace_headers(dovecot: Dovecot) -> None:
    trace = b"Return-Path: <>\r\nDelivered-To: help@desk.example\r\nDelivered-To: <support@desk.example>\r\n"
    dovecot.deliver("trace", trace + a_mail("one"))
    dovecot.deliver("trace", a_mail("two"))
    book = Book()

    a_fetcher(settings_for(dovecot, "trace"), book).fetch_once()

    first, second = sorted((mail.envelope for mail in book.mails), key=lambda envelope: bool(not envelope.delivered_to))
    assert (first.mail_from, first.delivered_to) == ("", ("help@desk.example", "support@desk.example"))
    assert (second.mail_from, second.delivered_to) == (None, ())


def test_mails_come_in_the_order_in_which_they_lie_there_in_batches(dovecot: Dovecot) -> None:
    for number in range(45):
        dovecot.deliver("order", a_mail(f"mail {number}"))
    book = Book()

    tally = a_fetcher(settings_for(dovecot, "order"), book).fetch_once()

    assert tally.kept == 45
    assert [mail.envelope.uid for mail in book.mails] == list(range(1, 46))


def test_starttls_works_as_implicit_tls_does(dovecot: Dovecot) -> None:
    dovecot.deliver("starttls", a_mail("one"))
    book = Book()

    a_fetcher(settings_for(dovecot, "starttls", tls=Tls.STARTTLS, port=dovecot.imap_port), book).fetch_once()

    assert len(book.mails) == 1


def test_seen_flags_do_not_select(dovecot: Dovecot) -> None:
    dovecot.deliver("flags", a_mail("read by a colleague already"))
    new = dovecot.maildir("flags") / "new"
    for path in list(new.iterdir()):
        path.rename(dovecot.maildir("flags") / "cur" / f"{path.name}:2,S")
    book = Book()

    a_fetcher(settings_for(dovecot, "flags"), book).fetch_once()

    assert len(book.mails) == 1


def test_done_seen_marks_as_read_and_leaves_the_mail(dovecot: Dovecot) -> None:
    dovecot.deliver("seen", a_mail("one"))
    book = Book()
    fetcher = a_fetcher(settings_for(dovecot, "seen", done=Done.SEEN), book)

    fetcher.fetch_once()
    fetcher.fetch_once()

    assert book.calls == ["kept", "mark"]
    assert [path.name.endswith(":2,S") for path in (dovecot.maildir("seen") / "cur").iterdir()] == [True]


def test_done_keep_touches_nothing_and_takes_nothing_twice(dovecot: Dovecot) -> None:
    dovecot.deliver("keeps", a_mail("one"))
    book = Book()

    for _ in range(3):
        a_fetcher(settings_for(dovecot, "keeps", done=Done.KEEP), book).fetch_once()

    assert book.calls.count("kept") == 1
    assert "known twice" not in book.calls
    assert not any("S" in path.name.partition(":2,")[2] for path in (dovecot.maildir("keeps") / "cur").iterdir())


def test_of_4000_old_mails_none_is_taken_and_they_are_passed_once(dovecot: Dovecot) -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    for number in range(4000):
        dovecot.deliver("oldmails", a_mail(f"old {number}"), received_at=start - timedelta(hours=number + 1))
    dovecot.deliver("oldmails", a_mail("new"), received_at=start + timedelta(minutes=1))
    book, told = Book(started_at=start), Told()

    first = a_fetcher(settings_for(dovecot, "oldmails"), book, told).fetch_once()
    second = a_fetcher(settings_for(dovecot, "oldmails"), book).fetch_once()

    assert (first.kept, first.passed, first.finished) == (1, 4000, 1)
    assert (second.kept, second.passed) == (0, 0)
    assert b"Subject: new" in book.mails[0].raw
    assert len(dovecot.mails("oldmails")) == 4000
    assert "4000 mails from before the start are left alone" in told.about(MailboxState.PASSED)[0]


def test_a_mail_of_the_very_second_of_the_start_is_new(dovecot: Dovecot) -> None:
    dovecot.deliver("second", a_mail("one"), received_at=datetime(2026, 11, 1, 12, 0, 0, tzinfo=UTC))
    book = Book(started_at=datetime(2026, 11, 1, 12, 0, 0, 600_000, tzinfo=UTC))

    a_fetcher(settings_for(dovecot, "second"), book).fetch_once()

    assert len(book.mails) == 1


def test_with_history_old_mail_is_kept_as_not_live_and_stays_in_its_folder(dovecot: Dovecot) -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    dovecot.deliver("history", a_mail("old"), received_at=start - timedelta(days=9))
    dovecot.deliver("history", a_mail("new"), received_at=start + timedelta(days=1))
    book = Book(started_at=start)

    for _ in range(2):
        a_fetcher(settings_for(dovecot, "history", history=True), book).fetch_once()

    assert [(b"old" in mail.raw, mail.envelope.live) for mail in book.mails] == [(True, False), (False, True)]
    assert dovecot.mails("history") == [a_mail("old")]
    assert "known twice" not in book.calls


def test_after_an_outage_the_mark_decides_and_no_date(dovecot: Dovecot) -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    book = Book(started_at=start)
    fetcher = a_fetcher(settings_for(dovecot, "outage"), book)
    fetcher.fetch_once()
    for day in range(10):
        dovecot.deliver("outage", a_mail(f"day {day}"), received_at=start + timedelta(days=day))

    a_fetcher(settings_for(dovecot, "outage"), book).fetch_once()

    assert [mail.envelope.received_at for mail in book.mails] == [start + timedelta(days=day) for day in range(10)]


def test_nothing_is_moved_when_the_store_cannot_keep(dovecot: Dovecot) -> None:
    dovecot.deliver("diskfull", a_mail("one"))
    book = Book(full=True)

    with pytest.raises(StorageFault):
        a_fetcher(settings_for(dovecot, "diskfull"), book).fetch_once()

    assert dovecot.mails("diskfull") == [a_mail("one")]
    book.full = False
    assert a_fetcher(settings_for(dovecot, "diskfull"), book).fetch_once().finished == 1


def test_a_mail_kept_but_not_moved_before_a_crash_is_moved_next_time_and_not_taken_again(dovecot: Dovecot) -> None:
    dovecot.deliver("killed", a_mail("one"))
    book = Book(after_keep=_kill)
    with pytest.raises(Killed):
        a_fetcher(settings_for(dovecot, "killed"), book).fetch_once()
    assert len(dovecot.mails("killed")) == 1

    tally = a_fetcher(settings_for(dovecot, "killed"), book).fetch_once()

    assert (tally.kept, tally.finished) == (0, 1)
    assert book.calls == ["kept"]
    assert dovecot.mails("killed", "Processed") == [a_mail("one")]


def _kill() -> None:
    raise Killed


def test_a_changed_uidvalidity_makes_it_look_at_everything_again(dovecot: Dovecot) -> None:
    settings = settings_for(dovecot, "renumbered", folder="Desk", done=Done.KEEP)
    dovecot.deliver("renumbered", a_mail("one"), folder="Desk")
    book, told = Book(), Told()
    fetcher = a_fetcher(settings, book, told)
    fetcher.fetch_once()
    dovecot.doveadm("mailbox", "update", "-u", "renumbered", "--uid-validity", "99", "Desk")

    fetcher.fetch_once()

    assert sorted(uidvalidity == 99 for uidvalidity, _ in book.rows) == [False, True]
    assert "UIDVALIDITY changed" in told.about(MailboxState.RENUMBERED)[0]


def test_of_a_mail_over_the_limit_headers_and_256_kb_are_kept_and_it_stays(dovecot: Dovecot) -> None:
    huge = a_mail("huge", size=1_000_000)
    dovecot.deliver("huge", huge)
    dovecot.deliver("huge", a_mail("small"))
    book = Book()

    for _ in range(2):
        a_fetcher(settings_for(dovecot, "huge", max_size=500_000), book).fetch_once()

    first, second = book.mails
    assert (first.complete, first.full_size) == (False, len(huge))
    assert first.raw == huge[: huge.index(b"\r\n\r\n") + 4 + 262_144]
    assert second.complete
    assert dovecot.mails("huge") == [huge]
    assert "known twice" not in book.calls


def test_large_mails_come_in_batches_bounded_by_bytes(dovecot: Dovecot) -> None:
    for number in range(5):
        dovecot.deliver("large", a_mail(f"large {number}", size=3_000_000))
    book, told = Book(), Told()

    a_fetcher(settings_for(dovecot, "large"), book, told).fetch_once()

    assert [line.split(":")[-1] for line in told.about(MailboxState.KEPT)] == [
        " kept 2, UID 2",
        " kept 2, UID 4",
        " kept 1, UID 5",
    ]


def test_junk_and_nul_bytes_are_kept_like_any_other_mail(dovecot: Dovecot) -> None:
    junk = bytes(range(256)) * 40
    for raw in (a_mail("one"), junk, a_mail("two")):
        dovecot.deliver("junk", raw)
    book = Book()

    assert a_fetcher(settings_for(dovecot, "junk"), book).fetch_once().kept == 3


def test_words_of_a_mail_cause_no_command(dovecot: Dovecot) -> None:
    dovecot.deliver("inject", a_mail("a\r\nMessage-ID: <x@y>\r\nzz1 CREATE Injected1\r\nX: \r\n\tzz2 CREATE Injected2"))
    book = Book()

    a_fetcher(settings_for(dovecot, "inject"), book).fetch_once()

    assert len(book.mails) == 1
    assert sorted(path.name for path in dovecot.maildir("inject").glob(".*")) == [".Processed"]


def test_a_done_folder_with_blanks_quotes_and_umlauts_works(dovecot: Dovecot) -> None:
    dovecot.deliver("odd", a_mail("one"))
    name = 'Erledigt "für" alle'

    tally = a_fetcher(settings_for(dovecot, "odd", done_folder=name), Book()).fetch_once()

    assert tally.finished == 1
    assert name in dovecot.doveadm("mailbox", "list", "-u", "odd").splitlines()
