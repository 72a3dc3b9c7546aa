"""A whole mail as the rules see it: per sentence what is said, asked for and spoken of; per mail who is hit."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from mailhelp.core.lexicon import Lexicon, bits_in
from mailhelp.core.understanding.cues import CueBits, cue_bits
from mailhelp.core.understanding.judging import Hit, Sense, judged, located
from mailhelp.core.understanding.sentences import Sentence, sentences
from mailhelp.core.understanding.words import folded

_ASKING = (Sense.SAID, Sense.WONDERED)


class Who(StrEnum):
    """Who is hit."""

    ONE = "one person"
    SOME = "some"
    EVERYONE = "everyone"


class WayRound(StrEnum):
    """Whether there is another way to do the work."""

    SOME = "some"
    NONE = "none"


class Read(NamedTuple):
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
    """A mail as the rules see it. who, way_round: None when the mail does not tell.

    found, said, asked, about: the bits of all sentences together.
    """

    sentences: tuple[Read, ...]
    who: Who | None
    way_round: WayRound | None
    found: int
    said: int
    asked: int
    about: int


def read(subject: str, text: str, lexicon: Lexicon) -> Reading:
    """Return what a mail says; linear in its length, of which 64 KB are read."""
    cues = cue_bits(lexicon)
    about = 0
    read_so_far: list[Read] = []
    for sentence in sentences(subject, text):
        one = _read_sentence(sentence, lexicon, cues, before=about)
        about = one.about
        read_so_far.append(one)
    return _together(_what_is_over(read_so_far, cues), lexicon, cues)


def _together(all_read: list[Read], lexicon: Lexicon, cues: CueBits) -> Reading:
    found = said = asked = about = 0
    for one in all_read:
        found |= one.found
        said |= one.said
        asked |= one.asked
        about |= one.about
    near = _near_complaints(all_read, cues.complaint) if said & cues.complaint else said
    return Reading(tuple(all_read), _who(near, lexicon), _way_round(said, lexicon), found, said, asked, about)


def _read_sentence(sentence: Sentence, lexicon: Lexicon, cues: CueBits, before: int) -> Read:
    places = located(sentence, lexicon)
    patterns = lexicon.finder.pattern_bits(folded(sentence.text)) if lexicon.has_patterns else 0
    stands = 0
    for place in places:
        stands |= place[0]
    if not stands or stands & cues.disclaimer:
        return Read(sentence, (), patterns, 0, 0, before, False)
    hits, wondering = judged(sentence, places, stands, cues)
    if not hits:
        return Read(sentence, (), 0 if sentence.older else patterns, 0, 0, before, wondering and not sentence.older)
    found, said, asked = _bits(hits, lexicon)
    about = _services(hits, lexicon) if found & lexicon.services else before
    if sentence.older:
        return Read(sentence, (), 0, 0, 0, about, False)
    return Read(sentence, tuple(hits), found | said | patterns, said, asked, about, wondering)


def _bits(hits: Sequence[Hit], lexicon: Lexicon) -> tuple[int, int, int]:
    """Return the bits found, said and asked for; a denied word says its opposite, where a list names one."""
    found = said = asked = denied = 0
    for mask, _, _, sense, ordered in hits:
        found |= mask
        if sense is Sense.SAID:
            said |= mask
        elif sense is Sense.DENIED:
            denied |= mask
        if ordered and sense in _ASKING:
            asked |= mask
    for listed, opposite in lexicon.opposites if denied else ():
        said |= opposite if denied & listed else 0
    return found, said, asked


def _services(hits: Sequence[Hit], lexicon: Lexicon) -> int:
    """Return the services named: the longest name where names overlap, and never a whole beside its part."""
    named = [hit for hit in hits if hit.mask & lexicon.services]
    mask = 0
    for hit in named:
        if len(named) == 1 or not _within_longer(hit, named):
            mask |= hit.mask & lexicon.services
    for part in bits_in(mask):
        mask &= ~lexicon.wholes.get(part, 0)
    return mask


def _within_longer(hit: Hit, others: Sequence[Hit]) -> bool:
    length = hit.last - hit.first
    return any(one.first <= hit.first and hit.last <= one.last and one.last - one.first > length for one in others)


def _what_is_over(found: list[Read], cues: CueBits) -> list[Read]:
    """Take back what was said before a sentence that tells that it is over, of the same service or of none."""
    ends = [number for number, one in enumerate(found) if one.said & cues.over]
    if not ends:
        return found
    about = found[ends[-1]].about
    return [
        _now_over(one) if number < ends[-1] and (one.about & about or not one.about) else one
        for number, one in enumerate(found)
    ]


def _now_over(one: Read) -> Read:
    hits = tuple(hit._replace(sense=Sense.OVER) if hit.sense is Sense.SAID else hit for hit in one.hits)
    return one._replace(hits=hits, said=0)


def _near_complaints(found: Sequence[Read], fault: int) -> int:
    """Return what is said in the sentences that complain and in those beside them."""
    said = 0
    for number, one in enumerate(found):
        if one.said & fault:
            for near in found[max(0, number - 1) : number + 2]:
                said |= near.said
    return said


def _who(said: int, lexicon: Lexicon) -> Who | None:
    others_fine = said & lexicon.mask("OTHERS_FINE")
    if said & lexicon.mask("ONLY_ONE"):
        return Who.ONE
    if said & lexicon.mask("EVERYONE") and not others_fine:
        return Who.EVERYONE
    some, one = lexicon.mask("SOME_PEOPLE"), lexicon.mask("ONE_PERSON")
    # "All of the sales team, the others are fine": not all.
    if said & some or (said & lexicon.mask("EVERYONE") and not said & one):
        return Who.SOME
    return Who.ONE if said & one or others_fine else None


def _way_round(said: int, lexicon: Lexicon) -> WayRound | None:
    if said & lexicon.mask("NO_WAY_ROUND"):
        return WayRound.NONE
    return WayRound.SOME if said & lexicon.mask("WAY_ROUND") else None
