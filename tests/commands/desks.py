"""A desk on a Monday morning, mails that open tickets, and commands given as staff give them."""

from datetime import UTC, datetime
from pathlib import Path

from mailhelp.daemon.wiring_work import ready_to_run
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.commanding import Answer, Commanding
from mailhelp.store.corrections import Correction, Corrections
from mailhelp.store.ticketrows import TicketStory
from tests.flow.desk import SETTINGS, FlowDesk
from tests.mail.letters import a_mail

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
RULES = """\
extends: standard
staff:
  Tom: {address: tom@desk.example, role: admin}
  Ana: {address: ana@desk.example}
overrides:
  - name: the monitor
    when: {from: jo@client.example}
    evidence: {kind: incident, impact: high, urgency: high, strength: strong}
  - name: the form
    when: {from: max@client.example}
    evidence: {kind: request, type: basic, impact: low, urgency: medium, strength: strong}
"""
JO, MAX = "jo@client.example", "max@client.example"
DOWN = "Our website is down."
RESET = "I have forgotten my email password, please reset it."
HOLD = SETTINGS + '[notices]\nto_clients = "hold"\n'


def a_desk(folder: Path, *, more: str = "", settings: str = SETTINGS, url: str | None = None) -> FlowDesk:
    return FlowDesk(folder, now=MONDAY, rules=RULES + more, settings=settings, url=url)


def write(desk: FlowDesk, words: str = DOWN, *, sender: str = "", work: bool = True) -> None:
    """Let a client write a mail, Jo that something is down or Max that something be done.

    work: it is decided and what it owes goes out.
    """
    sender = sender or (MAX if words == RESET else JO)
    number = len(desk.desk.rooms.inbox.mails()) + 1
    mail = a_mail(words, From=sender, Message_ID=f"<{number}@client.example>")
    desk.receive(mail) if work else desk.keep(mail)


def new_rules(desk: FlowDesk, more: str) -> None:
    """Take other rules into force."""
    rules = desk.desk.settings.desk.rules
    assert rules is not None
    rules.write_text(RULES + more)
    ready_to_run(desk.desk)


def commanding(desk: FlowDesk) -> Commanding:
    return Commanding(desk.desk.rooms, desk.desk.setting, ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting))


def do(desk: FlowDesk, text: str, *, who: str = "Ana", number: int = 1) -> Answer:
    """Give commands to one ticket a minute later, and send what they owe."""
    desk.later(minutes=1)
    (answer,) = commanding(desk).do([number], text, who=who)
    desk.work()
    return answer


def story(desk: FlowDesk, number: int = 1) -> TicketStory:
    return desk.desk.rooms.tickets.story(number, now=desk.now)


def corrected(desk: FlowDesk, since: datetime | None = None) -> list[tuple[str, str | None, str]]:
    """Return what `since()` gives: question, what the rules said, what staff say."""
    return [(one.question, one.before, one.after) for one in corrections(desk, since)]


def corrections(desk: FlowDesk, since: datetime | None = None) -> tuple[Correction, ...]:
    return Corrections(desk.desk.database).since(since)


def why(answer: Answer) -> str:
    """Return why nothing was done."""
    assert answer.moved is None
    return "; ".join(one.told for one in answer.wrong)
