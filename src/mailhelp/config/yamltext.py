"""Values of rules written as YAML again, in the form that people write."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

# A text that no reader of YAML takes for anything else; all others go between quotes.
_PLAIN = re.compile(r"[A-Za-z0-9][\w./+*@-]*(?: [\w./+*()-]+)*", re.ASCII)
WIDTH = 110


def scalar(text: str) -> str:
    """Return a text as YAML: plain where that is safe.

    >>> scalar("our site"), scalar("Help: down"), scalar("")
    ('our site', '"Help: down"', '""')
    """
    if _PLAIN.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted if quoted.isprintable() else "".join(map(_escaped, quoted))


def _escaped(letter: str) -> str:
    if letter.isprintable():
        return letter
    return f"\\u{ord(letter):04x}" if ord(letter) <= 0xFFFF else f"\\U{ord(letter):08x}"


def flow(value: object) -> str:
    """Return a value on one line.

    >>> flow({"any": ["red", "blue"], "who": "some"})
    '{any: [red, blue], who: some}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(str(key))}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(str(value))


def block(key: str, value: object, indent: str, remark: str = "") -> Iterator[str]:
    """Yield the lines of `key: value`: one where it fits, else with the value below it. remark: "# rules.yaml:14"."""
    start, line = f"{indent}{scalar(key)}:", flow(value)
    end = f"  {remark}" if remark else ""
    if len(start) + len(line) < WIDTH or isinstance(value, str) or not value:
        yield f"{start} {line}{end}"
    elif isinstance(value, Mapping):
        yield start + end
        for inner, one in value.items():
            yield from block(str(inner), one, f"{indent}  ")
    else:
        yield f"{start} [{end}"
        yield from wrapped(map(flow, value if isinstance(value, Sequence) else ()), f"{indent}  ")
        yield f"{indent}  ]"


def wrapped(parts: Iterable[str], indent: str) -> Iterator[str]:
    """Yield lines that hold the parts of a list with a comma after each, none wider than need be."""
    line = indent
    for part in parts:
        if line != indent and len(line) + len(part) > WIDTH:
            yield line.rstrip()
            line = indent
        line += f"{part}, "
    if line != indent:
        yield line.rstrip()
