"""Warnings of rules that stand in each other's way: shadowed, doubled, contradicting each other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mailhelp.config.terms import Terms
from mailhelp.config.whenshape import ENDED, Shape, is_wider

# How many pairs are compared at most, the overrides at the top first: about a second.
PAIRS = 1_000_000
_YES = ("yes", "true", "always")


def shadowed(found: Sequence[Shape], terms: Terms) -> Iterator[str]:
    """Yield file:line:column of each rule to which a rule above it leaves nothing to say.

    found: in the order in which they are tried.
    """
    enders = [(place, one) for place, one in enumerate(found) if _ended(one)]
    enders = enders[: PAIRS // max(1, len(found))]
    for place, shape in enumerate(found):
        above = next((one for at, one in enders if at < place and _shadows(one, shape, terms)), None)
        if above is not None:
            what = "ignores all these mails" if _ignores(above) else "ends all that it says"
            yield (
                f"{shape.entry.place}{shape.called} never changes anything: {above.called} above it "
                f"({above.entry.line}) {what}, for these mails and others; put this one above it, or take it out"
            )


def _ended(shape: Shape) -> set[str]:
    """Return what a rule ends for those after it."""
    if shape.is_evidence:
        return set(shape.answers) if shape.override else set()
    return set(shape.answers) & set(ENDED)


def _ignores(shape: Shape) -> bool:
    return shape.answers.get("ignore") in _YES and not shape.is_evidence


def _shadows(above: Shape, below: Shape, terms: Terms) -> bool:
    if not _ignores(above) and not set(below.answers) <= _ended(above):
        return False
    if above.is_evidence != below.is_evidence and not _ignores(above):
        return False
    return bool(below.answers) and is_wider(above.when, below.when, terms)


def doubled(found: Sequence[Shape]) -> Iterator[str]:
    """Yield file:line:column of rules with the `when` of another that say the same, or the opposite."""
    alike: dict[object, list[Shape]] = defaultdict(list)
    for shape in found:
        if shape.is_evidence and not shape.override:
            alike[shape.canonical].append(shape)
    for group in alike.values():
        for earlier, later in pairwise(group):
            yield from _beside(earlier, later)


def _beside(earlier: Shape, later: Shape) -> Iterator[str]:
    both = earlier.answers.keys() & later.answers.keys()
    against = sorted(key for key in both if earlier.answers[key] != later.answers[key])
    other = f"{earlier.called} ({earlier.entry.line})"
    if against:
        said = ", ".join(f"{key} {later.answers[key]} and not {earlier.answers[key]}" for key in against)
        yield f"{later.entry.place}{later.called} contradicts {other} of the same when: it says {said}; keep one"
    elif earlier.answers == later.answers:
        yield (
            f"{later.entry.place}{later.called} says the same as {other} for the same when, so it counts twice; "
            "keep one, with the strength that is meant"
        )
