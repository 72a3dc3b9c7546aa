"""Mail is kept on disk, handed to workers one by one, and found again."""

import os
import threading

import pytest
from sqlalchemy import func, select

from mailhelp.core.errors import UsageError
from mailhelp.core.facts import Channel, Envelope, ReceivedMail, TimeSource
from mailhelp.core.ticket import Fate
from mailhelp.store.database import Database
from mailhelp.store.faults import RowRefused
from mailhelp.store.inbox import Inbox
from mailhelp.store.keeping import PIECE
from mailhelp.store.schema import raw_pieces
from tests.store.builders import JO, LEASE, MINUTE, NOON, a_fetched_mail, a_mail, a_raw_mail, committed

BIG = b"Subject: big\r\n\r\n" + os.urandom(2 * PIECE)


def pieces_on_disk(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(raw_pieces)).scalar_one()


def test_a_mail_comes_back_byte_for_byte_with_its_envelope(database: Database) -> None:
    envelope = Envelope(
        Channel.IMAP, NOON, TimeSource.INTERNALDATE, "", ("a@x.example", "b@x.example"), None, "192.0.2.1", True,
        "support", 4_294_967_295, 4_294_967_294, ("help@desk.example",),
    )  # fmt: skip
    inbox = Inbox(database)

    (kept,) = inbox.keep([ReceivedMail(b"\x00\xff no header at all", envelope)])

    assert inbox.raw(kept.mail_id) == b"\x00\xff no header at all"
    assert inbox.envelope(kept.mail_id) == envelope


@pytest.mark.parametrize("raw", [b"", BIG, BIG[: 2 * PIECE], BIG[: PIECE + 1], BIG[:PIECE]])
def test_a_mail_of_any_size_comes_back(database: Database, raw: bytes) -> None:
    (kept,) = Inbox(database).keep([a_mail(raw)])

    assert Inbox(database).raw(kept.mail_id) == raw
    assert pieces_on_disk(database) == max(1, -(-len(raw) // PIECE))


def test_mails_kept_together_are_in_the_order_they_came(database: Database) -> None:
    inbox = Inbox(database)
    mails = [a_mail(a_raw_mail(f"number {number}")) for number in range(20)]

    kept = inbox.keep(mails)
    later = inbox.keep([a_mail()])

    claimed = [mail.mail_id for mail in inbox.claim("worker", now=NOON, limit=100, lease=LEASE)]
    assert claimed == [one.mail_id for one in (*kept, *later)]


def test_the_same_uid_gives_the_mail_that_is_there(database: Database) -> None:
    inbox = Inbox(database)
    first, twice = inbox.keep([a_fetched_mail(3), a_fetched_mail(3)])

    again, renumbered = inbox.keep([a_fetched_mail(3), a_fetched_mail(3, uidvalidity=8)])

    assert (first.new, twice.new, again.new, renumbered.new) == (True, False, False, True)
    assert first.mail_id == twice.mail_id == again.mail_id != renumbered.mail_id


def test_a_big_mail_that_is_there_leaves_no_pieces_behind(database: Database) -> None:
    inbox = Inbox(database)
    inbox.keep([a_fetched_mail(3, raw=BIG)])

    (again,) = inbox.keep([a_fetched_mail(3, raw=BIG)])

    assert not again.new
    assert pieces_on_disk(database) == 3


def test_threads_that_keep_the_same_uid_keep_one_mail(database: Database) -> None:
    inbox, kept, start = Inbox(database), [], threading.Barrier(4)

    def keep() -> None:
        start.wait()
        kept.extend(inbox.keep([a_fetched_mail(9)]))

    keepers = [threading.Thread(target=keep) for _ in range(4)]
    for keeper in keepers:
        keeper.start()
    for keeper in keepers:
        keeper.join()

    assert sorted(one.new for one in kept) == [False, False, False, True]
    assert len({one.mail_id for one in kept}) == 1


def test_pieces_without_their_mail_are_no_mail_and_are_swept_after_an_hour(database: Database) -> None:
    inbox = Inbox(database)
    (kept,) = inbox.keep([a_mail(BIG)], now=NOON)
    orphan = {"mail_id": kept.mail_id - (60_000 << 21), "place": 0, "content": b"half"}
    with database.write() as connection:
        connection.execute(raw_pieces.insert(), orphan)

    too_early, in_time = inbox.sweep(NOON + 58 * MINUTE), inbox.sweep(NOON + 62 * MINUTE)

    assert (too_early, in_time) == (0, 1)
    assert [mail.id for mail in inbox.mails()] == [kept.mail_id]
    assert inbox.raw(kept.mail_id) == BIG


def test_history_is_kept_and_never_due(database: Database) -> None:
    inbox = Inbox(database)

    inbox.keep([a_mail(live=False)])

    assert inbox.mails()[0].fate == Fate.HISTORY
    assert inbox.mails()[0].reason
    assert inbox.claim("worker", now=NOON, limit=9, lease=LEASE) == ()


def test_the_message_id_is_read_when_the_mail_is_kept(database: Database) -> None:
    Inbox(database).keep([a_mail(a_raw_mail(its_id="x@y.example"))])

    assert Inbox(database).mails()[0].message_id == "x@y.example"


def test_a_hostile_message_id_is_kept_and_found(database: Database) -> None:
    long = "\udcff\x00" + "€" * 5000
    raw = b"Message-ID: <" + long.encode("utf-8", "surrogateescape") + b">\r\n\r\n"
    (kept,) = Inbox(database).keep([a_mail(raw)])

    parent = Inbox(database).undecided_parent(["\ufffd" + "€" * 300], kept.mail_id + 1)

    assert Inbox(database).raw(kept.mail_id) == raw
    assert parent == kept.mail_id


def test_mails_are_listed_newest_first_by_fate(database: Database) -> None:
    inbox = Inbox(database)
    first, second, third = inbox.keep([a_mail(), a_mail(), a_mail(live=False)], now=NOON)
    committed(database, first.mail_id, a_raw_mail())

    assert [mail.id for mail in inbox.mails()] == [third.mail_id, second.mail_id, first.mail_id]
    assert [mail.id for mail in inbox.mails(limit=1)] == [third.mail_id]
    opened = inbox.mails(fate="opened")
    assert [(mail.id, mail.ticket, mail.sender) for mail in opened] == [(first.mail_id, 1, JO)]


def test_a_mail_that_is_not_there_is_told(database: Database) -> None:
    inbox = Inbox(database)

    for ask in (inbox.raw, inbox.envelope, inbox.mail, inbox.record_death):
        with pytest.raises(UsageError, match="no such mail"):
            ask(5)


def test_a_row_that_breaks_a_rule_leaves_nothing_of_its_transaction(database: Database) -> None:
    inbox = Inbox(database)
    (kept,) = inbox.keep([a_mail()], now=NOON)
    clash = {"mail_id": kept.mail_id, "place": 1, "content": b""}

    with pytest.raises(RowRefused), database.write() as connection:
        connection.execute(raw_pieces.insert(), [{**clash, "place": 7}, {**clash, "place": 0}])

    assert pieces_on_disk(database) == 1
    assert len(inbox.mails()) == 1


def test_a_daemon_that_starts_again_frees_what_its_machine_had_claimed_and_nothing_else(database: Database) -> None:
    inbox = Inbox(database)
    kept = inbox.keep([a_mail(), a_mail()], now=NOON)
    inbox.claim("web_1/worker-7", now=NOON, limit=1, lease=MINUTE)
    inbox.claim("webX1/worker-7", now=NOON, limit=1, lease=MINUTE)

    assert inbox.unclaim_all("web_1/") == 1

    again = inbox.claim("web_1/worker-8", now=NOON, limit=5, lease=MINUTE)
    assert [one.mail_id for one in again] == [kept[0].mail_id]
