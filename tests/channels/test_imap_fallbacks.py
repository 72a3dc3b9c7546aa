"""Servers without MOVE or UIDPLUS, and mailboxes without room: nothing of others is deleted, nothing taken twice."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from imapclient import IMAPClient

from mailhelp.channels.imap_settings import MailboxState
from tests.channels.mailbook import Book, Told, a_fetcher, a_mail, settings_for
from tests.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.server


@contextmanager
def another_client(server: Dovecot, user: str) -> Iterator[IMAPClient]:
    with IMAPClient("127.0.0.1", port=server.imap_port, ssl=False) as client:
        client.login(user, PASSWORD)
        client.select_folder("INBOX")
        yield client


def test_without_move_a_mail_is_copied_and_only_it_is_deleted(dovecot_without_move: Dovecot) -> None:
    server = dovecot_without_move
    server.deliver("copied", a_mail("marked as deleted by a colleague"))
    book = Book()
    fetcher = a_fetcher(settings_for(server, "copied", done_folder="Done"), book)
    with another_client(server, "copied") as colleague:
        colleague.copy([1], "INBOX")
        colleague.delete_messages([2])
        book.marks[colleague.folder_status("INBOX", ["UIDVALIDITY"])[b"UIDVALIDITY"]] = 3
    server.deliver("copied", a_mail("new"))

    assert fetcher.fetch_once().finished == 1

    assert server.mails("copied", "Done") == [a_mail("new")]
    assert server.mails("copied") == [a_mail("marked as deleted by a colleague")] * 2


def test_without_uidplus_a_mail_is_marked_as_read_and_stays(bare_dovecot: Dovecot) -> None:
    bare_dovecot.deliver("bare", a_mail("one"))
    book = Book()

    for _ in range(2):
        a_fetcher(settings_for(bare_dovecot, "bare"), book).fetch_once()

    assert book.calls == ["kept", "mark"]
    assert [path.name.endswith(":2,S") for path in (bare_dovecot.maildir("bare") / "cur").iterdir()] == [True]


def test_over_quota_mails_are_kept_once_stay_and_the_operator_is_told(dovecot_without_move: Dovecot) -> None:
    server, book, told = dovecot_without_move, Book(), Told()
    for number in range(6):
        server.deliver("full1", a_mail(f"mail {number}", size=3_000))
    fetcher = a_fetcher(settings_for(server, "full1"), book, told)

    for _ in range(3):
        fetcher.fetch_once()

    assert book.calls == ["kept"] * 6
    assert len(server.mails("full1")) == 6
    (line,) = told.about(MailboxState.NOT_MOVED)
    assert "kept mails stay in INBOX" in line
    assert "make room in the mailbox" in line


def test_once_there_is_room_kept_mails_are_moved_after_all(dovecot_without_move: Dovecot) -> None:
    server, book, now = dovecot_without_move, Book(), [0.0]
    for number in range(6):
        server.deliver("full2", a_mail(f"mail {number}", size=3_000))
    fetcher = a_fetcher(settings_for(server, "full2"), book, monotonic=lambda: now[0])
    fetcher.fetch_once()
    with another_client(server, "full2") as owner:
        owner.delete_messages([1, 2, 3, 4])
        owner.expunge()

    now[0] = 59.0
    too_early = fetcher.fetch_once().finished
    now[0] = 61.0

    assert (too_early, fetcher.fetch_once().finished) == (0, 2)
    assert book.calls == ["kept"] * 6
