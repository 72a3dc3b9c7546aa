"""Where a lexicon keeps the lists that the grammar itself uses."""

from dataclasses import dataclass

from mailhelp.core.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class CueBits:
    """Bits of the grammar's lists: first the small words of English, then the admin's lists with a meaning of their own.

    all: the small words together. any_small: those that `Grammar` notes. denial: both kinds of denial.
    """

    no: int
    stops: int
    no_denial: int
    supposed: int
    until: int
    order: int
    know: int
    why: int
    not_meant: int
    over: int
    disclaimer: int
    imperative: int
    complaint: int
    all: int = 0
    any_small: int = 0
    denial: int = 0


# The order of the fields above.
SMALL = ("(not)", "(stops)", "(not a denial)", "(if)", "(until)", "(order)", "(to know)", "(why)")
MEANINGFUL = ("NOT_MEANT", "OVER", "DISCLAIMER", "ORDERS", "FAULT")


def cue_bits(lexicon: Lexicon) -> CueBits:
    """Return where the lexicon keeps the grammar's lists; 0 for those it does not have."""
    mask = lexicon.mask
    small = [mask(name) for name in SMALL]
    return CueBits(
        *small,
        *map(mask, MEANINGFUL),
        all=sum(small),
        any_small=mask("(if)") | mask("(order)") | mask("(to know)") | mask("(why)") | mask("ORDERS"),
        denial=mask("(not)") | mask("(stops)"),
    )
