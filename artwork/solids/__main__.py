"""``python -m artwork.solids``: bake ``spine.json``, its lesions and its narrowing."""

import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache
from itertools import product
from pathlib import Path

from artwork.bodies.export import write
from artwork.solids import pictures, scenes
from artwork.solids.buttock import Buttock
from artwork.solids.changes import STENOSIS
from artwork.solids.column import Column
from artwork.solids.export import FORMAT, plain_look, plain_parts, plain_section
from sciatica.content.spine_artwork import (
    ALONG,
    LESIONS_FILE,
    NARROWING_FILE,
    SPINE_FILE,
    Cut,
    lesion_key,
)
from sciatica.model import Disc, Form, Lesion, Posture, Severity, Side, Size, Zone

Say = Callable[[str], None]


def bake_spine(column: Column, say: Say) -> dict:
    """Every view from outside and every section of the healthy spine."""
    sections = {}
    for name in ("L3/4", "L4/5", "L5/S1", "pedicles"):
        say(f"slicing across: {name}")
        plane, parts = pictures.slice_of(column, name)
        spots = pictures.spots_across(parts)
        sections[name] = plain_section(plane, parts, spots, symmetric=True)
    planes = pictures.along_planes(pictures.ALONG_WINDOW)
    planes["whole"] = pictures.along_planes(pictures.WHOLE_WINDOW)["midline"]
    for name, plane in planes.items():
        say(f"cutting along: {name}")
        parts = pictures.along(column, name, plane)
        spots = pictures.spots_along(column, plane, parts)
        sections[name] = plain_section(plane, parts, spots, symmetric=False)
    say("looking from outside")
    quarry = scenes.Quarry(column, Buttock(column))
    seen, spots = scenes.look_from_outside(quarry, pictures.ALONG_WINDOW)
    sections["lateral"] = plain_look(seen, pictures.ALONG_WINDOW, spots)
    return {"format": FORMAT, "outside": scenes.bake_outside(quarry, say), "sections": sections}


@cache
def _healthy() -> scenes.Quarry:
    """Surfaces that no lesion changes, made once in each process."""
    column = Column()
    quarry = scenes.Quarry(column, Buttock(column))
    scenes.look_from_outside(quarry, pictures.ALONG_WINDOW)
    return quarry


def bake_lesion(lesion: Lesion) -> dict:
    """One lesion on the patient's left: across its disc, and along the spine where it lies."""
    column = Column(lesion=lesion)
    across = pictures.axial_plane(column, lesion.disc.value)
    symmetric = lesion.zone in (None, Zone.CENTRAL)
    cut, window = ALONG[lesion.zone], pictures.ALONG_WINDOW
    if cut is Cut.LATERAL:
        seen, _ = scenes.look_from_outside(_healthy().with_column(column), window)
        along = {name: s for name, s in seen.parts.items() if name.split()[0] in ("root", "lesion")}
    else:
        along = pictures.moved(column, pictures.along_planes(window)[cut.value], [Side.LEFT])
    return {
        "axial": plain_parts(pictures.moved(column, across, tuple(Side)), symmetric=symmetric),
        "along": plain_parts(along, symmetric=False),
    }


def bake_lesions(say: Say, pool: Executor) -> dict:
    """Every lesion of every disc, in both sizes."""
    herniations = [form for form in Form if form is not Form.BULGE]
    kinds = [(None, Form.BULGE), *product(Zone, herniations)]
    lesions = [
        Lesion(disc, zone, form, size) for disc, size, (zone, form) in product(Disc, Size, kinds)
    ]
    baked = {}
    for lesion, plain in zip(lesions, pool.map(bake_lesion, lesions), strict=True):
        key = lesion_key(lesion.disc, lesion.zone, lesion.form, lesion.size)
        say(key)
        baked[key] = plain
    return {"format": FORMAT, "lesions": baked}


def bake_state(severity: Severity, posture: Posture) -> dict:
    """L4/5 with so much narrowing in a posture, in three sections."""
    column = Column(posture, {Disc.L4_L5: STENOSIS[severity]})
    plane, parts = pictures.slice_of(column, Cut.L4_L5.value)
    across = plain_section(plane, parts, pictures.spots_across(parts), symmetric=True)
    cuts = {Cut.L4_L5.value: across}
    planes = pictures.along_planes(pictures.AROUND_L45_WINDOW)
    for cut in (Cut.MIDLINE, Cut.FORAMINA):
        plane = planes[cut.value]
        parts = pictures.along(column, cut.value, plane)
        cuts[cut.value] = plain_section(
            plane, parts, pictures.spots_along(column, plane, parts), symmetric=False
        )
    return cuts


def bake_narrowing(say: Say, pool: Executor) -> dict:
    """Every severity in every posture."""
    states: dict[str, dict] = {severity.value: {} for severity in Severity}
    todo = list(product(Severity, Posture))
    baked = pool.map(bake_state, *zip(*todo, strict=True))
    for (severity, posture), cuts in zip(todo, baked, strict=True):
        say(f"narrowing: {severity}, {posture}")
        states[severity.value][posture.value] = cuts
    return {"format": FORMAT, "states": states}


def main() -> None:
    """Bake everything, telling what is being done."""
    began = time.perf_counter()

    def say(what: str) -> None:
        print(f"{time.perf_counter() - began:5.1f} s  {what}", flush=True)

    def keep(document: dict, path: Path) -> None:
        say(f"{path.name}: {write(document, path) / 1000:.1f} kB")

    with ProcessPoolExecutor() as pool:
        keep(bake_spine(Column(), say), SPINE_FILE)
        keep(bake_lesions(say, pool), LESIONS_FILE)
        keep(bake_narrowing(say, pool), NARROWING_FILE)


if __name__ == "__main__":
    main()
