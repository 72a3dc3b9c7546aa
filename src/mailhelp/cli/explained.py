"""An explanation as lines for people."""

from collections.abc import Iterable, Iterator

from rich.text import Text

from mailhelp.cli.deadlines import at, deadline_told
from mailhelp.cli.explaining import Explanation
from mailhelp.cli.lines import printable
from mailhelp.cli.markedtext import marked_mail
from mailhelp.core.learned import LEARNED
from mailhelp.core.ticket import Kind, Reason
from mailhelp.core.understanding.shown import APART

MAIL = "the mail: which words counted, with the number of the rule"


def told(one: Explanation, *, coloured: bool) -> Iterator[Text]:
    """Give the explanation line by line, moments in the zone of the rules. coloured: for a terminal that can."""
    yield Text(printable(f"{one.name}  {one.subject}"), style="bold")
    yield from map(Text, _heads(one))
    yield from _section(MAIL, marked_mail(one, coloured=coloured))
    for question, answer in one.answers.items():
        if answer is not None:
            yield from _question(one, question, answer)
    yield from _section("matrix", map(Text, _matrix(one)))
    yield from _section("also", (line for each in one.effects for line in _effect(one, each)))
    yield from _section("nearly matched", (line for each in one.nearly for line in _nearly(each)))
    name = one.classification.target if one.standing is None else one.standing.target
    deadline = deadline_told(name, one.promise, one.begun_at, one.calendar, one.zone)
    yield from _section("deadline", (Text(f"  {printable(line)}") for line in deadline))
    yield Text("\n") + Text(printable(f"rules: {one.rules.told(one.zone)}"))
    if one.promised_by is not None:
        yield Text(printable(f"deadline counted by: {one.promised_by.told(one.zone)}"))


def _heads(one: Explanation) -> Iterator[str]:
    found = one.classification
    judged = f"{found.kind} {found.target}, impact {found.impact}, urgency {found.urgency}"
    if one.standing is not None and one.standing.what != judged:
        yield f"{one.standing.what}; the rules said {judged}"
    else:
        yield judged
    if one.unsure:
        yield f"check classification: {', '.join(one.unsure)}"
    yield from map(printable, one.machine)
    for correction in one.standing.corrections if one.standing else ():
        before = f" (the rules said {correction.before})" if correction.before else ""
        when = at(correction.done_at, one.zone)
        yield printable(f"staff ({correction.who}) set {correction.question} {correction.after} on {when}{before}")
    yield from map(printable, one.standing.by_hand if one.standing else ())


def _section(title: str, lines: Iterable[Text]) -> Iterator[Text]:
    for place, line in enumerate(lines):
        if not place:
            yield Text("\n") + Text(title, style="bold")
        yield line


def _question(one: Explanation, question: str, answer: str) -> Iterator[Text]:
    sums = ", ".join(f"{value} {total}" for value, total in one.sums(question).items())
    evidence = one.evidence(question)
    beside = f"  ({sums})" if sums else "" if evidence else "  (no rule spoke)"
    yield Text("\n") + Text(f"{question}: {answer}", style="bold") + Text(beside)
    for each in evidence:
        weight = "ends it" if each.rule in one.overrides else f"+{each.strength}"
        yield Text(printable(f"  {each.value} {weight}  {_by(one, each)}{_words(each)}"))
        yield from _sentence(one, each)


def _by(one: Explanation, reason: Reason) -> str:
    place = f" ({reason.where})" if reason.where else ""
    return f"[{one.numbers[reason.rule]}] {reason.rule}{place}"


def _words(reason: Reason) -> str:
    return ": " + ", ".join(f'"{word}"' for word in reason.words) if reason.words else ""


def _sentence(one: Explanation, reason: Reason) -> Iterator[Text]:
    """Give the sentence of a reason; of what was learned that it spoke from all of the mail."""
    asked = one.envelope.get(reason.rule)
    if asked:
        yield Text(printable(f"      because: {asked}"), style="dim")
    if reason.rule == LEARNED:
        yield Text("      in all of the mail: these words spoke most for it", style="dim")
    for sentence in reason.sentence.split(APART) if reason.sentence else ():
        yield Text(printable(f"      in: {sentence}"), style="dim")


def _effect(one: Explanation, reason: Reason) -> Iterator[Text]:
    yield Text(printable(f"  {reason.question}: {reason.value}  {_by(one, reason)}{_words(reason)}"))
    yield from _sentence(one, reason)


def _nearly(reason: Reason) -> Iterator[Text]:
    place = f" ({reason.where})" if reason.where else ""
    yield Text(printable(f"  {reason.rule}{place} would have said {reason.question} {reason.value}: {reason.lacked}"))
    if reason.sentence:
        yield Text(printable(f"      in: {reason.sentence}"), style="dim")


def _matrix(one: Explanation) -> Iterator[str]:
    found = one.classification
    if found.kind is Kind.REQUEST or one.cell is None:
        return
    yield f"  impact {found.impact} and urgency {found.urgency} give {one.cell}"
    if found.priority is not None and found.priority is not one.cell:
        why = next((each.rule for each in one.effects if each.question == "priority"), "")
        yield printable(f"  raised to {found.priority}" + (f" by {why}" if why else ""))
    if one.standing is not None and one.standing.matrix:
        yield f"  {one.standing.matrix}"


def short_told(one: Explanation, *, coloured: bool) -> Iterator[Text]:
    """Give of a mail that a rule ignored or set aside: its words, what the rule saw in them, and which rules."""
    yield from _section(MAIL, marked_mail(one, coloured=coloured))
    yield from _section("by rule", (line for each in one.effects for line in _effect(one, each)))
    yield Text("\n") + Text(printable(f"rules: {one.rules.told(one.zone)}"))
