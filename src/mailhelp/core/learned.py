"""Evidence learned from labelled mails: a linear model over words and word pairs, one more source beside the rules."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mailhelp.core.understanding.sentences import Sentence

# A long mail says what it is about early; the bound keeps a hostile one cheap.
MOST_WORDS = 1_000
WORDS_SHOWN = 4
PER_POWER = 6
SMALLEST = 1e-9

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
    weights: Sequence[int] = ()
    step: float = 0.0
    bias: Sequence[float] = ()
    hash: str = ""

    def row(self, place: int) -> Sequence[int]:
        """Return what one feature says to each outcome, in steps."""
        width = len(self.outcomes)
        return self.weights[place * width : place * width + width]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model makes of one mail.

    likely: a share for each outcome, together 1. found: the features it knows, with how much each counts here.
    """

    likely: tuple[float, ...]
    found: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """One answer of the model: its strength on the scale of the rules, and the words that spoke for it."""

    question: str
    value: str
    strength: int
    words: tuple[str, ...]


def features(sentences: Iterable[Sentence]) -> Counter[str]:
    """Return how often each word and each pair of neighbouring words stands in a mail, as stems without punctuation."""
    counted: Counter[str] = Counter()
    left = MOST_WORDS
    for sentence in sentences:
        words = [word for word in sentence.words if word[0].isalnum() or word[0] == "#"][: max(left, 0)]
        left -= len(words)
        counted.update(words)
        counted.update(f"{first} {second}" for first, second in zip(words, words[1:], strict=False))
    return counted


def opinion(model: Model, sentences: Iterable[Sentence]) -> Opinion:
    """Return how likely each outcome is for a mail (softmax of a linear model over its normed words)."""
    places = ((name, count, model.features.get(name)) for name, count in features(sentences).items())
    known = [(name, count, place) for name, count, place in places if place is not None]
    counts = [(name, place, (1 + math.log(count)) * model.rarity[place]) for name, count, place in known]
    length = math.sqrt(sum(weight * weight for _, _, weight in counts)) or 1.0
    sums = list(model.bias)
    for _, place, weight in counts:
        share = weight / length * model.step
        sums = [total + share * one for total, one in zip(sums, model.row(place), strict=True)]
    return Opinion(_softmax(sums), tuple((name, weight / length) for name, _, weight in counts))


def _softmax(sums: Sequence[float]) -> tuple[float, ...]:
    highest = max(sums, default=0.0)
    powers = [math.exp(one - highest) for one in sums]
    total = sum(powers) or 1.0
    return tuple(one / total for one in powers)


def evidence(model: Model, sentences: Sequence[Sentence], *, at_most: int) -> tuple[Learned, ...]:
    """Return what the model says to each question, never stronger than `at_most`; () when it has learned nothing.

    Its answers are those of the likeliest outcome. The strength of each is how much likelier that outcome is than the
    likeliest one that answers the question otherwise, in powers of e times PER_POWER.
    """
    if not model.outcomes or at_most < 1:
        return ()
    found = opinion(model, sentences)
    best = max(range(len(found.likely)), key=found.likely.__getitem__)
    answers = []
    for question, value in model.outcomes[best]:
        rival = _likeliest_otherwise(model, found, question, value)
        strength = min(at_most, round(PER_POWER * math.log(found.likely[best] / max(found.likely[rival], SMALLEST))))
        if strength > 0:
            answers.append(Learned(question, value, strength, _spoke(model, found, best, rival)))
    return tuple(answers)


def _likeliest_otherwise(model: Model, found: Opinion, question: str, value: str) -> int:
    """Return the likeliest outcome that gives another answer to a question."""
    others = [place for place, one in enumerate(model.outcomes) if dict(one).get(question, value) != value]
    return max(others, key=found.likely.__getitem__)


def _spoke(model: Model, found: Opinion, best: int, rival: int) -> tuple[str, ...]:
    """Return the words that spoke most for one outcome against another, the weightiest first, none of them twice."""
    rows = ((name, share, model.row(model.features[name])) for name, share in found.found)
    spoken = sorted(((share * (row[best] - row[rival]), name) for name, share, row in rows), reverse=True)
    chosen: list[str] = []
    for weight, name in spoken:
        if weight > 0 and not any(set(name.split()) & set(one.split()) for one in chosen):
            chosen.append(name)
        if len(chosen) == WORDS_SHOWN:
            break
    return tuple(chosen)
