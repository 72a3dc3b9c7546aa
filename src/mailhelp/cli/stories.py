"""Why a ticket was decided as it was, out of what was stored with it; long after the rules have changed."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from mailhelp.cli.deadlines import at
from mailhelp.cli.explaining import Explanation, RulesShown, Standing, envelope_asked
from mailhelp.cli.mails import mail_of
from mailhelp.cli.marking import MarkedMail
from mailhelp.config.calendar import calendar_of_text
from mailhelp.config.rulesfile import load_rules_text
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.facts import MailFacts
from mailhelp.core.ids import shown
from mailhelp.core.rules import Ruleset
from mailhelp.core.ticket import Fate, Interval, Kind, Level, Priority, Promise, Reason, RequestType
from mailhelp.core.understanding.reading import read
from mailhelp.core.understanding.shown import passed_over
from mailhelp.core.workhours import Calendar
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.store.classified import classification_of
from mailhelp.store.corrections import Corrections
from mailhelp.store.ticketrows import TicketRow, TicketStory


@dataclass(frozen=True, slots=True)
class Version:
    """An accepted version of the rules: rules is None where this program cannot read them any more."""

    shown: RulesShown
    calendar: Calendar
    rules: Ruleset | None


def version_of(desk: OpenDesk, rules_id: int) -> Version:
    """Return the rules with that id as they were taken; raise UsageError when there are none."""
    row, active = desk.rooms.rulesets.get(rules_id), desk.rooms.rulesets.active()
    try:
        rules = load_rules_text(row.text, examples=False)
    except BadConfiguration:
        rules = None
    told = RulesShown(
        f"version {shown(row.id)}", row.hash, shown(row.id), row.accepted_at, bool(active and active.id == row.id)
    )
    return Version(told, calendar_of_text(row.calendar_text), rules)


def of_story(desk: OpenDesk, story: TicketStory) -> Explanation:
    """Return why a ticket was decided as it was, and what staff set since."""
    version, ticket = version_of(desk, story.rules_id), story.ticket
    promised_by = version_of(desk, story.promised_by or story.rules_id)
    found, rules = classification_of(story.classification), version.rules
    mail = _opening_mail(desk, story)
    marked = MarkedMail(mail.subject, mail.text, mail.reply) if mail else None
    reading = read(mail.subject, mail.reply, rules.lexicon) if mail and rules else None
    silent = passed_over(reading, rules.lexicon) if reading and rules else ()
    return Explanation(
        name=desk.setting.desk.ticket_name(ticket.number),
        subject=ticket.subject,
        classification=found,
        promise=_promise(story),
        begun_at=ticket.opened_at,
        calendar=promised_by.calendar,
        rules=version.shown,
        promised_by=promised_by.shown if story.promised_by not in (None, story.rules_id) else None,
        cell=rules.matrix.priority(found.impact, found.urgency) if rules and found.kind is Kind.INCIDENT else None,
        overrides=frozenset(rule.name for rule in rules.overrides) if rules else frozenset(),
        envelope=envelope_asked(rules) if rules else {},
        mail=marked,
        not_read=marked.not_read(silent) if marked else (),
        number=ticket.number,
        machine=_stranger(ticket, rules),
        standing=_standing(desk, story, version),
    )


def _promise(story: TicketStory) -> Promise:
    ticket = story.ticket
    return Promise(
        due_at=ticket.due_at,
        work_by=ticket.work_by,
        moved_by=story.moved_by,
        counted=tuple(Interval(*map(datetime.fromisoformat, pair)) for pair in story.counted),
        target=story.target,
        respond_due_at=ticket.respond_due_at,
    )


def _standing(desk: OpenDesk, story: TicketStory, version: Version) -> Standing:
    corrections = Corrections(desk.rooms.database).of_ticket(story.ticket.id)
    corrected = {one.question for one in corrections}
    zone = version.calendar.zone
    by_hand = tuple(f"{one.rule} set {_settled(one, zone)}" for one in story.settled if one.question not in corrected)
    matrix = _matrix(story.ticket, version.rules) if {"impact", "urgency"} & corrected else ""
    return Standing(_what(story.ticket), target_of(story.ticket), corrections, by_hand, matrix)


def _settled(one: Reason, zone: tzinfo) -> str:
    moment = one.question == "due" and one.value
    return f"{one.question} {at(datetime.fromisoformat(one.value), zone) if moment else one.value or 'to nobody'}"


def _stranger(ticket: TicketRow, rules: Ruleset | None) -> tuple[str, ...]:
    unknown = rules is not None and rules.clients and ticket.client is None
    return ("the sender is none of the clients: no time was promised to them",) if unknown else ()


def _matrix(ticket: TicketRow, rules: Ruleset | None) -> str:
    if rules is None or ticket.kind != Kind.INCIDENT.value:
        return ""
    gives = rules.matrix.priority(Level(ticket.impact), Level(ticket.urgency))
    return f"as staff set it, impact {ticket.impact} and urgency {ticket.urgency} give {gives}"


def _what(ticket: TicketRow) -> str:
    return f"{ticket.kind} {target_of(ticket)}, impact {ticket.impact}, urgency {ticket.urgency}"


def target_of(ticket: TicketRow) -> str:
    """Return the target that applies to a ticket: P1 to P4, basic or enhanced."""
    request = ticket.kind == Kind.REQUEST.value
    return (ticket.request_type if request else ticket.priority) or (RequestType.BASIC if request else Priority.P4)


def _opening_mail(desk: OpenDesk, story: TicketStory) -> MailFacts | None:
    """Return the mail that opened a ticket; None when it is not kept any more."""
    opened = [one for one in story.mails if one.fate == Fate.OPENED.value] or list(story.mails)
    return mail_of(desk, opened[0].id) if opened else None
