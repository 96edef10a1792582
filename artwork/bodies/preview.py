"""``python -m artwork.bodies.preview OUT.png``: look at what was baked."""

import json
import sys
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from artwork.bodies.__main__ import TARGET

SKIN, SHORTS, INK = "#ece6df", "#cfd6dd", "#6b6f76"
ROOT_COLOURS = {"L4": "#E69F00", "L5": "#0072B2", "S1": "#CC79A7"}


def outline_of(polygons: list[list[list[float]]]) -> Outline:
    """All rings as one matplotlib path."""
    paths = []
    for rings in polygons:
        for ring in rings:
            points = np.reshape(ring, (-1, 2))
            paths.append(Outline(np.concatenate([points, points[:1]]), closed=True))
    return Outline.make_compound_path(*paths) if paths else Outline(np.empty((0, 2)))


def draw(axes: Axes, view: dict, labels: bool = False) -> None:
    """One view."""

    def fill(polygons: list, colour: str, alpha: float = 1.0, order: float = 1) -> None:
        patch = PathPatch(outline_of(polygons), fc=colour, ec="none", alpha=alpha, zorder=order)
        axes.add_patch(patch)

    fill(view["body"], SKIN)
    fill(view["shorts"], SHORTS, order=2)
    for root, area in view["areas"].items():
        fill(area["soft"], ROOT_COLOURS[root], 0.25, 3)
        fill(area["core"], ROOT_COLOURS[root], 0.75, 4)
        lines = np.reshape(area["hatch"], (-1, 2, 2))
        axes.add_collection(LineCollection(lines, colors="white", lw=0.8, alpha=0.8, zorder=5))
    fill(view["shade"], "#20242c", 0.09, 6)
    fill(view["light"], "#ffffff", 0.28, 6)
    fill(view["ink"], INK, 1, 7)
    for root, (x, y) in view["key_points"].items():
        axes.plot(x, y, "o", ms=7, color=ROOT_COLOURS[root], mec="white", mew=1.5, zorder=9)
    if labels:
        for name, (x, y) in view["sites"].items():
            axes.plot(x, y, "+", ms=6, color="black", zorder=10)
            axes.text(x + 2, y, name, fontsize=6, zorder=10, va="center")
    axes.set_xlim(0, view["width"])
    axes.set_ylim(view["height"], 0)
    axes.set_aspect("equal")
    axes.axis("off")


def preview(document: dict, dpi: int = 100, labels: bool = False) -> Figure:
    """All views side by side, at one scale except the foot."""
    views = document["views"]
    figure = Figure(figsize=(sum(v["width"] for v in views.values()) / 50, 8.6), dpi=dpi)
    FigureCanvasAgg(figure)
    figure.patch.set_facecolor("white")
    widths = [view["width"] for view in views.values()]
    grid = figure.subplots(1, len(views), width_ratios=widths)
    for axes, (name, view) in zip(grid, views.items(), strict=True):
        draw(axes, view, labels)
        axes.set_title(name, fontsize=11, color=INK)
    figure.subplots_adjust(0.01, 0.01, 0.99, 0.95, 0.02)
    return figure


def main() -> None:
    """Draw the baked file; ``--labels`` names the sites, ``--dpi=40`` makes it small."""
    options = [word for word in sys.argv[1:] if word.startswith("--")]
    target = next(word for word in sys.argv[1:] if not word.startswith("--"))
    dpi = next((int(word[6:]) for word in options if word.startswith("--dpi=")), 100)
    document = json.loads(Path(TARGET).read_text())
    preview(document, dpi, "--labels" in options).savefig(target)


if __name__ == "__main__":
    main()
