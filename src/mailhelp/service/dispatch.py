"""Sending what is owed: made once, stored, one transaction per attempt (design 3, steps 7 and 8)."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailhelp.channels.sending import Deferred, Outcome, Refused, Sender, Sent
from mailhelp.core.errors import StorageFault
from mailhelp.core.ids import shown
from mailhelp.service.again import when_again
from mailhelp.service.letters import Letters
from mailhelp.service.rooms import DeskSetting, Rooms
from mailhelp.store.duenotices import DueNotice

LEASE = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)

log = logging.getLogger("mailhelp.send")


@dataclass(frozen=True, slots=True)
class Ended:
    """A try that ended at `at` and is not written down yet."""

    notice_id: int
    outcome: Outcome
    at: datetime


class Dispatch:
    """Sends owed notices through one way out, in order of rank and age; for one thread.

    per_minute: the relay's limit, None for none.
    """

    def __init__(
        self,
        rooms: Rooms,
        setting: DeskSetting,
        letters: Letters,
        sender: Sender,
        *,
        name: str,
        per_minute: int | None = None,
    ) -> None:
        self._rooms = rooms
        self._setting = setting
        self._letters = letters
        self._sender = sender
        self._name = name
        self._per_minute = per_minute
        self._sent_at: deque[datetime] = deque()
        self._ended: deque[Ended] = deque()
        self._holding = False
        self._for_the_relay: set[int] = set()
        self.relay_down = False

    def free_claims(self) -> None:
        """Give back what a sender of this name had claimed when it was killed."""
        self._rooms.outbox.unclaim(self._name, self._setting.clock())

    def send_due(self, *, limit: int, stopped: Callable[[], bool] = lambda: False) -> int:
        """Try once to send each of up to `limit` due notices; return how many were claimed.

        While the relay is down only one is claimed, so that the others keep their turn. stopped: asked between two.
        Raises StorageFault; then `settle` first writes down what the relay said, here or at the next call.
        """
        self.settle()
        room = self._room(limit)
        if room == 0:
            return 0
        claimed = self._claimed(room)
        made = self._letters.made(claimed) if claimed else ()
        for notice in made:
            if stopped() or self.relay_down and notice is not made[0]:
                break
            # It may have been dropped since it was claimed.
            if self._rooms.outbox.is_claimed(notice.notice_id, self._name):
                self._attempt(notice)
        else:
            self._holding = False
        self.settle()
        return len(claimed)

    def settle(self) -> None:
        """Write down what became of the notices that were tried, give back those that were not; raise StorageFault.

        Until both worked nothing else is claimed: what the relay took is never sent again for want of a record.
        """
        self._settle_ended()
        if self._holding:
            self._rooms.outbox.give_back(self._name, self._setting.clock())
            self._holding = False

    def _settle_ended(self) -> None:
        while self._ended:
            try:
                self._write_down(self._ended[0])
            except StorageFault:
                raise
            except Exception:
                # An error of ours that no repetition mends: the claims run out by themselves.
                log.exception("event=outcome_not_recorded notice=%s", shown(self._ended[0].notice_id))
                self._holding = False
            self._ended.popleft()

    def _claimed(self, room: int) -> tuple[DueNotice, ...]:
        self._holding = True
        return self._rooms.outbox.claim(
            self._name, now=self._setting.clock(), limit=room, lease=LEASE, longest_waiting=self.relay_down
        )

    def _room(self, limit: int) -> int:
        wanted = 1 if self.relay_down else limit
        if self._per_minute is None:
            return wanted
        now = self._setting.clock()
        # What seems to be sent in the future was sent before the clock was set back.
        while self._sent_at and not now - MINUTE < self._sent_at[0] <= now:
            self._sent_at.popleft()
        return max(0, min(wanted, self._per_minute - len(self._sent_at)))

    def _attempt(self, notice: DueNotice) -> None:
        assert notice.raw is not None
        outcome = self._sender.send(
            notice.envelope_sender or "", notice.owed.recipient, notice.raw, envid=shown(notice.notice_id)
        )
        ended = Ended(notice.notice_id, outcome, self._setting.clock())
        self._ended.append(ended)
        self.relay_down = isinstance(outcome, Deferred) and outcome.ours
        if isinstance(outcome, Sent):
            self._sent_at.append(ended.at)
        log.info(
            "event=notice_%s notice=%s kind=%s to=%s attempt=%s reply=%r",
            type(outcome).__name__.lower(), shown(notice.notice_id), notice.owed.kind, notice.owed.recipient,
            notice.attempts, outcome.reply,
        )  # fmt: skip
        self._settle_ended()

    def _write_down(self, ended: Ended) -> None:
        outbox = self._rooms.outbox
        match ended.outcome:
            case Sent(reply):
                outbox.sent(ended.notice_id, ended.at, reply)
                self._hasten()
            case Deferred() as outcome:
                self._put_off(ended, outcome)
            case Refused(reply):
                outbox.refused(ended.notice_id, ended.at, reply)

    def _put_off(self, ended: Ended, outcome: Deferred) -> None:
        outbox = self._rooms.outbox
        again = when_again(outbox.tries(ended.notice_id), ended.at, ours=outcome.ours)
        if again is None:
            outbox.refused(ended.notice_id, ended.at, f"given up after 5 days: {outcome.reply}")
            return
        outbox.deferred(ended.notice_id, again, outcome.reply, now=ended.at, ours=outcome.ours)
        if outcome.ours:
            self._for_the_relay.add(ended.notice_id)

    def _hasten(self) -> None:
        """Make due at once what waits only because the relay was down: it is up again."""
        if self._for_the_relay:
            self._rooms.outbox.hasten(self._for_the_relay, self._setting.clock())
            self._for_the_relay.clear()

    def close(self) -> None:
        """Close the connection to the relay."""
        self._sender.close()
