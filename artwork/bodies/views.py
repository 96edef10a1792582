"""The six views: how each is framed, and what is drawn in it."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from shapely.geometry import MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from skimage.morphology import remove_small_objects

from artwork.bodies.brush import Painted
from artwork.bodies.hints import Hint, draw_hints
from artwork.bodies.limb import LeftLeg
from artwork.bodies.outlines import (
    contour,
    hatch,
    mask_contour,
    mirrored_whole,
    outline,
    polygons_in,
    rounded,
    spread_outward,
    tapered_line,
)
from artwork.bodies.pose import WAISTBAND_M, StandingBody
from artwork.bodies.raster import Camera, Raster, render
from artwork.bodies.skin_areas import SOFT_MARGIN_M, SkinArea
from artwork.bodies.surface import Surface

POINTS_PER_METRE = 400
HEIGHT = 420
FLOOR_Y = 414
HATCH: dict[str, tuple[tuple[float, float, float], ...]] = {
    "L2": ((0, 6, 4.0),),
    "L3": ((45, 11, 0), (-45, 11, 0)),
    "L4": ((45, 8, 0),),
    "L5": ((0, 8, 0),),
    "S1": ((90, 7, 0),),
    "S2": ((0, 10, 0), (90, 10, 0)),
}
"""Sets of lines: angle, spacing, length of a dash (0: unbroken). All but L4 stay themselves in a
mirror, so sides do not mix them up."""


@dataclass(frozen=True)
class View:
    """How a view is seen and drawn."""

    camera: Camera
    light: tuple[float, float, float]  # right, up, towards the viewer
    left_half_of_body: bool = False  # draw only the patient's left half
    below_m: float = np.inf  # draw only what lies below this height
    mirrored: str = ""  # the side of the picture with the patient's left leg: both legs are drawn
    oversample: int = 4
    shade_below: float = 0.66
    light_above: float = 0.972
    crease_m: float = 0.006
    pen: float = 0.9


def make_views(body: StandingBody, limb: LeftLeg) -> dict[str, View]:
    """All views share one scale and one floor line, except the close view of the foot."""
    floor = float(body.skin.points[:, 1].min())
    middle = (0.0, floor, 0.055)

    def standing(out: tuple[float, float, float], width: int) -> Camera:
        return Camera(out, middle, (width / 2, FLOOR_Y), POINTS_PER_METRE, width, HEIGHT)

    heading = limb.forward * 0.66
    above = (float(heading[0]), 0.75, float(heading[2]))
    instep = tuple(float(v) for v in limb.on_foot(0.55, 0))
    foot = Camera(above, instep, (80, 160), 1180, 160, 300)
    below = (float(-0.06 * limb.forward[0]), -0.998, float(-0.06 * limb.forward[2]))
    under = tuple(float(v) for v in limb.on_foot(0.5, 180))
    sole = Camera(below, under, (75, 152), 1180, 150, 316)
    return {
        "front": View(standing((0, 0, 1), 200), (0, 0.35, 1), mirrored="right"),
        "back": View(standing((0, 0, -1), 200), (0, 0.35, 1), mirrored="left"),
        "outer": View(standing((1, 0, 0), 140), (-0.25, 0.35, 1), left_half_of_body=True),
        "inner": View(standing((-1, 0, 0), 140), (0.25, 0.35, 1), left_half_of_body=True),
        "foot": View(
            foot,
            (-0.1, 0.1, 1),
            left_half_of_body=True,
            shade_below=0.62,
            light_above=2.0,  # none: it would read as a spot
            crease_m=0.0035,
            pen=1.1,
        ),
        "sole": View(
            sole,
            (-0.1, 0.3, 1),
            left_half_of_body=True,
            below_m=float(limb.ankle[1]) + 0.005,
            shade_below=0.62,
            light_above=2.0,
            crease_m=0.0035,
            pen=1.1,
        ),
    }


def sketched(view: View, body: StandingBody) -> tuple["Sketch", np.ndarray]:
    """Return the drawing board of one view, and the points of the body that are on it."""
    points = body.skin.points
    wanted = points[:, 1] < view.below_m
    if view.left_half_of_body:
        wanted &= points[:, 0] > -1e-6
    surface, index = body.skin.keep(wanted)
    raster = render(surface, view.camera, view.oversample)
    return Sketch(view, surface, raster, body.on_shorts[index]), index


def draw_view(
    sketch: "Sketch", index: np.ndarray, areas: dict[str, SkinArea], hints: list[Hint]
) -> dict:
    """Everything of one view as geometry, not yet rounded."""
    view = sketch.view
    drawing = {
        "width": view.camera.width,
        "height": view.camera.height,
        "mirrored": view.mirrored,
        "body": sketch.body,
        "shorts": sketch.shorts,
        "shade": sketch.tone(dark=True),
        "light": sketch.tone(dark=False),
        "ink": sketch.ink(hints),
        "areas": {},
        "key_points": {},
        "sites": {},
    }
    for root, area in areas.items():
        core, soft, sites = sketch.area(area, index)
        inside = core.buffer(-0.6)  # no line along a border
        lines = [line for lines in HATCH[root] for line in hatch(inside, *lines)]
        drawing["areas"][root] = {"core": core, "soft": soft, "hatch": lines}
        drawing["sites"] |= sites
        if sketch.shows(area.key_point):
            drawing["key_points"][root] = view.camera.project(area.key_point)[0, :2]
    return drawing


class Sketch:
    """The drawing of one view."""

    def __init__(self, view: View, surface: Surface, raster: Raster, on_shorts: np.ndarray) -> None:
        self.view, self.surface, self.raster = view, surface, raster
        self.frame = box(0, 0, view.camera.width, view.camera.height)
        self.facing = raster.sample(surface.normals) @ view.camera.axes.T
        self.from_inside = np.nan_to_num(self.facing[..., 2]) < -0.02  # the cut at the midline
        self.cloth = np.nan_to_num(raster.sample(on_shorts), nan=-1.0)
        self._body = self._whole(mask_contour(raster.seen, 0.6, view.oversample))
        self.body = self._body.intersection(self.frame)
        shorts = contour(self._inked(self.cloth), 0.0, view.oversample, 30)
        self.shorts = self._whole(shorts).intersection(self.body)

    def _inked(self, field: np.ndarray) -> np.ndarray:
        field = np.where(self.raster.seen, field, np.nan)
        smooth = ndimage.gaussian_filter(spread_outward(field), 0.5 * self.view.oversample)
        return smooth

    def _whole(self, shape: BaseGeometry) -> BaseGeometry:
        if not self.view.mirrored:
            return shape
        camera = self.view.camera
        right = self.view.mirrored == "right"
        return mirrored_whole(shape, camera.width / 2, right, camera.height)

    def tone(self, dark: bool) -> BaseGeometry:
        """A flat tone where the skin turns from the light, or faces it."""
        light = np.array(self.view.light) * [1, -1, 1]
        lit = self.facing @ (light / np.linalg.norm(light))
        flat = self.from_inside | (self.cloth > 0)  # the shorts stay flat
        if not dark:
            flat |= self.raster.sample(self.surface.points[:, 1]) > WAISTBAND_M
        lit = np.where(flat & self.raster.seen, 0.85, lit)
        blur = (2.0 if dark else 3.0) * self.view.oversample
        smooth = ndimage.gaussian_filter(spread_outward(lit), blur)
        if dark:
            shape = contour(-smooth, -self.view.shade_below, self.view.oversample, 20)
        else:
            shape = contour(smooth, self.view.light_above, self.view.oversample, 180)
        inner = rounded(shape.intersection(self._body.buffer(-0.3)), 0.9 if dark else 2.5)
        return polygons_in(self._whole(inner).intersection(self.frame), 15)

    def ink(self, hints: list[Hint]) -> BaseGeometry:
        """Outline, creases, seams of the shorts, and the drawn hints of bones and tendons."""
        pen = self.view.pen
        inside = self._body.buffer(-0.6)
        hem = self.shorts.buffer(0.3).difference(self.shorts.buffer(-0.3)).intersection(inside)
        lines = [
            tapered_line(line, width * pen)
            for line, width in draw_hints(hints, self.view.camera, self.faces_viewer)
        ]
        drawn = unary_union([*lines, hem, self._creases()]).intersection(inside)
        return unary_union([outline(self._body, pen), self._whole(drawn)]).intersection(self.frame)

    def _creases(self) -> BaseGeometry:
        """Where one part of the body stands clearly before another."""
        near = np.where(self.raster.seen & ~self.from_inside, self.raster.nearness, np.nan)
        filled = spread_outward(near)
        reach = ndimage.maximum_filter(filled, 3) - ndimage.minimum_filter(filled, 3)
        # steep skin falls off fast as well: compare with what its slope explains
        out = np.clip(spread_outward(self.facing[..., 2]), 0.02, 1)
        pixel_m = 1 / (self.view.camera.scale * self.view.oversample)
        explained = 2 * pixel_m * np.sqrt(1 - out**2) / out
        jump = (reach > self.view.crease_m) & (reach > 3 * ndimage.minimum_filter(explained, 3))
        jump &= ~ndimage.binary_dilation(self.from_inside, iterations=2 * self.view.oversample)
        jump &= self.cloth < 0
        jump &= ndimage.binary_erosion(self.raster.seen, iterations=2, border_value=1)
        jump = remove_small_objects(jump, max_size=10 * self.view.oversample)
        return rounded(mask_contour(jump, 0.2, self.view.oversample, 0.8), 0.08)

    def shows(self, point: np.ndarray) -> bool:
        """Is this point of the skin in sight?"""
        x, y, near = self.view.camera.project(point)[0]
        over = self.view.oversample
        column, row = int(x * over), int(y * over)
        height, width = self.raster.face.shape
        if not (0 <= column < width and 0 <= row < height):
            return False
        window = self.raster.nearness[max(row - 3, 0) : row + 4, max(column - 3, 0) : column + 4]
        return bool(near > window.min() - 0.003 and near > np.median(window) - 0.005)

    def faces_viewer(self, point: np.ndarray) -> bool:
        """Is this point of the skin in sight, and not seen edge-on?"""
        x, y, _ = self.view.camera.project(point)[0] * self.view.oversample
        return self.shows(point) and bool(self.facing[int(y), int(x), 2] > 0.45)

    @property
    def inside(self) -> MultiPolygon:
        """What is seen from within, because the body is cut at its midline."""
        cut = self.from_inside & self.raster.seen
        return mask_contour(cut, 0.3, self.view.oversample, 4)

    def within(self, field: np.ndarray, margin: float) -> MultiPolygon:
        """Where a field of the points lies below `margin`, as round shapes on the body."""
        spread = spread_outward(self.raster.sample(field))
        smooth = ndimage.gaussian_filter(spread, 0.5 * self.view.oversample)
        shape = contour(-smooth, -margin, self.view.oversample, 6).intersection(self.body)
        return polygons_in(rounded(shape, 0.9).intersection(self.body), 8)

    def area(
        self, area: Painted, index: np.ndarray, margin: float = SOFT_MARGIN_M
    ) -> tuple[MultiPolygon, MultiPolygon, dict[str, np.ndarray]]:
        """Core and soft shape of a root, and an anchor for each of its sites in sight."""
        over = self.view.oversample
        field = spread_outward(self.raster.sample(area.field[index]))
        core, soft = (self.within(area.field[index], out) for out in (0.0, margin))
        in_core = (field < 0) & self.raster.seen
        owner = np.where(in_core, area.nearest_site[index][self.raster.corners[..., 0]], -1)
        sites = {}
        for number, (name, point) in enumerate(area.sites.items()):
            spot = Point(self.view.camera.project(point)[0, :2])
            if self.shows(point) and core.buffer(-2.5).contains(spot):
                sites[name] = np.array([spot.x, spot.y])
                continue
            # else well inside the part in sight that belongs to this site, not far from it
            depth = ndimage.distance_transform_edt(np.pad(owner == number, 1))[1:-1, 1:-1] / over
            rows, columns = np.indices(depth.shape)
            away = np.hypot((columns + 0.5) / over - spot.x, (rows + 0.5) / over - spot.y)
            worth = np.where(depth > 1.3, np.minimum(depth, 5) - 0.15 * away, -np.inf)
            row, column = np.unravel_index(worth.argmax(), worth.shape)
            centre = np.array([column + 0.5, row + 0.5]) / over
            near = np.isfinite(worth[row, column]) and away[row, column] < 45
            if near and core.contains(Point(centre)):
                sites[name] = centre
        return core, soft, sites
