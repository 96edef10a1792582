"""A picture is a value: drawn once with all its layers, shown in named views.

Whoever needs a picture (a page, the board, the sheet to take home, the workshop, a PDF, a notebook)
holds the same value and asks it for SVG. Nobody else names ids, hides layers or writes what a
screen reader says.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from math import ceil
from xml.etree.ElementTree import Element

from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.text import Text

from sciatica.figures import svg

POINTS_PER_INCH = 72
LEAST_PT = 9
"""How high the letters of a picture are on paper, at least, in points."""
_MM_PER_INCH = 25.4
WHOLE, ALL = "whole", "all"
"""The view of a picture that has only one, and the view that shows all that it has."""


@cache
def _drawn(draw: Callable[[], Figure]) -> Figure:
    return draw()


@cache
def _tree(draw: Callable[[], Figure], name: str) -> Element:
    return svg.tree(_drawn(draw), name)


@dataclass(frozen=True, slots=True)
class View:
    """One state of a picture: the layers that are seen, and the same in words."""

    layers: frozenset[str]
    words: str


@dataclass(frozen=True)
class Picture:
    """All that a drawing can show.

    `id` is unique among the pictures and stands in no link. `draw` makes a figure with every layer
    visible (the gid of an artist names its layer, see `sciatica.figures.svg`). `views` are its
    states by name, such as ``L5.left``; a layer that no view names is always seen. `width_px` is
    how wide it stands on a page, where there is room. `caption` names it where it has a name.
    `frame` is what matters of it where that is less than half: left, top, width and height, as
    shares of the whole.
    """

    id: str
    draw: Callable[[], Figure]
    views: Mapping[str, View]
    width_px: int
    caption: str = ""
    frame: tuple[float, float, float, float] | None = None

    @cached_property
    def switched(self) -> frozenset[str]:
        """The layers that one view shows and another may not."""
        return frozenset().union(*(view.layers for view in self.views.values()))

    @property
    def parts(self) -> set[str]:
        """The names of the parts that are drawn, in any of its layers."""
        return svg.parts(_drawn(self.draw))

    @property
    def aspect(self) -> float:
        """Its width by its height."""
        width, height = _drawn(self.draw).get_size_inches()
        return float(width / height)

    @cached_property
    def paper_mm(self) -> int:
        """How wide it stands on paper, at least, so that its smallest letters can be read; 0 for a
        picture without letters."""
        drawn = _drawn(self.draw)
        sizes = [float(one.get_fontsize()) for one in drawn.findobj(Text) if one.get_text().strip()]
        if not sizes:
            return 0
        width_inches = float(drawn.get_size_inches()[0])
        return ceil(width_inches * _MM_PER_INCH * LEAST_PT / min(sizes))

    def figure(self, view: str) -> Figure:
        """Return the matplotlib figure with only the layers of `view` visible.

        It is the one figure of the picture: the next call changes what it shows.
        """
        shown, figure = self.views[view].layers, _drawn(self.draw)
        for artist, layer in svg.layered(figure):
            artist.set_visible(layer in shown or layer not in self.switched)
        return figure

    def svg(
        self,
        prefix: str,
        view: str,
        among: Collection[str] = (),
        *,
        again: bool = False,
        lends: bool = False,
        borrows: str = "",
        named: Collection[str] = (),
    ) -> Markup:
        """Return `view` as SVG, the same bytes on every run.

        `prefix` is unique on the page and begins every id. `among` names the views that a script
        may switch to: their layers are in it too, hidden, each as groups with ``data-layer``. What
        neither `view` nor `among` shows is left out. A picture that stands there `again` is not
        said a second time.

        What is drawn may be large. A picture that `lends` is sent once; where it stands `again` on
        the same page, `borrows` names the prefix of the one that lends, and shows no layer that is
        not in that one. `named` are the parts that a script names when they are touched.
        """
        kept = self.views[view].layers.union(*(self.views[other].layers for other in among))
        return svg.text(
            _tree(self.draw, self.id),
            prefix=f"{prefix}-{self.id}",
            description="" if again else self.views[view].words,
            left_out=self.switched - kept,
            hidden=kept - self.views[view].layers,
            switched=kept if among else frozenset(),
            lends=lends,
            borrows=f"{borrows}-{self.id}" if borrows else "",
            named=named,
        )

    def at(self, view: str) -> "Picture":
        """Return the picture with `view` as its first: the one that a notebook shows."""
        return replace(self, views={view: self.views[view], **self.views})

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Show the first view, in JupyterLab as in plain Voila."""
        view = next(iter(self.views))
        return {
            "image/svg+xml": str(self.svg("picture", view)),
            "text/plain": self.views[view].words,
        }
