"""The pictures of a disc show the lesion on its side, and the root that the model names."""

from itertools import product

import numpy as np
import pytest
from matplotlib.patches import Circle, PathPatch

from sciatica.content import words
from sciatica.content.spine_artwork import Cut, area_mm2, lesion_shapes, section
from sciatica.figures.disc import (
    QUIET,
    describe_disc_along,
    describe_disc_slice,
    draw_disc_along,
    draw_disc_slice,
    lesion_along_layer,
    lesion_layer,
    lesions_of,
    moved_parts,
    sac_area_mm2,
)
from sciatica.figures.spine_shapes import middle_of
from sciatica.model import Disc, Form, Relation, RootName, Side, Size, Zone, roots_at_risk
from tests.figures.fitting import names_fit

TEXT = words("en")
LESIONS = [lesion for disc, size in product(Disc, Size) for lesion in lesions_of(disc, size)]
LARGE = [lesion for lesion in LESIONS if lesion.size is Size.LARGE]


def name_of(lesion):
    return f"{lesion.disc}-{lesion_layer(lesion)}"


def visible(figure, kind=PathPatch):
    return {artist.get_gid() for artist in figure.findobj(kind) if artist.get_visible()}


@pytest.mark.parametrize("lesion", LARGE, ids=name_of)
def test_a_slice_shows_one_lesion_and_hides_every_other_state(lesion):
    others = [one for one in lesions_of(lesion.disc) if one.size is lesion.size]
    figure = draw_disc_slice(lesion.disc, TEXT, lesion, others)
    shown = {gid.partition("--")[0] for gid in visible(figure) if gid.endswith("--sac")}
    drawn = {
        artist.get_gid().partition("--")[0]
        for artist in figure.findobj(PathPatch)
        if artist.get_gid().endswith("--sac")
    }
    assert shown == {lesion_layer(lesion)}
    assert drawn == {QUIET, *map(lesion_layer, others)}


@pytest.mark.parametrize("lesion", LESIONS, ids=lambda one: f"{name_of(one)}")
def test_a_one_sided_lesion_lies_on_the_patients_side_which_scans_show_mirrored(lesion):
    x, _ = middle_of(lesion_shapes(lesion, axial=True)["lesion"])
    if lesion.zone in (None, Zone.CENTRAL):
        assert abs(x) < 0.05
    else:
        assert (x > 4) if lesion.side is Side.LEFT else (x < -4)


@pytest.mark.parametrize("lesion", LARGE, ids=name_of)
def test_the_ring_stands_around_the_root_that_the_model_names_and_around_no_other(lesion):
    figure = draw_disc_slice(lesion.disc, TEXT, lesion)
    rings = [
        artist
        for artist in figure.findobj(Circle)
        if artist.get_visible() and artist.get_gid().endswith("--ring")
    ]
    risk = roots_at_risk(lesion.disc, lesion.zone) if lesion.zone else None
    if risk is None or risk.relation is Relation.SEVERAL:
        assert not rings
        return
    (ring,) = rings
    parts = moved_parts(lesion.disc, lesion)
    assert ring.center == middle_of(parts[f"root {risk.roots[0]} {lesion.side}"])


@pytest.mark.parametrize("lesion", LARGE, ids=name_of)
def test_the_words_of_a_picture_name_the_root_and_the_side(lesion):
    for said in (describe_disc_slice(lesion.disc, TEXT, lesion), describe_disc_along(TEXT, lesion)):
        risk = roots_at_risk(lesion.disc, lesion.zone) if lesion.zone else None
        if risk is None:
            assert "root" not in said.partition("The edge")[2]
        elif risk.relation is Relation.SEVERAL:
            assert "several roots" in said
        else:
            reached = said.partition("It reaches the ")[2].split()[0]
            assert RootName(reached) is risk.roots[0]
            assert f"on the {lesion.side}" in said


@pytest.mark.parametrize("disc", Disc)
def test_a_slice_is_its_own_mirror(disc):
    for name, shape in section(Cut.through(disc)).parts.items():
        other = name.replace("left", "LEFT").replace("right", "left").replace("LEFT", "right")
        mirror = {
            frozenset((-x, y) for x, y in ring)
            for polygon in section(Cut.through(disc)).parts[other]
            for ring in polygon
        }
        assert {frozenset(ring) for polygon in shape for ring in polygon} == mirror, name


def test_the_right_lesion_is_the_mirror_of_the_left_one():
    left = [
        one for one in LESIONS if one.side is Side.LEFT and one.zone not in (None, Zone.CENTRAL)
    ]
    for lesion in left:
        right = next(
            one
            for one in LESIONS
            if one.side is Side.RIGHT
            and (one.disc, one.zone, one.form, one.size)
            == (lesion.disc, lesion.zone, lesion.form, lesion.size)
        )
        here, there = (lesion_shapes(one, axial=True) for one in (lesion, right))
        assert set(there) == {
            name.replace("left", "x").replace("right", "left").replace("x", "right")
            for name in here
        }
        assert middle_of(here["lesion"])[0] == pytest.approx(-middle_of(there["lesion"])[0])
        root = roots_at_risk(lesion.disc, lesion.zone).roots[0]
        assert middle_of(there[f"root {root} right"])[0] < 0


@pytest.mark.parametrize("disc", Disc)
def test_the_sac_loses_room_to_a_lesion_in_the_canal_and_more_to_a_large_one(disc):
    quiet = sac_area_mm2(disc)
    for form in Form:
        zone = None if form is Form.BULGE else Zone.CENTRAL
        rooms = [
            sac_area_mm2(disc, one)
            for size in Size
            for one in lesions_of(disc, size)
            if (one.form, one.zone) == (form, zone)
        ]
        assert quiet > rooms[0] > rooms[1] > 20, form


@pytest.mark.parametrize("lesion", LARGE, ids=name_of)
def test_the_area_told_is_the_area_drawn(lesion):
    figure = draw_disc_slice(lesion.disc, TEXT, lesion)
    (sac,) = [
        artist
        for artist in figure.findobj(PathPatch)
        if artist.get_visible() and artist.get_gid().endswith("--sac")
    ]
    rings = sac.get_path().to_polygons()
    area = sum(abs(np.trapezoid(ring[:, 1], ring[:, 0])) for ring in rings)
    assert area == pytest.approx(sac_area_mm2(lesion.disc, lesion), rel=1e-6)


@pytest.mark.parametrize("lesion", LARGE, ids=name_of)
def test_sac_and_roots_never_lie_in_the_lesion(lesion):
    shapes = lesion_shapes(lesion, axial=True)
    figure = draw_disc_slice(lesion.disc, TEXT, lesion)
    (drawn,) = [
        artist
        for artist in figure.findobj(PathPatch)
        if artist.get_visible() and artist.get_gid().endswith("--lesion")
    ]
    for name, shape in shapes.items():
        if name != "lesion":
            assert not drawn.get_path().contains_point(middle_of(shape)), name


@pytest.mark.parametrize("lesion", LARGE, ids=name_of)
def test_the_names_fit_and_stand_apart(lesion):
    names_fit(draw_disc_slice(lesion.disc, TEXT, lesion))
    names_fit(draw_disc_along(TEXT, lesion))


def test_a_picture_along_the_spine_holds_a_layer_for_each_lesion_of_the_left():
    among = [one for one in LARGE if one.disc is Disc.L4_L5]
    figure = draw_disc_along(TEXT, among[3], among)
    layers = {gid.partition("--")[0] for gid in visible(figure)}
    assert lesion_along_layer(among[3]) in layers
    assert len([layer for layer in layers if layer.startswith("L4-5")]) == 1


def test_small_shapes_are_never_without_area():
    for lesion in LESIONS:
        for axial in (True, False):
            assert area_mm2(lesion_shapes(lesion, axial=axial)["lesion"]) > 3, lesion
