"""What other rules would change: stored mail decided again under two sets of rules, nothing written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from mailhelp.config.likeness import judge_alike, know_the_same_words
from mailhelp.core.decidingagain import Sides, compare, gate, joined
from mailhelp.core.decision import Situation
from mailhelp.core.errors import MailhelpError, StorageFault
from mailhelp.core.facts import MailFacts, Proof
from mailhelp.core.policy import Policy
from mailhelp.core.recalculating import Recalculated, recalculated
from mailhelp.core.ticket import Fate
from mailhelp.core.whatif import Compared, moves
from mailhelp.mail.parse import read_mail, read_plainly
from mailhelp.service.keptbytes import beginning, whole
from mailhelp.service.relaying import with_true_author
from mailhelp.service.rooms import DeskSetting, Rooms
from mailhelp.store.corrections import Corrections
from mailhelp.store.promises import Promises
from mailhelp.store.stored_mail import StoredMail, StoredMails

# What rules decided, or had a say in.
BY_RULES = (Fate.OPENED, Fate.SET_ASIDE, Fate.IGNORED)
AS_THEN = "as it was judged when the mail came"
ENDED_WORKERS = "reading it ended workers"
ONLY_BEGINNING = "only its beginning was kept"
Corrected = dict[int, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which mail is decided again. since: received then or later. open_only: only that of open tickets.

    history: also mail that was kept as history, as if it came as news.
    """

    since: datetime | None = None
    open_only: bool = False
    history: bool = False


class WhatIf:
    """Decides stored mail again under the rules in force and under new ones.

    After `rooms.database.close()` it may be taken to several processes, each of which opens the database for itself.
    """

    def __init__(self, rooms: Rooms, setting: DeskSetting, active: Policy, new: Policy) -> None:
        self._rooms = rooms
        self._setting = setting
        self._stored = StoredMails(rooms.database)
        old = active.rules
        self._sides = Sides(active, new, judge_alike(old, new.rules), know_the_same_words(old, new.rules))
        self._gates = gate(active.rules), gate(new.rules)

    def mails(self, selection: Selection) -> list[int]:
        """Return the mails to decide again, in order of arrival.

        Replies are among them only where a rule may keep mail from being seen. Raises StorageFault.
        """
        fates = (
            *BY_RULES,
            *((Fate.UPDATED,) if any(self._gates) else ()),
            *((Fate.HISTORY,) if selection.history else ()),
        )
        return self._stored.ids(fates, since=selection.since, open_only=selection.open_only)

    def corrected(self) -> Corrected:
        """Return for each mail that opened a corrected ticket what staff say, as (question, answer)."""
        found: Corrected = {}
        for one in Corrections(self._rooms.database).since(None):
            found[one.mail_id] = (*found.get(one.mail_id, ()), (one.question, one.after))
        return found

    def promises(self) -> Iterator[Recalculated]:
        """Yield each open ticket with what `recalculate` would make of its promise under the new rules, by number."""
        now = self._setting.clock()
        for ticket in Promises(self._rooms.database).open():
            yield recalculated(ticket, self._sides.new.rules, now)

    def compare(self, mail_id: int, cause: str) -> Compared | StorageFault:
        """Return a mail under both sets of rules; the fault when the database gives nothing at all.

        cause: why it is read without a parser, "" when it is read as a whole. A mail that breaks us is told of in
        `fault` and never stops the next one.
        """
        try:
            stored, raw, why = self._read(mail_id, cause)
            limits = self._setting.reading
            mail = read_plainly(raw, cause=why, limits=limits) if why else read_mail(raw, limits=limits)
            return self._compared(stored, self._proven(mail, stored))
        except StorageFault as fault:
            return fault
        except MemoryError:
            raise
        except MailhelpError as fault:
            return self.refuse(mail_id, str(fault))
        except Exception as fault:
            return self.refuse(mail_id, f"{type(fault).__name__}: {fault}"[:500])

    def refuse(self, mail_id: int, cause: str) -> Compared | StorageFault:
        """Return the answer for a mail that cannot be read."""
        return Compared(mail_id, fault=cause)

    def _read(self, mail_id: int, cause: str) -> tuple[StoredMail, bytes, str]:
        """Return a mail, its bytes, and why no parser is given them: then only its beginning."""
        # In one transaction, which costs as much as what is asked in it.
        with self._rooms.database.read():
            stored = self._stored.mail(mail_id)
            if self._situation(stored).deaths:
                cause = ENDED_WORKERS
            elif not stored.complete:
                cause = ONLY_BEGINNING
            inbox = self._rooms.inbox
            return stored, beginning(inbox, mail_id) if cause else whole(inbox, mail_id), cause

    def _compared(self, stored: StoredMail, mail: MailFacts) -> Compared:
        ticket = stored.ticket if stored.fate is not Fate.UPDATED else None
        if stored.fate is Fate.UPDATED:
            old, new = (joined(mail, stored.envelope, rules) for rules in self._gates)
            held = False
        else:
            old, new, held = compare(mail, stored.envelope, self._situation(stored), self._sides, ticket)
        return Compared(
            stored.id,
            subject=stored.subject or mail.subject,
            sender=mail.sender.address if mail.sender else "",
            received_at=stored.envelope.received_at,
            fate=str(stored.fate),
            ticket=stored.ticket,
            old=old,
            new=new,
            older=ticket is not None and stored.rules_id != self._sides.old.rules_id,
            held=held,
            moves=moves(old, new),
        )

    def _situation(self, stored: StoredMail) -> Situation:
        """Return a mail's own situation: no thread, no earlier mail. One that ended workers is not tried again."""
        deadly = stored.fate is Fate.SET_ASIDE and stored.ticket is not None
        return Situation(new_ticket_id=0, forced=stored.forced, deaths=self._setting.limits.deaths if deadly else 0)

    def _proven(self, mail: MailFacts, stored: StoredMail) -> MailFacts:
        """Return a mail with its author as judged when it came: results and keys of that day are gone."""
        relayed = self._setting.desk.relayed
        passed_on = mail.sender is not None and mail.sender.key in relayed and stored.sender != mail.sender.address
        mail = replace(mail, proof=Proof(stored.proven or passed_on or None, AS_THEN))
        return with_true_author(mail, relayed) if passed_on else mail
