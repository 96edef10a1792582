"""The picture of the sciatic nerve shows the right way, on the right side, with readable names."""

import math
from itertools import combinations, product

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sciatica.content import Words, words
from sciatica.content.nerve_artwork import NerveView, Strand, nerve
from sciatica.figures import to_svg
from sciatica.figures.nerve import LABELLED, WIDTH, describe_nerve, draw_nerve
from sciatica.model import Side

TEXT = words("en")
STEP = 0.25


def longer(text):
    return " ".join(word + "n" * math.ceil(0.3 * len(word)) for word in text.split())


LONGER = Words(
    "en", {k: longer(v) if k.startswith("nerve.spot") else v for k, v in TEXT.entries.items()}
)


def path(figure, strand, where="near"):
    (patch,) = [
        artist
        for artist in figure.findobj(PathPatch)
        if artist.get_gid() == f"{strand}-{where}--fill"
    ]
    return patch.get_path()


def columns(figure, strand, y, where="near"):
    """Where a strand crosses the height `y`: the x of its left and right edge."""
    x = np.arange(0, WIDTH, STEP / 5)
    inside = path(figure, strand, where).contains_points(np.column_stack([x, np.full_like(x, y)]))
    return x[inside].min(), x[inside].max()


def middle(figure, strand, y):
    return sum(columns(figure, strand, y)) / 2


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


def test_the_nerve_lies_on_the_patients_left_which_is_the_viewers_left_from_behind():
    figure = draw_nerve(NerveView.BACK, TEXT)
    picture = nerve()[NerveView.BACK]
    for where, strands in (("near", picture.near), ("far", picture.far)):
        for strand in strands:
            assert path(figure, strand, where).get_extents().x1 < picture.body.width / 2


def test_left_and_right_are_lettered_at_the_right_place():
    x = {
        text.get_text(): text.get_position()[0]
        for text in draw_nerve(NerveView.BACK, TEXT).axes[0].texts
    }
    assert x["L"] < nerve()[NerveView.BACK].body.width / 2 < x["R"]
    side = [text.get_text() for text in draw_nerve(NerveView.SIDE, TEXT).axes[0].texts]
    assert "L" in side
    assert "R" not in side


@pytest.mark.parametrize("view", NerveView)
@pytest.mark.parametrize("branch", [Strand.TIBIAL, Strand.FIBULAR])
def test_the_nerve_runs_from_the_low_back_down_each_branch_without_a_break(view, branch):
    figure = draw_nerve(view, TEXT)
    picture = nerve()[view]
    shapes = [path(figure, part) for part in (Strand.ROOTS, Strand.TRUNK, branch)]
    if branch in picture.far:
        shapes.append(path(figure, branch, "far"))
    x = np.arange(0, picture.body.width, STEP)
    reached, y = None, spot(view, "low_back")[1]
    end = max(shape.get_extents().y1 for shape in shapes) - 1
    while y < end:
        row = np.column_stack([x, np.full_like(x, y)])
        now = np.any([shape.contains_points(row) for shape in shapes], axis=0)
        assert now.any(), f"nothing at {y}"
        if reached is not None:
            near = reached | np.roll(reached, 1) | np.roll(reached, -1)
            assert (now & near).any(), f"a break at {y}"
        reached, y = now, y + STEP
    assert end > spot(view, "calf")[1] + 60


@pytest.mark.parametrize("view", NerveView)
def test_the_spots_run_down_the_nerve_and_lie_on_it(view):
    picture = nerve()[view]
    heights = [picture.spots[name][1] for name in LABELLED]
    assert heights == sorted(heights)
    figure = draw_nerve(view, TEXT)
    shapes = [path(figure, part) for part in picture.near]
    shapes += [path(figure, part, "far") for part in picture.far]
    for name in (*LABELLED, "outer_knee"):
        assert any(shape.contains_point(picture.spots[name]) for shape in shapes), name


def test_the_trunk_is_the_thickest_strand_and_the_branches_taper():
    figure = draw_nerve(NerveView.BACK, TEXT)

    def width(strand, y):
        left, right = columns(figure, strand, y)
        return right - left

    thigh, calf = (spot(NerveView.BACK, name)[1] for name in ("thigh", "calf"))
    assert width(Strand.TRUNK, thigh) > 1.5 * width(Strand.TIBIAL, calf)
    assert width(Strand.TIBIAL, calf) > width(Strand.TIBIAL, spot(NerveView.BACK, "foot")[1] - 20)


def test_at_mid_thigh_the_trunk_lies_in_the_middle_third_of_the_thigh_from_behind():
    y = spot(NerveView.BACK, "thigh")[1]
    left, right = body_columns(NerveView.BACK, y)
    trunk = columns(draw_nerve(NerveView.BACK, TEXT), Strand.TRUNK, y)
    third = (right - left) / 3
    assert left + third < trunk[0] < trunk[1] < right - third


def test_at_mid_thigh_the_trunk_lies_in_the_back_half_of_the_thigh_from_the_side():
    y = spot(NerveView.SIDE, "thigh")[1]
    front, back = body_columns(NerveView.SIDE, y)  # the patient faces the viewer's left
    trunk = columns(draw_nerve(NerveView.SIDE, TEXT), Strand.TRUNK, y)
    assert (front + back) / 2 < trunk[0] < trunk[1] < back - 5


@pytest.mark.parametrize("view", NerveView)
def test_the_nerve_divides_a_hands_breadth_above_the_knee(view):
    figure = draw_nerve(view, TEXT)
    end = path(figure, Strand.TRUNK).get_extents().y1
    points_per_metre = 350
    above_knee_cm = 100 * (spot(view, "knee")[1] - end) / points_per_metre
    assert 5 < above_knee_cm < 8
    for branch in (Strand.TIBIAL, Strand.FIBULAR):
        assert path(figure, branch).get_extents().y0 < end


def test_below_the_knee_the_fibular_nerve_is_outside_and_the_tibial_nerve_in_the_middle():
    view, figure = NerveView.BACK, draw_nerve(NerveView.BACK, TEXT)
    x, y = spot(view, "outer_knee")
    assert y > spot(view, "knee")[1]
    left, right = body_columns(view, y)  # the outer side of the left leg is on the viewer's left
    assert x < left + 0.15 * (right - left)
    tibial = middle(figure, Strand.TIBIAL, y)
    assert left + (right - left) / 3 < tibial < right - (right - left) / 3


def test_the_tibial_nerve_passes_behind_the_inner_ankle():
    view, figure = NerveView.BACK, draw_nerve(NerveView.BACK, TEXT)
    x, y = spot(view, "foot")
    left, right = body_columns(view, y)
    assert x > left + 2 / 3 * (right - left)
    assert path(figure, Strand.TIBIAL).get_extents().y1 > y + 5


def test_from_the_side_the_fibular_nerve_goes_to_the_front_of_the_shin_and_the_top_of_the_foot():
    view, figure = NerveView.SIDE, draw_nerve(NerveView.SIDE, TEXT)
    shin = (spot(view, "calf")[1] + spot(view, "foot")[1]) / 2
    assert middle(figure, Strand.FIBULAR, shin) < middle(figure, Strand.TIBIAL, shin) - 5
    assert spot(view, "foot")[0] < spot(view, "outer_knee")[0] - 20
    sole = path(figure, Strand.TIBIAL, "far").get_extents().y1
    assert sole > path(figure, Strand.FIBULAR).get_extents().y1


@pytest.mark.parametrize("view", NerveView)
def test_the_roots_start_at_the_spine(view):
    spine = np.concatenate([ring for polygon in nerve()[view].spine for ring in polygon])
    roots = path(draw_nerve(view, TEXT), Strand.ROOTS).vertices
    x, y = roots[roots[:, 1].argmin()]
    assert spine[:, 0].min() < x < spine[:, 0].max()
    assert spine[:, 1].min() < y < spine[:, 1].max()
    assert len(nerve()[view].spine) >= 6  # five lumbar blocks and the sacrum


@pytest.mark.parametrize(("view", "text"), product(NerveView, [TEXT, LONGER]))
def test_the_names_stay_in_the_frame_off_the_body_and_apart(view, text):
    figure = draw_nerve(view, text)
    renderer = FigureCanvasAgg(figure).get_renderer()
    scale = figure.dpi / 72
    boxes = [artist.get_window_extent(renderer) for artist in figure.axes[0].texts]
    picture = nerve()[view]
    for artist, box in zip(figure.axes[0].texts, boxes, strict=True):
        assert box.x0 >= 0, artist
        assert box.y0 >= 0, artist
        assert box.x1 <= WIDTH * scale, artist
        assert box.y1 <= picture.body.height * scale, artist
        if artist.get_text() not in ("L", "R"):
            ends = figure.axes[0].transData.inverted().transform([[box.x0, 0], [box.x1, 0]])[:, 0]
            assert ends[1] <= 0 or ends[0] >= picture.body.width, artist
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other)


@pytest.mark.parametrize("view", NerveView)
def test_every_name_has_a_line_that_ends_on_its_spot(view):
    figure = draw_nerve(view, TEXT)
    ends = {
        line.get_gid(): (line.get_xdata()[-1], line.get_ydata()[-1])
        for line in figure.axes[0].lines
    }
    assert ends == {f"name-{name}--line": spot(view, name) for name in LABELLED}


@pytest.mark.parametrize("view", NerveView)
def test_the_description_names_every_region_that_the_picture_names(view):
    said = describe_nerve(view, TEXT)
    written = {text.get_text().replace("\n", " ") for text in draw_nerve(view, TEXT).axes[0].texts}
    for name in LABELLED:
        assert TEXT(f"nerve.spot.{name}") in said
        assert TEXT(f"nerve.spot.{name}") in written
    assert "left" in said


@pytest.mark.parametrize("view", NerveView)
def test_the_svg_is_small_and_the_same_bytes_each_time_with_its_text_as_text(view):
    svgs = [to_svg(draw_nerve(view, TEXT), name=f"n-{view}", description="d") for _ in range(2)]
    assert svgs[0] == svgs[1]
    assert len(svgs[0]) < 30_000
    assert "<style" not in svgs[0]
    assert "url(#" not in svgs[0]
    for line in ("low back", "buttock", "knee", "calf", "foot"):
        assert f">{line}</text>" in svgs[0]


@pytest.mark.parametrize("view", NerveView)
def test_the_right_nerve_is_the_mirror_of_the_left_one(view):
    left, right = (draw_nerve(view, TEXT, side) for side in (Side.LEFT, Side.RIGHT))
    width = nerve()[view].body.width
    for strand in Strand:
        there = path(left, strand).vertices.copy()
        there[:, 0] = width - there[:, 0]
        assert np.allclose(path(right, strand).vertices, there), strand
    edges = [figure.axes[0].get_xlim() for figure in (left, right)]
    assert edges[1] == pytest.approx((width - edges[0][1], width - edges[0][0]))
    assert "right" in describe_nerve(view, TEXT, Side.RIGHT)


def test_from_behind_the_letters_stay_and_from_the_side_there_is_one():
    def letters(view, side):
        texts = draw_nerve(view, TEXT, side).axes[0].texts
        return {t.get_text(): t.get_position()[0] for t in texts if len(t.get_text()) == 1}

    assert letters(NerveView.BACK, Side.LEFT) == letters(NerveView.BACK, Side.RIGHT)
    assert set(letters(NerveView.SIDE, Side.RIGHT)) == {"R"}
