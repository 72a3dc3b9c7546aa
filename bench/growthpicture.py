"""`make bench-reading`: growth.py, and a picture of it: CPU time over size for each family of attacks, logarithmic."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from growth import MEGABYTE, MOST_SECONDS
from matplotlib.axes import Axes
from matplotlib.figure import Figure

COLUMNS = 2
NAMED = 6
RED, GREY = "#c0392b", "#9aa0a6"


@dataclass(frozen=True, slots=True)
class Line:
    """One attack: sizes in MB and CPU seconds, and the sizes at which a reader died."""

    family: str
    name: str
    sizes: tuple[float, ...]
    seconds: tuple[float, ...]
    deaths: tuple[float, ...]

    @property
    def slowest(self) -> float:
        return max(self.seconds, default=0.0)


def lines(saved: Path) -> list[Line]:
    """Return what growth.py has saved."""
    found = []
    for family, name, points in json.loads(saved.read_text("utf-8")):
        alive = [point for point in points if not point["died"]]
        deaths = tuple(point["size"] / MEGABYTE for point in points if point["died"])
        sizes = tuple(point["size"] / MEGABYTE for point in alive)
        found.append(Line(family, name, sizes, tuple(max(point["seconds"], 1e-4) for point in alive), deaths))
    return found


def draw(found: Sequence[Line], picture: Path) -> None:
    """Draw all lines into a PNG: a panel for each family, the slowest of each by name."""
    mpl.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    families = list(dict.fromkeys(line.family for line in found))
    rows = -(-len(families) // COLUMNS)
    figure = Figure(figsize=(8.5 * COLUMNS, 3.2 * rows), layout="constrained")
    panels = figure.subplots(rows, COLUMNS, sharex=True, sharey=True, squeeze=False).flatten()
    for panel, family in zip(panels, families, strict=False):
        _panel(panel, family, [line for line in found if line.family == family])
    for panel in panels[len(families) :]:
        panel.set_visible(False)
    figure.suptitle(f"CPU time to read hostile mails ({len(found)} attacks); dotted: linear, red: {MOST_SECONDS:g} s")
    figure.savefig(picture, dpi=110)


def _panel(panel: Axes, family: str, found: Sequence[Line]) -> None:
    named = sorted(found, key=lambda line: line.slowest, reverse=True)[:NAMED]
    for line in found:
        if line not in named:
            panel.plot(line.sizes, line.seconds, color=GREY, linewidth=0.8, alpha=0.7)
    for line in named:
        panel.plot(line.sizes, line.seconds, label=f"{line.name} ({line.slowest:.2f} s)", linewidth=1.6)
    deaths = [size for line in found for size in line.deaths]
    panel.plot(deaths, [MOST_SECONDS] * len(deaths), "rx")
    panel.set(title=family, xscale="log", yscale="log", ylim=(2e-4, 6), xlabel="MB", ylabel="CPU seconds")
    panel.axhline(MOST_SECONDS, color=RED, linewidth=1)
    for start in (1e-3, 1e-2, 1e-1):
        panel.axline((0.01, start), (0.1, 10 * start), color=GREY, linewidth=0.6, linestyle=":")
    panel.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)


def main() -> int:
    """Measure in a process of its own, which has no matplotlib in its memory, and draw; 1 when an attack succeeds."""
    picture, *asked = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="mailhelp-growth-") as folder:
        saved = Path(folder) / "points.json"
        growth = [sys.executable, str(Path(__file__).with_name("growth.py")), *asked, "--save", str(saved)]
        ended = subprocess.run(growth, check=False).returncode
        if not saved.exists():
            return ended
        Path(picture).parent.mkdir(parents=True, exist_ok=True)
        draw(lines(saved), Path(picture))
    print(picture)
    return ended


if __name__ == "__main__":
    sys.exit(main())
