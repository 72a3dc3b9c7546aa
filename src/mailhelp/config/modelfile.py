"""The file of what was learned (`make train` writes it) read into a Model; quick, because every command may need it."""

import hashlib
import json
import math
from base64 import b64decode
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

from mailhelp.config.shipped import learned_file
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.learned import Answers, Model
from mailhelp.core.ticket import Kind, Level, RequestType

# Rarities are kept as bytes, so many to one.
RARITY_STEPS = 25
ANSWERS = {"kind": Kind, "type": RequestType, "impact": Level, "urgency": Level}


class ModelFile(TypedDict):
    """The JSON object of the file. labelled: SHA-256 of the labelled mails it was made from.

    features: names divided by line feeds. rarity: a byte each, in RARITY_STEPS to one. weights: for each feature a
    signed byte an outcome. Both in base 64.
    """

    labelled: str
    outcomes: list[dict[str, str]]
    bias: list[float]
    step: float
    features: str
    rarity: str
    weights: str


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """Return what the package has learned; BadConfiguration when its file is missing or damaged."""
    return load_model(learned_file())


def load_model(path: Path) -> Model:
    """Return the model of a file; BadConfiguration when it cannot be read or is not whole."""
    try:
        raw = path.read_bytes()
        return _model(json.loads(raw), hashlib.sha256(raw).hexdigest())
    except OSError as fault:
        raise BadConfiguration(f"{path} cannot be read ({fault.strerror}); install mailhelp again") from fault
    except (ValueError, LookupError, TypeError, AttributeError) as fault:
        raise BadConfiguration(f"{path} is damaged ({fault}); install mailhelp again") from fault


def _model(found: ModelFile, digest: str) -> Model:
    """Return the model that the object of a file stands for; ValueError when its parts do not fit together."""
    outcomes = tuple(_answers(one) for one in found["outcomes"])
    names = found["features"].split("\n")
    # One float for each step, so that a mail's rarities lie close together in memory.
    steps = [step / RARITY_STEPS for step in range(256)]
    rarity = [steps[one] for one in b64decode(found["rarity"], validate=True)]
    weights = b64decode(found["weights"], validate=True)
    bias = tuple(map(float, found["bias"]))
    if not len(rarity) == len(names) == len(set(names)) or len(weights) != len(names) * len(outcomes):
        raise ValueError("its words and weights are not equally many")
    if len(bias) != len(outcomes) or len(outcomes) < 2 or not all(map(math.isfinite, (found["step"], *bias))):
        raise ValueError("its outcomes do not fit together")
    features = {name: place for place, name in enumerate(names)}
    return Model(outcomes, features, rarity, weights, float(found["step"]), bias, digest)


def _answers(outcome: Mapping[str, str]) -> Answers:
    return tuple((question, ANSWERS[question](value).value) for question, value in outcome.items())
