"""The admin's rules as values: services, words, rules, clients, staff, hours, targets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from mailhelp.core.conditions import Condition, Near, Received
from mailhelp.core.learned import Model
from mailhelp.core.lexicon import Lexicon
from mailhelp.core.people import Client, StaffMember
from mailhelp.core.priority import Matrix
from mailhelp.core.ruleindex import RuleIndex, indexed
from mailhelp.core.sla import Target
from mailhelp.core.ticket import Kind, Level, RequestType
from mailhelp.core.workhours import Calendar

__all__ = ["Condition", "Effect", "Evidence", "Example", "Near", "Received", "Rule", "Ruleset", "Strength"]


class Strength(IntEnum):
    """How much a rule's word weighs (design 9)."""

    WEAK = 1
    FAIR = 2
    STRONG = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a rule says to each question; None where it says nothing. answers: (question, value) where it does."""

    strength: Strength
    kind: Kind | None = None
    type: RequestType | None = None
    impact: Level | None = None
    urgency: Level | None = None

    answers: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        pairs = (("kind", self.kind), ("type", self.type), ("impact", self.impact), ("urgency", self.urgency))
        found = tuple((question, value.value) for question, value in pairs if value is not None)
        object.__setattr__(self, "answers", found)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule does (`then`); None and () where it does nothing. acknowledge: False for never, True for always."""

    assign: str | None = None
    tag: tuple[str, ...] = ()
    acknowledge: bool | None = None
    ignore: bool | None = None
    set_aside: bool | None = None
    notify: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its condition, and evidence or effect. where: "rules.yaml:14". matches, not_matches: (mail, where)."""

    name: str
    when: Condition
    where: str
    evidence: Evidence | None = None
    then: Effect | None = None
    matches: tuple[tuple[str, str], ...] = ()
    not_matches: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A mail (its first line is the subject when an empty line follows) and the P1-P4, basic or enhanced it gives."""

    mail: str
    gives: str
    where: str


@dataclass(frozen=True, slots=True)
class Ruleset:
    """All that an admin tunes, checked and compiled.

    targets: P1-P4, basic, enhanced; respond: the same names, only where a response time is promised.
    text: the source that decides: loading it again gives the same rules. hash: SHA-256 of it and of the model, as
    hexadecimal. model: what was learned; learned_at_most: its greatest strength for one question, 0 when it is off.
    known_names: of all rules and overrides. sources: rule name to "rules.yaml:14". index, override_index: the places of
    rules and overrides by what they need.
    """

    calendar: Calendar
    targets: Mapping[str, Target]
    text: str
    hash: str
    respond: Mapping[str, Target] = field(default_factory=dict)
    matrix: Matrix = Matrix()
    lexicon: Lexicon = Lexicon()
    rules: tuple[Rule, ...] = ()
    overrides: tuple[Rule, ...] = ()
    examples: tuple[Example, ...] = ()
    clients: tuple[Client, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    known_names: frozenset[str] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict)
    model: Model = Model()
    learned_at_most: int = 0
    index: RuleIndex = field(init=False, repr=False, compare=False)
    override_index: RuleIndex = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", indexed([rule.when for rule in self.rules]))
        object.__setattr__(self, "override_index", indexed([rule.when for rule in self.overrides]))
