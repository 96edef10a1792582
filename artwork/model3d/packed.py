"""Meshes and tubes to the bytes of ``model3d.bin``, read without WebAssembly and without `eval`.

After eight bytes (``SXM2`` and the length of the table) stands a table in JSON, then streams of
bytes of one kind each, so that gzip, which every server and browser has, does the rest.

A triangle is one byte: which of the last `FIFO` open edges it grows from, and whether its third
point is new. A new point is told by how far it lies from where a parallelogram would put it; its
normal, shade, weight and growth by how they differ from a neighbour's. Rings are told by the
steps of their steps. What a state moves is told for the rings that it moves alone.
"""

import json
import struct
from collections.abc import Mapping, Sequence

import numpy as np

from artwork.model3d.cords import Cord
from artwork.model3d.mesh import LesionMesh, Mesh
from artwork.solids.sdf import Array

MAGIC = b"SXM2"
GRID_MM, RADIUS_MM, GROW_MM = 0.04, 0.06, 0.03
"""One step of a coordinate, of a ring's radius, of growth along a normal."""
STREAMS = (
    "tri", "far", "lo", "hi", "normal", "shade", "weight", "grow", "ring_lo", "ring_hi", "radius"
)  # fmt: skip
FIFO = 15
_SHADE_STEPS = 127
"""Shade is told in so many steps: more are not seen, and cost bytes."""


def folded(values: np.ndarray) -> np.ndarray:
    """Return 0, -1, 1, -2 ... as 0, 1, 2, 3 ..."""
    return np.where(values < 0, -2 * values - 1, 2 * values)


def octahedral(normals: Array) -> np.ndarray:
    """Return a direction as two whole numbers of 8 bits."""
    flat = normals / np.abs(normals).sum(1, keepdims=True)
    sign = np.where(flat[:, :2] >= 0, 1.0, -1.0)
    fold = (1 - np.abs(flat[:, 1::-1])) * sign
    pair = np.where(flat[:, 2:] < 0, fold, flat[:, :2])
    return np.rint(pair * 127).astype(int)


class Writer:
    """Collects bytes of a kind in streams."""

    def __init__(self) -> None:
        self.streams = {name: bytearray() for name in STREAMS}

    def small(self, stream: str, values: np.ndarray) -> None:
        """Write differences that wrap around in one byte, a column after the other."""
        wrapped = (np.asarray(values).astype(int).T.ravel() + 128) % 256 - 128
        self.streams[stream] += folded(wrapped).astype(np.uint8).tobytes()

    def wide(self, prefix: str, values: np.ndarray) -> None:
        """Write differences in two bytes, high and low apart."""
        codes = folded(np.asarray(values).astype(int).T.ravel())
        if codes.max(initial=0) > 0xFFFF:
            raise ValueError("a step is too wide for two bytes")
        self.streams[f"{prefix}lo"] += (codes & 255).astype(np.uint8).tobytes()
        self.streams[f"{prefix}hi"] += (codes >> 8).astype(np.uint8).tobytes()


class _Order:
    """The order in which triangles and points are told."""

    def __init__(self, faces: Sequence[Sequence[int]], writer: Writer) -> None:
        self.points: list[int] = []
        self.guesses: list[tuple[int, ...]] = []
        """For each point the points that foretell it: a parallelogram, a neighbour, or none."""
        self._place: dict[int, int] = {}
        self._writer = writer
        self._edges: list[tuple[int, int, int]] = []
        owner = {(f[i], f[(i + 1) % 3]): n for n, f in enumerate(faces) for i in range(3)}
        left = dict.fromkeys(range(len(faces)))
        while left:
            known = ((i, owner.get(edge[:2])) for i, edge in enumerate(self._edges))
            i, number = next(((i, n) for i, n in known if n in left), (FIFO, next(iter(left))))
            del left[number]
            self._grow(i, faces[number]) if i < FIFO else self._begin(faces[number])

    def _grow(self, i: int, face: Sequence[int]) -> None:
        a, b, opposite = self._edges[i]
        c = next(one for one in face if one not in (a, b))
        self._writer.streams["tri"].append(i * 2 + (c in self._place))
        if c in self._place:
            self._reach(c)
        else:
            self._tell(c, (a, b, opposite))
        self._open((c, b, a), (a, c, b))

    def _begin(self, face: Sequence[int]) -> None:
        a, b, c = face
        self._writer.streams["tri"].append(FIFO * 2)
        for one in face:
            if one in self._place:
                self._reach(one)
            else:
                self._writer.streams["far"].append(0)
                self._tell(one, (self.points[-1],) if self.points else ())
        self._open((b, a, c), (c, b, a), (a, c, b))

    def _open(self, *edges: tuple[int, int, int]) -> None:
        self._edges[:0] = edges
        del self._edges[FIFO:]

    def _tell(self, point: int, guess: tuple[int, ...]) -> None:
        self._place[point] = len(self.points)
        self.points.append(point)
        self.guesses.append(guess)

    def _reach(self, point: int) -> None:
        back = len(self.points) - self._place[point]
        while back > 127:
            self._writer.streams["far"].append(128 | (back & 127))
            back >>= 7
        self._writer.streams["far"].append(back)


def _foretold(points: np.ndarray, guess: tuple[int, ...]) -> np.ndarray:
    """Return where a point would lie: across a parallelogram, at its neighbour, or at nothing."""
    if len(guess) == 3:
        a, b, c = guess
        return points[a] + points[b] - points[c]
    return points[guess[0]] if guess else np.zeros(3, int)


def put_mesh(writer: Writer, mesh: Mesh, shade: Array | None) -> dict:
    """Write a mesh; return its entry in the table. Without `shade` it lies in the open."""
    points = np.rint(mesh.points / GRID_MM).astype(int)
    order = _Order(mesh.faces.tolist(), writer)
    rows = np.array(order.points)
    beside = np.array([guess[0] if guess else -1 for guess in order.guesses])
    foretold = [_foretold(points, guess) for guess in order.guesses]
    writer.wide("", points[rows] - np.array(foretold))

    def differing(values: np.ndarray) -> np.ndarray:
        before = np.where((beside >= 0).reshape(-1, *[1] * (values.ndim - 1)), values[beside], 0)
        return values[rows] - before

    writer.small("normal", differing(octahedral(mesh.normals)))
    entry: dict = {"n": mesh.name, "v": len(rows), "t": len(mesh.faces), "half": int(mesh.halved)}
    if shade is not None:
        writer.small("shade", differing(np.rint(shade * _SHADE_STEPS).astype(int)))
        entry["s"] = 1
    if mesh.weight is not None:
        writer.small("weight", differing(np.rint(mesh.weight * 127).astype(int)))
        entry["w"] = 1
    for name, amount in mesh.grow.items():
        writer.small("grow", differing(np.clip(np.rint(amount / GROW_MM), -127, 127).astype(int)))
        entry.setdefault("grow", []).append(name)
    if mesh.follows:
        entry["on"] = list(mesh.follows)
    return entry


def _whole(cord: Cord) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.rint(cord.centres / GRID_MM).astype(int),
        np.clip(np.rint(cord.radii / RADIUS_MM), 0, 255).astype(int),
    )


def put_cord(writer: Writer, cord: Cord, shade: Array) -> dict:
    """Write a tube; return its entry in the table."""
    centres, radii = _whole(cord)
    writer.wide("ring_", np.diff(np.diff(centres, axis=0, prepend=0), axis=0, prepend=0))
    writer.small("radius", np.diff(radii, axis=0, prepend=0))
    writer.small("shade", np.diff(np.rint(shade * _SHADE_STEPS).astype(int), axis=0, prepend=0))
    return {"n": cord.name, "rings": len(centres), "rays": radii.shape[1]}


def put_moved(writer: Writer, cord: Cord, still: Cord) -> list[int]:
    """Write the rings that differ from those at rest: which is the first, and how many."""
    (centres, radii), (old, thick) = _whole(cord), _whole(still)
    moved, grown = centres - old, radii - thick
    touch = np.rint(cord.touch * 255).astype(int)
    differs = (np.abs(moved) > 1).any(1) | (np.abs(grown) > 1).any(1)
    if len(touch):
        differs |= touch > 0
    rows = np.flatnonzero(differs)
    if len(rows) == 0:
        return [0, 0]
    part = slice(rows[0], rows[-1] + 1)
    writer.wide("ring_", np.diff(moved[part], axis=0, prepend=0))
    writer.small("radius", np.diff(grown[part], axis=0, prepend=0))
    if len(touch):
        writer.small("weight", np.diff(touch[part], prepend=0))
    return [int(part.start), int(part.stop - part.start)]


def put_lesion(writer: Writer, key: str, made: LesionMesh, still: Mapping[str, Cord]) -> dict:
    """Write a lesion; return its entry in the table."""
    entry = put_mesh(writer, made.mesh, None)
    moved = {name: put_moved(writer, cord, still[cord.name]) for name, cord in made.moved.items()}
    return {
        **entry,
        "n": key,
        "disc": str(made.lesion.disc),
        "reached": list(made.reached),
        "moved": moved,
    }


def to_bytes(table: Mapping[str, object], writer: Writer) -> bytes:
    """Return the whole file."""
    sizes = [len(writer.streams[name]) for name in STREAMS]
    steps = {"grid": GRID_MM, "radius": RADIUS_MM, "grow": GROW_MM}
    head = json.dumps({**steps, **table, "streams": sizes}, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 4)
    return MAGIC + struct.pack("<I", len(head)) + head + b"".join(writer.streams.values())
