"""A whole mail as the rules see it: per sentence what is said, asked for and spoken of; per mail who is hit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mailhelp.core.lexicon import Lexicon
from mailhelp.core.understanding.judging import CueBits, Hit, Sense, cue_bits, grammar, judged, located
from mailhelp.core.understanding.sentences import Sentence, sentences
from mailhelp.core.understanding.words import folded


class Who(StrEnum):
    """Who is hit."""

    ONE = "one person"
    SOME = "some"
    EVERYONE = "everyone"


class WayRound(StrEnum):
    """Whether there is another way to do the work."""

    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence with its bits.

    found: all that stands in it, whatever is meant. said: what is meant so. asked: what is asked for.
    about: the services it speaks of (of the sentence before, where it names none). unsaid: what stands in it unmeant.
    """

    sentence: Sentence
    hits: tuple[Hit, ...]
    found: int
    said: int
    asked: int
    about: int
    wondering: bool

    @property
    def unsaid(self) -> int:
        """Return the bits that stand in the sentence but are not said."""
        return self.found & ~self.said


@dataclass(frozen=True, slots=True)
class Reading:
    """A mail as the rules see it. who, way_round: None when the mail does not tell."""

    sentences: tuple[Read, ...]
    who: Who | None
    way_round: WayRound | None


def read(subject: str, text: str, lexicon: Lexicon) -> Reading:
    """Return what a mail says; linear in its length, of which 64 KB are read."""
    cues = cue_bits(lexicon)
    about = 0
    found: list[Read] = []
    for sentence in sentences(subject, text):
        one = _read_sentence(sentence, lexicon, cues, before=about)
        about = one.about
        found.append(one)
    found = _what_is_over(found, cues)
    near = _near_complaints(found, lexicon)
    return Reading(tuple(found), _who(near, lexicon), _way_round(found, lexicon))


def _read_sentence(sentence: Sentence, lexicon: Lexicon, cues: CueBits, before: int) -> Read:
    hits = located(sentence, lexicon)
    if any(hit.mask & cues.disclaimer for hit in hits):
        return Read(sentence, (), 0, 0, 0, before, False)
    small = grammar(sentence, hits, cues)
    meant = judged(sentence, hits, cues, small)
    said = _said(meant, lexicon)
    return Read(
        sentence=sentence,
        hits=tuple(meant),
        found=_together(meant) | _pattern_bits(sentence, lexicon) | said,
        said=said,
        asked=_together([hit for hit in meant if hit.ordered and hit.sense in (Sense.SAID, Sense.WONDERED)]),
        about=_services(meant, lexicon) or before,
        wondering=bool(small.question_from is not None or small.knows),
    )


def _together(hits: Sequence[Hit]) -> int:
    mask = 0
    for hit in hits:
        mask |= hit.mask
    return mask


def _pattern_bits(sentence: Sentence, lexicon: Lexicon) -> int:
    mask = 0
    for bits, _, _ in lexicon.finder.patterns(folded(sentence.text)):
        mask |= bits
    return mask


def _said(hits: Sequence[Hit], lexicon: Lexicon) -> int:
    mask = 0
    for hit in hits:
        if hit.sense is Sense.SAID:
            mask |= hit.mask
        elif hit.sense is Sense.DENIED:
            for listed, opposite in lexicon.opposites:
                mask |= opposite if hit.mask & listed else 0
    return mask


def _services(hits: Sequence[Hit], lexicon: Lexicon) -> int:
    """Return the services named: the longest name where names overlap, and never a whole beside its part."""
    named = [hit for hit in hits if hit.mask & lexicon.services]
    mask = 0
    for hit in named:
        if not any(
            o.first <= hit.first and hit.last <= o.last and o.last - o.first > hit.last - hit.first for o in named
        ):
            mask |= hit.mask & lexicon.services
    for part, wholes in lexicon.wholes:
        if mask >> part & 1:
            mask &= ~wholes
    return mask


def _what_is_over(found: list[Read], cues: CueBits) -> list[Read]:
    """Take back what was said in the sentence before one that tells that it is over."""
    out = list(found)
    for number in range(1, len(out)):
        if out[number].said & cues.over and not out[number - 1].sentence.subject:
            out[number - 1] = _now_over(out[number - 1])
    return out


def _now_over(one: Read) -> Read:
    hits = tuple(replace(hit, sense=Sense.OVER) if hit.sense is Sense.SAID else hit for hit in one.hits)
    return replace(one, hits=hits, said=0)


def _near_complaints(found: Sequence[Read], lexicon: Lexicon) -> int:
    """Return what is said in the sentences that complain and those beside them; in all where none does."""
    fault = lexicon.mask("FAULT")
    complaining = [bool(one.said & fault) for one in found]
    near = [any(complaining[max(0, number - 1) : number + 2]) for number in range(len(found))]
    said = 0
    for one, counts in zip(found, near, strict=True):
        said |= one.said if counts or not any(complaining) else 0
    return said


def _who(said: int, lexicon: Lexicon) -> Who | None:
    others_fine = said & lexicon.mask("OTHERS_FINE")
    if said & lexicon.mask("ONLY_ONE"):
        return Who.ONE
    if said & lexicon.mask("EVERYONE") and not others_fine:
        return Who.EVERYONE
    if said & lexicon.mask("SOME_PEOPLE"):
        return Who.SOME
    return Who.ONE if said & lexicon.mask("ONE_PERSON") or others_fine else None


def _way_round(found: Sequence[Read], lexicon: Lexicon) -> WayRound | None:
    said = 0
    for one in found:
        said |= one.said
    if said & lexicon.mask("NO_WAY_ROUND"):
        return WayRound.NONE
    return WayRound.SOME if said & lexicon.mask("WAY_ROUND") else None
