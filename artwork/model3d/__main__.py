"""``python -m artwork.model3d``: bake ``model3d.bin``, making anew only what has changed."""

import gzip
import hashlib
import pickle
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from artwork.baked_from import ROOT, fingerprint, write_down
from artwork.model3d import cords, making, packed, parts
from artwork.model3d.mesh import LesionMesh, Mesh
from artwork.model3d.parts import Part
from artwork.model3d.shade import COARSE, FINE, Field, field, soft_shade
from artwork.solids.buttock import Buttock
from artwork.solids.dimensions import DISCS, LEVELS
from artwork.solids.sdf import Array
from sciatica.content.spine_artwork import SPINE_FILE, lesion_key
from sciatica.model.lesions import Posture, Severity

FILE = SPINE_FILE.with_name("model3d.bin")
LIMIT_BYTES = 190_000
"""Of the file, packed by gzip: with its code the model has at most 200 kB."""
KEPT = ROOT / "build" / "model3d"
"""What was made, by what it was made from: what has not changed is not made again."""
MARKS = {
    **{level: f"body {level}" for level in LEVELS},
    **{f"disc {disc}": f"disc {disc}" for disc in DISCS},
    **{f"root {root}": f"ganglion {root}" for root in ("L3", "L4", "L5", "S1", "S2")},
    "sacrum": "sacrum", "coccyx": "coccyx", "sac": "sac",
    "facet L4/5": "facet L4/5", "flavum L4/5": "flavum L4/5",
}  # fmt: skip
"""What a name in the model points to: a landmark of the column."""
DEEP_MARKS = {"hip": "top of the crest", "piriformis": "piriformis", "sciatic": "sciatic"}

Say = Callable[[str], None]


def kept(name: str, make: Callable[[], Any]) -> Any:
    """Return what was made under `name` from the same sources, or make it."""
    path = KEPT / _sources() / f"{name}.pickle"
    if not path.is_file():
        made = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".new")
        scratch.write_bytes(pickle.dumps(made))
        scratch.rename(path)
    return pickle.loads(path.read_bytes())


@cache
def _sources() -> str:
    """Return what tells the solids, and the code that makes pieces of them, from any others."""
    here, found = Path(__file__).parent, hashlib.sha256(fingerprint("solids").encode())
    for name in ("cords", "making", "mesh", "parts", "shade", "surfaces"):
        found.update((here / f"{name}.py").read_bytes())
    return found.hexdigest()[:16]


def _plain(name: str) -> str:
    return name.replace("/", "-").replace(" ", "_")


def fields() -> list[Field]:
    """Return distances to bones, discs and ligaments, and about the pelvis to the hip bone too."""
    of = parts.column()
    names = (*LEVELS, "sacrum", "coccyx", *(f"{k} {d}" for k in ("disc", "flavum") for d in DISCS))
    solids = [of.solid(name) for name in names]
    hip = Buttock(of).solid("hip")

    def hard(points: Array) -> Array:
        return np.minimum.reduce([solid(points) for solid in solids])

    return [
        field(hard, FINE),
        field(lambda points: np.minimum(hard(points), hip(points)), COARSE),
    ]


def make_part(part: Part) -> Mesh:
    """Return a part, made or kept."""
    surface = kept(f"dense_{_plain(part.name)}", lambda: making.dense_part(part))
    return kept(f"part_{_plain(part.name)}", lambda: making.mesh_of(part, surface))


def make_cords(state: tuple[Posture, Severity]) -> Mapping[str, cords.Cord]:
    """Return the tubes of a state, made or kept."""
    return kept(f"cords_{parts.state_name(*state)}", lambda: making.cords(*state))


def make_lesion(number: int) -> LesionMesh:
    """Return a lesion, made or kept."""
    lesion = list(parts.lesions())[number]
    key = lesion_key(lesion.disc, lesion.zone, lesion.form, lesion.size)
    at_rest = make_cords((Posture.NEUTRAL, Severity.NONE))
    return kept(f"lesion_{_plain(key)}", lambda: making.lesion_mesh(lesion, at_rest))


def _each(pool: ProcessPoolExecutor, make: Callable, of: Iterable, say: Say, what: str) -> list:
    made = []
    for one in pool.map(make, of):
        made.append(one)
        say(f"{what} {len(made)}")
    return made


def bake(say: Say) -> bytes:
    """Return the whole model as bytes: the same on every run of the same sources."""
    rest = (Posture.NEUTRAL, Severity.NONE)
    with ProcessPoolExecutor() as pool:
        sky = pool.submit(kept, "shade", fields)
        meshes = _each(pool, make_part, parts.parts(), say, "part")
        tubes = _each(pool, make_cords, (rest, *parts.STATES), say, "tubes of state")
        made = _each(pool, make_lesion, range(len(list(parts.lesions()))), say, "lesion")
        shaded = sky.result()
    still, *states = tubes
    still = {**still, "trunk": kept("trunk", making.trunk_cord)}
    writer = packed.Writer()
    table: dict[str, Any] = {"parts": [], "cords": []}
    for mesh in meshes:
        shade = soft_shade(mesh.points, mesh.normals, shaded)
        table["parts"].append(packed.put_mesh(writer, mesh, shade))
    for cord in still.values():
        points, ways = cords.skin(cord)
        shade = soft_shade(points.reshape(-1, 3), ways.reshape(-1, 3), shaded)
        table["cords"].append(packed.put_cord(writer, cord, shade.reshape(cord.radii.shape)))
    table["places"] = {
        str(severity): {str(posture): parts.places(posture, severity) for posture in Posture}
        for severity in Severity
    }
    table["moved"] = {
        parts.state_name(*state): {
            name: packed.put_moved(writer, cord, still[name]) for name, cord in moved.items()
        }
        for state, moved in zip(parts.STATES, states, strict=True)
    }
    table["lesions"] = []
    for one in made:
        lesion = one.lesion
        key = lesion_key(lesion.disc, lesion.zone, lesion.form, lesion.size)
        table["lesions"].append(packed.put_lesion(writer, key, one, still))
    table["marks"] = _marks()
    _tell(writer, meshes, made, say)
    return packed.to_bytes(table, writer)


def _marks() -> dict[str, list[float]]:
    known, deep = parts.column().landmarks(), Buttock(parts.column()).landmarks()
    marks = {name: known[mark] for name, mark in MARKS.items()}
    marks |= {name: deep[mark] for name, mark in DEEP_MARKS.items()}
    return {name: [round(float(v), 1) for v in point] for name, point in marks.items()}


def _tell(writer: packed.Writer, meshes: list[Mesh], made: list, say: Say) -> None:
    triangles = sum(len(mesh.faces) * (1 + mesh.halved) for mesh in meshes)
    say(f"{triangles} triangles, {sum(len(one.mesh.faces) for one in made)} of lesions")
    for name, stream in writer.streams.items():
        say(f"  {name:8} {len(stream):7} bytes, packed {len(gzip.compress(bytes(stream), 9)):6}")


def main() -> None:
    """Bake, telling what is being done."""
    began = time.perf_counter()

    def say(what: str) -> None:
        print(f"{time.perf_counter() - began:6.1f} s  {what}", flush=True)

    data = bake(say)
    size = len(gzip.compress(data, 9, mtime=0))
    say(f"{FILE.name}: {len(data) / 1000:.1f} kB, packed {size / 1000:.1f} kB")
    if size > LIMIT_BYTES:
        raise SystemExit(f"{FILE.name} has {size} bytes packed, more than {LIMIT_BYTES}.")
    FILE.write_bytes(data)
    write_down("model3d")


if __name__ == "__main__":
    main()
