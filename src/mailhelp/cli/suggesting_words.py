"""Proposed words and rules as YAML for people, as JSON for scripts."""

from collections.abc import Iterator, Sequence
from typing import Any

from mailhelp.config.pasting import flow, fragment, rule_of, scalar
from mailhelp.core.policy import Desk
from mailhelp.core.suggesting.changes import NewRule
from mailhelp.core.suggesting.search import MOST_TRIES, Proposal
from mailhelp.service.suggesting.words import FEWEST_MENDED, Suggestions

MOST_NUMBERS = 12
PASTE = "# To be put into rules.yaml: where a section is there already, its lines below that; then `mailhelp check`."


def suggestions_told(found: Suggestions, desk: Desk, *, unsure: bool) -> Iterator[str]:
    """Give the proposals as lines: what is no comment can be pasted. It holds no words of clients but the proposed."""
    yield from _seen(found, desk)
    if found.proposals:
        yield from _paste(found, desk)
    elif found.wrong:
        yield from _nothing(found, unsure)
    if found.cut_short:
        yield f"# {MOST_TRIES} changes were tried, and there were more: take these, then ask again."


def _seen(found: Suggestions, desk: Desk) -> Iterator[str]:
    corrected = len(found.corpus.corrected)
    if not corrected:
        yield "# Staff have corrected no ticket yet, for example by `mailhelp do`: nothing to learn from."
        return
    rest = len(found.corpus.examples) - corrected
    yield f"# {_count(corrected, 'ticket')} corrected by staff; to compare, {rest} that nobody corrected."
    if found.corpus.more:
        yield f"# {found.corpus.more} older ones are left out (--mails N)."
    if found.corpus.unread:
        yield f"# {_count(found.corpus.unread, 'mail')} cannot be read any more, or only in part."
    if found.wrong:
        wrong = _count(len(found.wrong), "corrected ticket")
        yield f"# The rules in force judge {wrong} wrongly: {_named(found.wrong, desk)}"
    else:
        yield "# The rules in force judge all of them as staff did: nothing to learn."


def _nothing(found: Suggestions, unsure: bool) -> Iterator[str]:
    if len(found.wrong) < FEWEST_MENDED and not unsure:
        yield "# One ticket is too little to learn from (--unsure tries all the same)."
        return
    yield "# No word or phrase tells these from the others by more than chance, without breaking too many."
    if not unsure:
        yield "# --unsure shows what rests on a single ticket, or may be chance."


def _paste(found: Suggestions, desk: Desk) -> Iterator[str]:
    together = found.together
    yield f"# All together: mends {_named(together.mended, desk)}; breaks {_named(together.broken, desk)}"
    if found.left:
        yield f"# Left as they are: {_named(found.left, desk)}"
    yield PASTE
    for place, one in enumerate(found.proposals, start=1):
        yield f"# {place}. {one.change.told}, for {one.question} {one.value}: {_does(one, desk)}"
        if one.instead:
            others = "; or ".join(other.told for other in one.instead)
            yield f"#    what would do the same, if it is apt: {others}"
    changes = [one.change for one in found.proposals]
    sections = fragment(changes, found.readers)
    for name in ("services", "words"):
        if name in sections:
            yield f"{name}:"
            yield from (f"  {scalar(key)}: {flow(value)}" for key, value in sections[name].items())
    rules = [one for one in changes if isinstance(one, NewRule)]
    if rules:
        yield "rules:"
        yield from (line for one in rules for line in _rule(rule_of(one)))


def _rule(rule: dict[str, Any]) -> Iterator[str]:
    yield f"  - name: {scalar(rule['name'])}"
    yield f"    when: {flow(rule['when'])}"
    yield f"    evidence: {flow(rule['evidence'])}"


def yaml_of(found: Suggestions, proposals: Sequence[Proposal]) -> str:
    """Return the fragment for some proposals."""
    sections = fragment([one.change for one in proposals], found.readers)
    return "".join(f"{scalar(name)}: {flow(section)}\n" for name, section in sections.items())


def _does(one: Proposal, desk: Desk) -> str:
    return f"mends {_named(one.outcome.mended, desk)}; breaks {_named(one.outcome.broken, desk)}"


def _named(numbers: Sequence[int], desk: Desk) -> str:
    """Return tickets as people call them."""
    names = [desk.ticket_name(number) for number in numbers[:MOST_NUMBERS]]
    more = f" and {len(numbers) - MOST_NUMBERS} more" if len(numbers) > MOST_NUMBERS else ""
    return ", ".join(names) + more if names else "none"


def _count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def suggestion_json(found: Suggestions) -> Iterator[dict[str, object]]:
    """Give the proposals as `suggest --json` prints them: each with its own YAML, and last what all do together."""
    for one in found.proposals:
        yield {
            "what": "proposal",
            "change": one.change.told,
            "phrase": one.change.phrase,
            "question": one.question,
            "value": one.value,
            "mends": one.outcome.mended,
            "breaks": one.outcome.broken,
            "instead": [other.told for other in one.instead],
            "yaml": yaml_of(found, [one]),
        }
    yield {
        "what": "together",
        "corrected": len(found.corpus.corrected),
        "compared": len(found.corpus.examples) - len(found.corpus.corrected),
        "unread": found.corpus.unread,
        "left_out": found.corpus.more,
        "wrong": found.wrong,
        "mends": found.together.mended,
        "breaks": found.together.broken,
        "left": found.left,
        "cut_short": found.cut_short,
        "yaml": yaml_of(found, found.proposals),
    }
