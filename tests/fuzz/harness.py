"""One fuzz target run by atheris (libFuzzer): python -m tests.fuzz.harness TARGET [libFuzzer's options and folders]."""

import importlib
import logging
import sys
from random import Random

import atheris

from tests.fuzz.mutate import mutated

# How often libFuzzer's own changes are taken instead of those that know mail.
PLAIN_SHARE = 0.4

logging.disable(logging.CRITICAL)
TARGET = sys.argv[1]
with atheris.instrument_imports(include=["mailhelp", "email", "mailparser", "authres", "flufl"]):
    target = importlib.import_module(f"tests.fuzz.targets.{TARGET}")


def changed(data: bytes, most: int, seed: int) -> bytes:
    """Return `data` changed, at most `most` bytes of it."""
    chance = Random(seed)
    if chance.random() < PLAIN_SHARE:
        return bytes(atheris.Mutate(data, most))
    return mutated(data, chance, target.WORDS)[:most]


if __name__ == "__main__":
    atheris.Setup([f"fuzz {TARGET}", *sys.argv[2:]], target.check, custom_mutator=changed)
    atheris.Fuzz()
