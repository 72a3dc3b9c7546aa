"""What is allowed in a rules file and yet likely not meant: all warnings of a file that passed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mailhelp.config.layers import STANDARD_NAME
from mailhelp.config.places import in_order
from mailhelp.config.rulesfile import RulesFile
from mailhelp.config.terms import Terms
from mailhelp.config.warnings_never import never_holding
from mailhelp.config.warnings_pairs import doubled, shadowed
from mailhelp.config.warnings_pattern import odd_patterns
from mailhelp.config.warnings_promise import odd_hours, odd_targets, overtaken
from mailhelp.config.warnings_use import lists_in_phrases, type_of_incident, unused, yes_for_a_tag
from mailhelp.config.whenshape import Shape, shapes

NAMED = 5


@dataclass(frozen=True, slots=True)
class Remarks:
    """What there is to say of rules that passed, each line beginning with file:line:column where it has a place.

    warnings: likely mistakes. notes: what is so, and may be meant.
    """

    warnings: tuple[str, ...]
    notes: tuple[str, ...]


def remarks(found: RulesFile, today: date) -> Remarks:
    """Return all warnings and notes of a file. today: where the year of the simulated arrivals begins."""
    written = shapes(found.merged)
    warnings = [*_of_all(found, written), *odd_hours(found), *odd_targets(found)]
    notes = [*overtaken(found, today), *_untested(found, written)]
    return Remarks(tuple(in_order(warnings)), tuple(notes))


def _of_all(found: RulesFile, written: Sequence[Shape]) -> Iterator[str]:
    terms = Terms(found.merged)
    for shape in written:
        yield from never_holding(shape, found.merged, terms)
        yield from odd_patterns(shape)
        yield from yes_for_a_tag(shape)
        yield from type_of_incident(shape)
    yield from shadowed(written, terms)
    yield from doubled(written)
    yield from unused(found.merged, written)
    yield from lists_in_phrases(found.merged, written)


def _untested(found: RulesFile, written: Sequence[Shape]) -> Iterator[str]:
    own = [
        shape
        for shape in written
        if shape.entry.source.name != STANDARD_NAME or found.merged.top.source is shape.entry.source
    ]
    bare = [shape.name for shape in own if not (shape.entry.child("matches") or shape.entry.child("not"))]
    if bare:
        more = f" and {len(bare) - NAMED} more" if len(bare) > NAMED else ""
        names = ", ".join(f'"{name}"' for name in bare[:NAMED])
        yield f"{len(bare)} of {len(own)} rules have no tests of their own (matches, not): {names}{more}"
