"""YAML to paste into rules.yaml: written so that it reads back as it was meant, and laid into a file to try it."""

import json
import re
from collections.abc import Iterable, Mapping

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*[A-Za-z0-9]|[A-Za-z]|[A-Za-z0-9][A-Za-z0-9.@_-]*[A-Za-z0-9]")


def scalar(text: str) -> str:
    """Return a text as YAML: bare where it may stand so, else in double quotes.

    >>> scalar("till dead"), scalar("a: b"), scalar("503")
    ('till dead', '"a: b"', '503')
    """
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=not text.isprintable())


def flow(value: object) -> str:
    """Return a text, a list or a mapping of these as YAML on one line.

    >>> flow({"any": ["till", "a: b"], "strength": "weak"})
    '{any: [till, "a: b"], strength: weak}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(str(key))}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Iterable):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(str(value))
