"""Mails with what staff say of them, and how far a judgement agrees."""

from collections.abc import Mapping
from dataclasses import dataclass

from mailhelp.core.facts import Envelope, MailFacts
from mailhelp.core.ticket import Classification, Kind

QUESTIONS = ("kind", "type", "impact", "urgency")
# What is asked of each kind; the rest of what is known of a ticket says nothing.
ASKED = {Kind.INCIDENT.value: ("kind", "impact", "urgency"), Kind.REQUEST.value: ("kind", "type")}


@dataclass(frozen=True, slots=True)
class Example:
    """A mail that opened a ticket, read once.

    said: question to answer, by staff where corrected, else as the rules in force judge it, for staff left it so.
    lines: the stems of its sentences, " ; " between them; heading: those of the subject of an older mail, which
    rules read for what it is about only; own: those of `lines` that are surely its writer's.
    """

    number: int
    mail: MailFacts
    envelope: Envelope
    said: Mapping[str, str]
    corrected: bool
    lines: str
    heading: str = ""
    own: str = ""

    @property
    def sender(self) -> str:
        """Return who wrote it, folded."""
        return self.mail.sender.key if self.mail.sender else ""

    def holds(self, key: str) -> bool:
        """Return True when a phrase (stems with a blank around) stands somewhere in what rules read."""
        return key in self.lines or key in self.heading


def answers_of(found: Classification) -> dict[str, str]:
    """Return what the rules answer to the questions that are asked of that kind."""
    every = {
        "kind": found.kind.value,
        "type": str(found.request_type or ""),
        "impact": found.impact.value,
        "urgency": found.urgency.value,
    }
    return {question: every[question] for question in ASKED[found.kind.value]}


def settled(corrections: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, str]:
    """Return what is known of a corrected ticket: staff's word, and what they left as the rules had it."""
    said = {**answers, **corrections}
    asked = ASKED.get(said["kind"], QUESTIONS)
    return {question: said[question] for question in asked if question in said}


def wrong(said: Mapping[str, str], answers: Mapping[str, str]) -> frozenset[str]:
    """Return the questions that are answered otherwise than staff say.

    >>> sorted(wrong({"kind": "incident", "impact": "low"}, {"kind": "incident", "impact": "high"}))
    ['impact']
    """
    return frozenset(question for question, answer in said.items() if answers.get(question) != answer)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change does: the numbers of the tickets that it mends and of those that it breaks, in order."""

    mended: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()

    @property
    def worth(self) -> int:
        """Return how many more it mends than breaks, a broken one counting as much as four."""
        return len(self.mended) - BROKEN_COUNTS * len(self.broken)


BROKEN_COUNTS = 4
