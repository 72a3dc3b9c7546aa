"""Evidence learned from labelled mails: a linear model over words and word pairs, one more source beside the rules."""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from operator import mul
from typing import NamedTuple

from mailhelp.core.understanding.sentences import Sentence, spans

# What speaks for its answers, in place of a rule; no rule may be called so.
LEARNED = "learned"
# As many as the longest labelled mail has; a mail says what it is about early, and a hostile one stays cheap.
MOST_WORDS = 250
# Added to a mail's squared length (about 2,400), so that a few words alone never weigh as much as a whole mail.
SHORTNESS = 300.0
# What was learned came from whole mails: of one with so few words that it knows, the rules judge alone; each point of
# strength takes so many more.
FEW_WORDS = 8
WORDS_A_POINT = 2
PER_POWER = 6
SMALLEST = 1e-9
WORDS_SHOWN = 4

# "Final-Recipient: …", "Action: failed" (RFC 3464), and headers whose names have a hyphen (RFC 5322).
_PASTED = re.compile(r"\s{0,8}(?:[A-Z][A-Za-z]{0,30}(?:-[A-Z][A-Za-z]{0,30})+|Action|Status):\s")

Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned; a value, the same for everybody who has the same file.

    outcomes: what a mail can be, each as answers to questions: (("kind", "incident"), ("impact", "high"), …).
    features: a word, or two with a blank between, to its place. rarity: how much each counts (inverse document
    frequency). weights: for each feature one signed byte an outcome, in steps of `step`. bias: one number an outcome.
    hash: of the file. The default has learned nothing.
    """

    outcomes: tuple[Answers, ...] = ()
    features: Mapping[str, int] = field(default_factory=dict)
    rarity: Sequence[float] = ()
    weights: bytes = b""
    step: float = 0.0
    bias: Sequence[float] = ()
    hash: str = ""

    def said(self, places: Iterable[int]) -> list[Sequence[int]]:
        """Return what some features say to each outcome, in steps: for each outcome one number a feature."""
        width = len(self.outcomes)
        rows = b"".join([self.weights[place * width : place * width + width] for place in places])
        signed = array("b", rows)
        return [signed[outcome::width] for outcome in range(width)]


class Share(NamedTuple):
    """A feature of a mail that the model knows, its place in the model, and how much it counts in this mail, 0 to 1."""

    name: str
    place: int
    weight: float


@dataclass(frozen=True, slots=True)
class Learned:
    """One answer of the model: its strength on the scale of the rules, and the words that spoke for it, as written."""

    question: str
    value: str
    strength: int
    words: tuple[str, ...]


def evidence(model: Model, sentences: Sequence[Sentence], *, at_most: int) -> tuple[Learned, ...]:
    """Return what the model says to each question, never stronger than `at_most`; () when it has learned nothing.

    Its answers are those of the likeliest outcome. The strength of each is how much likelier that outcome is than the
    likeliest one that answers the question otherwise, in powers of e times PER_POWER; at most one for every
    WORDS_A_POINT words that it knows beyond the first FEW_WORDS.
    """
    if not model.outcomes:
        return ()
    known = shares(model, features(sentences))
    bound = min(at_most, (sum(" " not in one.name for one in known) - FEW_WORDS) // WORDS_A_POINT)
    if bound < 1:
        return ()
    said = model.said(one.place for one in known)
    likely = likelihoods(model, known, said)
    best = max(range(len(likely)), key=likely.__getitem__)
    answers: list[tuple[str, str, int, list[str]]] = []
    for question, value in model.outcomes[best]:
        rival = _likeliest_otherwise(model, likely, best, question)
        strength = min(bound, round(PER_POWER * math.log(likely[best] / max(likely[rival], SMALLEST))))
        if strength > 0:
            answers.append((question, value, strength, _spoke(known, said[best], said[rival])))
    stretches = _stretches({name for *_, names in answers for name in names}, sentences)
    return tuple(
        Learned(question, value, strength, tuple(_as_written(names, stretches))[:WORDS_SHOWN])
        for question, value, strength, names in answers
    )


def features(sentences: Iterable[Sentence]) -> Counter[str]:
    """Return how often each word and each pair of neighbouring words stands in a mail, as stems without punctuation.

    The subject of an older mail does not count, nor a pasted field of a header or report, which no person wrote, nor
    what comes after the first MOST_WORDS words.
    """
    counted: Counter[str] = Counter()
    left = MOST_WORDS
    for sentence in sentences:
        if sentence.older or left <= 0 or _PASTED.match(sentence.text):
            continue
        words = [sentence.words[place] for place in _word_places(sentence)][:left]
        left -= len(words)
        counted.update(words)
        counted.update(f"{first} {second}" for first, second in zip(words, words[1:], strict=False))
    return counted


def _word_places(sentence: Sentence) -> list[int]:
    return [place for place, word in enumerate(sentence.words) if word[:1].isalnum() or word == "#"]


def shares(model: Model, counted: Mapping[str, int]) -> list[Share]:
    """Return the features that a model knows with what each counts in a mail; training and use weigh alike."""
    place_of, rarity = model.features.get, model.rarity
    known = [(name, place, count) for name, count in counted.items() if (place := place_of(name)) is not None]
    weights = [(1 + math.log(count)) * rarity[place] for _, place, count in known]
    length = math.sqrt(sum(weight * weight for weight in weights) + SHORTNESS)
    return [Share(name, place, weight / length) for (name, place, _), weight in zip(known, weights, strict=True)]


def likelihoods(model: Model, known: Sequence[Share], said: Sequence[Sequence[int]]) -> list[float]:
    """Return how likely each outcome is for a mail with these features, together 1 (softmax of a linear model).

    said: what the features say, as `Model.said` gives it.
    """
    weights = [one.weight for one in known]
    totals = (sum(map(mul, weights, steps)) for steps in said)
    sums = [total * model.step + bias for total, bias in zip(totals, model.bias, strict=True)]
    highest = max(sums)
    powers = [math.exp(one - highest) for one in sums]
    together = sum(powers)
    return [one / together for one in powers]


def _likeliest_otherwise(model: Model, likely: Sequence[float], best: int, question: str) -> int:
    """Return the likeliest outcome that answers a question otherwise than the best; the best itself when none does."""
    value = dict(model.outcomes[best])[question]
    others = [place for place, one in enumerate(model.outcomes) if dict(one).get(question, value) != value]
    return max(others, key=likely.__getitem__, default=best)


def _spoke(known: Sequence[Share], won: Sequence[int], lost: Sequence[int]) -> list[str]:
    """Return the features that spoke most for one outcome against another, the weightiest first."""
    spoken = (
        (one.weight * (high - low), one.name) for one, high, low in zip(known, won, lost, strict=True) if high > low
    )
    return [name for _, name in nlargest(2 * WORDS_SHOWN, spoken)]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of one sentence, from the first to the last."""

    sentence: Sentence
    first: int
    last: int

    def joined(self, other: "_Stretch") -> "_Stretch | None":
        """Return the stretch over both when they share a word, else None."""
        apart = self.sentence is not other.sentence or self.last < other.first or other.last < self.first
        return None if apart else _Stretch(self.sentence, min(self.first, other.first), max(self.last, other.last))

    @property
    def text(self) -> str:
        places = spans(self.sentence.text)
        return self.sentence.text[places[self.first][0] : places[self.last][1]]


def _as_written(names: Sequence[str], found: Mapping[str, _Stretch]) -> Iterator[str]:
    """Give the words of features as the mail has them, in the order of the features; what overlaps is joined."""
    stretches: list[_Stretch] = []
    for name in names:
        new = found[name]
        for old in list(stretches):
            if joined := old.joined(new):
                stretches.remove(old)
                new = joined
        stretches.append(new)
    return (one.text for one in stretches)


def _stretches(names: set[str], sentences: Sequence[Sentence]) -> dict[str, _Stretch]:
    """Return where each feature stands first."""
    begins = {name.partition(" ")[0] for name in names}
    found: dict[str, _Stretch] = {}
    for sentence in sentences:
        if len(found) == len(names):
            break
        if sentence.older or begins.isdisjoint(sentence.words):
            continue
        places = _word_places(sentence)
        for first, last in (*zip(places, places, strict=True), *zip(places, places[1:], strict=False)):
            word = sentence.words[first]
            name = word if first == last else f"{word} {sentence.words[last]}" if word in begins else ""
            if name in names:
                found.setdefault(name, _Stretch(sentence, first, last))
    return found
