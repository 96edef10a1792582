"""The spine and its roots from behind and from the side, and the spine cut along its middle.

From behind, the patient's left is on the viewer's left. What lies hidden in the bone is drawn
through it, paler. Each root of each side is a layer of its own.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import product

from matplotlib.figure import Figure

from sciatica.content import Words
from sciatica.content.artwork import Point, Polygon
from sciatica.content.spine_artwork import Cut, Outside, OutsideView, outside, section
from sciatica.figures import palette
from sciatica.figures.body import draw_letter
from sciatica.figures.drawing import Drawing
from sciatica.figures.labels import Margin, Margins, Name, draw_names
from sciatica.figures.legs import Shown
from sciatica.figures.spine_shapes import (
    FOOT_MM,
    Brush,
    Look,
    draw_rootlets,
    middle_of,
    orient_slice,
    sheet_mm,
)
from sciatica.model import RootName, Side

POINTS_A_MM = 1.5
MARGIN_MM = 62.0
LETTERS = 18.0
"""Size of the names, in points: 10 pixels where a phone shows the picture 340 pixels wide."""
ROOTS = (RootName.L3, RootName.L4, RootName.L5, RootName.S1, RootName.S2)
"""Roots that are in the pictures."""
_MIDLINE_NAMES: Mapping[str, Margin] = {
    "bone": Margin.LEFT,
    "disc": Margin.LEFT,
    "centre": Margin.LEFT,
    "cord": Margin.RIGHT,
    "sac": Margin.RIGHT,
    "spinous": Margin.RIGHT,
    "sacrum": Margin.RIGHT,
    "coccyx": Margin.RIGHT,
}
_QUIET = Look(palette.FAR, palette.FAR_EDGE, 0.4)
_HIDDEN = 0.55
_PEDICLE_X_MM = 20.0
_NAMED: Mapping[Outside, Mapping[str, Margin]] = {
    Outside.BEHIND: {
        "bone": Margin.LEFT,
        "facet": Margin.RIGHT,
        "hip": Margin.RIGHT,
        "sacrum": Margin.RIGHT,
        "coccyx": Margin.LEFT,
        "sciatic": Margin.RIGHT,
    },
    Outside.SIDE: {
        "disc": Margin.RIGHT,
        "spinous": Margin.RIGHT,
        "facet": Margin.RIGHT,
        "sacrum": Margin.RIGHT,
        "coccyx": Margin.RIGHT,
    },
}
"""Which structures are named in which margin."""


def spine_root_layer(root: RootName, side: Side) -> str:
    """Return the name of the layer in which `root` of `side` is lit."""
    return f"{root}-{side}"


def draw_spine(
    view: Outside, shown: Shown, words: Words, among: Collection[RootName] = ROOTS
) -> Figure:
    """Draw the spine from `view` with the roots of `shown` lit; the others are pale.

    Every root of `among`, and the other side, is in the figure too, invisible, so that one picture
    serves every state. From the side, a right root is seen from the right: the whole picture is
    mirrored, so `among` is of one side only.
    """
    picture = outside(view)
    figure, axes = sheet_mm(-MARGIN_MM, 0, picture.width + MARGIN_MM, picture.height, POINTS_A_MM)
    turned = view is Outside.SIDE and shown.side is Side.RIGHT
    scene = _Scene(view, picture, Brush(axes, POINTS_A_MM, picture.width / 2 if turned else None))
    scene.bones()
    for side in scene.sides:
        for root in ROOTS:
            scene.root(root, side, None, True)
        for root in among:
            real = side.other if turned else side
            visible = root in shown.roots and real is shown.side
            layer = spine_root_layer(root, real)
            scene.root(root, side, layer, visible)
            scene.name_root(root, side, layer, visible, words)
    scene.write_names(words)
    scene.letters(words, shown.side)
    return figure


def describe_spine(view: Outside, shown: Shown, words: Words) -> str:
    """Say in words what `draw_spine` shows for the same values."""
    said = words(f"spine.describe.{view}", side=words(f"roots.side.{shown.side}"))
    ways = [
        words(f"spine.way.{root}", side=words(f"roots.side.{shown.side}"))
        for root in ROOTS
        if root in shown.roots
    ]
    return " ".join([said, *ways])


class _Scene:
    """A view from outside on its axes; `brush` mirrors it if it is seen from the right."""

    def __init__(self, view: Outside, picture: OutsideView, brush: Brush) -> None:
        self.view, self.picture, self.brush = view, picture, brush
        self.turned = brush.mirror_at is not None
        self.sides = tuple(Side) if view is Outside.BEHIND else (Side.LEFT,)
        self.margins = Margins(0, 14, picture.width, picture.height - 4, 1 / POINTS_A_MM, LETTERS)
        self.names: list[Name] = []

    def bones(self) -> None:
        parts = self.picture.parts
        self.brush.parts({n: s for n, s in parts.items() if not n.startswith("root")}, 1)
        self.brush.tones(self.picture.tones, 3)
        # what L4 and L5 become, in front of the sacrum: without it they would end in mid-air
        for side in self.sides:
            if trunk := self.picture.hidden.get(f"trunk {side}"):
                self._hidden(f"trunk {side}", trunk, 3.5, None, True, _QUIET)

    def root(self, root: RootName, side: Side, layer: str | None, visible: bool) -> None:
        """Draw a root of the stored picture: what lies in sight, and paler what is hidden."""
        name = f"root {root} {side}"
        look = None if layer else _QUIET
        z = 5.0 if layer else 4.0
        if hidden := self.picture.hidden.get(name):
            self._hidden(name, hidden, z, layer, visible, look)
        if seen := self.picture.parts.get(name):
            self.brush.part(name, seen, z + 0.5, layer, visible, look)

    def _hidden(
        self,
        name: str,
        shape: Sequence[Polygon],
        z: float,
        layer: str | None,
        visible: bool,
        look: Look | None,
    ) -> None:
        """Draw what lies behind bone: paler, with a broken edge."""
        patch = self.brush.part(name, shape, z, layer, visible, look, _HIDDEN)
        patch.set_linestyle((0, (3, 2)))
        patch.set_gid(f"{patch.get_gid()}-hidden")

    def name_root(
        self, root: RootName, side: Side, layer: str, visible: bool, words: Words
    ) -> None:
        """Note a root's name; `write_names` lays all of them out together."""
        spot = self.picture.spots[f"root {root} {side}"]
        margin = self._outer(side)
        text = words("spine.name.root", root=root)
        self.names.append(Name(root, text, self._at(spot), margin, True, layer, visible))

    def _outer(self, side: Side) -> Margin:
        if self.view is Outside.BEHIND:
            return Margin.LEFT if side is Side.LEFT else Margin.RIGHT
        return self._margin(Margin.LEFT)

    def write_names(self, words: Words) -> None:
        """Name bones and roots."""
        spots = self.picture.spots
        bones = [
            Name(
                spot,
                words(f"spine.name.{spot}"),
                self._at(spots[spot]),
                self._margin(m),
            )
            for spot, m in _NAMED[self.view].items()
        ]
        draw_names(self.brush.axes, [*self.names, *bones], self.margins)

    def letters(self, words: Words, side: Side) -> None:
        """Say which side is which; from the side, whose side it is."""
        width = self.picture.width
        if self.view is Outside.BEHIND:
            for one, x in ((Side.LEFT, 6.0), (Side.RIGHT, width - 6.0)):
                draw_letter(self.brush.axes, (x, 10.0), words(f"roots.side.{one}_letter"))
        else:
            at = self._at((width - 8.0, 10.0))
            draw_letter(self.brush.axes, at, words(f"roots.side.{side}_letter"))

    def _at(self, spot: Point) -> Point:
        return (self.picture.width - spot[0], spot[1]) if self.turned else spot

    def _margin(self, margin: Margin) -> Margin:
        if not self.turned:
            return margin
        return Margin.LEFT if margin is Margin.RIGHT else Margin.RIGHT


def draw_midline(words: Words) -> Figure:
    """Draw the whole lumbar spine cut along its middle, seen from the patient's left."""
    picture = section(Cut.WHOLE)
    x0, y0, x1, y1 = picture.window
    figure, axes = sheet_mm(x0 - MARGIN_MM, y0, x1 + MARGIN_MM, y1, POINTS_A_MM)
    Brush(axes, POINTS_A_MM).parts(picture.parts, 1)
    margins = Margins(x0, y0 + 8, x1, y1 - 4, 1 / POINTS_A_MM, LETTERS)
    names = [
        Name(spot, words(f"spine.name.{spot}"), picture.spots[spot], margin)
        for spot, margin in _MIDLINE_NAMES.items()
    ]
    draw_names(axes, names, margins)
    return figure


def describe_midline(words: Words) -> str:
    """Say in words what `draw_midline` shows."""
    return words("spine.describe.midline")


def draw_pedicles(words: Words) -> Figure:
    """Draw the slice through the pedicles of L5, where a root is about to leave on each side."""
    picture, scale = section(Cut.PEDICLES), 3.0
    x0, y0, x1, y1 = picture.window
    figure, axes = sheet_mm(x0 - 33, y0, x1 + 33, y1 + FOOT_MM, scale)
    brush = Brush(axes, scale)
    brush.parts(picture.parts, 1)
    draw_rootlets(brush, picture.parts["sac"], "fixed", True)
    sac = middle_of(picture.parts["sac"])
    names = [
        Name("bone", words("spine.name.bone"), (-12.0, -6.0), Margin.LEFT),
        Name("bridge", words("spine.name.bridge"), (-_PEDICLE_X_MM, sac[1] - 2), Margin.LEFT),
        Name("sac", words("spine.name.sac"), sac, Margin.LEFT),
    ]
    for root in (RootName.L4, RootName.L5, RootName.S1):
        if shape := picture.parts.get(f"root {root} left"):
            text = words("spine.name.root", root=root)
            names.append(Name(root, text, middle_of(shape), Margin.RIGHT, True))
    draw_names(axes, names, Margins(x0, y0 + 10, x1, y1 - 6, 1 / scale, 15.0))
    orient_slice(axes, picture.window, words)
    return figure


def describe_pedicles(words: Words) -> str:
    """Say in words what `draw_pedicles` shows."""
    return words("spine.describe.pedicles")


def drawings(words: Words) -> Iterator[Drawing]:
    """Yield both views with each root lit, and the cut along the middle."""
    for view, root in product((Outside.BEHIND, Outside.SIDE), ROOTS):
        shown = Shown(frozenset([root]), Side.LEFT)
        yield Drawing(
            f"spine-{view}-{root}",
            partial(draw_spine, view, shown, words),
            describe_spine(view, shown, words),
        )
    yield Drawing("spine-pedicles", partial(draw_pedicles, words), describe_pedicles(words))
    yield Drawing("spine-midline", partial(draw_midline, words), describe_midline(words))
