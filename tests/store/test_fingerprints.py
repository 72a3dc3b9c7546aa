"""The same mail is known again, also when two workers decide it at once."""

from datetime import datetime, timedelta

import pytest

from mailhelp.core.decision import Decision
from mailhelp.core.errors import VersionConflict
from mailhelp.core.ticket import Fate
from mailhelp.store.database import Database
from mailhelp.store.inbox import Inbox
from mailhelp.store.tickets import Tickets
from tests.store.builders import (
    LEASE,
    NOON,
    a_mail,
    a_raw_mail,
    an_opening,
    committed,
    facts_of,
    rules_of,
)


def kept(database: Database, raw: bytes | None = None, received_at: datetime = NOON) -> int:
    (one,) = Inbox(database).keep([a_mail(raw, received_at=received_at)], now=NOON)
    return one.mail_id


def test_the_same_mail_decided_by_two_workers_makes_one_ticket(database: Database) -> None:
    first, second = kept(database), kept(database)
    committed(database, first, a_raw_mail())

    with pytest.raises(VersionConflict, match="decided meanwhile"):
        committed(database, second, a_raw_mail())
    sight = Inbox(database).first_sight(facts_of(a_raw_mail()).fingerprint)
    committed(database, second, a_raw_mail(), Decision(Fate.DUPLICATE, "the same mail"))

    assert sight is not None and sight.mail_id == first
    assert len(Tickets(database).tickets()) == 1
    assert Inbox(database).first_sight(facts_of(a_raw_mail()).fingerprint) == sight


def test_a_decision_that_knew_of_the_first_mail_is_written(database: Database) -> None:
    first, second = kept(database), kept(database)
    committed(database, first, a_raw_mail())

    written = Tickets(database).commit(
        second,
        an_opening(),
        mail=facts_of(a_raw_mail()),
        rules_id=rules_of(database),
        now=NOON,
        hold=False,
        seen_first=first,
    )

    assert written.number == 2


@pytest.mark.parametrize(("minutes", "conflict"), [(14, True), (-14, True), (16, False)])
def test_without_message_id_the_same_content_is_another_mail_after_15_minutes(
    database: Database, minutes: int, conflict: bool
) -> None:
    raw = a_raw_mail(its_id=None)
    facts, rules_id = facts_of(raw), rules_of(database)
    first = kept(database, raw)
    second = kept(database, raw, NOON + timedelta(minutes=minutes))
    decide = {"mail": facts, "rules_id": rules_id, "now": NOON, "hold": False}
    Tickets(database).commit(first, an_opening(), **decide)  # type: ignore[arg-type]

    if conflict:
        with pytest.raises(VersionConflict):
            Tickets(database).commit(second, an_opening(), **decide)  # type: ignore[arg-type]
    else:
        Tickets(database).commit(second, an_opening(), **decide)  # type: ignore[arg-type]

    newest = Inbox(database).first_sight(facts.fingerprint)
    assert newest is not None and newest.mail_id == (first if conflict else second)


def test_a_first_mail_set_aside_is_decided_again_when_better_proof_comes(database: Database) -> None:
    first, second = kept(database), kept(database)
    committed(database, first, a_raw_mail(), Decision(Fate.SET_ASIDE, "not proven"))
    sight = Inbox(database).first_sight(facts_of(a_raw_mail()).fingerprint)

    committed(database, second, a_raw_mail(), Decision(Fate.DUPLICATE, "the same", decide_again=first, proven=True))

    assert sight is not None and sight.fate is Fate.SET_ASIDE
    due = Inbox(database).claim("worker", now=NOON, limit=9, lease=LEASE)
    assert [(mail.mail_id, mail.forced) for mail in due] == [(first, "proven")]
    assert Inbox(database).first_sight(facts_of(a_raw_mail()).fingerprint, other_than=first) is None
