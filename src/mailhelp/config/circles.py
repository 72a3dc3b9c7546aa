"""Names that lead back to themselves: services that are part of each other, lists that take each other in."""

from collections.abc import Mapping

from mailhelp.config.entries import Entry
from mailhelp.config.merging import Merged

# What each name leads to, with the entry that says so.
Ways = Mapping[str, Mapping[str, Entry]]


def refuse_circles(found: Merged) -> None:
    """Note a fault for each circle."""
    for path, entry in _circles(_wholes(found.mappings["services"])):
        entry.fault(f"{' is part of '.join(path)}: a service cannot be part of itself")
    for path, entry in _circles(_taken_in(found.words)):
        entry.fault(f"{' takes in '.join(path)}: a list cannot take itself in; put the common words into a third list")


def _wholes(services: Mapping[str, Entry]) -> Ways:
    ways: dict[str, dict[str, Entry]] = {}
    for name, entry in services.items():
        whole = entry.child("part_of")
        ways[name] = {whole.value: whole} if whole and isinstance(whole.value, str) else {}
    return ways


def _taken_in(words: Mapping[str, list[Entry]]) -> Ways:
    return {
        name: {one.value: one for one in entries if isinstance(one.value, str) and one.value in words}
        for name, entries in words.items()
    }


def _circles(ways: Ways) -> list[tuple[list[str], Entry]]:
    """Return (the names of a circle, the first again at the end; the entry that closes it), each circle once."""
    found: list[tuple[list[str], Entry]] = []
    done: set[str] = set()
    for start in ways:
        _walk(start, ways, done, found)
    return found


def _walk(start: str, ways: Ways, done: set[str], found: list[tuple[list[str], Entry]]) -> None:
    path, left = [start], [iter(ways[start].items())]
    while path:
        step = next(left[-1], None)
        if step is None:
            done.add(path.pop())
            left.pop()
        elif step[0] in path:
            found.append(([*path[path.index(step[0]) :], step[0]], step[1]))
        elif step[0] in ways and step[0] not in done:
            path.append(step[0])
            left.append(iter(ways[step[0]].items()))
