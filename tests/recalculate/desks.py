"""A desk with tickets whose calendar and targets change."""

from datetime import UTC, datetime
from pathlib import Path

from mailhelp.daemon.wiring_work import ready_to_run
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.recalculating import Moved, Recalculating
from mailhelp.store.ticketrows import TicketStory
from tests.flow.desk import SETTINGS, FlowDesk
from tests.mail.letters import a_mail

# A Monday.
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
STAFF = "extends: standard\nstaff:\n  Tom: {address: tom@desk.example, role: admin}\n"
HOLIDAY = (
    "hours: {zone: Europe/London, open: {mon-fri: 09:00-17:30}, holidays: GB-ENG, special: {2026-11-24: closed}}\n"
)
DOWN = "Our website is down."
RESET = "I have forgotten my email password, please reset it."
QUOTE = "We would like customers to be able to book and pay online. Can you send us a quote?"


def a_desk(folder: Path, more: str = "", settings: str = SETTINGS) -> FlowDesk:
    return FlowDesk(folder, now=NOW, rules=STAFF + more, settings=settings)


def write(desk: FlowDesk, words: str, sender: str = "jo@client.example") -> None:
    """Let a client write a mail that opens a ticket."""
    number = len(desk.desk.rooms.tickets.tickets()) + 1
    desk.receive(a_mail(words, From=sender, Message_ID=f"<{number}@client.example>"))


def new_rules(desk: FlowDesk, more: str) -> None:
    """Take other rules into force."""
    desk.desk.settings.desk.rules.write_text(STAFF + more)  # type: ignore[union-attr]
    ready_to_run(desk.desk)


def work(desk: FlowDesk) -> Recalculating:
    return Recalculating(desk.desk.rooms, desk.desk.setting, ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting))


def recalculate(desk: FlowDesk, *, quiet: bool = False) -> list[Moved]:
    return list(work(desk).carry_out(quiet=quiet))


def story(desk: FlowDesk, number: int = 1) -> TicketStory:
    return desk.desk.rooms.tickets.story(number, now=desk.now)
