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

    @property
    def small(self) -> int:
        """Return the small words together: no rule speaks of them."""
        return self.denial | self.no_denial | self.until | self.supposed | self.order | self.know | self.why

    @property
    def noted(self) -> int:
        """Return those whose place in a sentence counts, denials apart."""
        return self.supposed | self.order | self.know | self.why | self.imperative

    @property
    def denial(self) -> int:
        """Return both kinds of denial."""
        return self.no | self.stops


def cue_bits(lexicon: Lexicon) -> CueBits:
    """Return where the lexicon keeps the grammar's lists; 0 for those it does not have."""
    mask = lexicon.mask
    return CueBits(
        no=mask("(not)"),
        stops=mask("(stops)"),
        no_denial=mask("(not a denial)"),
        supposed=mask("(if)"),
        until=mask("(until)"),
        order=mask("(order)"),
        know=mask("(to know)"),
        why=mask("(why)"),
        not_meant=mask("NOT_MEANT"),
        over=mask("OVER"),
        disclaimer=mask("DISCLAIMER"),
        imperative=mask("ORDERS"),
        complaint=mask("FAULT"),
    )
