"""A slice in greys: the drawing of a disc or a narrowing as an MRI would show its tissues.

The parts are those of the coloured slice; only their looks differ. It is drawn, and says so: nobody
should hold it beside a scan and look for differences.
"""

from functools import cache

from matplotlib.figure import Figure

from sciatica.content.spine_artwork import Cut, Shapes, narrowed, section
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import LETTERING, Canvas
from sciatica.figures.disc import QUIET, lesion_view, lesions_of, moved_parts, say_lesion, slug
from sciatica.figures.narrowing import narrowing, narrowing_view
from sciatica.figures.picture import Picture, View
from sciatica.figures.spine_shapes import Look, Window, draw_part
from sciatica.model.anatomy import Disc, Side
from sciatica.model.lesions import Posture, Severity

POINTS_PER_MM = 3.0
WIDTH_PX = 320
_LETTER_PT = 12
_EDGE_MM = 0.5
_SMOOTH = ("psoas", "erector", "multifidus")
_OVER = {"lesion": 1.5, "core": 2.4, "sac": 3.0, "root": 3.1, "ganglion": 3.1}
"""What lies above the still parts, and in which order."""


def look_of(part: str) -> Look:
    """Return the grey of a part: ``root L5 left``, ``disc L4/5``, ``L4``, ``psoas`` ..."""
    first = part.split()[0]
    kind = {"ganglion": "root", **dict.fromkeys(_SMOOTH, "muscle")}.get(first, first)
    fill, edge = palette.SCAN.get(kind, palette.SCAN["bone"])
    return Look(fill, edge, 0.0 if edge == palette.NO_EDGE else _EDGE_MM)


def _draw(canvas: Canvas, parts: Shapes) -> None:
    for name, shape in parts.items():
        zorder = _OVER.get(name.split()[0], 1.0 if name in (*_SMOOTH, "fat") else 2.0)
        draw_part(canvas, name, shape, zorder, look_of(name))


def _ground(window: Window, words: Words) -> Canvas:
    x0, y0, x1, y1 = window
    canvas = Canvas.of(x0, y0, x1, y1, POINTS_PER_MM)
    corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    canvas.shape([(corners,)], "ground", fc=palette.SCAN_GROUND, zorder=0)
    look = {**LETTERING, "color": palette.SCAN_TEXT, "fontsize": _LETTER_PT}
    for side, x in ((Side.RIGHT, x0 + 4), (Side.LEFT, x1 - 4)):
        canvas.text((x, y0 + 4), words(f"roots.side.{side}_letter"), "letter", **look)
    canvas.text(((x0 + x1) / 2, y1 - 4), words("report.drawn"), "drawn", **look)
    return canvas


@cache
def scan_slice(disc: Disc, words: Words) -> Picture:
    """Return the slice through `disc` in greys; the views of `figures.disc.disc_slice`."""
    quiet = words("spine.describe.quiet", traversing=disc.traversing, exiting=disc.exiting)
    said = {lesion_view(one): say_lesion(one, words, "reaches") for one in lesions_of(disc)}
    where = words("spine.describe.slice", disc=disc)
    views = {
        name: View(frozenset({name}), words("report.twin", picture=f"{where} {what}"))
        for name, what in {QUIET: quiet, **said}.items()
    }
    return Picture(f"scan-{slug(disc)}", lambda: _draw_slice(disc, words), views, WIDTH_PX)


def _draw_slice(disc: Disc, words: Words) -> Figure:
    picture = section(Cut.through(disc))
    canvas = _ground(picture.window, words)
    still = {name: shape for name, shape in picture.parts.items() if name.split()[0] not in _OVER}
    _draw(canvas, still)
    for lesion in (None, *lesions_of(disc)):
        name = lesion_view(lesion) if lesion else QUIET
        _draw(canvas.on(name), moved_parts(disc, lesion))
    return canvas.figure


@cache
def scan_narrowing(words: Words) -> Picture:
    """Return the slice through L4/5 in greys; a view for each severity, in standing."""
    names = [narrowing_view(severity, Posture.NEUTRAL) for severity in Severity]
    coloured = narrowing(Cut.L4_L5, words).views
    views = {
        name: View(frozenset({name}), words("report.twin", picture=coloured[name].words))
        for name in names
    }
    return Picture("scan-narrowing", lambda: _draw_narrowing(words), views, WIDTH_PX)


def _draw_narrowing(words: Words) -> Figure:
    canvas = _ground(section(Cut.L4_L5).window, words)
    for severity in Severity:
        on = canvas.on(narrowing_view(severity, Posture.NEUTRAL))
        _draw(on, narrowed(severity, Posture.NEUTRAL, Cut.L4_L5).parts)
    return canvas.figure
