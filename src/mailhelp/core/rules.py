"""The admin's rules as values: services, words, rules, clients, staff, hours, targets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from mailhelp.core.learned import Model
from mailhelp.core.lexicon import Lexicon
from mailhelp.core.people import Client, StaffMember
from mailhelp.core.priority import Matrix
from mailhelp.core.sla import Target
from mailhelp.core.ticket import Kind, Level, RequestType
from mailhelp.core.understanding.reading import WayRound, Who
from mailhelp.core.workhours import Calendar


class Strength(IntEnum):
    """How much a rule's word weighs (design 9)."""

    WEAK = 1
    FAIR = 2
    STRONG = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a rule says to each question; None where it says nothing."""

    strength: Strength
    kind: Kind | None = None
    type: RequestType | None = None
    impact: Level | None = None
    urgency: Level | None = None

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """Return (question, value) of each question that is answered."""
        pairs = (("kind", self.kind), ("type", self.type), ("impact", self.impact), ("urgency", self.urgency))
        return tuple((question, value.value) for question, value in pairs if value is not None)


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
class Near:
    """Words that stand together: one mask each, at most `within` words from the first to the last of them."""

    words: tuple[int, ...]
    within: int = 5


@dataclass(frozen=True, slots=True)
class Received:
    """When a mail came: `open` within opening hours (False: outside them)."""

    open: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A `when`: all its keys must hold, those of words in one sentence. Masks are bits of the lexicon, 0 for no key.

    to_know: `asks: to know`. in_order: `sentence`, words in this order. patterns: bits of `pattern`.
    senders, recipients: folded addresses, "@domain" for a whole domain.
    headers: (folded name, folded text in it, "" for any).
    attachment: a file name pattern with "*", or a content type; "any" and "none" as they say.
    """

    about: int = 0
    says: int = 0
    asks: int = 0
    to_know: bool = False
    of: int = 0
    who: tuple[Who, ...] = ()
    way_round: WayRound | None = None
    any: int = 0
    all: int = 0
    none: int = 0
    in_order: tuple[int, ...] = ()
    near: Near | None = None
    pattern: int = 0
    senders: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    attachment: str = ""
    received: Received | None = None

    @property
    def needs_sentence(self) -> bool:
        """Return True when a key speaks of the words of a mail."""
        masks = self.about | self.says | self.asks | self.of | self.any | self.all | self.none | self.pattern
        return bool(masks or self.to_know or self.who or self.way_round or self.in_order or self.near)


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
    known_names: of all rules and overrides. sources: rule name to "rules.yaml:14".
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
