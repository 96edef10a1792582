"""The picture of the sciatic nerve shows the right way, on the right side, with readable names."""

import math
from itertools import product

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.path import Path

from sciatica.content.nerve_artwork import NerveView, Strand, nerve
from sciatica.content.words import Words, words
from sciatica.figures.nerve import LABELLED, WIDTH, nerve_way
from sciatica.model.anatomy import Side
from tests.harness.asking import shapes, written
from tests.harness.fitting import names_fit

TEXT = words("en")
BACK, SIDE = NerveView
STEP = 0.25


def longer(text):
    return " ".join(word + "n" * math.ceil(0.3 * len(word)) for word in text.split())


LONGER = Words(
    "en", {k: longer(v) if k.startswith("nerve.spot") else v for k, v in TEXT.entries.items()}
)


def figure(view, side=Side.LEFT, text=TEXT):
    return nerve_way(view, side, text).figure("whole")


def path(view, strand, where="near", side=Side.LEFT):
    return shapes(figure(view, side))[f"fixed--{strand}-{where}"].get_path()


def all_paths(view):
    picture = nerve()[view]
    strands = [(part, "near") for part in picture.near] + [(part, "far") for part in picture.far]
    return [path(view, *strand) for strand in strands]


def columns(view, strand, y):
    """Where a strand crosses the height `y`: the x of its left and right edge."""
    x = np.arange(0, WIDTH, STEP / 5)
    inside = path(view, strand).contains_points(np.column_stack([x, np.full_like(x, y)]))
    return x[inside].min(), x[inside].max()


def middle(view, strand, y):
    return sum(columns(view, strand, y)) / 2


def body_columns(view, y):
    """Edges of the leftmost stretch of body at the height `y`."""
    x = np.arange(0, nerve()[view].body.width, STEP)
    points = np.column_stack([x, np.full_like(x, y)])
    inside = np.zeros(len(x), bool)
    for polygon in nerve()[view].body.layers["body"]:
        for ring in polygon:
            inside ^= Path([*ring, ring[0]], closed=True).contains_points(points)
    first = inside.argmax()
    return x[first], x[first + (~inside[first:]).argmax() - 1]


def spot(view, name):
    return nerve()[view].spots[name]


# ---- the way of the nerve ---------------------------------------------------------------------


def test_the_nerve_lies_on_the_patients_left_which_is_the_viewers_left_from_behind():
    for strand in all_paths(BACK):
        assert strand.get_extents().x1 < nerve()[BACK].body.width / 2


def test_the_nerve_runs_from_the_low_back_down_each_branch_without_a_break():
    for view, branch in product(NerveView, (Strand.TIBIAL, Strand.FIBULAR)):
        strands = [path(view, part) for part in (Strand.ROOTS, Strand.TRUNK, branch)]
        if branch in nerve()[view].far:
            strands.append(path(view, branch, "far"))
        x = np.arange(0, nerve()[view].body.width, STEP)
        end = max(strand.get_extents().y1 for strand in strands) - 1
        heights = np.arange(spot(view, "low_back")[1], end, STEP)
        spots = np.stack(np.meshgrid(x, heights), axis=-1).reshape(-1, 2)
        there = np.any([strand.contains_points(spots) for strand in strands], axis=0)
        rows = there.reshape(len(heights), len(x))
        reached = rows | np.roll(rows, 1, axis=1) | np.roll(rows, -1, axis=1)
        breaks = heights[1:][~(rows[1:] & reached[:-1]).any(axis=1)]
        assert breaks.size == 0, (view, branch, breaks)
        assert end > spot(view, "calf")[1] + 60, (view, branch)


def test_the_spots_run_down_the_nerve_and_lie_on_it():
    for view in NerveView:
        heights = [spot(view, name)[1] for name in LABELLED]
        assert heights == sorted(heights), view
        for name in (*LABELLED, "outer_knee"):
            on_it = [strand.contains_point(spot(view, name)) for strand in all_paths(view)]
            assert any(on_it), (view, name)


def test_the_trunk_is_the_thickest_strand_and_the_branches_taper():
    def width(strand, y):
        left, right = columns(BACK, strand, y)
        return right - left

    thigh, calf = (spot(BACK, name)[1] for name in ("thigh", "calf"))
    assert width(Strand.TRUNK, thigh) > 1.5 * width(Strand.TIBIAL, calf)
    assert width(Strand.TIBIAL, calf) > width(Strand.TIBIAL, spot(BACK, "foot")[1] - 20)


def test_at_mid_thigh_the_trunk_lies_in_the_middle_third_of_the_thigh_from_behind():
    y = spot(BACK, "thigh")[1]
    left, right = body_columns(BACK, y)
    trunk = columns(BACK, Strand.TRUNK, y)
    third = (right - left) / 3
    assert left + third < trunk[0] < trunk[1] < right - third


def test_at_mid_thigh_the_trunk_lies_in_the_back_half_of_the_thigh_from_the_side():
    y = spot(SIDE, "thigh")[1]
    front, back = body_columns(SIDE, y)  # the patient faces the viewer's left
    trunk = columns(SIDE, Strand.TRUNK, y)
    assert (front + back) / 2 < trunk[0] < trunk[1] < back - 5


def test_the_nerve_divides_a_hands_breadth_above_the_knee():
    points_per_metre = 350
    for view in NerveView:
        end = path(view, Strand.TRUNK).get_extents().y1
        above_knee_cm = 100 * (spot(view, "knee")[1] - end) / points_per_metre
        assert 5 < above_knee_cm < 8, view
        for branch in (Strand.TIBIAL, Strand.FIBULAR):
            assert path(view, branch).get_extents().y0 < end, (view, branch)


def test_below_the_knee_the_fibular_nerve_is_outside_and_the_tibial_nerve_in_the_middle():
    x, y = spot(BACK, "outer_knee")
    assert y > spot(BACK, "knee")[1]
    left, right = body_columns(BACK, y)  # the outer side of the left leg is on the viewer's left
    assert x < left + 0.15 * (right - left)
    tibial = middle(BACK, Strand.TIBIAL, y)
    assert left + (right - left) / 3 < tibial < right - (right - left) / 3


def test_the_tibial_nerve_passes_behind_the_inner_ankle():
    x, y = spot(BACK, "foot")
    left, right = body_columns(BACK, y)
    assert x > left + 2 / 3 * (right - left)
    assert path(BACK, Strand.TIBIAL).get_extents().y1 > y + 5


def test_from_the_side_the_fibular_nerve_goes_to_the_front_of_the_shin_and_the_top_of_the_foot():
    shin = (spot(SIDE, "calf")[1] + spot(SIDE, "foot")[1]) / 2
    assert middle(SIDE, Strand.FIBULAR, shin) < middle(SIDE, Strand.TIBIAL, shin) - 5
    assert spot(SIDE, "foot")[0] < spot(SIDE, "outer_knee")[0] - 20
    sole = path(SIDE, Strand.TIBIAL, "far").get_extents().y1
    assert sole > path(SIDE, Strand.FIBULAR).get_extents().y1


def test_the_roots_start_at_the_spine():
    for view in NerveView:
        spine = np.concatenate([ring for polygon in nerve()[view].spine for ring in polygon])
        roots = path(view, Strand.ROOTS).vertices
        top = roots[roots[:, 1].argmin()]
        assert (spine.min(axis=0) < top).all(), view
        assert (top < spine.max(axis=0)).all(), view
        assert len(nerve()[view].spine) >= 6, view  # five lumbar blocks and the sacrum


def test_the_right_nerve_is_the_mirror_of_the_left_one():
    for view in NerveView:
        width = nerve()[view].body.width
        for strand in Strand:
            mirrored = path(view, strand).vertices * [-1, 1] + [width, 0]
            assert np.allclose(path(view, strand, side=Side.RIGHT).vertices, mirrored), strand
        left, right = (figure(view, side).axes[0].get_xlim() for side in Side)
        assert right == pytest.approx((width - left[1], width - left[0])), view


# ---- letters, names and words -----------------------------------------------------------------


def test_from_behind_the_letters_stay_and_from_the_side_there_is_one():
    for side in Side:
        behind, beside = written(figure(BACK, side)), written(figure(SIDE, side))
        assert behind["L"] < nerve()[BACK].body.width / 2 < behind["R"], side
        assert {"L", "R"} & set(beside) == {TEXT(f"roots.side.{side}_letter")}


def test_names_that_are_a_third_longer_stay_in_the_frame_off_the_body_and_apart():
    for view, side, text in product(NerveView, Side, (TEXT, LONGER)):
        shown = figure(view, side, text)
        names_fit(shown)
        renderer = FigureCanvasAgg(shown).get_renderer()
        to_points = shown.axes[0].transData.inverted()
        for label in shown.axes[0].texts:
            if label.get_text() not in ("L", "R"):
                box = label.get_window_extent(renderer).transformed(to_points)
                off = box.x1 <= 0 or box.x0 >= nerve()[view].body.width
                assert off, (view, side, label.get_text())


def test_every_name_has_a_line_that_ends_on_its_spot():
    for view in NerveView:
        ends = {line.get_gid(): tuple(line.get_xydata()[-1]) for line in figure(view).axes[0].lines}
        assert ends == {f"fixed--{name}-line": spot(view, name) for name in LABELLED}, view


def test_the_words_name_side_and_every_region_that_the_picture_names():
    for view, side in product(NerveView, Side):
        picture = nerve_way(view, side, TEXT)
        said = picture.views["whole"].words
        names = {name.replace("\n", " ") for name in written(figure(view, side))}
        for name in LABELLED:
            assert TEXT(f"nerve.spot.{name}") in said, (view, name)
            assert TEXT(f"nerve.spot.{name}") in names, (view, name)
        assert TEXT(f"roots.side.{side}") in said, view
        assert TEXT(f"roots.side.{side.other}") not in f"{said} {picture.caption}", view


def test_names_are_text_in_the_svg():
    svg = nerve_way(BACK, Side.LEFT, TEXT).svg("x", "whole")
    for line in ("low back", "buttock", "knee", "calf", "foot"):
        assert f">{line}</text>" in svg, line
