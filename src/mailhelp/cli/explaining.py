"""A classification and its deadline with all their reasons: as lines for people, as JSON for scripts."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo

from mailhelp.cli.output import printable
from mailhelp.core.rules import Ruleset
from mailhelp.core.ticket import Classification, Kind, Promise, Reason

QUESTIONS = ("kind", "type", "impact", "urgency")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is to be explained. begun_at: from when the deadline counts.

    number, rules_version, accepted_at: None for a file. zone: None for that of the rules.
    """

    name: str
    subject: str
    classification: Classification
    rules: Ruleset
    begun_at: datetime
    promise: Promise
    rules_name: str
    number: int | None = None
    rules_version: str | None = None
    accepted_at: datetime | None = None
    zone: tzinfo | None = None

    @property
    def answers(self) -> dict[str, str | None]:
        """Return the answer to each question; None for the type of an incident."""
        found = self.classification
        return dict(zip(QUESTIONS, (found.kind, found.request_type, found.impact, found.urgency), strict=True))

    @property
    def local(self) -> tzinfo:
        """Return the zone in which moments are told."""
        return self.zone or self.rules.calendar.zone

    def evidence(self, question: str) -> tuple[Reason, ...]:
        """Return what counted for one question."""
        return tuple(one for one in self.classification.reasons if one.question == question and one.counted)

    def sums(self, question: str) -> dict[str, int]:
        """Return how strongly each value was said to be the answer, the strongest first; overrides are not in it."""
        found: dict[str, int] = {}
        for one in self.evidence(question):
            if not self.overrides(one):
                found[one.value] = found.get(one.value, 0) + one.strength
        return dict(sorted(found.items(), key=lambda pair: -pair[1]))

    def overrides(self, reason: Reason) -> bool:
        """Return whether a reason is an override's, which ends the question."""
        return any(rule.name == reason.rule for rule in self.rules.overrides)

    @property
    def effects(self) -> tuple[Reason, ...]:
        """Return what else rules did: assign, tag, acknowledge, and the client's least priority."""
        return tuple(one for one in self.classification.reasons if one.question not in QUESTIONS and one.counted)

    @property
    def nearly(self) -> tuple[Reason, ...]:
        """Return what nearly matched."""
        return tuple(one for one in self.classification.reasons if not one.counted)


def explanation_json(one: Explanation) -> dict[str, object]:
    """Return the explanation as `explain --json` prints it; moments in the zone of the rules."""
    found = one.classification
    questions = {name: _question_json(one, name, answer) for name, answer in one.answers.items()}
    return {
        "file": None if one.number else one.name,
        "number": one.number,
        "subject": one.subject,
        "questions": questions,
        "target": found.target,
        "priority": found.priority,
        "confidence": round(found.confidence, 2),
        "check": found.check,
        "matrix": _matrix_json(one),
        "effects": [asdict(reason) for reason in one.effects],
        "nearly": [asdict(reason) for reason in one.nearly],
        "deadline": _deadline_json(one),
        "rules": {"name": one.rules_name, "version": one.rules_version, "accepted_at": one.accepted_at},
    }


def _question_json(one: Explanation, question: str, answer: str | None) -> dict[str, object]:
    evidence = [asdict(reason) | {"override": one.overrides(reason)} for reason in one.evidence(question)]
    return {"answer": answer, "sums": one.sums(question), "evidence": evidence}


def _matrix_json(one: Explanation) -> dict[str, object] | None:
    found = one.classification
    if found.kind is Kind.REQUEST:
        return None
    gives = one.rules.matrix.priority(found.impact, found.urgency)
    return {"impact": found.impact, "urgency": found.urgency, "gives": gives}


def _deadline_json(one: Explanation) -> dict[str, object]:
    found, zone = one.promise, one.local
    return {
        "target": found.target,
        "from": one.begun_at.astimezone(zone).isoformat(),
        "due_at": found.due_at and found.due_at.astimezone(zone).isoformat(),
        "work_by": found.work_by and found.work_by.astimezone(zone).isoformat(),
        "moved_by": found.moved_by,
        "counted": [[end.astimezone(zone).isoformat() for end in (each.start, each.end)] for each in found.counted],
    }


def told(one: Explanation) -> Iterator[str]:
    """Give the explanation line by line, moments in the zone of the rules."""
    found = one.classification
    yield printable(f"{one.name}  {one.subject}")
    yield f"{found.kind} {found.target}, impact {found.impact}, urgency {found.urgency}"
    if found.check:
        yield "to be checked by staff: a lead was under 2, or nothing fitted"
    for question, answer in one.answers.items():
        if answer is not None:
            yield from _question_told(one, question, answer)
    yield from _section("matrix", _matrix_told(one))
    yield from _section("also", (f"{each.question}: {each.value}  by {_by(each)}" for each in one.effects))
    yield from _section("nearly", (_nearly_told(each) for each in one.nearly))
    yield from _section("deadline", _deadline_told(one))
    yield f"\nrules: {one.rules_name}" + (f", accepted {_at(one.accepted_at, one.local)}" if one.accepted_at else "")


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if not place:
            yield f"\n{title}"
        yield "  " + printable(line)


def _question_told(one: Explanation, question: str, answer: str) -> Iterator[str]:
    sums = ", ".join(f"{value} {total}" for value, total in one.sums(question).items())
    evidence = one.evidence(question)
    yield f"\n{question}: {answer}" + (f"  ({sums})" if sums else "" if evidence else "  (no rule spoke)")
    for each in evidence:
        weight = "ends it" if one.overrides(each) else f"+{each.strength}"
        yield printable(f"  {each.value} {weight}  {_words(each)}by {_by(each)}")
        if each.sentence:
            yield printable(f"      in: {each.sentence}")


def _words(reason: Reason) -> str:
    return ", ".join(f'"{word}"' for word in reason.words) + "  " if reason.words else ""


def _by(reason: Reason) -> str:
    return f"{reason.rule} ({reason.where})" if reason.where else reason.rule


def _nearly_told(reason: Reason) -> str:
    lacked = f": {reason.lacked}" if reason.lacked else ""
    return f"{reason.question} {reason.value}  {_words(reason)}by {_by(reason)}{lacked}"


def _matrix_told(one: Explanation) -> Iterator[str]:
    found = one.classification
    if found.kind is Kind.REQUEST:
        return
    gives = one.rules.matrix.priority(found.impact, found.urgency)
    yield f"impact {found.impact} and urgency {found.urgency} give {gives}"


def _deadline_told(one: Explanation) -> Iterator[str]:
    found, zone = one.promise, one.local
    yield f"{one.classification.target}: {found.target}, from {_at(one.begun_at, zone)}"
    if found.due_at is None:
        yield "no deadline yet"
        return
    yield f"due {_at(found.due_at, zone)}"
    if found.work_by is not None:
        yield f"work by {_at(found.work_by, zone)}" + (f", moved by {found.moved_by}" if found.moved_by else "")
    for each in found.counted:
        start, end = each.start.astimezone(zone), each.end.astimezone(zone)
        yield f"counted {start:%a %d %b %H:%M} to {end:%a %d %b %H:%M}"


def _at(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%a %d %b %Y %H:%M %Z")
