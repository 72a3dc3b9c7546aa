"""What is told of a decision: a classification with its evidence, its deadline, its rules; and its JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, tzinfo

from mailhelp.cli.deadlines import at, deadline_json
from mailhelp.cli.judgement import QUESTIONS, answers_of, doubts, sums_of
from mailhelp.cli.marking import MarkedMail, Unread
from mailhelp.core.rules import Condition, Ruleset
from mailhelp.core.ticket import Classification, Kind, Priority, Promise, Reason
from mailhelp.core.workhours import Calendar
from mailhelp.store.corrections import Correction

SHORT_HASH = 12


@dataclass(frozen=True, slots=True)
class RulesShown:
    """The rules that decided: their name, the hash of their text; version and accepted_at only where a desk took them.

    current: whether they are in force now; None where that is not known.
    """

    name: str
    hash: str
    version: str | None = None
    accepted_at: datetime | None = None
    current: bool | None = None

    def told(self, zone: tzinfo) -> str:
        """Return them in a line: name, hash, when they were accepted in `zone`, whether they are in force."""
        parts = [self.name, f"hash {self.hash[:SHORT_HASH]}"]
        if self.accepted_at is not None:
            parts.append(f"accepted {at(self.accepted_at, zone)}")
        if self.current is not None:
            parts.append("in force now" if self.current else "replaced since: `mailhelp rules` prints those of now")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for a ticket now, whoever decided it, and what staff corrected of what the rules said.

    target: P1 to P4, basic or enhanced. by_hand: what else staff set, a line each. matrix: what the matrix gives to
    what stands, "" where that is what it gives to what the rules said.
    """

    what: str
    target: str
    corrections: tuple[Correction, ...] = ()
    by_hand: tuple[str, ...] = ()
    matrix: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is to be explained. begun_at: from when the deadline counts.

    cell: what the matrix gives, None for a request or where the rules cannot be read any more. envelope: of rules and
    overrides that ask for a sender, a header and the like, what they ask. number: None for a mail that is no ticket.
    machine: what a desk does with such a mail, where that is not the usual. not_read: beside what is quoted.
    promised_by: the rules by which the deadline was counted, where they are others.
    """

    name: str
    subject: str
    classification: Classification
    promise: Promise
    begun_at: datetime
    calendar: Calendar
    rules: RulesShown
    cell: Priority | None = None
    overrides: frozenset[str] = frozenset()
    envelope: Mapping[str, str] = field(default_factory=dict)
    mail: MarkedMail | None = None
    not_read: tuple[Unread, ...] = ()
    number: int | None = None
    machine: tuple[str, ...] = ()
    automatic: str | None = None
    standing: Standing | None = None
    promised_by: RulesShown | None = None

    @property
    def answers(self) -> dict[str, str | None]:
        """Return the answer to each question; None for the type of an incident."""
        return answers_of(self.classification)

    @property
    def zone(self) -> tzinfo:
        """Return the zone in which moments are told."""
        return self.calendar.zone

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return all that counted, by question; what is said of the type of an incident does not."""
        order = {question: place for place, question in enumerate(QUESTIONS)}
        silent = {question for question, answer in self.answers.items() if answer is None}
        counted = [one for one in self.classification.reasons if one.counted and one.question not in silent]
        return tuple(sorted(counted, key=lambda one: order.get(one.question, len(order))))

    @property
    def numbers(self) -> dict[str, int]:
        """Return the rules that counted, each with its number in the marked text."""
        names = dict.fromkeys(one.rule for one in self.reasons)
        return {name: number for number, name in enumerate(names, start=1)}

    def evidence(self, question: str) -> tuple[Reason, ...]:
        """Return what counted for one question."""
        return tuple(one for one in self.reasons if one.question == question)

    def sums(self, question: str) -> dict[str, int]:
        """Return how strongly each value was said to be the answer, the strongest first; overrides are not in it."""
        return sums_of(question, self.reasons, self.overrides)

    @property
    def effects(self) -> tuple[Reason, ...]:
        """Return what else rules did: assign, tag, acknowledge, and the client's least priority."""
        return tuple(one for one in self.reasons if one.question not in QUESTIONS)

    @property
    def nearly(self) -> tuple[Reason, ...]:
        """Return what nearly matched."""
        return tuple(one for one in self.classification.reasons if not one.counted)

    @property
    def unsure(self) -> tuple[str, ...]:
        """Return why the classification is to be checked, () when it is not."""
        return doubts(self.classification, self.overrides)


def envelope_asked(rules: Ruleset) -> dict[str, str]:
    """Return what rules ask of sender, recipients, headers and the like, by the name of the rule."""
    told = ((rule.name, _asked(rule.when)) for rule in (*rules.overrides, *rules.rules))
    return {name: asked for name, asked in told if asked}


def _asked(when: Condition) -> str:
    lists = {"from": when.senders, "to": when.recipients, "client": when.clients}
    parts = [f"{name} {' or '.join(one.lstrip('@') for one in values)}" for name, values in lists.items() if values]
    parts += [f"header {name}" + (f' with "{text}"' if text else "") for name, text in when.headers]
    parts += [f"attachment {when.attachment}"] if when.attachment else []
    parts += [f"received while {'open' if when.received.open else 'closed'}"] if when.received else []
    return ", ".join(parts)


def explanation_json(one: Explanation) -> dict[str, object]:
    """Return the explanation as `explain --json` prints it; moments in the zone of the rules."""
    found, standing = one.classification, one.standing
    return {
        "file": None if one.number else one.name,
        "number": one.number,
        "subject": one.subject,
        "questions": {name: _question_json(one, name, answer) for name, answer in one.answers.items()},
        "target": found.target,
        "priority": found.priority,
        "confidence": round(found.confidence, 2),
        "check": found.check,
        "unsure": one.unsure,
        "automatic": one.automatic,
        "foreseen": one.machine,
        "matrix": _matrix_json(one),
        "effects": [_reason_json(one, reason) for reason in one.effects],
        "nearly": [_reason_json(one, reason) for reason in one.nearly],
        "deadline": deadline_json(one.promise, one.begun_at, one.calendar, one.zone),
        "corrections": [_correction_json(each) for each in standing.corrections] if standing else [],
        "mail": _mail_json(one),
        "rules": asdict(one.rules),
        "promised_by": asdict(one.promised_by) if one.promised_by else None,
    }


def _question_json(one: Explanation, question: str, answer: str | None) -> dict[str, object]:
    evidence = [
        _reason_json(one, reason) | {"override": reason.rule in one.overrides} for reason in one.evidence(question)
    ]
    return {"answer": answer, "sums": one.sums(question), "evidence": evidence}


def _reason_json(one: Explanation, reason: Reason) -> dict[str, object]:
    places = one.mail.places(reason) if one.mail else ()
    told = [{"in": each.part, "start": each.start, "end": each.end} for each in places]
    return asdict(reason) | {"envelope": one.envelope.get(reason.rule), "places": told}


def _correction_json(one: Correction) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("question", "before", "after", "who", "done_at")}


def _matrix_json(one: Explanation) -> dict[str, object] | None:
    found = one.classification
    if found.kind is Kind.REQUEST:
        return None
    return {"impact": found.impact, "urgency": found.urgency, "gives": one.cell}


def _mail_json(one: Explanation) -> dict[str, object] | None:
    if one.mail is None:
        return None
    return {"subject": one.mail.subject, "text": one.mail.text, "unread": [asdict(each) for each in one.not_read]}
