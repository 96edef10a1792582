"""The pictures of a disc show the lesion on its side, and the root that the model names."""

from dataclasses import replace

import pytest

from sciatica.content.spine_artwork import Cut, area_mm2, lesion_shapes, section
from sciatica.content.words import words
from sciatica.figures.disc import (
    QUIET,
    disc_along,
    disc_slice,
    lesion_view,
    lesions_of,
    moved_parts,
    slug,
)
from sciatica.figures.spine_shapes import middle_of
from sciatica.figures.svg import PART
from sciatica.model.anatomy import Disc, Relation, Side, Zone, roots_at_risk
from sciatica.model.lesions import Form, Size
from tests.harness.asking import area, shapes, written

TEXT = words("en")
LESIONS = [lesion for disc in Disc for lesion in lesions_of(disc)]
OF_EVERY_SIZE = [replace(lesion, size=size) for lesion in LESIONS for size in Size]
"""Small ones are shown where a disc got smaller: `sciatica.figures.course`."""
ONE_SIDED = [one for one in LESIONS if one.zone not in (None, Zone.CENTRAL)]
SWAP = {"left": "right", "right": "left"}


def risk_of(lesion):
    return roots_at_risk(lesion.disc, lesion.zone) if lesion.zone else None


def at_risk(lesion):
    """Return the one root that a lesion can reach, if it is one."""
    risk = risk_of(lesion)
    return risk.roots[0] if risk and risk.relation is not Relation.SEVERAL else None


def named(lesion):
    return f"{lesion.disc} {lesion_view(lesion)} {lesion.size}"


def figure(lesion):
    return disc_slice(lesion.disc, TEXT).figure(lesion_view(lesion))


def along_view(lesion):
    return f"{slug(lesion.disc)}.{lesion_view(lesion)}"


def of_part(shown, part):
    """Return the visible shapes of a part by their layers."""
    found = {tuple(gid.split(PART)): patch for gid, patch in shapes(shown).items()}
    return {layer: patch for (layer, name), patch in found.items() if name == part}


def rings(shown):
    """Return the visible rings around roots, as the middles of what they go round."""
    return [middle_of([[patch.get_path().vertices]]) for patch in of_part(shown, "ring").values()]


def room_mm2(disc, lesion=None):
    return area_mm2(moved_parts(disc, lesion)["sac"])


def mirrored(name):
    return " ".join(SWAP.get(word, word) for word in name.split())


# ---- the artwork ------------------------------------------------------------------------------


def test_a_one_sided_lesion_lies_on_the_patients_side_which_scans_show_mirrored():
    for lesion in OF_EVERY_SIZE:
        x, _ = middle_of(lesion_shapes(lesion, axial=True)["lesion"])
        if lesion.zone in (None, Zone.CENTRAL):
            assert abs(x) < 0.05, named(lesion)
        else:
            assert (x > 4) if lesion.side is Side.LEFT else (x < -4), named(lesion)


def test_a_slice_is_its_own_mirror():
    for disc in Disc:
        parts = section(Cut.through(disc)).parts
        for name, shape in parts.items():
            mirror = {
                frozenset((-x, y) for x, y in ring)
                for polygon in parts[mirrored(name)]
                for ring in polygon
            }
            assert {frozenset(ring) for polygon in shape for ring in polygon} == mirror, name


def test_the_right_lesion_is_the_mirror_of_the_left_one_of_every_size():
    for left in OF_EVERY_SIZE:
        if left.side is Side.LEFT and left.zone not in (None, Zone.CENTRAL):
            right = replace(left, side=Side.RIGHT)
            here, there = (lesion_shapes(one, axial=True) for one in (left, right))
            assert set(there) == set(map(mirrored, here)), named(left)
            x = middle_of(here["lesion"])[0]
            assert x == pytest.approx(-middle_of(there["lesion"])[0]), named(left)
            assert middle_of(there[f"root {at_risk(left)} right"])[0] < 0, named(left)


def test_the_sac_loses_room_to_a_lesion_in_the_canal_and_more_to_a_large_one():
    for lesion in (one for one in LESIONS if one.zone in (None, Zone.CENTRAL)):
        rooms = [room_mm2(lesion.disc, replace(lesion, size=size)) for size in Size]
        rest = room_mm2(lesion.disc) + 0.1  # as finely as the shapes are kept
        assert rest > rooms[0] > rooms[1] > 20, named(lesion)


def test_small_shapes_are_never_without_area():
    for lesion in OF_EVERY_SIZE:
        for axial in (True, False):
            shape = lesion_shapes(lesion, axial=axial)["lesion"]
            assert area_mm2(shape) > 3, (named(lesion), axial)


# ---- the pictures -----------------------------------------------------------------------------


def test_there_is_a_view_for_every_lesion_and_one_for_the_quiet_disc():
    assert len({*map(named, LESIONS)}) == len(LESIONS) == 66
    for disc in Disc:
        views = [QUIET, *map(lesion_view, lesions_of(disc))]
        assert list(disc_slice(disc, TEXT).views) == views
    assert list(disc_along(TEXT).views) == [along_view(one) for one in LESIONS]
    assert {one.form for one in LESIONS} == set(Form)


def test_a_view_shows_the_sac_of_its_own_lesion_and_no_other_as_large_as_it_is():
    for lesion in LESIONS:
        sacs = of_part(figure(lesion), "sac")
        assert set(sacs) == {lesion_view(lesion)}, named(lesion)
        drawn_mm2 = area(sacs[lesion_view(lesion)].get_path())
        assert drawn_mm2 == pytest.approx(room_mm2(lesion.disc, lesion), rel=1e-6), named(lesion)


def test_the_ring_stands_around_the_root_that_the_model_names_and_around_no_other():
    for lesion in LESIONS:
        shown, root = rings(figure(lesion)), at_risk(lesion)
        assert len(shown) == (1 if root else 0), named(lesion)
        if root:
            wanted = middle_of(moved_parts(lesion.disc, lesion)[f"root {root} {lesion.side}"])
            assert shown[0] == pytest.approx(wanted, abs=0.01), named(lesion)


def test_ring_and_lesion_lie_on_the_side_that_was_chosen():
    for lesion in ONE_SIDED:
        sign = 1 if lesion.side is Side.LEFT else -1  # from the feet, left is on the right
        shown = figure(lesion)
        (ring,), (shape,) = rings(shown), of_part(shown, "lesion").values()
        assert sign * ring[0] > 0, named(lesion)
        assert sign * shape.get_path().vertices[:, 0].mean() > 0, named(lesion)


def test_sac_and_roots_never_lie_in_the_lesion():
    for lesion in LESIONS:
        (drawn,) = of_part(figure(lesion), "lesion").values()
        for name, shape in moved_parts(lesion.disc, lesion).items():
            inside = name not in ("lesion", "core") and drawn.get_path().contains_point(
                middle_of(shape)
            )
            assert not inside, (named(lesion), name)


def test_along_the_spine_one_lesion_is_shown_and_a_cut_of_the_right_is_seen_from_the_left():
    for lesion in LESIONS:
        shown = disc_along(TEXT).figure(along_view(lesion))
        outside = lesion.zone is Zone.EXTRAFORAMINAL  # the view on the outside is no cut
        view = along_view(lesion)
        layer = view if outside else view.removesuffix(f".{lesion.side}")
        assert set(of_part(shown, "lesion")) == {layer}, named(lesion)


def test_every_cut_says_where_it_is_cut_of_which_side_and_what_is_front_and_back():
    for lesion in LESIONS:
        across, along = figure(lesion), disc_along(TEXT).figure(along_view(lesion))
        assert f"the {lesion.disc} disc, seen from the feet" in " ".join(written(across))
        for shown in (across, along):
            assert {TEXT("spine.name.front"), TEXT("spine.name.back")} <= set(written(shown))
    for lesion in ONE_SIDED:
        said = written(disc_along(TEXT).figure(along_view(lesion)))
        (where,) = (text for text in said if "seen from the" in text)
        cut, _, seen = where.partition(", ")  # "not cut: seen from the right" is one piece
        assert str(lesion.side) in cut, named(lesion)
        assert not seen or seen == "seen from the left", named(lesion)


def test_from_outside_the_front_is_on_the_side_that_the_patient_faces():
    for lesion in ONE_SIDED:
        if lesion.zone is Zone.EXTRAFORAMINAL:
            said = written(disc_along(TEXT).figure(along_view(lesion)))
            front, back = said[TEXT("spine.name.front")], said[TEXT("spine.name.back")]
            assert (front < back) is (lesion.side is Side.LEFT), named(lesion)


def test_along_the_spine_the_disc_that_is_meant_and_no_other_bears_a_bold_number():
    for lesion in LESIONS:
        bold = {
            text.get_text()
            for axes in disc_along(TEXT).figure(along_view(lesion)).axes
            for text in axes.texts
            if text.get_visible() and text.get_fontweight() == "bold"
        }
        assert bold & {str(disc) for disc in Disc} == {str(lesion.disc)}, named(lesion)


def test_the_words_of_a_lesion_name_the_root_and_the_side():
    for lesion in LESIONS:
        across = disc_slice(lesion.disc, TEXT).views[lesion_view(lesion)].words
        for said in (across, disc_along(TEXT).views[along_view(lesion)].words):
            risk, root = risk_of(lesion), at_risk(lesion)
            reached = said.partition("It reaches the ")[2]
            if root:
                assert reached.split()[0] == root, named(lesion)
                assert f"on the {lesion.side}" in said, named(lesion)
                assert f"on the {lesion.side.other}" not in said, named(lesion)
            elif risk:
                assert "several roots" in reached, named(lesion)
            else:
                assert "root" not in said.partition("The edge")[2], named(lesion)


def test_the_words_speak_of_a_ring_where_one_is_drawn():
    for lesion in LESIONS:
        across, along = disc_slice(lesion.disc, TEXT), disc_along(TEXT)
        for picture, view in ((across, lesion_view(lesion)), (along, along_view(lesion))):
            drawn = bool(rings(picture.figure(view)))
            assert drawn == ("has a ring" in picture.views[view].words), (picture.id, view)
