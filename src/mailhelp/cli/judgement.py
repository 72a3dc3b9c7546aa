"""What was judged of a ticket in a few lines: for each question the answer, the rules and their words."""

from collections.abc import Iterator, Sequence

from mailhelp.core.classify import CLEAR_LEAD
from mailhelp.core.ticket import Classification, Kind, Reason

QUESTIONS = ("kind", "type", "impact", "urgency")
MOST_RULES = 3


def answers_of(found: Classification) -> dict[str, str | None]:
    """Return the answer to each question; None for the type of an incident."""
    return dict(zip(QUESTIONS, (found.kind, found.request_type, found.impact, found.urgency), strict=True))


def sums_of(question: str, reasons: Sequence[Reason], overrides: frozenset[str] = frozenset()) -> dict[str, int]:
    """Return how strongly each value was said to be the answer, the strongest first; overrides are not in it."""
    found: dict[str, int] = {}
    for one in reasons:
        if one.question == question and one.counted and one.rule not in overrides:
            found[one.value] = found.get(one.value, 0) + one.strength
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def doubts(found: Classification, overrides: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return why the classification is to be checked, () when it is not."""
    if not found.check:
        return ()
    asked = ("kind", "type") if found.kind is Kind.REQUEST else ("kind", "impact", "urgency")
    ended = {one.question for one in found.reasons if one.rule in overrides}
    open_ = [question for question in asked if question not in ended]
    why = tuple(line for question in open_ if (line := _doubt(question, found.reasons)))
    return why or ("it cannot be told from its words",)


def _doubt(question: str, reasons: Sequence[Reason]) -> str:
    first, second = (*sums_of(question, reasons).values(), 0, 0)[:2]
    if not first:
        return f"nothing was said of {question}"
    lead = first - second
    return f"{question} leads by {lead} only" if lead < CLEAR_LEAD else ""


def judgement(found: Classification, settled: Sequence[Reason]) -> Iterator[str]:
    """Give a line for what staff settled, for each question the rules were asked, and for what else they did."""
    over = {one.question for one in settled}
    for one in settled:
        yield f"{one.question} {one.value}: {one.rule}"
    for question, answer in answers_of(found).items():
        if answer is not None:
            said = "the rules said " if question in over else ""
            yield said + _line(question, answer, found.reasons)
    for one in found.reasons:
        if one.counted and one.question not in QUESTIONS:
            yield f"{one.question}: {one.value}, by {_said(one)}"


def _line(question: str, answer: str, reasons: Sequence[Reason]) -> str:
    mine = [one for one in reasons if one.question == question and one.counted]
    by = _together([one for one in mine if one.value == answer])
    against = _together([one for one in mine if one.value != answer])
    return f"{question} {answer}: {by or 'no rule spoke'}" + (f"; against: {against}" if against else "")


def _together(reasons: Sequence[Reason]) -> str:
    strongest = sorted(reasons, key=lambda one: -one.strength)
    more = f" and {len(strongest) - MOST_RULES} more" if len(strongest) > MOST_RULES else ""
    return ", ".join(map(_said, strongest[:MOST_RULES])) + more


def _said(one: Reason) -> str:
    words = ", ".join(f'"{word}"' for word in one.words)
    return f"{one.rule} ({words})" if words else one.rule
