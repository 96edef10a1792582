"""A plain orthographic z-buffer in numpy.

No OpenGL: the same bytes on every machine, no display, and what is sampled keeps full precision.
"""

from dataclasses import dataclass

import numpy as np

from artwork.bodies.surface import Surface


@dataclass(frozen=True)
class Camera:
    """An orthographic view; picture units are "points", y grows downward."""

    towards_viewer: tuple[float, float, float]
    centre: tuple[float, float, float]  # this point of the world ...
    anchor: tuple[float, float]  # ... lies here in the picture
    scale: float  # points a metre
    width: int
    height: int

    @property
    def axes(self) -> np.ndarray:
        """Rows: right, down, towards the viewer."""
        out = np.array(self.towards_viewer, dtype=float)
        out /= np.linalg.norm(out)
        right = np.cross([0.0, 1.0, 0.0], out)
        right /= np.linalg.norm(right)
        return np.stack([right, -np.cross(out, right), out])

    def project(self, points: np.ndarray) -> np.ndarray:
        """World to picture: x, y in points, and nearness in metres."""
        seen = (np.atleast_2d(points) - self.centre) @ self.axes.T
        seen[:, :2] = seen[:, :2] * self.scale + self.anchor
        return seen


@dataclass(frozen=True)
class Raster:
    """What a camera sees, pixel by pixel."""

    camera: Camera
    oversample: int
    face: np.ndarray  # (h, w), -1 where nothing is seen
    nearness: np.ndarray  # (h, w) metres, -inf where nothing is seen
    corners: np.ndarray  # (h, w, 3) the corner points of the face
    shares: np.ndarray  # (h, w, 3) barycentric

    @property
    def seen(self) -> np.ndarray:
        """Where there is any body."""
        return self.face >= 0

    def sample(self, values: np.ndarray) -> np.ndarray:
        """Carry values of the points to the pixels; NaN where nothing is seen."""
        weights = self.shares if values.ndim == 1 else self.shares[..., None]
        picture = (values[self.corners] * weights).sum(axis=2)
        picture[~self.seen] = np.nan
        return picture


def render(surface: Surface, camera: Camera, oversample: int) -> Raster:
    """Fill the z-buffer; triangles of like size are drawn together."""
    width, height = camera.width * oversample, camera.height * oversample
    seen = camera.project(surface.points)
    xy, near = seen[:, :2] * oversample - 0.5, seen[:, 2]  # pixel centres lie on whole numbers
    corners = xy[surface.faces]
    low = np.floor(corners.min(axis=1)).astype(int)
    size = (np.ceil(corners.max(axis=1)).astype(int) - low).max(axis=1) + 1
    pixel, depth, face, share = [], [], [], []
    done = 0
    while done < size.max():
        step = max(4, done * 2)
        group = np.flatnonzero((size > done) & (size <= step))
        done = step
        for part in np.array_split(group, max(1, len(group) * step * step // 4_000_000)):
            if len(part) == 0:
                continue
            drawn = _cover(corners[part], low[part], step, width, height)
            which, column, row, weights = drawn
            pixel.append(row * width + column)
            face.append(part[which])
            depth.append((near[surface.faces[part[which]]] * weights).sum(axis=1))
            share.append(weights)
    pixels, depths = np.concatenate(pixel), np.concatenate(depth)
    faces, weights = np.concatenate(face), np.concatenate(share)
    nearness = np.full(width * height, -np.inf)
    np.maximum.at(nearness, pixels, depths)
    front = depths == nearness[pixels]
    face_at = np.full(width * height, -1)
    share_at = np.zeros((width * height, 3))
    face_at[pixels[front]] = faces[front]
    share_at[pixels[front]] = weights[front]
    grid = (height, width)
    return Raster(
        camera,
        oversample,
        face_at.reshape(grid),
        nearness.reshape(grid),
        surface.faces[face_at].reshape(*grid, 3),
        share_at.reshape(*grid, 3),
    )


def _cover(
    corners: np.ndarray, low: np.ndarray, step: int, width: int, height: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Pixels under each triangle: index of the triangle, column, row, barycentric shares."""
    row, column = np.mgrid[0:step, 0:step].reshape(2, -1)
    x = low[:, 0, None] + column
    y = low[:, 1, None] + row
    (ax, ay), (bx, by), (cx, cy) = (corners[:, i].T[:, :, None] for i in range(3))
    area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    area = np.where(np.abs(area) < 1e-12, np.nan, area)
    share_b = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area
    share_c = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area
    share_a = 1 - share_b - share_c
    inside = (share_a >= -1e-9) & (share_b >= -1e-9) & (share_c >= -1e-9)
    inside &= (x >= 0) & (x < width) & (y >= 0) & (y < height)
    which = np.nonzero(inside)[0]
    weights = np.stack([share_a[inside], share_b[inside], share_c[inside]], axis=1)
    return which, x[inside], y[inside], weights
