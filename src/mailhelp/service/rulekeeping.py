"""Taking a changed rules.yaml into force: only when it passes as a whole."""

import logging
from pathlib import Path

from mailhelp.config.calendar import calendar_text
from mailhelp.config.rulesfile import load_rules
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.ids import shown
from mailhelp.core.notices import CauseKind, NoticeKind
from mailhelp.core.owing import admin_notices, cause_of
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.rooms import DeskSetting, Rooms

log = logging.getLogger("mailhelp.clock")


class RuleKeeper:
    """Watches one rules file; an accepted version is a row, and decisions refer to it (design 9)."""

    def __init__(self, rooms: Rooms, setting: DeskSetting, rules: ActiveRules, path: Path | None) -> None:
        self._rooms = rooms
        self._setting = setting
        self._rules = rules
        self._path = path
        self._seen = _stamp(path)
        self._refused: str | None = None

    def take_file(self) -> int:
        """Take the file as it is now into force; return the id of its row.

        Raise BadConfiguration with every error when it does not pass, StorageFault when it cannot be written down.
        """
        # Taken before the file is read: a change in between is seen by the next tick.
        stamp = _stamp(self._path)
        rules = load_rules(self._path)
        now = self._setting.clock()
        rules_id = self._rooms.rulesets.accept(
            rules.hash, rules.text, calendar_text(rules.calendar), rules.model.hash, now
        )
        self._seen = stamp
        return rules_id

    def tick(self) -> None:
        """Take a changed file into force; a bad one is left out, and the admins are told once.

        Raise StorageFault; the next tick tries again.
        """
        stamp = _stamp(self._path)
        if stamp == self._seen:
            return
        try:
            rules_id = self.take_file()
        except BadConfiguration as fault:
            self._refuse(str(fault))
            self._seen = stamp
        else:
            self._refused = None
            log.info("event=rules_taken rules=%s file=%s", shown(rules_id), self._path)

    def _refuse(self, errors: str) -> None:
        if errors == self._refused:
            return
        for line in errors.splitlines():
            log.error("event=rules_refused kept=old error=%r", line)
        values = {"errors": errors.splitlines(), "file": self._path.name if self._path else "rules.yaml"}
        for owed in admin_notices(NoticeKind.ADMIN_RULES, self._rules.refresh().rules.staff, **values):
            self._rooms.outbox.owe(
                owed,
                cause_kind=CauseKind.CLOCK,
                cause_id=cause_of(errors),
                ticket_id=None,
                now=self._setting.clock(),
                hold=False,
            )
        self._refused = errors


def _stamp(path: Path | None) -> tuple[int, int, int] | None:
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
