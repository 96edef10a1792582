"""Small mesh tools: Loop subdivision, normals, smoothing, rays, distances along the skin."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.csgraph import dijkstra


def triangles_of(quads: np.ndarray) -> np.ndarray:
    """Split quads into triangles."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


@dataclass(frozen=True)
class Surface:
    """A triangle mesh."""

    points: np.ndarray  # (n, 3)
    faces: np.ndarray  # (m, 3)

    @cached_property
    def normals(self) -> np.ndarray:
        """Unit normal of each point, weighted by the area of its faces."""
        a, b, c = (self.points[self.faces[:, i]] for i in range(3))
        across = np.cross(b - a, c - a)
        total = np.zeros_like(self.points)
        for corner in range(3):
            np.add.at(total, self.faces[:, corner], across)
        return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)

    @cached_property
    def adjacency(self) -> sparse.csr_matrix:
        """Which points share an edge (ones)."""
        ends = np.concatenate([self.faces[:, [0, 1]], self.faces[:, [1, 2]], self.faces[:, [2, 0]]])
        both = np.concatenate([ends, ends[:, ::-1]])
        ones = np.ones(len(both))
        links = sparse.csr_matrix((ones, tuple(both.T)), shape=(len(self.points),) * 2)
        links.data[:] = 1
        return links

    def smooth(self, values: np.ndarray, rounds: int) -> np.ndarray:
        """Average `values` with their neighbours, `rounds` times."""
        links = self.adjacency
        degree = np.asarray(links.sum(axis=1)).ravel()
        share = sparse.diags(0.5 / np.maximum(degree, 1)) @ links
        for _ in range(rounds):
            values = 0.5 * values + share @ values
        return values

    def keep(self, wanted: np.ndarray) -> tuple["Surface", np.ndarray]:
        """The part whose faces have only `wanted` points, and the old index of each point."""
        faces = self.faces[wanted[self.faces].all(axis=1)]
        used = np.unique(faces)
        new_index = np.full(len(self.points), -1)
        new_index[used] = np.arange(len(used))
        return Surface(self.points[used], new_index[faces]), used

    def subdivide(self) -> tuple["Surface", sparse.csr_matrix]:
        """One round of Loop subdivision; the matrix carries any point values along."""
        n = len(self.points)
        sides = np.concatenate(
            [self.faces[:, [1, 2]], self.faces[:, [2, 0]], self.faces[:, [0, 1]]]
        )
        edges, edge_of_side, count = np.unique(
            np.sort(sides, axis=1), axis=0, return_inverse=True, return_counts=True
        )
        edge_of_side = edge_of_side.ravel()
        opposite = self.faces.T.ravel()  # the corner that faces each side
        rim = count == 1

        # a new point in each edge: 3/8 of its ends, 1/8 of the two corners that face it
        rows, columns, weights = [], [], []
        end_weight = np.where(rim, 1 / 2, 3 / 8)
        for end in range(2):
            rows.append(n + np.arange(len(edges)))
            columns.append(edges[:, end])
            weights.append(end_weight)
        inner = ~rim[edge_of_side]
        rows.append(n + edge_of_side[inner])
        columns.append(opposite[inner])
        weights.append(np.full(inner.sum(), 1 / 8))

        # an old point moves towards its neighbours (towards its rim neighbours on the rim)
        on_rim = np.zeros(n, dtype=bool)
        on_rim[edges[rim]] = True
        degree = np.bincount(edges.ravel(), minlength=n)
        pull = np.where(degree == 3, 3 / 16, 3 / (8 * np.maximum(degree, 1)))
        rows.append(np.arange(n))
        columns.append(np.arange(n))
        weights.append(np.where(on_rim, 3 / 4, 1 - degree * pull))
        for near, far in ((0, 1), (1, 0)):
            own, other = edges[:, near], edges[:, far]
            rows.append(own)
            columns.append(other)
            weights.append(np.where(on_rim[own], np.where(rim, 1 / 8, 0), pull[own]))
        shape = (n + len(edges), n)
        entries = (np.concatenate(rows), np.concatenate(columns))
        matrix = sparse.csr_matrix((np.concatenate(weights), entries), shape=shape)

        a, b, c = self.faces.T
        bc, ca, ab = n + edge_of_side.reshape(3, -1)
        faces = np.concatenate([np.stack(t, 1) for t in ((a, ab, ca), (b, bc, ab), (c, ca, bc))])
        faces = np.concatenate([faces, np.stack((ab, bc, ca), 1)])
        return Surface(matrix @ self.points, faces), matrix

    def first_hit(self, origin: np.ndarray, direction: np.ndarray) -> np.ndarray:
        """Where a ray from inside first meets the mesh (Moeller-Trumbore)."""
        a, b, c = (self.points[self.faces[:, i]] for i in range(3))
        side_b, side_c = b - a, c - a
        p = np.cross(direction, side_c)
        determinant = (side_b * p).sum(axis=1)
        safe = np.where(np.abs(determinant) < 1e-14, np.nan, determinant)
        offset = origin - a
        u = (offset * p).sum(axis=1) / safe
        q = np.cross(offset, side_b)
        v = (q @ direction) / safe
        distance = (side_c * q).sum(axis=1) / safe
        hit = (u >= 0) & (v >= 0) & (u + v <= 1) & (distance > 1e-6)
        if not hit.any():
            raise ValueError(f"a ray from {origin} towards {direction} misses the skin")
        return origin + direction * distance[hit].min()

    @cached_property
    def _walks(self) -> sparse.csr_matrix:
        """Lengths of the steps along the skin: over edges, and straight across pairs of faces."""
        sides = np.concatenate(
            [self.faces[:, [1, 2]], self.faces[:, [2, 0]], self.faces[:, [0, 1]]]
        )
        opposite = self.faces.T.ravel()
        key = np.sort(sides, axis=1)
        order = np.lexsort((key[:, 1], key[:, 0]))
        first, second = order[:-1], order[1:]
        pair = (key[first] == key[second]).all(axis=1)
        across = np.stack([opposite[first[pair]], opposite[second[pair]]], axis=1)
        steps = np.unique(np.sort(np.concatenate([key, across]), axis=1), axis=0)
        steps = steps[steps[:, 0] != steps[:, 1]]
        length = np.linalg.norm(self.points[steps[:, 0]] - self.points[steps[:, 1]], axis=1)
        return sparse.csr_matrix((length, tuple(steps.T)), shape=(len(self.points),) * 2)

    def distance_along(self, seeds: np.ndarray, head_start: np.ndarray) -> np.ndarray:
        """Way along the skin to the nearest seed, less the head start of that seed.

        With the half width of a brush as the head start, the area under the brush is where the
        result is negative, and the result grows outward from its border.
        """
        n = len(self.points)
        longest = head_start.max() + 1e-6
        start, where = np.full(n, -np.inf), seeds
        np.maximum.at(start, where, head_start)
        own = np.flatnonzero(np.isfinite(start))
        walks = self._walks.tocoo()
        rows = np.concatenate([walks.row, np.full(len(own), n)])
        columns = np.concatenate([walks.col, own])
        lengths = np.concatenate([walks.data, longest - start[own]])
        graph = sparse.csr_matrix((lengths, (rows, columns)), shape=(n + 1, n + 1))
        return dijkstra(graph, directed=False, indices=n)[:n] - longest
