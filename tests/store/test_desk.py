"""The desk's key, its rules and its mailboxes."""

import threading
from pathlib import Path

import pytest

from mailhelp.core.errors import BadConfiguration, UsageError
from mailhelp.store.database import Database, open_database
from mailhelp.store.desks import Desks
from mailhelp.store.inbox import Inbox
from mailhelp.store.mailboxes import Mailboxes
from mailhelp.store.rulesets import Rulesets
from tests.store.builders import MINUTE, NOON, a_fetched_mail


def test_the_first_key_is_adopted_and_another_is_refused(database: Database) -> None:
    desk = Desks(database)
    before = desk.key_id()

    desk.adopt_key("first")
    desk.adopt_key("first")

    assert (before, desk.key_id()) == (None, "first")
    with pytest.raises(BadConfiguration, match="the desk's own key file"):
        desk.adopt_key("second")


def test_rules_accepted_become_active_and_the_same_hash_is_the_same_row(database: Database) -> None:
    rules = Rulesets(database)
    before = rules.active()

    first = rules.accept("hash 1", "rules: 1", "GB-ENG", "model", NOON)
    second = rules.accept("hash 2", "rules: 2", "GB-ENG", "model", NOON)
    again = rules.accept("hash 1", "rules: 1", "GB-ENG", "model", NOON + MINUTE)

    active = rules.active()
    assert before is None
    assert again == first != second
    assert active is not None and (active.id, active.text, active.accepted_at) == (first, "rules: 1", NOON)
    assert rules.get(second).hash == "hash 2"


def test_processes_that_accept_the_same_rules_make_one_row(database: Database) -> None:
    made: list[int] = []
    processes = [
        threading.Thread(target=lambda: made.append(Rulesets(database).accept("hash", "", "", "", NOON)))
        for _ in range(4)
    ]

    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert len(made) == 4
    assert len(set(made)) == 1


def test_rules_that_were_accepted_before_become_active_again(database: Database) -> None:
    first = Rulesets(database).accept("1", "", "", "", NOON)
    Rulesets(database).accept("2", "", "", "", NOON)

    Rulesets(database).accept("1", "", "", "", NOON)

    assert Desks(database).active_rules_id() == first


def test_rules_that_are_not_there_are_told(database: Database) -> None:
    with pytest.raises(UsageError, match="no rules"):
        Rulesets(database).get(5)


def test_a_mailbox_starts_when_it_was_first_configured_unless_told_otherwise(database: Database) -> None:
    mailboxes = Mailboxes(database)

    first = mailboxes.get_or_add("support", "INBOX", configured_at=NOON, start=None)
    later = mailboxes.get_or_add("support", "INBOX", configured_at=NOON + MINUTE, start=None)
    told = mailboxes.get_or_add("support", "INBOX", configured_at=NOON + MINUTE, start=NOON - MINUTE)
    kept = mailboxes.get_or_add("support", "INBOX", configured_at=NOON + MINUTE, start=None)

    assert first == later
    assert (first.started_at, first.uidvalidity, first.low_water) == (NOON, None, 1)
    assert told.started_at == kept.started_at == NOON - MINUTE


def test_the_low_water_mark_only_rises_until_the_mailbox_is_renumbered(database: Database) -> None:
    mailboxes, marks = Mailboxes(database), []
    mailboxes.get_or_add("support", "INBOX", configured_at=NOON, start=None)

    for uidvalidity, low_water in ((7, 40), (7, 30), (7, 41), (8, 2)):
        mailboxes.advance("support", uidvalidity, low_water)
        row = mailboxes.get_or_add("support", "INBOX", configured_at=NOON, start=None)
        marks.append((row.uidvalidity, row.low_water))

    assert marks == [(7, 40), (7, 40), (7, 41), (8, 2)]


def test_another_folder_is_read_from_its_beginning(database: Database) -> None:
    mailboxes = Mailboxes(database)
    mailboxes.get_or_add("support", "INBOX", configured_at=NOON, start=None)
    mailboxes.advance("support", 7, 40)

    moved = mailboxes.get_or_add("support", "Support", configured_at=NOON, start=None)

    assert (moved.uidvalidity, moved.low_water) == (None, 1)


def test_known_uids_are_those_kept_under_the_same_uidvalidity(database: Database) -> None:
    Inbox(database).keep([a_fetched_mail(3), a_fetched_mail(9), a_fetched_mail(10, uidvalidity=8)])
    mailboxes = Mailboxes(database)

    assert mailboxes.known_uids("support", 7, 1) == {3, 9}
    assert mailboxes.known_uids("support", 7, 4) == {9}
    assert mailboxes.known_uids("other", 7, 1) == set()


def test_a_mailbox_that_was_never_added_is_told(database: Database) -> None:
    with pytest.raises(UsageError, match='no mailbox "support"'):
        Mailboxes(database).advance("support", 7, 1)


def test_a_desk_that_is_given_another_name_is_still_that_desk(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    before = open_database(url, desk_name="Help", key_id="a1")
    Desks(before).adopt_key("a1")
    before.close()

    after = open_database(url, desk_name="Service Support", key_id="a1")

    assert after.desk_id == before.desk_id
    after.close()
