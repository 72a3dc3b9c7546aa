"""The file of what was learned (`make train` writes it) read into a Model; quick, because every command may need it."""

import hashlib
import json
from array import array
from base64 import b85decode
from functools import lru_cache
from pathlib import Path

from mailhelp.config.shipped import learned_file
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.learned import Answers, Model

MOST_BYTES = 5 * 1024 * 1024


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
    except (ValueError, KeyError, TypeError) as fault:
        raise BadConfiguration(f"{path} is damaged ({fault}); install mailhelp again, or run `make train`") from fault


def _model(found: dict[str, str | float | list[float] | list[dict[str, str]]], digest: str) -> Model:
    """Return the model that the JSON object of a file stands for; ValueError when its parts do not fit together."""
    outcomes = tuple(_answers(one) for one in found["outcomes"])  # type: ignore[union-attr, arg-type]
    names = str(found["features"]).split("\n")
    rarity = array("f", b85decode(str(found["rarity"])))
    weights = array("b", b85decode(str(found["weights"])))
    bias = tuple(map(float, found["bias"]))  # type: ignore[arg-type]
    if len(rarity) != len(names) or len(weights) != len(names) * len(outcomes) or len(bias) != len(outcomes):
        raise ValueError("its parts have different lengths")
    features = {name: place for place, name in enumerate(names)}
    return Model(outcomes, features, rarity, weights, float(str(found["step"])), bias, digest)


def _answers(outcome: dict[str, str]) -> Answers:
    return tuple(outcome.items())
