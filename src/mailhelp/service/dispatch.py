"""Sending what is owed: made once, stored, one transaction per attempt (design 3, steps 7 and 8)."""

import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from mailhelp.channels.sending import Deferred, Refused, Sender, Sent
from mailhelp.core.ids import shown
from mailhelp.core.retry import GIVE_UP_AFTER, next_attempt
from mailhelp.service.letters import Letters
from mailhelp.service.rooms import DeskSetting, Rooms
from mailhelp.store.duenotices import DueNotice

LEASE = timedelta(minutes=5)
# Our own set-up is at fault (relay down, wrong password): the next notice tries soon, this one a little later.
OURS_DELAY = timedelta(minutes=1)
MINUTE = timedelta(minutes=1)

log = logging.getLogger("mailhelp.send")


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
        self.relay_down = False

    def free_claims(self) -> None:
        """Give back what a sender of this name had claimed when it was killed."""
        self._rooms.outbox.unclaim(self._name, self._setting.clock())

    def send_due(self, *, limit: int, stopped: Callable[[], bool] = lambda: False) -> int:
        """Try once to send each of up to `limit` due notices; return how many were claimed.

        While the relay is down only one is claimed, so that the others keep their turn. stopped: asked between two.
        """
        room = self._room(limit)
        if room == 0:
            return 0
        claimed = self._rooms.outbox.claim(self._name, now=self._setting.clock(), limit=room, lease=LEASE)
        made = self._letters.made(claimed) if claimed else ()
        for notice in made:
            if stopped() or self.relay_down and notice is not made[0]:
                self._rooms.outbox.unclaim(self._name, self._setting.clock())
                break
            self._attempt(notice)
        return len(claimed)

    def _room(self, limit: int) -> int:
        wanted = 1 if self.relay_down else limit
        if self._per_minute is None:
            return wanted
        start = self._setting.clock() - MINUTE
        while self._sent_at and self._sent_at[0] <= start:
            self._sent_at.popleft()
        return max(0, min(wanted, self._per_minute - len(self._sent_at)))

    def _attempt(self, notice: DueNotice) -> None:
        assert notice.raw is not None
        outcome = self._sender.send(
            notice.envelope_sender or "", notice.owed.recipient, notice.raw, envid=shown(notice.notice_id)
        )
        now = self._setting.clock()
        self.relay_down = isinstance(outcome, Deferred) and outcome.ours
        match outcome:
            case Sent(reply):
                self._sent_at.append(now)
                self._rooms.outbox.sent(notice.notice_id, now, reply)
            case Deferred(reply):
                self._put_off(notice, outcome, now)
            case Refused(reply):
                self._rooms.outbox.refused(notice.notice_id, now, reply)
        log.info(
            "event=notice_%s notice=%s kind=%s to=%s attempt=%s reply=%r",
            type(outcome).__name__.lower(), shown(notice.notice_id), notice.owed.kind, notice.owed.recipient,
            notice.attempts, reply,
        )  # fmt: skip

    def _put_off(self, notice: DueNotice, outcome: Deferred, now: datetime) -> None:
        again = now + OURS_DELAY if outcome.ours else next_attempt(notice.attempts + 1, now)
        if again is None or now - notice.created_at > GIVE_UP_AFTER:
            self._rooms.outbox.refused(notice.notice_id, now, f"given up after 5 days: {outcome.reply}")
        else:
            self._rooms.outbox.deferred(notice.notice_id, again, outcome.reply, now=now)

    def close(self) -> None:
        """Close the connection to the relay."""
        self._sender.close()
