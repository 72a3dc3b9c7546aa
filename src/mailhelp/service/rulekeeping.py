"""Taking a changed rules.yaml into force: only when it passes as a whole."""

import logging
from pathlib import Path

from mailhelp.config.calendar import calendar_text
from mailhelp.config.layers import standard_part
from mailhelp.config.rulesfile import RulesFile, read_rules
from mailhelp.config.standardchanges import standard_changes
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.ids import shown
from mailhelp.core.notices import CauseKind, NoticeKind
from mailhelp.core.owing import admin_notices, cause_of
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.rooms import DeskSetting, Rooms

# When a file was written, how long it is, and which file it is.
Stamp = tuple[int, int, int]

log = logging.getLogger("mailhelp.clock")


class RuleKeeper:
    """Watches one rules file; an accepted version is a row, and decisions refer to it (design 9).

    A changed file is looked at when it stood still from one tick to the next: editors empty a file before they write
    it, and half of one may well pass.
    """

    def __init__(self, rooms: Rooms, setting: DeskSetting, rules: ActiveRules, path: Path | None) -> None:
        self._rooms = rooms
        self._setting = setting
        self._rules = rules
        self._path = path
        self._seen = _stamp(path)
        self._settling = self._seen
        self._refused: str | None = None

    def take_file(self) -> int:
        """Take the file as it is now into force; return the id of its row.

        Raise BadConfiguration with every error when it does not pass, StorageFault when it cannot be written down.
        """
        # Taken before the file is read: a change in between is seen by the next tick.
        stamp = _stamp(self._path)
        rules_id = self._accept(read_rules(self._path))
        self._seen = self._settling = stamp
        return rules_id

    def _accept(self, found: RulesFile) -> int:
        rules = found.ruleset
        before = self._rooms.rulesets.active()
        now = self._setting.clock()
        rules_id = self._rooms.rulesets.accept(
            rules.hash, rules.text, calendar_text(rules.calendar), rules.model.hash, now
        )
        if before is not None:
            _tell_changes(before.text, found)
        return rules_id

    def tick(self) -> None:
        """Take a changed file into force; a bad one is left out, and the admins are told once.

        Raise StorageFault; the next tick tries again.
        """
        stamp = _stamp(self._path)
        if stamp == self._seen or stamp != self._settling:
            self._settling = stamp
            return
        try:
            found = read_rules(self._path)
        except BadConfiguration as fault:
            if _stamp(self._path) == stamp:
                self._refuse(str(fault), stamp)
                self._seen = stamp
            return
        if _stamp(self._path) == stamp:
            rules_id = self._accept(found)
            self._seen, self._refused = stamp, None
            log.info("event=rules_taken rules=%s file=%s", shown(rules_id), self._path)

    def _refuse(self, errors: str, stamp: Stamp | None) -> None:
        if errors == self._refused:
            return
        for line in errors.splitlines():
            log.error("event=rules_refused kept=old error=%r", line)
        values = {"errors": errors.splitlines(), "file": self._path.name if self._path else "rules.yaml"}
        for owed in admin_notices(NoticeKind.ADMIN_RULES, self._rules.refresh().rules.staff, **values):
            self._rooms.outbox.owe(
                owed,
                cause_kind=CauseKind.CLOCK,
                # The same error in a file that was right in between is told again.
                cause_id=cause_of(f"{stamp} {errors}"),
                ticket_id=None,
                now=self._setting.clock(),
                hold=False,
            )
        self._refused = errors


def _tell_changes(text: str, found: RulesFile) -> None:
    """Log what an upgrade brought: how the standard set differs from the one that was in force."""
    before, after = standard_part(text), standard_part(found.ruleset.text)
    for line in standard_changes(before, after, found.merged) if before and after else ():
        log.info("event=standard_changed change=%r", line)


def _stamp(path: Path | None) -> Stamp | None:
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
