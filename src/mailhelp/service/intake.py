"""Taking mail in: from kept bytes to a committed decision (design 3, steps 3 to 6)."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from mailhelp.core.decide import decide
from mailhelp.core.decision import Decision, SentNotice, Situation
from mailhelp.core.errors import StorageFault, UsageError, VersionConflict
from mailhelp.core.facts import Bounce, Envelope, MailFacts, Proof
from mailhelp.core.ids import read_id, shown
from mailhelp.core.people import client_of
from mailhelp.core.policy import Policy
from mailhelp.core.threads import thread_hints
from mailhelp.core.tokens import candidates, read, sealed
from mailhelp.mail.authenticity import proof
from mailhelp.mail.parse import read_mail
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.keptbytes import beginning, read_beginning, whole
from mailhelp.service.progress import Progress
from mailhelp.service.relaying import with_true_author
from mailhelp.service.rooms import DeskSetting, Rooms
from mailhelp.service.turns import has_to_wait
from mailhelp.store.identity import new_id
from mailhelp.store.inbox import Claimed
from mailhelp.store.tickets import Committed

LEASE = timedelta(minutes=5)
MOST_CONFLICTS = 20
# A mail that was in hand so often when everything ended is treated as the cause.
MOST_ENDS = 20
TRY_AGAIN, LONGEST_REST = timedelta(seconds=30), timedelta(minutes=15)
AFTER_STORE_FAULT = timedelta(seconds=5)
TURN_WAIT = timedelta(seconds=1)
SIGNED_HEADER = "X-Mailhelp"
VOUCHED = Proof(True, "a proven copy of it came")

log = logging.getLogger("mailhelp.work")


class Intake:
    """Decides kept mails, one after the other, each in a transaction of its own."""

    def __init__(
        self, rooms: Rooms, setting: DeskSetting, rules: ActiveRules, progress: Progress | None = None
    ) -> None:
        self._rooms = rooms
        self._setting = setting
        self._rules = rules
        self._progress = progress or Progress()

    def work(self, worker: str, *, limit: int, stopped: Callable[[], bool] = lambda: False) -> int:
        """Decide up to `limit` mails that are due, in order of arrival; return how many were claimed.

        A mail that breaks us never stops the next one. stopped: asked between two mails; what was claimed and not begun
        is left claimed, for the caller to free, and so it is on StorageFault.
        """
        claimed = self._rooms.inbox.claim(worker, now=self._setting.clock(), limit=limit, lease=LEASE)
        if claimed:
            self._rules.refresh()
        for one in claimed:
            if stopped():
                break
            self._progress.begin(one.mail_id)
            try:
                self._attempt(one)
            except StorageFault:
                self._progress.done(one.mail_id)
                raise
            self._progress.done(one.mail_id)
        return len(claimed)

    def _attempt(self, claimed: Claimed) -> None:
        try:
            self._decide(claimed)
        except MemoryError:
            raise
        except StorageFault as fault:
            # The database fails at this mail, or a moment ago: the next mail has its turn if it takes this down.
            log.error("event=store_fault mail=%s error=%r", shown(claimed.mail_id), str(fault))
            self._progress.writing(claimed.mail_id)
            again = self._setting.clock() + AFTER_STORE_FAULT
            self._rooms.inbox.fail(claimed.mail_id, cause=str(fault), retry_at=again)
        except Exception as fault:
            log.exception("event=mail_failed mail=%s", shown(claimed.mail_id))
            cause = f"{type(fault).__name__}: {fault}"[:500]
            deaths = self._rooms.inbox.record_death(claimed.mail_id)
            self._rooms.inbox.fail(claimed.mail_id, cause=cause, retry_at=self._setting.clock() + _rest(deaths))

    def _decide(self, claimed: Claimed) -> None:
        mail = self.read(claimed)
        for _ in range(MOST_CONFLICTS):
            try:
                found = self._commit(claimed, mail)
            except VersionConflict:
                continue
            if found is None:
                again = self._setting.clock() + TURN_WAIT
                self._rooms.inbox.fail(
                    claimed.mail_id, cause="waits for an earlier mail of the same thread", retry_at=again
                )
                return
            decision, committed = found
            log.info(
                "event=mail_decided mail=%s fate=%s ticket=%s reason=%r",
                shown(claimed.mail_id), decision.fate, committed.number or "-", decision.reason,
            )  # fmt: skip
            return
        raise VersionConflict(f"mail {claimed.mail_id}: its ticket changed {MOST_CONFLICTS} times while it was decided")

    def read(self, claimed: Claimed) -> MailFacts:
        """Return the facts of a kept mail.

        One that ended workers too often, or of which only the beginning was kept, is read plainly, without a parser.
        """
        limits = self._setting.reading
        if cause := self._unread(claimed):
            mail = read_beginning(self._rooms.inbox, claimed, cause=cause, limits=limits)
            raw = beginning(self._rooms.inbox, claimed.mail_id)
        else:
            raw = whole(self._rooms.inbox, claimed.mail_id)
            mail = read_mail(raw, limits=limits)
        mail = with_proof(mail, claimed.envelope, self._setting, raw=raw)
        return replace(mail, proof=VOUCHED) if claimed.forced == "proven" else mail

    def _unread(self, claimed: Claimed) -> str:
        """Return why no parser is given a mail, "" when one is."""
        if self._deaths(claimed) >= self._setting.limits.deaths:
            return f"reading it ended {self._deaths(claimed)} workers"
        if claimed.complete:
            return ""
        place = f"in the mailbox {claimed.envelope.mailbox}" if claimed.envelope.mailbox else "where it came from"
        return f"it is too large: only its headers and first 256 KB were taken, the mail itself is still {place}"

    def _deaths(self, claimed: Claimed) -> int:
        return max(claimed.deaths, self._setting.limits.deaths if claimed.attempts > MOST_ENDS else 0)

    def _commit(self, claimed: Claimed, mail: MailFacts) -> tuple[Decision, Committed] | None:
        """Decide and commit; None when the mail waits for an earlier one."""
        now = self._setting.clock()
        policy = self._rules.policy()
        with self._rooms.database.read():
            situation = self.situation(claimed, mail, policy, now=now)
            if has_to_wait(self._rooms, claimed, mail, situation, now=now):
                return None
        decision = decide(mail, claimed.envelope, situation, policy, now=now)
        self._progress.writing(claimed.mail_id)
        committed = self._rooms.tickets.commit(
            claimed.mail_id,
            decision,
            mail=mail,
            rules_id=policy.rules_id,
            now=now,
            hold=self._setting.desk.hold_client_notices,
            seen_first=situation.first_sight.mail_id if situation.first_sight else None,
        )
        return decision, committed

    def situation(self, claimed: Claimed, mail: MailFacts, policy: Policy, *, now: datetime) -> Situation:
        """Return what the store knows that bears on a mail (design 3, step 4)."""
        threads, sender = self._rooms.threads, mail.sender.key if mail.sender else ""
        first = self._rooms.inbox.first_sight(mail.fingerprint)
        hints = thread_hints(mail, claimed.envelope, policy.desk)
        bounced = self._bounced(mail, claimed.envelope)
        of_bounces = {one.ticket_id: one.recipient for one in bounced if one.ticket_id is not None}
        found = threads.find(
            ticket_ids=self._tokens(hints.token_texts, sender) | of_bounces,
            message_ids=hints.message_ids,
            numbers=hints.numbers,
        )
        return Situation(
            new_ticket_id=new_id(),
            tickets=found,
            first_sight=None if first is None or first.mail_id == claimed.mail_id else first,
            own=self._own(mail),
            bounced=bounced,
            acknowledged_hour=threads.acknowledged(sender, now - timedelta(hours=1)),
            acknowledged_day=threads.acknowledged(sender, now - timedelta(days=1)),
            known_person=client_of(sender, policy.rules.clients) is not None or threads.known_person(sender),
            forced=claimed.forced,
            opened=threads.opened_by(claimed.mail_id) if claimed.ticket_id is not None else None,
            deaths=self._deaths(claimed),
            sent=tuple(read_mail(raw).text for raw in threads.last_sent([one.ticket_id for one in found], sender)),
        )

    def _tokens(self, texts: Iterable[str], sender: str) -> dict[int, str]:
        """Return ticket id to address for each token that is valid for the author's own address."""
        key = self._setting.key
        words = dict.fromkeys(word for text in texts for word in candidates(text))
        found = (read(word, key.key, key.key_id, sender) for word in words)
        return {ticket_id: sender for ticket_id in found if ticket_id is not None}

    def _own(self, mail: MailFacts) -> SentNotice | None:
        """Return our notice that came back: known by its Message-ID or our signed header, never by From."""
        signed = (sealed(value, self._setting.key.key) for value in mail.header(SIGNED_HEADER))
        for message_id in (mail.message_id, *signed):
            notice = self._rooms.threads.own_notice(message_id) if message_id else None
            if notice is not None:
                return notice
        return None

    def _bounced(self, mail: MailFacts, envelope: Envelope) -> tuple[SentNotice, ...]:
        """Return our notices that a delivery report is about: by ENVID, address, the Message-ID inside (design 6)."""
        if mail.automatic is None and mail.bounce is None:
            return ()
        bounce = mail.bounce or Bounce(())
        back_to = (*envelope.recipients, *envelope.delivered_to, *(one.address for one in mail.to))
        tokens = {
            one.address: ticket for one in bounce.recipients for ticket in self._tokens(back_to, one.address.casefold())
        }
        return self._rooms.threads.bounced(
            message_ids=tuple(one for one in (bounce.original_message_id,) if one),
            notice_ids=_envelope_ids(bounce),
            tokens=tokens,
        )


def _rest(deaths: int) -> timedelta:
    """Return how long a mail rests after it failed so often.

    >>> _rest(1), _rest(2), _rest(100)
    (datetime.timedelta(seconds=30), datetime.timedelta(seconds=60), datetime.timedelta(seconds=900))
    """
    return min(TRY_AGAIN * (1 << min(deaths - 1, 10)), LONGEST_REST)


def _envelope_ids(bounce: Bounce) -> tuple[int, ...]:
    """Return the notice that the ENVID names: we send the notice's id as it is shown (RFC 3461 section 4.4)."""
    try:
        return (read_id(bounce.envelope_id),) if bounce.envelope_id else ()
    except UsageError:
        return ()


def with_proof(mail: MailFacts, envelope: Envelope, setting: DeskSetting, *, raw: bytes) -> MailFacts:
    """Return `mail` with the proof of who wrote it, from the one source that `trust` names for its channel.

    What a sender under `relayed` passes on has its true author.

    raw: the mail as it came, or its beginning.
    """
    domains = tuple({address.rpartition("@")[2] for address in setting.desk.addresses})
    trust = setting.trust(envelope)
    found = proof(mail, envelope, trust=trust, desk_domains=domains, raw=raw, txt=setting.txt)
    return with_true_author(replace(mail, proof=found), setting.desk.relayed)
