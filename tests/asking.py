"""Ask a picture what it means, instead of looking at its pixels."""

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from sciatica.content import legs, roots
from sciatica.content.artwork import View
from sciatica.model import RootName, Side


def cores(figure: Figure) -> dict[tuple[RootName, Side], PathPatch]:
    """Return the visible core areas of a picture by root and side."""
    found = {}
    for artist in figure.findobj(PathPatch):
        layer, _, part = str(artist.get_gid() or "").partition("--")
        if part == "core" and artist.get_visible():
            root, side = layer.split("-")
            found[RootName(root), Side(side)] = artist
    return found


def at(view: View, side: Side, point: tuple[float, float]) -> tuple[float, float]:
    """Return where a point of the stored left leg lies for `side`."""
    x, y = point
    return (x, y) if side is Side.LEFT else (legs()[view].width - x, y)


def lit(figure: Figure, view: View, side: Side) -> set[str]:
    """Return the sites of `side` that lie inside a visible coloured core."""
    names = {site for root in roots().values() for site in root.skin} & set(legs()[view].sites)
    return {
        site
        for site in names
        for artist in cores(figure).values()
        if artist.get_path().contains_point(at(view, side, legs()[view].sites[site]))
    }
