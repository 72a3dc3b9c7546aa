"""Servers that break, lie or refuse one mail: nothing is lost, nothing taken twice, the others go on."""

import base64
import re
from datetime import UTC, datetime

import pytest

from mailhelp.channels.credentials import Account, Password
from mailhelp.channels.faults import ConnectionLost, LoginRefused, Untrusted
from mailhelp.channels.imap_connect import logged_in
from mailhelp.channels.imap_settings import Done, MailboxState
from mailhelp.channels.tls import Tls
from tests.channels.imap_stub import ImapStub
from tests.channels.mailbook import Book, Told, a_fetcher, a_mail, eventually, running, stub_settings

NO = b"TAG NO internal error\r\n"


def mails(count: int) -> dict[int, bytes]:
    return {number: a_mail(f"mail {number}") for number in range(1, count + 1)}


def fetches_body_of(uid: int, command: str) -> bool:
    found = re.match(r"UID FETCH (\S+) \(BODY", command)
    return found is not None and str(uid) in found[1].split(",")


def test_dates_with_a_zone_become_utc() -> None:
    book = Book()
    with ImapStub(mails(1)) as stub:
        a_fetcher(stub_settings(stub.port), book).fetch_once()

    assert book.mails[0].envelope.received_at == datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_one_mail_that_the_server_cannot_give_stops_none_of_the_others() -> None:
    book, told = Book(), Told()
    with ImapStub(mails(300), lambda command: NO if fetches_body_of(150, command) else None) as stub:
        a_fetcher(stub_settings(stub.port), book, told).fetch_once()

        assert sorted(uid for _, uid in book.rows) == [uid for uid in range(1, 301) if uid != 150]
        assert list(stub.mails) == [150]
    assert "does not give the mail with UID 150" in told.about(MailboxState.UNREADABLE)[0]


def test_one_mail_whose_size_the_server_cannot_tell_stops_none_of_the_others() -> None:
    def no_size_of_5(command: str) -> bytes | None:
        found = re.match(r"UID FETCH (\S+) \(INTERNALDATE", command)
        return NO if found and "5" in found[1].split(",") else None

    book, told = Book(), Told()
    with ImapStub(mails(20), no_size_of_5) as stub:
        a_fetcher(stub_settings(stub.port), book, told).fetch_once()

        assert list(stub.mails) == [5]
    assert len(told.about(MailboxState.UNREADABLE)) == 1


def test_the_mark_never_passes_a_mail_that_was_not_given() -> None:
    book = Book()
    with ImapStub(mails(5), lambda command: NO if fetches_body_of(2, command) else None) as stub:
        fetcher = a_fetcher(stub_settings(stub.port, done=Done.KEEP), book)
        fetcher.fetch_once()
        stub.fault = lambda command: None

        assert book.marks == {7: 2}
        assert fetcher.fetch_once().kept == 1
        assert sorted(uid for _, uid in book.rows) == [1, 2, 3, 4, 5]


def test_of_a_mail_that_the_server_never_gives_whole_the_beginning_is_kept_in_the_end() -> None:
    book, now = Book(), [0.0]
    with ImapStub(
        mails(3), lambda command: NO if fetches_body_of(2, command) and "BODY.PEEK[])" in command else None
    ) as stub:
        fetcher = a_fetcher(stub_settings(stub.port), book, monotonic=lambda: now[0])
        for _ in range(5):
            fetcher.fetch_once()
            now[0] += 10_000

        assert {mail.envelope.uid: mail.complete for mail in book.mails} == {1: True, 2: False, 3: True}
        assert list(stub.mails) == [2]


def test_a_mail_that_the_server_dies_of_is_set_behind_the_others() -> None:
    book = Book()
    with ImapStub(mails(10), lambda command: b"DROP" if fetches_body_of(3, command) else None) as stub:
        fetcher = a_fetcher(stub_settings(stub.port), book)
        for _ in range(2):
            with pytest.raises(ConnectionLost):
                fetcher.fetch_once()
        fetcher.fetch_once()

        assert sorted(uid for _, uid in book.rows) == [1, 2, 4, 5, 6, 7, 8, 9, 10]
        assert stub.count("UID FETCH 3 ") <= 2


def test_a_mail_left_out_of_the_answer_is_asked_for_again_and_told() -> None:
    book, told = Book(), Told()
    with ImapStub(mails(2), lambda command: b"TAG OK done\r\n" if fetches_body_of(2, command) else None) as stub:
        fetcher = a_fetcher(stub_settings(stub.port), book, told)
        fetcher.fetch_once()
        stub.fault = lambda command: None
        fetcher.fetch_once()

        assert sorted(uid for _, uid in book.rows) == [1, 2]
    assert "no content was given" in told.about(MailboxState.UNREADABLE)[0]


def test_a_move_whose_answer_is_lost_takes_no_mail_twice() -> None:
    book, stub = Book(), ImapStub(mails(3))

    def move_and_drop(command: str) -> bytes | None:
        if command.startswith("UID MOVE") and not stub.moved:
            stub.moved.append(stub.mails.pop(1) and 1)
            return b"DROP"
        return None

    stub.fault = move_and_drop
    with stub:
        fetcher = a_fetcher(stub_settings(stub.port), book)
        with pytest.raises(ConnectionLost):
            fetcher.fetch_once()
        fetcher.fetch_once()

        assert book.calls == ["kept"] * 3
        assert sorted(stub.moved) == [1, 2, 3]


def test_a_refused_move_fetches_each_mail_once_and_creates_a_missing_folder() -> None:
    book, told = Book(), Told()
    with ImapStub(
        mails(50), lambda command: b"TAG NO [OVERQUOTA] full\r\n" if command.startswith("UID MOVE") else None
    ) as stub:
        fetcher = a_fetcher(stub_settings(stub.port), book, told)
        for _ in range(10):
            fetcher.fetch_once()

        assert stub.count(r"BODY\.PEEK") == 3
        assert stub.count("UID MOVE") == 1
        assert len(stub.mails) == 50
    assert "OVERQUOTA" in told.about(MailboxState.NOT_MOVED)[0]


def test_a_broken_connection_in_the_middle_of_a_mail_loses_nothing() -> None:
    book = Book()
    cut = b"* 1 FETCH (UID 1 BODY[] {5000}\r\nFrom: jo"
    with ImapStub(mails(3), lambda command: cut if fetches_body_of(1, command) else None) as stub:
        fetcher = a_fetcher(stub_settings(stub.port, timeout=0.3), book)
        with pytest.raises(ConnectionLost):
            fetcher.fetch_once()
        assert book.calls == []
        stub.fault = lambda command: None

        assert fetcher.fetch_once().kept == 3


@pytest.mark.parametrize(
    ("command", "nonsense"),
    [
        ("UID FETCH", b"* 1 FETCH (UID x RFC822.SIZE y)\r\nTAG OK done\r\n"),
        ("UID FETCH", b"* 1 FETCH (UID 1 RFC822.SIZE\r\nTAG OK done\r\n"),
        ("UID FETCH", b"* 1 FETCH (UID 1 RFC822.SIZE NIL)\r\nTAG OK done\r\n"),
        ("UID FETCH", b"* 99999999999999999999999 FETCH (())\r\nTAG OK done\r\n"),
        ("UID SEARCH", b"* SEARCH a b c\r\nTAG OK done\r\n"),
        ("UID SEARCH", b"\xff\xfe garbage\r\n"),
        ("UID SEARCH", b"* BYE going down\r\n"),
        ("SELECT", b"* OK [UIDVALIDITY x]\r\nTAG OK done\r\n"),
    ],
)
def test_answers_that_make_no_sense_are_told_and_tried_again_never_a_crash(command: str, nonsense: bytes) -> None:
    told, stub = Told(), ImapStub(mails(1))
    stub.fault = lambda said: nonsense if said.startswith(command) else None
    with stub, running(a_fetcher(stub_settings(stub.port, timeout=0.5, poll=0.2), Book(), told)):
        assert eventually(lambda: told.about(MailboxState.LOST) + told.about(MailboxState.UNREADABLE), seconds=5), (
            told.lines
        )
        stub.fault = lambda said: None

        assert eventually(lambda: stub.moved == [1], seconds=5), told.lines


def test_news_told_before_idle_begins_is_not_slept_over() -> None:
    book, stub = Book(), ImapStub(mails(1), capability="MOVE IDLE")

    def another_mail_comes_with_the_move(command: str) -> bytes | None:
        if command.startswith("UID MOVE 1 "):
            stub.mails = {2: a_mail("second")}
            return b"* 1 EXPUNGE\r\n* 1 EXISTS\r\nTAG OK done\r\n"
        return None

    stub.fault = another_mail_comes_with_the_move
    with stub, running(a_fetcher(stub_settings(stub.port, poll=240.0), book)):
        assert eventually(lambda: len(book.mails) == 2, seconds=5)
        assert eventually(lambda: "IDLE" in stub.commands)
        assert stub.commands.index("IDLE") > stub.commands.index("UID FETCH 2 (INTERNALDATE RFC822.SIZE)")


def test_news_told_in_one_breath_with_the_beginning_of_idle_is_seen() -> None:
    book, stub = Book(), ImapStub({}, capability="MOVE IDLE")

    def a_mail_comes_with_the_first_idle(command: str) -> bytes | None:
        if command == "IDLE" and stub.count("IDLE") == 1:
            stub.mails = {1: a_mail("first")}
            return b"+ idling\r\n* 1 EXISTS\r\n"
        return None

    stub.fault = a_mail_comes_with_the_first_idle
    with stub, running(a_fetcher(stub_settings(stub.port, poll=240.0), book)):
        assert eventually(lambda: len(book.mails) == 1, seconds=5)


def test_a_server_that_says_bye_in_idle_is_left_at_once_without_spinning() -> None:
    told = Told()
    stub = ImapStub({}, lambda command: b"+ idling\r\n* BYE enough\r\n" if command == "IDLE" else None, "IDLE")
    with stub, running(a_fetcher(stub_settings(stub.port, poll=240.0), Book(), told)):
        assert eventually(lambda: len(told.about(MailboxState.LOST)) >= 2, seconds=6)
        assert stub.logins <= 4


def test_a_connection_reset_in_idle_is_noticed_at_once() -> None:
    told, stub = Told(), ImapStub({}, capability="IDLE")
    with stub, running(a_fetcher(stub_settings(stub.port, poll=240.0), Book(), told)):
        assert eventually(lambda: "IDLE" in stub.commands)
        stub.reset_connections()

        assert eventually(lambda: told.about(MailboxState.LOST), seconds=3)
        assert eventually(lambda: stub.logins == 2, seconds=5)


def test_idle_that_says_only_still_here_is_left_alone() -> None:
    told = Told()
    stub = ImapStub({}, lambda command: b"+ idling\r\n* OK Still here\r\n" if command == "IDLE" else None, "IDLE")
    with stub, running(a_fetcher(stub_settings(stub.port, poll=240.0), Book(), told)):
        assert eventually(lambda: "IDLE" in stub.commands)
        assert not eventually(lambda: told.about(MailboxState.LOST), seconds=1)
        assert stub.logins == 1


def test_a_half_open_connection_is_found_out_when_idle_is_renewed() -> None:
    told = Told()
    stub = ImapStub({}, lambda command: b"" if command == "DONE" else None, "IDLE")
    with stub, running(a_fetcher(stub_settings(stub.port, poll=0.3, timeout=0.3), Book(), told)):
        assert eventually(lambda: told.about(MailboxState.LOST), seconds=5)
        assert "no answer in time" in told.about(MailboxState.LOST)[0]


def test_xoauth2_sends_user_and_token() -> None:
    with ImapStub({}) as stub:
        settings = stub_settings(stub.port, account=Account.MICROSOFT365, credential=Password("token"))
        a_fetcher(settings, Book()).fetch_once()

        said = stub.commands[stub.commands.index("AUTHENTICATE XOAUTH2") + 1]
    assert base64.b64decode(said) == b"user=help\1auth=Bearer token\1\1"


def test_a_refused_token_says_to_log_in_again() -> None:
    stub = ImapStub({}, lambda command: b"TAG NO expired\r\n" if command.startswith("AUTHENTICATE") else None)
    with stub, pytest.raises(LoginRefused, match="run `mailhelp login support`"):
        a_fetcher(stub_settings(stub.port, account=Account.GOOGLE), Book()).fetch_once()


def test_after_a_refused_login_a_fresh_token_is_asked_for() -> None:
    asked: list[bool] = []

    def credential(*, fresh: bool = False) -> str:
        asked.append(fresh)
        return "token"

    with ImapStub({}) as stub:
        with logged_in(stub_settings(stub.port, account=Account.GOOGLE, credential=credential), fresh=True):
            pass

    assert asked == [True]


def test_a_server_that_is_busy_is_not_taken_for_a_wrong_password() -> None:
    stub = ImapStub({}, lambda command: b"TAG NO [UNAVAILABLE] later\r\n" if command.startswith("AUTH") else None)
    with stub, pytest.raises(ConnectionLost, match="cannot let us in now"):
        a_fetcher(stub_settings(stub.port), Book()).fetch_once()


def test_a_connection_lost_during_login_is_not_taken_for_a_wrong_password() -> None:
    with (
        ImapStub({}, lambda command: b"DROP" if command.startswith("AUTH") else None) as stub,
        pytest.raises(ConnectionLost),
    ):
        a_fetcher(stub_settings(stub.port), Book()).fetch_once()


def test_without_starttls_on_offer_no_password_is_sent() -> None:
    with ImapStub({}) as stub:
        with pytest.raises(Untrusted, match="offers no STARTTLS, so no password was sent"):
            a_fetcher(stub_settings(stub.port, tls=Tls.STARTTLS, credential=Password("geheim")), Book()).fetch_once()

        assert stub.logins == 0


def test_users_with_quotes_and_blanks_are_quoted_for_login() -> None:
    with ImapStub({}) as stub:
        stub.fault = lambda command: b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n" if command == "CAPABILITY" else None
        a_fetcher(stub_settings(stub.port, user='a "b" \\c'), Book()).fetch_once()

        assert 'LOGIN "a \\"b\\" \\\\c" "secret"' in stub.commands


def test_every_command_is_of_integers_and_configured_names_only() -> None:
    with ImapStub({1: b'Subject: x\r\nMessage-ID: <"\r\nzz1 DELETE INBOX>\r\n\r\n'}) as stub:
        a_fetcher(stub_settings(stub.port), Book()).fetch_once()

        allowed = (
            r"CAPABILITY|AUTHENTICATE PLAIN|[A-Za-z0-9+/=]+|LIST \"\" \"Processed\"|SELECT \"INBOX\"|LOGOUT"
            r"|UID SEARCH UID \d+:\*|UID FETCH [\d,]+ \((INTERNALDATE RFC822.SIZE|BODY.PEEK\[\])\)"
            r'|UID MOVE [\d,]+ "Processed"'
        )
        assert [command for command in stub.commands if not re.fullmatch(allowed, command)] == []
