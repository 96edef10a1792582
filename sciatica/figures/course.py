"""A disc on two scans of one person: what had pushed out got smaller, or stayed.

Nothing is drawn between the two scans: studies saw no more. A bulge has no course here: hardly any
got smaller.
"""

from functools import cache

from matplotlib.figure import Figure

from sciatica.content.spine_artwork import Cut, lesion_shapes, section
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import DASHED, LETTERING, Canvas
from sciatica.figures.disc import draw_state, draw_still, say_lesion, slug
from sciatica.figures.picture import Picture, View
from sciatica.figures.spine_shapes import SMALL, Window
from sciatica.model.anatomy import Disc, Side, Zone
from sciatica.model.lesions import Course, Form, Lesion, Scan, Size

FORMS = (Form.SEQUESTRATION, Form.EXTRUSION, Form.PROTRUSION)
"""The forms that studies saw getting smaller often enough to draw."""
POINTS_PER_MM, WIDTH_PX = 4.0, 340
NUMBER_PT = 16.0
_WINDOW: Window = (-26.0, 1.0, 26.0, 37.0)
"""Around the canal: what has pushed out is large even on a phone."""
_HEIGHTS_MM, _INSET_MM, _WAS_MM = (10.0, 4.0, 34.0), 3.0, 0.35
"""Where the number of the disc, front and back are written; how far inside the edges the sides."""


def scanned(disc: Disc, form: Form, side: Side, course: Course, scan: Scan) -> Lesion:
    """Return the lesion that a scan of somebody with this course shows."""
    smaller = course is Course.SHRANK and scan is Scan.LATER
    size = Size.SMALL if smaller else Size.LARGE
    return Lesion(disc, Zone.SUBARTICULAR, form, size, side)


def course_view(form: Form, side: Side, scan: Scan) -> str:
    """Return the name of the view of one scan: ``extrusion.left.later``."""
    return f"{form}.{side}.{scan}"


def _layer(lesion: Lesion) -> str:
    return f"{lesion.form}.{lesion.side}.{lesion.size}"


def _was(lesion: Lesion) -> str:
    return f"was.{lesion.form}.{lesion.side}"


@cache
def disc_course(course: Course, disc: Disc, words: Words) -> Picture:
    """Return the slice through `disc` around the canal; a view for each form, side and scan."""
    where = words("spine.describe.slice", disc=disc)
    views = {}
    for form in FORMS:
        for side in Side:
            for scan in Scan:
                lesion = scanned(disc, form, side, course, scan)
                said = say_lesion(lesion, words, "ringed")
                person = words(f"year.person.{course}")
                compared = words(f"year.describe.{course}.{scan}", person=person)
                layers = {_layer(lesion)} | ({_was(lesion)} if scan is Scan.LATER else set())
                view = View(frozenset(layers), f"{where} {said} {compared}")
                views[course_view(form, side, scan)] = view
    return Picture(
        f"course-{course}-{slug(disc)}",
        lambda: _draw(course, disc, words),
        views,
        WIDTH_PX,
        words(f"year.course.{course}"),
    )


def _draw(course: Course, disc: Disc, words: Words) -> Figure:
    x0, y0, x1, y1 = _WINDOW
    canvas = Canvas.of(x0, y0, x1, y1, POINTS_PER_MM)
    draw_still(canvas, section(Cut.through(disc)))
    for form in FORMS:
        for side in Side:
            first, later = (scanned(disc, form, side, course, scan) for scan in Scan)
            draw_state(canvas.on(_layer(first)), disc, first)
            if later != first:
                draw_state(canvas.on(_layer(later)), disc, later)
            _draw_was(canvas.on(_was(later)), first)
    disc_at, front, back = _HEIGHTS_MM
    look = {**LETTERING, "fontsize": NUMBER_PT}
    canvas.text((0, disc_at), str(disc), f"number-{slug(disc)}", **look)
    for name, y in (("front", front), ("back", back)):
        canvas.text((0, y), words(f"spine.name.{name}"), name, ha="center", va="center", **SMALL)
    for side, x in ((Side.RIGHT, x0 + _INSET_MM), (Side.LEFT, x1 - _INSET_MM)):
        canvas.letter((x, front), words(f"roots.side.{side}_letter"))
    canvas.text((x0 + 1, back), words(f"year.person.{course}"), "person", va="center", **SMALL)
    return canvas.figure


def _draw_was(canvas: Canvas, lesion: Lesion) -> None:
    """Draw how far a lesion reached on the first scan: a broken line."""
    shape = lesion_shapes(lesion, axial=True)["lesion"]
    width = _WAS_MM * canvas.points_per_unit
    canvas.shape(shape, "was", fc="none", ec=palette.TEXT, lw=width, ls=DASHED, zorder=3.5)
