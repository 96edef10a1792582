"""The spine from outside and cut along its middle: sides, roots, names."""

import pytest
from matplotlib.patches import PathPatch

from sciatica.content import words
from sciatica.content.spine_artwork import Cut, Outside, outside, section
from sciatica.figures import to_svg
from sciatica.figures.legs import Shown
from sciatica.figures.spine import (
    ROOTS,
    describe_spine,
    draw_midline,
    draw_spine,
    spine_root_layer,
)
from sciatica.figures.spine_shapes import middle_of
from sciatica.model import RootName, Side
from tests.figures.fitting import names_fit

TEXT = words("en")
VIEWS = (Outside.BEHIND, Outside.SIDE)
SWAP = {"left": "right", "right": "left"}


def lit(figure):
    return {
        artist.get_gid().partition("--")[0]
        for artist in figure.findobj(PathPatch)
        if artist.get_visible() and "--root" in str(artist.get_gid())
    } - {"fixed"}


def middle_x(figure, layer):
    points = [
        artist.get_path().vertices
        for artist in figure.findobj(PathPatch)
        if str(artist.get_gid()).startswith(f"{layer}--root") and artist.get_visible()
    ]
    return sum(part[:, 0].mean() for part in points) / len(points)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("root", ROOTS)
def test_only_the_root_that_is_asked_for_is_lit(view, side, root):
    figure = draw_spine(view, Shown(frozenset([root]), side), TEXT)
    assert lit(figure) == {spine_root_layer(root, side)}


@pytest.mark.parametrize("root", ROOTS)
def test_from_behind_the_patients_left_is_the_viewers_left(root):
    width = outside(Outside.BEHIND).width
    for side in Side:
        figure = draw_spine(Outside.BEHIND, Shown(frozenset([root]), side), TEXT)
        x = middle_x(figure, spine_root_layer(root, side))
        assert (x < width / 2) if side is Side.LEFT else (x > width / 2)


@pytest.mark.parametrize("root", ROOTS)
def test_the_right_side_is_the_mirror_of_the_left_one(root):
    width = outside(Outside.SIDE).width
    left, right = (
        middle_x(
            draw_spine(Outside.SIDE, Shown(frozenset([root]), side), TEXT),
            spine_root_layer(root, side),
        )
        for side in Side
    )
    assert left == pytest.approx(width - right)


def test_the_view_from_behind_is_its_own_mirror():
    picture = outside(Outside.BEHIND)
    for name, shape in {**picture.parts, **picture.tones}.items():
        swapped = " ".join(SWAP.get(word, word) for word in name.split())
        group = picture.parts if name in picture.parts else picture.tones
        mirror = {
            (round(picture.width - x, 1), y)
            for poly in group[swapped]
            for ring in poly
            for x, y in ring
        }
        assert {(round(x, 1), y) for poly in shape for ring in poly for x, y in ring} == mirror, (
            name
        )


def test_the_bones_stand_in_their_order_from_the_head_down():
    for parts in (outside(Outside.BEHIND).parts, section(Cut.WHOLE).parts):
        heights = [
            middle_of(parts[name])[1] for name in ("L1", "L2", "L3", "L4", "L5", "sacrum", "coccyx")
        ]
        assert heights == sorted(heights)


def test_the_roots_leave_in_their_order():
    spots = outside(Outside.BEHIND).spots
    heights = [spots[f"root {root} left"][1] for root in ROOTS]
    assert heights == sorted(heights)


@pytest.mark.parametrize("view", VIEWS)
def test_the_names_fit_whatever_is_lit(view):
    for side in Side:
        names_fit(draw_spine(view, Shown(frozenset(ROOTS), side), TEXT))
    names_fit(draw_midline(TEXT))


def test_the_words_say_under_which_bridge_a_lit_root_leaves():
    for root in (RootName.L4, RootName.L5):
        said = describe_spine(Outside.BEHIND, Shown(frozenset([root]), Side.RIGHT), TEXT)
        assert f"Lit on the right is the {root} root" in said
        assert f"bony bridge of {root}" in said


@pytest.mark.parametrize("view", VIEWS)
def test_the_svg_is_the_same_bytes_each_time_and_not_large(view):
    shown = Shown(frozenset([RootName.L5]), Side.LEFT)
    one, other = (
        to_svg(draw_spine(view, shown, TEXT), name="spine", description="d") for _ in range(2)
    )
    assert one == other
    assert len(one) < 160_000
