"""The `when` of a rule as a value."""

from dataclasses import dataclass

from mailhelp.core.understanding.reading import WayRound, Who


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
