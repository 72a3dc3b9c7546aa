"""Where faults are in a file: put in the order of its lines, and no more of them than a person reads."""

import re
from collections.abc import Iterable

SIZE_LIMIT = 4 * 1024 * 1024
# Beyond these the first ones are to be mended first.
MOST_FAULTS = 100
LONGEST = 400
_PLACE = re.compile(r"(.*?):(\d+):(?:(\d+):)? ")


def in_order(faults: Iterable[str]) -> list[str]:
    """Return faults that begin with file:line:column in the order of the file, each once, at most 100 of them.

    >>> in_order(["r.yaml:10:2: b", "r.yaml:9:1: a", "r.yaml:9:1: a"])
    ['r.yaml:9:1: a', 'r.yaml:10:2: b']
    """
    found = sorted(dict.fromkeys(map(_short, faults)), key=_place)
    more = len(found) - MOST_FAULTS
    return found if more <= 0 else [*found[:MOST_FAULTS], f"and {more} more; mend these first"]


def _short(fault: str) -> str:
    return fault if len(fault) <= LONGEST else f"{fault[:LONGEST]}…"


def _place(fault: str) -> tuple[str, int, int]:
    found = _PLACE.match(fault)
    return (found[1], int(found[2]), int(found[3] or 0)) if found else ("", 0, 0)
