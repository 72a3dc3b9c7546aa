"""`make bench-reading`: growth.py, and a picture of it: CPU time over size for each family of attacks, logarithmic."""

import sys
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from growth import MEGABYTE, MOST_SECONDS, Curve, arguments, told
from matplotlib.axes import Axes
from matplotlib.figure import Figure

COLUMNS = 2
NAMED = 6
RED, GREY = "#c0392b", "#9aa0a6"


def draw(curves: Sequence[Curve], picture: Path) -> None:
    """Draw all curves into a PNG: a panel for each family, the slowest of each by name."""
    mpl.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    families = list(dict.fromkeys(curve.attack.family for curve in curves))
    rows = -(-len(families) // COLUMNS)
    figure = Figure(figsize=(8.5 * COLUMNS, 3.2 * rows), layout="constrained")
    panels = figure.subplots(rows, COLUMNS, sharex=True, sharey=True, squeeze=False).flat
    for panel, family in zip(panels, families, strict=False):
        _panel(panel, family, [curve for curve in curves if curve.attack.family == family])
    for panel in list(panels)[len(families) :]:
        panel.set_visible(False)
    figure.suptitle(f"CPU time to read hostile mails ({len(curves)} attacks); dotted: linear, red: {MOST_SECONDS:g} s")
    figure.savefig(picture, dpi=110)


def _panel(panel: Axes, family: str, curves: Sequence[Curve]) -> None:
    named = sorted(curves, key=lambda curve: curve.slowest, reverse=True)[:NAMED]
    for curve in sorted(curves, key=named.__contains__):
        sizes = [point.size / MEGABYTE for point in curve.points if not point.died]
        seconds = [max(point.seconds, 1e-4) for point in curve.points if not point.died]
        look = {"label": f"{curve.attack.name} ({curve.slowest:.2f} s)", "linewidth": 1.6} if curve in named else {}
        panel.plot(sizes, seconds, **(look or {"color": GREY, "linewidth": 0.8, "alpha": 0.7}))
        panel.plot(
            [p.size / MEGABYTE for p in curve.points if p.died], [MOST_SECONDS for p in curve.points if p.died], "rx"
        )
    panel.set(title=family, xscale="log", yscale="log", ylim=(2e-4, 6), xlabel="MB", ylabel="CPU seconds")
    panel.axhline(MOST_SECONDS, color=RED, linewidth=1)
    for start in (1e-3, 1e-2, 1e-1):
        panel.axline((0.01, start), (0.1, 10 * start), color=GREY, linewidth=0.6, linestyle=":")
    panel.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)


def main() -> int:
    """Measure, print, draw; 1 when an attack succeeds."""
    parser = arguments()
    parser.add_argument("picture", type=Path, help="the PNG to draw")
    asked = parser.parse_args()
    found = told(asked)
    asked.picture.parent.mkdir(parents=True, exist_ok=True)
    draw(found, asked.picture)
    print(asked.picture)
    return 1 if any(curve.complaint for curve in found) else 0


if __name__ == "__main__":
    sys.exit(main())
