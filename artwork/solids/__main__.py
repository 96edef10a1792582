"""``python -m artwork.solids``: bake ``spine.json``, its lesions and its narrowing."""

import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

from artwork.bodies.export import write
from artwork.solids import pictures, scenes
from artwork.solids.changes import STENOSIS
from artwork.solids.column import Column
from artwork.solids.export import FORMAT, plain_parts, plain_section
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
        spots = pictures.spots_along(column, plane)
        sections[name] = plain_section(plane, parts, spots, symmetric=False)
    return {"format": FORMAT, "outside": scenes.bake_outside(column, say), "sections": sections}


def bake_lesions(say: Say) -> dict:
    """Every lesion on the patient's left: across its disc, and along the spine where it lies."""
    lesions = {}
    planes = pictures.along_planes(pictures.ALONG_WINDOW)
    kinds = [(None, Form.BULGE), *product(Zone, [form for form in Form if form is not Form.BULGE])]
    for disc, size, (zone, form) in product(Disc, Size, kinds):
        key = lesion_key(disc, zone, form, size)
        say(key)
        column = Column(lesion=Lesion(disc, zone, form, size, Side.LEFT))
        across = pictures.axial_plane(column, disc.value)
        cut = planes[ALONG[zone].value]
        lesions[key] = {
            "axial": plain_parts(
                pictures.moved(column, across, tuple(Side)),
                symmetric=zone in (None, Zone.CENTRAL),
            ),
            "along": plain_parts(pictures.moved(column, cut, [Side.LEFT]), symmetric=False),
        }
    return {"format": FORMAT, "lesions": lesions}


def bake_narrowing(say: Say) -> dict:
    """L4/5 with every severity in every posture, in three sections."""
    states: dict[str, dict] = {}
    for severity, posture in product(Severity, Posture):
        say(f"narrowing: {severity}, {posture}")
        column = Column(posture, {Disc.L4_L5: STENOSIS[severity]})
        plane, parts = pictures.slice_of(column, Cut.L4_L5.value)
        cuts = {
            Cut.L4_L5.value: plain_section(
                plane, parts, pictures.spots_across(parts), symmetric=True
            )
        }
        for cut in (Cut.MIDLINE, Cut.FORAMINA):
            plane = pictures.along_planes(pictures.AROUND_L45_WINDOW)[cut.value]
            parts = pictures.along(column, cut.value, plane)
            spots = pictures.spots_along(column, plane)
            cuts[cut.value] = plain_section(plane, parts, spots, symmetric=False)
        states.setdefault(severity.value, {})[posture.value] = cuts
    return {"format": FORMAT, "states": states}


def main() -> None:
    """Bake everything, telling what is being done."""
    began = time.perf_counter()

    def say(what: str) -> None:
        print(f"{time.perf_counter() - began:5.1f} s  {what}", flush=True)

    def keep(document: dict, path: Path) -> None:
        say(f"{path.name}: {write(document, path) / 1000:.1f} kB")

    keep(bake_spine(Column(), say), SPINE_FILE)
    keep(bake_lesions(say), LESIONS_FILE)
    keep(bake_narrowing(say), NARROWING_FILE)


if __name__ == "__main__":
    main()
