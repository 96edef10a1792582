"""From pixels to smooth flat shapes: silhouettes, tones, ink, areas, hatching."""

import numpy as np
from scipy import ndimage
from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from skimage.measure import find_contours


def polygons_in(shape: BaseGeometry, smallest: float = 0.0) -> MultiPolygon:
    """Only the polygons of a geometry, without crumbs."""
    parts = getattr(shape, "geoms", [shape])
    whole = [part for part in parts if isinstance(part, Polygon) and part.area > smallest]
    return MultiPolygon(whole)


def contour(field: np.ndarray, level: float, oversample: int, smallest: float) -> MultiPolygon:
    """Where `field` lies above `level`, as polygons in picture points."""
    pad = 4 * oversample
    # repeat the border outward, then close far outside: nothing ends at the edge of the frame
    wide = np.pad(np.pad(field, pad, mode="edge"), 1, constant_values=level - 1)
    rings = []
    for line in find_contours(wide, level):
        if len(line) > 3:
            xy = (line[:, ::-1] - pad - 1 + 0.5) / oversample
            ring = Polygon(xy).buffer(0)
            if ring.area > smallest:
                rings.append(ring)
    shape: BaseGeometry = MultiPolygon()
    for ring in sorted(rings, key=lambda ring: -ring.area):
        shape = shape.symmetric_difference(ring)  # a ring inside another is a hole
    return polygons_in(shape, smallest)


def mask_contour(
    mask: np.ndarray, blur: float, oversample: int, smallest: float = 4.0
) -> MultiPolygon:
    """Round outline of a mask; `blur` in points."""
    soft = ndimage.gaussian_filter(mask.astype(float), blur * oversample, mode="nearest")
    return contour(soft, 0.5, oversample, smallest)


def spread_outward(picture: np.ndarray) -> np.ndarray:
    """Fill NaN pixels with their nearest value, so that borders run off the silhouette."""
    nearest = ndimage.distance_transform_edt(
        np.isnan(picture), return_distances=False, return_indices=True
    )
    return picture[tuple(nearest)]


def rounded(shape: BaseGeometry, radius: float) -> MultiPolygon:
    """Without slivers, spikes and notches thinner than twice `radius`."""
    opened = shape.buffer(-radius).buffer(2 * radius).buffer(-radius)
    return polygons_in(opened)


def tapered_line(points: np.ndarray, width: float) -> Polygon:
    """A pen stroke: full width in the middle, fine ends."""
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    count = max(6, int(way[-1] / 2.5))
    steps = np.linspace(0, way[-1], count)
    line = np.stack([np.interp(steps, way, points[:, i]) for i in range(2)], axis=1)
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    half = width / 2 * (0.25 + 0.75 * np.sin(np.pi * steps / way[-1])) * [[1.0]]
    side = np.stack([-along[:, 1], along[:, 0]], axis=1) * half.T
    return Polygon(np.concatenate([line + side, (line - side)[::-1]])).buffer(0)


def outline(shape: BaseGeometry, width: float) -> BaseGeometry:
    """A line just inside the border; its inner edge is coarser, which saves bytes unseen."""
    return shape.difference(shape.buffer(-width).simplify(0.25 * width))


def mirrored_whole(half: BaseGeometry, centre: float, right: bool, height: float) -> BaseGeometry:
    """Cut a shape at the centre line, keep one half, and add its mirror image."""
    side = box(centre, -50, 3 * centre, height) if right else box(-centre, -50, centre, height)
    kept = half.intersection(side)
    mirror = affinity.affine_transform(kept, [-1, 0, 0, 1, 2 * centre, 0])
    return unary_union([kept, mirror])


def hatch(
    area: BaseGeometry, angle_deg: float, spacing: float, dash: float = 0.0
) -> list[list[float]]:
    """Parallel lines inside an area; 0 degrees is level, 90 upright; in dashes if asked."""
    if area.is_empty:
        return []
    x0, y0, x1, y1 = area.bounds
    reach = x1 - x0 + y1 - y0
    angle = np.radians(angle_deg)
    along = np.array([np.cos(angle), -np.sin(angle)])
    across = np.array([-along[1], along[0]])
    # lines lie on a grid fixed to the picture, so that neighbouring parts fit together
    corners = np.array([[x0, y0], [x0, y1], [x1, y0], [x1, y1]])
    offsets = corners @ across / spacing
    lines = []
    for step in range(int(np.ceil(offsets.min())), int(np.floor(offsets.max())) + 1):
        foot = across * step * spacing
        middle = foot + along * (np.array([(x0 + x1) / 2, (y0 + y1) / 2]) @ along)
        line = LineString([middle - along * reach, middle + along * reach]).intersection(area)
        for part in getattr(line, "geoms", [line]):
            if part.length > 3.0:
                ends = np.array([part.coords[0], part.coords[-1]])
                count = max(1, round(part.length / (2 * dash))) if dash else 1
                for number in range(count):
                    first, last = number / count, (number + (0.55 if dash else 1)) / count
                    pair = [ends[0] + share * (ends[1] - ends[0]) for share in (first, last)]
                    lines.append([float(value) for spot in pair for value in spot])
    return lines
