"""What is baked: sections and views of the healthy spine, the buttock, lesions, narrowing.

Each `Unit` is baked for itself and kept under a digest of all that it is made from: a lesion that
changes bakes its own pictures anew, and a muscle no spine.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import product

from artwork.oven import digest, imported, sources
from artwork.solids import pictures, scenes
from artwork.solids.buttock import Buttock
from artwork.solids.buttock_cut import bake_buttock
from artwork.solids.changes import STENOSIS
from artwork.solids.column import Column
from artwork.solids.export import plain_look, plain_parts, plain_section
from artwork.solids.lesion_shapes import numbers_of
from artwork.solids.sections import sagittal
from sciatica.content.spine_artwork import ALONG, Cut, lesion_key
from sciatica.model.anatomy import Disc, Side, Zone
from sciatica.model.lesions import Form, Lesion, Posture, Severity, Size

_HERE = frozenset({__name__})
_LESION = frozenset({"artwork.solids.lesion", "artwork.solids.lesion_shapes"})
_CHANGES = frozenset({"artwork.solids.changes"})
_FLAT = _HERE | imported("artwork.solids.pictures") | imported("artwork.solids.export")
"""The modules that make a section."""
_ROUND = _FLAT | imported("artwork.solids.scenes")
"""The modules that make a view from outside."""
_CUT = _ROUND | imported("artwork.solids.buttock_cut")


@dataclass(frozen=True)
class Unit:
    """Something that is baked for itself: its name, what makes it, of which modules and values."""

    name: str
    make: Callable[[], dict]
    modules: frozenset[str]
    values: tuple[object, ...] = ()

    @cached_property
    def key(self) -> str:
        """What tells it from any other, and from itself before a change."""
        return digest(sources(self.modules), self.name, self.values)


# ---- the healthy spine and the buttock --------------------------------------------------------

ACROSS = ("L3/4", "L4/5", "L5/S1", "pedicles")
LATERAL = "lateral"


@cache
def healthy() -> scenes.Quarry:
    """Surfaces that no lesion changes, made once in each process."""
    column = Column()
    return scenes.Quarry(column, Buttock(column))


@cache
def _column() -> Column:
    return Column()


def bake_across(name: str) -> dict:
    """A slice across the healthy spine."""
    plane, parts = pictures.slice_of(_column(), name)
    spots = pictures.spots_across(parts)
    return plain_section(plane, parts, spots, symmetric=True, fine=True)


def bake_along(name: str) -> dict:
    """A cut along the healthy spine; the whole midline is one of them."""
    whole = name == Cut.WHOLE.value
    window = pictures.WHOLE_WINDOW if whole else pictures.ALONG_WINDOW
    plane = pictures.along_planes(window)[Cut.MIDLINE.value if whole else name]
    parts = pictures.along(_column(), name, plane)
    spots = pictures.spots_along(_column(), plane, parts)
    return plain_section(plane, parts, spots, symmetric=False)


def bake_lateral() -> dict:
    """The spine from the left, in the window of the cuts along it."""
    seen, spots = scenes.look_from_outside(healthy(), pictures.ALONG_WINDOW)
    return plain_look(seen, pictures.ALONG_WINDOW, spots)


def bake_outside(view: str) -> dict:
    """A view from outside."""
    return scenes.OUTSIDE[view](healthy())


def spine_units() -> Iterator[Unit]:
    """Yield the sections of ``spine.json`` in their order, then its views."""
    flat, rounded = _FLAT - _LESION - _CHANGES, _ROUND - _LESION - _CHANGES
    for name in ACROSS:
        yield Unit(f"section {name}", partial(bake_across, name), flat)
    for name in (*pictures.along_planes(pictures.ALONG_WINDOW), Cut.WHOLE.value):
        yield Unit(f"section {name}", partial(bake_along, name), flat)
    yield Unit(f"section {LATERAL}", bake_lateral, rounded)
    for name in scenes.OUTSIDE:
        yield Unit(f"outside {name}", partial(bake_outside, name), rounded)


def buttock_unit() -> Unit:
    """Return ``buttock.json``."""
    return Unit("buttock", lambda: bake_buttock(_column()), _CUT - _LESION - _CHANGES)


# ---- lesions ------------------------------------------------------------------------------


@cache
def _with_surfaces() -> scenes.Quarry:
    quarry = healthy()
    scenes.look_from_outside(quarry, pictures.ALONG_WINDOW)
    return quarry


@cache
def _rest(cut: Cut) -> pictures.Knife:
    """The column without a lesion, cut where its lesions are shown; once in each process."""
    column = Column(lesion=Lesion(Disc.L4_L5, None, Form.BULGE, Size.SMALL)).without_lesion
    if cut.is_axial:
        return pictures.Knife(column, pictures.axial_plane(column, cut.value))
    return pictures.Knife(column, pictures.along_planes(pictures.ALONG_WINDOW)[cut.value])


@cache
def _slab_sac() -> pictures.Knife:
    column, plane = _rest(Cut.RECESS).column, _rest(Cut.RECESS).plane
    return pictures.Knife(column, sagittal(pictures.SLAB_SAC_X_MM, plane.window))


def bake_lesion(lesion: Lesion) -> dict:
    """One lesion on the patient's left: across its disc, and along the spine where it lies."""
    column = Column(lesion=lesion)
    across = _rest(Cut.through(lesion.disc))
    symmetric = lesion.zone in (None, Zone.CENTRAL)
    cut, window = ALONG[lesion.zone], pictures.ALONG_WINDOW
    if cut is Cut.LATERAL:
        seen, _ = scenes.look_from_outside(_with_surfaces().with_column(column), window)
        along = {name: s for name, s in seen.parts.items() if name.split()[0] in ("root", "lesion")}
    elif cut is Cut.RECESS:
        root = lesion.disc.traversing
        along = pictures.moved_in_recess(column, _rest(cut), _slab_sac(), root)
    else:
        along = pictures.moved(column, _rest(cut).plane, _rest(cut), [Side.LEFT])
    axial = pictures.moved(column, across.plane, across, tuple(Side))
    return {
        "axial": plain_parts(axial, symmetric=symmetric, fine=True),
        "along": plain_parts(along, symmetric=False, fine=cut is not Cut.LATERAL),
    }


def lesion_units() -> Iterator[Unit]:
    """Yield every lesion of every disc, in both sizes."""
    herniations = [form for form in Form if form is not Form.BULGE]
    kinds = [(None, Form.BULGE), *product(Zone, herniations)]
    for disc, size, (zone, form) in product(Disc, Size, kinds):
        lesion = Lesion(disc, zone, form, size)
        modules = _ROUND if ALONG[zone] is Cut.LATERAL else _FLAT | {"artwork.solids.scenes"}
        yield Unit(
            lesion_key(disc, zone, form, size),
            partial(bake_lesion, lesion),
            modules - _CHANGES - {"artwork.solids.lesion_shapes"},
            (numbers_of(lesion),),
        )


# ---- narrowing --------------------------------------------------------------------------------


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


def narrowing_units() -> Iterator[Unit]:
    """Yield every severity in every posture."""
    for severity, posture in product(Severity, Posture):
        make = partial(bake_state, severity, posture)
        values = (STENOSIS[severity],)
        yield Unit(f"{severity} {posture}", make, _FLAT - _LESION - _CHANGES, values)
