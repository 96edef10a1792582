"""From a dressed player and props to flat coloured shapes, shade and creases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from skimage.morphology import remove_small_objects

from artwork.bodies.cast import Player
from artwork.bodies.outlines import mask_contour, polygons_in, rounded, spread_outward
from artwork.bodies.props import EXAMINER, Prop
from artwork.bodies.raster import Camera, Raster, render
from artwork.bodies.surface import Surface

PROPS = ("mat", "wood", "cushion", "tool", "rubber", EXAMINER)
REGIONS = (*PROPS, "skin_far", "skin", "shorts", "shirt", "hair", "zone")
OVERSAMPLE = 4
LIGHT = (0.25, 0.6, 1.0)
"""Right, up, towards the viewer."""
SHADE_BELOW = 0.60
CREASE_M = 0.011
_OUTLINE_BLUR, _SHADE_BLUR, _THING_BLUR = 0.42, 1.8, 0.3
_SMALLEST, _SMALLEST_SHADE = 1.5, 14.0
_BLEED = 3.0
"""Shapes run so far over the edge of the picture, so that no line is drawn along it."""


@dataclass(frozen=True)
class Shot:
    """One person and the things around, ready to be drawn."""

    player: Player
    props: Sequence[Prop] = ()
    marked: str = ""  # an area of the player that is pointed out

    @property
    def points(self) -> np.ndarray:
        """Every point that the picture shows whole, in sight or not: whoever examines stands
        beyond its edge."""
        things = [prop.surface.points for prop in self.props if prop.kind != EXAMINER]
        used = np.unique(self.player.surface.faces)
        return np.concatenate([self.player.surface.points[used], *things])


def camera_for(
    shots: Sequence[Shot],
    turned: float,
    raised: float,
    scale: float,
    crop: Sequence[str] = (),
    margin: float = 6.0,
) -> Camera:
    """A camera that sees all shots whole.

    From the body's right side; `turned` degrees towards its front (90: from the front),
    `raised` degrees above the floor. `scale` in points a metre. `crop`: only these limbs.
    """
    turn, rise = np.radians([turned, raised])
    out = (-np.cos(turn) * np.cos(rise), np.sin(rise), np.sin(turn) * np.cos(rise))
    trial = Camera(out, (0, 0, 0), (0, 0), scale, 1, 1)
    framed = [shot.points for shot in shots]
    if crop:
        framed = [
            shot.player.surface.points[np.any([shot.player.limbs[limb] for limb in crop], axis=0)]
            for shot in shots
        ]
    seen = np.concatenate([trial.project(points)[:, :2] for points in framed])
    low, high = seen.min(axis=0) - margin, seen.max(axis=0) + margin
    width, height = (int(np.ceil(size)) for size in high - low)
    anchor = (float(np.round(-low[0], 1)), float(np.round(-low[1], 1)))
    return Camera(out, (0, 0, 0), anchor, scale, width, height)


def trace(shot: Shot, camera: Camera, only: Sequence[str] = REGIONS) -> dict[str, BaseGeometry]:
    """The regions in sight, and `shade` and `crease` over them."""
    return _Tracing(shot, camera).shapes(only)


class _Tracing:
    def __init__(self, shot: Shot, camera: Camera) -> None:
        player = shot.player
        surfaces = [player.surface, *(prop.surface for prop in shot.props)]
        counts = np.cumsum([0, *(len(surface.points) for surface in surfaces)])
        self.surface = Surface(
            np.concatenate([surface.points for surface in surfaces]),
            np.concatenate([s.faces + n for s, n in zip(surfaces, counts, strict=False)]),
        )
        self.camera = camera
        self.raster: Raster = render(self.surface, camera, OVERSAMPLE)
        self.frame = box(0, 0, camera.width, camera.height).buffer(_BLEED)
        self.body_points = counts[1]
        owner = np.searchsorted(counts, self.raster.corners[..., 0], side="right") - 1
        self.owner = np.where(self.raster.seen, owner, -1)  # 0: the person; n: a prop
        self.region = self._regions(shot)
        normals = np.concatenate([surface.normals for surface in surfaces])
        self.facing = self.raster.sample(normals) @ camera.axes.T

    def _field(self, values: np.ndarray, fill: float) -> np.ndarray:
        whole = np.full(len(self.surface.points), fill)
        whole[: self.body_points] = values
        return np.nan_to_num(self.raster.sample(whole), nan=fill)

    def _regions(self, shot: Shot) -> np.ndarray:
        """Index into `REGIONS`, pixel by pixel; -1 where nothing is."""
        region = np.full(self.owner.shape, -1)
        for number, prop in enumerate(shot.props, 1):
            region[self.owner == number] = REGIONS.index(prop.kind)
        person = self.owner == 0
        # from the front both sides are equally near
        far = "L" if self.camera.towards_viewer[0] < -0.5 else ""
        limbs = shot.player.limbs
        region[person] = REGIONS.index("skin")
        if far:
            share = (limbs[f"arm.{far}"] | limbs[f"leg.{far}"]).astype(float)
            region[person & (self._field(share, 0.0) > 0.5)] = REGIONS.index("skin_far")
        for name in ("shorts", "shirt", "hair"):
            region[person & (self._field(shot.player.worn[name], -1.0) > 0)] = REGIONS.index(name)
        if shot.marked:
            zone = self._field(shot.player.marked[shot.marked], -1.0) > 0
            region[person & zone] = REGIONS.index("zone")
        return region

    def shapes(self, only: Sequence[str]) -> dict[str, BaseGeometry]:
        found: dict[str, BaseGeometry] = {}
        for name in only:
            mask = self.region == REGIONS.index(name)
            if mask.any():
                shape = mask_contour(mask, _OUTLINE_BLUR, OVERSAMPLE, _SMALLEST)
                found[name] = polygons_in(shape.intersection(self.frame), _SMALLEST)
        wanted = np.isin(self.region, [REGIONS.index(name) for name in only])
        found["shade"] = self._shade(wanted)
        found["crease"] = self._creases(wanted)
        return found

    def _shade(self, wanted: np.ndarray) -> BaseGeometry:
        """One flat tone where a surface turns from the light."""
        light = np.array(LIGHT) * [1, -1, 1]
        lit = self.facing @ (light / np.linalg.norm(light))
        thing = self.owner > 0
        lit = np.where(thing, np.where(lit < 0.45, 0.2, 0.9), lit)
        lit = np.where(self.region == REGIONS.index("hair"), 0.9, lit)
        tone = np.zeros(lit.shape, bool)
        # no tone bleeds from a person to a thing
        for own, blur in ((thing, _THING_BLUR), (self.owner == 0, _SHADE_BLUR)):
            if own.any():
                part = spread_outward(np.where(own, lit, np.nan))
                tone |= own & (ndimage.gaussian_filter(part, blur * OVERSAMPLE) < SHADE_BELOW)
        shape = mask_contour(tone & wanted, 0.5, OVERSAMPLE, _SMALLEST_SHADE)
        return polygons_in(rounded(shape, 0.7).intersection(self.frame), _SMALLEST_SHADE)

    def _creases(self, wanted: np.ndarray) -> BaseGeometry:
        """Where one part of the body stands clearly before another of the same colour."""
        near = np.where(self.owner == 0, self.raster.nearness, np.nan)
        if not np.isfinite(near).any():
            return polygons_in(self.frame, np.inf)
        filled = spread_outward(near)
        reach = ndimage.maximum_filter(filled, 3) - ndimage.minimum_filter(filled, 3)
        out = np.clip(spread_outward(np.where(self.owner == 0, self.facing[..., 2], np.nan)), 0, 1)
        pixel_m = 1 / (self.camera.scale * OVERSAMPLE)
        # steep skin falls off fast as well: compare with what its slope explains
        explained = 2 * pixel_m * np.sqrt(1 - out**2) / np.maximum(out, 0.05)
        jump = (reach > CREASE_M) & (reach > 2.5 * ndimage.minimum_filter(explained, 3))
        edge = ndimage.maximum_filter(self.region, 5) != ndimage.minimum_filter(self.region, 5)
        jump &= ~edge & wanted & (self.owner == 0)
        jump = remove_small_objects(jump, max_size=8 * OVERSAMPLE)
        return mask_contour(jump, 0.22, OVERSAMPLE, 0.7)
