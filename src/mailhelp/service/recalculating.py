"""Taking the calendar and targets in force to tickets that are open (design 9)."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from mailhelp.core.errors import VersionConflict
from mailhelp.core.ids import shown
from mailhelp.core.recalculating import Recalculated, change_of, history_of, recalculated
from mailhelp.core.repromising import promise_notice, why_not_told
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.rooms import DeskSetting, Rooms
from mailhelp.store.promises import Promises

MOST_CONFLICTS = 20
QUIET = "told nobody, as was asked"

log = logging.getLogger("mailhelp.console")


@dataclass(frozen=True, slots=True)
class Moved:
    """A ticket that has been recalculated. untold: why its requester is not told of a new time, "" when they are."""

    found: Recalculated
    untold: str

    @property
    def told(self) -> bool:
        """Return True when the requester is owed a notice of a new time."""
        return self.found.moved and not self.untold


class Recalculating:
    """Looks at the promises of open tickets, and moves them, each ticket in a transaction of its own."""

    def __init__(self, rooms: Rooms, setting: DeskSetting, rules: ActiveRules) -> None:
        self._database = rooms.database
        self._promises = Promises(rooms.database)
        self._setting = setting
        self._rules = rules

    def look(self) -> tuple[Recalculated, ...]:
        """Return every open ticket with what the rules in force make of its promise, by number; changes nothing."""
        policy, now = self._rules.refresh(), self._setting.clock()
        return tuple(recalculated(one, policy.rules, now) for one in self._promises.open())

    def why_untold(self, one: Recalculated) -> str:
        """Return why the requester of a ticket would not be told of its new time, "" when they would."""
        told = self._promises.told(one.ticket.ticket_id, self._setting.clock())
        return why_not_told(told, one.ticket.status, self._setting.limits)

    def carry_out(self, *, quiet: bool) -> Iterator[Moved]:
        """Move each promise that changes and give it when that is committed; safe to stop, to run again and beside a
        running desk.

        quiet: nobody is told. Raises StorageFault, and VersionConflict when a ticket changes all the time; what was
        given before stays done.
        """
        for one in self.look():
            done = self._carry_out(one, quiet=quiet) if one.changed else None
            if done is not None:
                yield done

    def _carry_out(self, first: Recalculated, *, quiet: bool) -> Moved | None:
        """Move one promise; None when there is nothing to move any more."""
        one: Recalculated | None = first
        for _ in range(MOST_CONFLICTS):
            if one is None or not one.changed:
                return None
            try:
                return self._move(one, quiet=quiet)
            except VersionConflict:
                one = self._again(one)
        raise VersionConflict(f"ticket {first.ticket.number} changed {MOST_CONFLICTS} times meanwhile: try again")

    def _again(self, one: Recalculated) -> Recalculated | None:
        ticket = self._promises.one(one.ticket.ticket_id)
        return None if ticket is None else recalculated(ticket, self._rules.policy().rules, self._setting.clock())

    def _move(self, one: Recalculated, *, quiet: bool) -> Moved:
        policy, now = self._rules.policy(), self._setting.clock()
        with self._database.write():
            told = self._promises.told(one.ticket.ticket_id, now)
            moved = Moved(one, QUIET if quiet else why_not_told(told, one.ticket.status, self._setting.limits))
            rules = shown(policy.rules_id)
            events = history_of(one, zone=policy.rules.calendar.zone, rules=rules, untold=moved.untold)
            owed = (promise_notice(told),) if moved.told else ()
            hold = self._setting.desk.hold_client_notices
            self._promises.move(change_of(one, policy.rules_id), events, owed, now=now, hold=hold)
        log.info("event=recalculated ticket=%s rules=%s told=%s", one.ticket.number, rules, moved.told)
        return moved
