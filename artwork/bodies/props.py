"""What the person lies, sits or leans on: boxes and cushions, our own solids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from artwork.bodies.surface import Surface

EXAMINER = "examiner"
"""The kind of a prop that is part of somebody else."""
_CELL_M = 0.04
Corner = Sequence[float]


@dataclass(frozen=True)
class Prop:
    """A thing, by the colour it is drawn in."""

    kind: str  # see `stage.PROPS`
    surface: Surface


def block(kind: str, low: Corner, high: Corner) -> Prop:
    """A box between two corners; each side has points of its own, so that its edges stay sharp."""
    low_corner, high_corner = np.asarray(low, float), np.asarray(high, float)
    points: list[np.ndarray] = []
    faces: list[np.ndarray] = []
    count = 0
    for axis in range(3):
        first, second = (other for other in range(3) if other != axis)
        for end in (0, 1):
            steps = [
                np.linspace(
                    low_corner[a],
                    high_corner[a],
                    2 + int((high_corner[a] - low_corner[a]) / _CELL_M),
                )
                for a in (first, second)
            ]
            grid = np.zeros((len(steps[0]), len(steps[1]), 3))
            grid[..., first], grid[..., second] = np.meshgrid(*steps, indexing="ij")
            grid[..., axis] = (low_corner, high_corner)[end][axis]
            outward = bool(end) ^ (axis == 1)
            points.append(grid.reshape(-1, 3))
            faces.append(_grid_faces(*grid.shape[:2], flip=not outward) + count)
            count += len(points[-1])
    return Prop(kind, Surface(np.concatenate(points), np.concatenate(faces)))


def cushion(kind: str, middle: Corner, size: Corner, roundness: float = 0.45) -> Prop:
    """A soft block: an ellipsoid pulled towards its box."""
    around, down = np.meshgrid(
        np.linspace(0, 2 * np.pi, 65), np.linspace(1e-3, np.pi - 1e-3, 33), indexing="ij"
    )

    def pulled(value: np.ndarray) -> np.ndarray:
        return np.sign(value) * np.abs(value) ** roundness

    shape = np.stack(
        [
            pulled(np.sin(down)) * pulled(np.cos(around)),
            pulled(np.cos(down)),
            pulled(np.sin(down)) * pulled(np.sin(around)),
        ],
        axis=-1,
    )
    points = np.asarray(middle) + shape.reshape(-1, 3) * np.asarray(size) / 2
    return Prop(kind, Surface(points, _grid_faces(65, 33, flip=False)))


def mat(low: Corner, high: Corner) -> list[Prop]:
    """An exercise mat on the floor under the corners of what lies on it."""
    return [block("mat", (low[0], -0.018, low[2]), (high[0], 0.0, high[2]))]


def bench(low: Corner, high: Corner, thick_m: float = 0.045) -> list[Prop]:
    """A plain stool, bench or table; `high` is the far upper corner of its top."""
    top = high[1]
    props = [block("wood", (low[0], top - thick_m, low[2]), (high[0], top, high[2]))]
    leg = 0.035
    for x in (low[0] + 0.02, high[0] - leg - 0.02):
        for z in (low[2] + 0.02, high[2] - leg - 0.02):
            props.append(block("wood", (x, low[1], z), (x + leg, top - thick_m, z + leg)))
    return props


def chair(low: Corner, high: Corner, back_m: float = 0.42, behind: bool = True) -> list[Prop]:
    """A bench with a back at its rear edge (smaller z) or front edge."""
    z = low[2] if behind else high[2] - 0.03
    rise = block("wood", (low[0], high[1], z), (high[0], high[1] + back_m, z + 0.03))
    return [*bench(low, high), rise]


def _grid_faces(rows: int, columns: int, flip: bool) -> np.ndarray:
    index = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    quads = np.stack([part.ravel() for part in ((a, d, c, b) if flip else (a, b, c, d))], axis=1)
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def rod(kind: str, start: np.ndarray, end: np.ndarray, radius_m: float) -> Prop:
    """A round bar between two points."""
    way = end - start
    ahead = way / np.linalg.norm(way)
    aside = np.cross(ahead, (0.0, 1.0, 0.0) if abs(ahead[1]) < 0.9 else (1.0, 0.0, 0.0))
    aside /= np.linalg.norm(aside)
    other = np.cross(ahead, aside)
    turns = np.linspace(0, 2 * np.pi, 17)
    ring = radius_m * (np.cos(turns)[:, None] * aside + np.sin(turns)[:, None] * other)
    rows = np.concatenate(
        [[start + 0 * ring[0]] * 17, start + ring, end + ring, [end + 0 * ring[0]] * 17]
    )
    points = rows.reshape(4, 17, 3).transpose(1, 0, 2)
    return Prop(kind, Surface(points.reshape(-1, 3), _grid_faces(17, 4, flip=True)))


def hammer(tip: np.ndarray, out: Corner) -> Iterator[Prop]:
    """A reflex hammer whose head points at `tip`, coming from `out`."""
    way = np.asarray(out, float) / np.linalg.norm(out)
    head = tip + 0.045 * way
    yield rod("rubber", tip + 0.022 * way, tip + 0.070 * way, 0.013)
    yield rod("tool", head, head + np.array([0.0, 0.20, 0.0]) + 0.06 * way, 0.005)


def saddle_prop(top: float, back: float) -> list[Prop]:
    """A bicycle saddle on its post: broad behind, narrow in front."""
    rear = cushion("tool", (0, top - 0.03, back + 0.02), (0.17, 0.06, 0.13), 0.7)
    nose = cushion("tool", (0, top - 0.028, back + 0.14), (0.055, 0.045, 0.20), 0.7)
    post = rod(
        "rubber",
        np.array([0, top - 0.05, back + 0.06]),
        np.array([0, top - 0.30, back + 0.09]),
        0.014,
    )
    return [rear, nose, post]
