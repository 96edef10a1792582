"""Views from outside: solids to surfaces, surfaces to what a camera sees, that to flat shapes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from shapely import affinity
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from skimage.measure import label, marching_cubes
from skimage.morphology import remove_small_objects

from artwork.bodies.outlines import (
    contour,
    mask_contour,
    polygons_in,
    rounded,
    spread_outward,
)
from artwork.bodies.raster import Camera, Raster, render
from artwork.bodies.surface import Surface
from artwork.solids.sdf import Array, Solid

MM = 1000
"""Points of a picture are millimetres; cameras count in metres."""
_COARSE_MM, _MARGIN_MM = 4.0, 6.0


# ---- surfaces -------------------------------------------------------------------------------


def to_room(points: Array) -> Array:
    """From the patient's millimetres (left, back, up) to the camera's metres (left, up, front)."""
    return np.stack([points[..., 0], points[..., 2], -points[..., 1]], axis=-1) / MM


def surface_of(solid: Solid, within: tuple[Array, Array], step_mm: float) -> Surface:
    """The skin of a solid that lies in the box `within` (two corners), in the camera's metres."""
    low, high = _bounds(solid, within)
    axes = [np.arange(low[i], high[i] + step_mm, step_mm) for i in range(3)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    field = np.pad(solid(grid), 1, constant_values=step_mm)  # closed where the box cuts it
    points, faces, _, _ = marching_cubes(
        field.astype(np.float32), 0.0, spacing=(step_mm,) * 3, gradient_direction="ascent"
    )
    return Surface(to_room(points.astype(float) - step_mm + low), faces.astype(int)[:, ::-1])


def _bounds(solid: Solid, within: tuple[Array, Array]) -> tuple[Array, Array]:
    """A close box around a solid, found on a coarse grid."""
    low, high = (np.asarray(corner, dtype=float) for corner in within)
    axes = [np.arange(low[i], high[i] + _COARSE_MM, _COARSE_MM) for i in range(3)]
    near = np.argwhere(solid(np.stack(np.meshgrid(*axes, indexing="ij"), -1)) < _COARSE_MM)
    if len(near) == 0:
        raise ValueError("a solid lies outside the box that was given for it")
    first, last = near.min(axis=0), near.max(axis=0)
    tight = [axes[i][[first[i], last[i]]] for i in range(3)]
    corners = np.array(tight).T
    return (
        np.maximum(corners[0] - _MARGIN_MM, low - _MARGIN_MM),
        np.minimum(corners[1] + _MARGIN_MM, high + _MARGIN_MM),
    )


def mirror_of(surface: Surface) -> Surface:
    """The other side's surface."""
    return Surface(surface.points * [-1, 1, 1], surface.faces[:, ::-1])


# ---- views ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """How an outside view is drawn."""

    camera: Camera
    light: tuple[float, float, float] = (-0.45, 0.75, 0.9)  # right, up, towards the viewer
    oversample: int = 4
    shade_below: float = 0.60
    deep_below: float = 0.34
    light_above: float = 0.93
    crease_mm: float = 1.6


@dataclass(frozen=True)
class Seen:
    """A view as flat shapes in mm: what is in sight of each part, what of it lies hidden, tones
    and inner lines of all of them together."""

    parts: Mapping[str, BaseGeometry]
    hidden: Mapping[str, BaseGeometry]
    shade: BaseGeometry
    deep: BaseGeometry
    light: BaseGeometry
    ink: BaseGeometry

    def moved(self, x: float, y: float) -> "Seen":
        """The same, in a picture whose corner lies elsewhere."""

        def move(shape: BaseGeometry) -> BaseGeometry:
            return affinity.translate(shape, x, y)

        return Seen(
            {name: move(shape) for name, shape in self.parts.items()},
            {name: move(shape) for name, shape in self.hidden.items()},
            *(move(tone) for tone in (self.shade, self.deep, self.light, self.ink)),
        )


def camera(
    towards_viewer: tuple[float, float, float],
    centre_mm: Sequence[float],
    width_mm: int,
    height_mm: int,
) -> Camera:
    """A camera whose picture has one point a millimetre; directions are the patient's axes."""
    x, y, z = towards_viewer
    middle = to_room(np.asarray(centre_mm, dtype=float))
    return Camera(
        (x, z, -y),
        (float(middle[0]), float(middle[1]), float(middle[2])),
        (width_mm / 2, height_mm / 2),
        MM,
        width_mm,
        height_mm,
    )


def look_at(surfaces: Mapping[str, Surface], hidden: Sequence[str], look: Look) -> Seen:
    """Draw `surfaces`; of the parts named in `hidden`, also what lies behind others."""
    names = list(surfaces)
    whole, part_of_face = _joined([surfaces[name] for name in names])
    raster = render(whole, look.camera, look.oversample)
    part = np.where(raster.seen, part_of_face[raster.face], -1)
    part = _without_specks(part, 10 * look.oversample**2)
    frame = _frame(look)
    parts = {}
    for number, name in enumerate(names):
        mask = part == number
        if mask.any():
            shape = mask_contour(mask, 0.22, look.oversample, 0.8).intersection(frame)
            parts[name] = polygons_in(shape, 1.0)
    facing = raster.sample(whole.normals) @ look.camera.axes.T
    return Seen(
        parts=parts,
        hidden={
            name: _hidden(surfaces[name], part == names.index(name), look, frame) for name in hidden
        },
        shade=_tone(facing, part, look, below=look.shade_below),
        deep=_tone(facing, part, look, below=look.deep_below),
        light=_tone(facing, part, look, above=look.light_above),
        ink=_creases(raster, facing, part, look),
    )


def _frame(look: Look) -> BaseGeometry:
    return box(0, 0, look.camera.width, look.camera.height)


def _joined(surfaces: Sequence[Surface]) -> tuple[Surface, np.ndarray]:
    starts = np.cumsum([0, *(len(surface.points) for surface in surfaces)])
    points = np.concatenate([surface.points for surface in surfaces])
    faces = np.concatenate(
        [surface.faces + start for surface, start in zip(surfaces, starts, strict=False)]
    )
    owner = np.repeat(np.arange(len(surfaces)), [len(surface.faces) for surface in surfaces])
    return Surface(points, faces), owner


def _without_specks(part: np.ndarray, smallest: int) -> np.ndarray:
    """Specks of a part take the part around them."""
    pieces = label(part + 2, background=0, connectivity=1)
    small = np.bincount(pieces.ravel()) < smallest
    nearest = ndimage.distance_transform_edt(
        small[pieces], return_distances=False, return_indices=True
    )
    cleaned: np.ndarray = part[tuple(nearest)]
    return cleaned


def _hidden(
    surface: Surface, in_sight: np.ndarray, look: Look, frame: BaseGeometry
) -> BaseGeometry:
    alone = render(surface, look.camera, look.oversample)
    behind = ndimage.binary_opening(alone.seen & ~in_sight, iterations=look.oversample // 2)
    return polygons_in(mask_contour(behind, 0.3, look.oversample, 2).intersection(frame), 2)


def _tone(
    facing: np.ndarray,
    part: np.ndarray,
    look: Look,
    below: float | None = None,
    above: float | None = None,
) -> BaseGeometry:
    """Where surfaces turn from the light, or face it; soft within a part, sharp at its border."""
    light = np.array(look.light) * [1, -1, 1]
    lit = np.nan_to_num(facing @ (light / np.linalg.norm(light)) * 0.5 + 0.5, nan=0.5)
    sigma = 0.9 * look.oversample
    soft = np.full(part.shape, np.nan)
    for number in np.unique(part[part >= 0]):
        window = ndimage.find_objects((part == number).astype(int))[0]
        rows, columns = (
            slice(max(0, s.start - 6 * look.oversample), s.stop + 6 * look.oversample)
            for s in window
        )
        own = part[rows, columns] == number
        weight = np.maximum(ndimage.gaussian_filter(own.astype(float), sigma), 1e-3)
        value = ndimage.gaussian_filter(np.where(own, lit[rows, columns], 0), sigma) / weight
        soft[rows, columns][own] = value[own]
    field = below - soft if below is not None else soft - (above or 1.0)
    filled = np.where(part >= 0, field, -1.0)
    shape = contour(filled, 0.0, look.oversample, 3)
    return polygons_in(rounded(shape, 0.35).intersection(_frame(look)), 3)


def _creases(raster: Raster, facing: np.ndarray, part: np.ndarray, look: Look) -> BaseGeometry:
    """Where, within one part, a near piece stands clearly before a far one."""
    near = spread_outward(np.where(raster.seen, raster.nearness, np.nan)) * MM
    jump = np.zeros(part.shape, bool)
    wide = np.pad(near, 2, mode="edge")
    for axis in (0, 1):
        both = np.roll(wide, 2, axis) + np.roll(wide, -2, axis) - 2 * wide
        jump |= np.abs(both[2:-2, 2:-2]) > look.crease_mm
    border = ndimage.maximum_filter(part, 5) != ndimage.minimum_filter(part, 5)
    jump &= ~border & raster.seen & ndimage.binary_erosion(raster.seen, iterations=2)
    jump = remove_small_objects(jump, max_size=14 * look.oversample)
    shape = mask_contour(jump, 0.12, look.oversample, 0.4)
    return rounded(shape, 0.06).intersection(_frame(look))
