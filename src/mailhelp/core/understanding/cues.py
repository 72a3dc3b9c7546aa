"""Where a lexicon keeps the lists that the grammar itself uses."""

from dataclasses import dataclass

from mailhelp.core.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class CueBits:
    """Bits of the grammar's lists: the small words of English, then the admin's lists with a meaning of their own."""

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
    # Together: both kinds of denial; those whose place in a sentence counts, denials apart; those without which all of
    # a sentence is said; the small words, of which no rule speaks.
    denial: int
    noted: int
    turning: int
    small: int
    # Phrases whose own words turn nothing and mean nothing by themselves: the "want" of "want to know" is no order.
    taken_whole: int


def cue_bits(lexicon: Lexicon) -> CueBits:
    """Return where the lexicon keeps the grammar's lists; 0 for those it does not have."""
    mask = lexicon.mask
    no, stops, no_denial, until = mask("(not)"), mask("(stops)"), mask("(not a denial)"), mask("(until)")
    supposed, order, know, why = mask("(if)"), mask("(order)"), mask("(to know)"), mask("(why)")
    imperative, not_meant, over = mask("ORDERS"), mask("NOT_MEANT"), mask("OVER")
    noted = supposed | order | know | why | imperative
    return CueBits(
        no=no,
        stops=stops,
        no_denial=no_denial,
        supposed=supposed,
        until=until,
        order=order,
        know=know,
        why=why,
        not_meant=not_meant,
        over=over,
        disclaimer=mask("DISCLAIMER"),
        imperative=imperative,
        complaint=mask("FAULT"),
        denial=no | stops,
        noted=noted,
        turning=no | stops | noted | not_meant | over,
        small=no | stops | no_denial | until | supposed | order | know | why,
        taken_whole=know | not_meant,
    )
