"""Doing what staff command: all of it checked for all tickets first, then each ticket in a transaction of its own."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from mailhelp.core.commands import Command, Wrong, nearest, read_commands
from mailhelp.core.errors import BadConfiguration, NotThere, VersionConflict
from mailhelp.core.moves import Moved, moved
from mailhelp.core.policy import Policy
from mailhelp.core.rules import Ruleset
from mailhelp.core.stand import CommandedTicket
from mailhelp.core.steps import Commander
from mailhelp.service.active_rules import ActiveRules, compiled
from mailhelp.service.rooms import DeskSetting, Rooms
from mailhelp.store.moving import Given, Moving

MOST_CONFLICTS = 20

log = logging.getLogger("mailhelp.console")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the commands on one ticket.

    moved: None where nothing was done. wrong: why, () where something was wrong for another ticket only.
    """

    number: int
    moved: Moved | None = None
    wrong: tuple[Wrong, ...] = ()


class Commanding:
    """Carries out commands given at the console."""

    def __init__(self, rooms: Rooms, setting: DeskSetting, rules: ActiveRules) -> None:
        self._rooms = rooms
        self._setting = setting
        self._rules = rules
        self._moving = Moving(rooms.database)
        self._compiled: dict[int, tuple[int, Ruleset]] = {}

    def member(self, name: str) -> str:
        """Return the name of the member of staff that `name` means, in any case; raise NotThere when it means none."""
        names = [one.name for one in self._rules.policy().rules.staff]
        found = next((one for one in names if one.casefold() == name.strip().casefold()), None)
        if found is not None:
            return found
        near = nearest(name, names)
        hint = f": did you mean {near}?" if near else f": there are {', '.join(names)}" if names else ""
        raise NotThere(f'nobody under staff in rules.yaml is called "{name}"{hint}')

    def do(self, numbers: Sequence[int], text: str, *, who: str) -> tuple[Answer, ...]:
        """Do what a text says to each ticket, or nothing at all where anything of it is wrong.

        who: a name that `member` gave. A ticket that changes between check and commit is decided anew; where that
        makes the commands wrong for it, the others stay done. Raises StorageFault, and VersionConflict when a ticket
        changes all the time; what was done to the tickets before it stays done.
        """
        numbers = tuple(dict.fromkeys(numbers))
        read = read_commands(text)
        if read.wrong:
            return tuple(Answer(number, wrong=read.wrong) for number in numbers)
        checked = tuple(self._check(number, read.said, who) for number in numbers)
        if any(one.wrong for one in checked):
            return tuple(Answer(one.number, wrong=one.wrong) for one in checked)
        return tuple(self._carry_out(number, read.said, who) for number in numbers)

    def _check(self, number: int, commands: Sequence[Command], who: str) -> Answer:
        try:
            with self._rooms.database.read():
                return self._decided(number, commands, who)[0]
        except NotThere as fault:
            return Answer(number, wrong=(Wrong("", str(fault)),))

    def _carry_out(self, number: int, commands: Sequence[Command], who: str) -> Answer:
        for _ in range(MOST_CONFLICTS):
            try:
                return self._commit(number, commands, who)
            except VersionConflict:
                continue
        raise VersionConflict(f"ticket {number} changed {MOST_CONFLICTS} times meanwhile: try again")

    def _commit(self, number: int, commands: Sequence[Command], who: str) -> Answer:
        """Read, decide and write in one transaction, so that what was decided by is what stands."""
        with self._rooms.database.write():
            answer, given = self._decided(number, commands, who)
            if answer.moved is not None and answer.moved.events:
                self._moving.write(answer.moved, given, hold=self._setting.desk.hold_client_notices)
        if answer.moved is not None:
            log.info(
                "event=commanded ticket=%s who=%r commands=%s", number, who, ",".join(one.name for one in commands)
            )
        return answer

    def _decided(self, number: int, commands: Sequence[Command], who: str) -> tuple[Answer, Given]:
        policy, now = self._rules.policy(), self._setting.clock()
        ticket = self._moving.ticket(number, who=who, now=now)
        rules_id, rules = self._rules_of(ticket, policy)
        staff = tuple(one.name for one in policy.rules.staff)
        found = moved(ticket, commands, Commander(who, now, rules, staff, policy.limits))
        given = Given(who, "\n".join(one.text for one in commands), now, rules_id)
        return (Answer(number, found) if isinstance(found, Moved) else Answer(number, wrong=found)), given

    def _rules_of(self, ticket: CommandedTicket, policy: Policy) -> tuple[int, Ruleset]:
        """Return the rules that the ticket's promise follows from, those in force where that version is unreadable.

        A new calendar or target counts for new tickets (design 9).
        """
        wanted = ticket.promised_by
        if wanted == policy.rules_id:
            return wanted, policy.rules
        if wanted not in self._compiled:
            try:
                self._compiled[wanted] = wanted, compiled(self._rooms.rulesets.get(wanted))
            except BadConfiguration:
                self._compiled[wanted] = policy.rules_id, policy.rules
        return self._compiled[wanted]
