"""Why a ticket was decided as it was, out of what was stored with it; long after the rules have changed."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from mailhelp.cli.explaining import Explanation, RulesShown, Standing, envelope_asked
from mailhelp.cli.mails import mail_of
from mailhelp.cli.marking import MarkedMail
from mailhelp.config.calendar import calendar_of_text
from mailhelp.config.rulesfile import load_rules_text
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.facts import MailFacts
from mailhelp.core.ids import shown
from mailhelp.core.rules import Ruleset
from mailhelp.core.ticket import Classification, Fate, Interval, Kind, Level, Priority, Promise, Reason, RequestType
from mailhelp.core.understanding.reading import read
from mailhelp.core.understanding.shown import passed_over
from mailhelp.core.workhours import Calendar
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.store.corrections import Corrections
from mailhelp.store.ticketrows import TicketRow, TicketStory

# What staff set beside the four questions that rules are asked.
_BY_HAND = ("priority", "due", "assign")


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
        calendar=version.calendar,
        rules=version.shown,
        cell=rules.matrix.priority(found.impact, found.urgency) if rules and found.kind is Kind.INCIDENT else None,
        overrides=frozenset(rule.name for rule in rules.overrides) if rules else frozenset(),
        envelope=envelope_asked(rules) if rules else {},
        mail=marked,
        not_read=marked.not_read(silent) if marked else (),
        number=ticket.number,
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
    ticket = story.ticket
    by_hand = tuple(
        f"{one.who} set {one.change} {one.after or ''} on {_day(one.happened_at, version.calendar)}"
        for one in story.history
        if one.change in _BY_HAND and one.who != "mailhelp"
    )
    corrections = Corrections(desk.rooms.database).of_ticket(ticket.id)
    return Standing(_what(ticket), target_of(ticket), corrections, by_hand)


def _day(moment: datetime, calendar: Calendar) -> str:
    return moment.astimezone(calendar.zone).strftime("%a %d %b %Y %H:%M %Z")


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


def classification_of(stored: dict[str, Any]) -> Classification:
    """Return a classification as it was when it was stored with its ticket."""
    known = {field.name for field in fields(Classification)}
    values = {key: one for key, one in stored.items() if key in known}
    typed = {
        "kind": Kind(values["kind"]),
        "request_type": RequestType(values["request_type"]) if values["request_type"] else None,
        "impact": Level(values["impact"]),
        "urgency": Level(values["urgency"]),
        "priority": Priority(values["priority"]) if values["priority"] else None,
        "reasons": tuple(Reason(**{**one, "words": tuple(one["words"])}) for one in values["reasons"]),
    }
    return Classification(**{**values, **typed})
