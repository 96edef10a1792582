"""The pictures of the legs say the right thing, on the right side."""

from itertools import product

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from sciatica.content import legs, roots, words
from sciatica.content.artwork import View
from sciatica.figures import Shown, body_layer, describe_legs, draw_legs, root_layer, to_svg
from sciatica.figures.palette import ROOT_COLOURS
from sciatica.model import RootName, Side
from tests.asking import at, cores, lit

TEXT = words("en")
LESSON = tuple(ROOT_COLOURS)
STATES = list(product(View, LESSON, Side))


def one(root, side):
    return Shown(frozenset([root]), side)


@pytest.mark.parametrize(("view", "root", "side"), STATES)
def test_what_is_lit_is_exactly_what_shows_of_the_roots_skin(view, root, side):
    figure = draw_legs(view, one(root, side), TEXT)
    expected = set(roots()[root].skin) & set(legs()[view].sites)
    assert lit(figure, view, side) == expected


@pytest.mark.parametrize(("view", "root", "side"), STATES)
def test_only_the_chosen_root_and_side_are_coloured(view, root, side):
    assert set(cores(draw_legs(view, one(root, side), TEXT))) <= {(root, side)}


@pytest.mark.parametrize("root", LESSON)
def test_every_site_of_a_root_can_be_seen_from_somewhere(root):
    seen = {site for picture in legs().values() for site in picture.sites}
    assert set(roots()[root].skin) <= seen


@pytest.mark.parametrize("root", LESSON)
def test_the_key_point_of_every_root_can_be_seen_from_somewhere(root):
    assert any(root in picture.key_points for picture in legs().values())


@pytest.mark.parametrize(("view", "root"), product(View, LESSON))
def test_a_key_point_lies_within_the_rim_of_its_own_root_or_at_its_edge(view, root):
    picture = legs()[view]
    if root not in picture.key_points:
        return
    figure = draw_legs(view, one(root, Side.LEFT), TEXT)
    (rim,) = [a for a in figure.axes[0].patches if a.get_gid() == f"{root}-left--rim"]
    path, spot = rim.get_path(), np.asarray(picture.key_points[root])
    assert path.contains_point(spot, radius=2) or path.contains_point(spot, radius=-2)


@pytest.mark.parametrize("root", LESSON)
def test_the_patients_left_is_on_the_viewers_right_from_the_front_and_left_from_the_back(root):
    for view, on_the_right in ((View.FRONT, True), (View.BACK, False)):
        patch = cores(draw_legs(view, one(root, Side.LEFT), TEXT)).get((root, Side.LEFT))
        if patch is None:
            continue
        middle = patch.get_path().get_extents()
        centre = (middle.x0 + middle.x1) / 2
        assert bool(centre > legs()[view].width / 2) is on_the_right


@pytest.mark.parametrize(("view", "root"), product(View, LESSON))
def test_the_right_side_is_the_mirror_of_the_left(view, root):
    left, right = (cores(draw_legs(view, one(root, side), TEXT)).get((root, side)) for side in Side)
    if left is None:
        assert right is None
        return
    mirrored = left.get_path().vertices.copy()
    mirrored[:, 0] = legs()[view].width - mirrored[:, 0]
    assert mirrored == pytest.approx(right.get_path().vertices)


NEIGHBOURS = [
    *((RootName.L2, RootName.L3), (RootName.L3, RootName.L4), (RootName.L4, RootName.L5)),
    *((RootName.L5, RootName.S1), (RootName.S1, RootName.S2)),
]


def rim_of(view, root):
    figure = draw_legs(view, one(root, Side.LEFT), TEXT)
    rims = [a for a in figure.axes[0].patches if a.get_gid() == f"{root}-left--rim"]
    return rims[0].get_path() if rims else None


def inside(path, view):
    picture = legs()[view]
    x, y = np.meshgrid(np.arange(0, picture.width), np.arange(0, picture.height))
    return path.contains_points(np.column_stack([x.ravel(), y.ravel()]))


@pytest.mark.parametrize(("upper", "lower"), NEIGHBOURS)
def test_the_soft_edges_of_neighbours_overlap(upper, lower):
    shared = 0
    for view in View:
        paths = [rim_of(view, root) for root in (upper, lower)]
        if all(path is not None for path in paths):
            shared += int((inside(paths[0], view) & inside(paths[1], view)).sum())
    assert shared > 15


def core_at(view, root, site):
    core = cores(draw_legs(view, one(root, Side.LEFT), TEXT))[root, Side.LEFT].get_path()
    return core.contains_point(legs()[view].sites[site])


def test_s1_touches_the_outer_foot_and_the_heel_also_from_below():
    assert core_at(View.OUTER, RootName.S1, "foot_lateral")
    assert core_at(View.OUTER, RootName.S1, "heel")
    below = cores(draw_legs(View.SOLE, one(RootName.S1, Side.LEFT), TEXT))
    box = below[RootName.S1, Side.LEFT].get_path().get_extents()
    assert box.y0 < 0.15 * legs()[View.SOLE].height  # the heel is on top
    # under the left foot, toes down, the outer edge is on the viewer's left
    assert box.x0 + box.x1 < legs()[View.SOLE].width


def test_l5_touches_the_back_of_the_big_toe_and_l4_the_inner_ankle():
    assert core_at(View.FOOT, RootName.L5, "toe_great")
    assert core_at(View.INNER, RootName.L4, "ankle_medial")


def test_no_area_swallows_the_foot_of_another():
    assert not core_at(View.FOOT, RootName.L5, "toe_little")
    assert not core_at(View.FOOT, RootName.S1, "toe_great")


def test_key_points_stand_in_the_order_of_the_roots_down_the_front_and_inner_side():
    front, inner = legs()[View.FRONT].key_points, legs()[View.INNER].key_points
    assert front[RootName.L2][1] < front[RootName.L3][1] < front[RootName.L4][1]
    assert front[RootName.L4][1] < front[RootName.L5][1]
    assert inner[RootName.L3][1] < inner[RootName.L4][1]
    back = legs()[View.BACK].key_points
    assert back[RootName.S2][1] < back[RootName.S1][1]


def test_the_key_point_of_l4_lies_by_the_inner_ankle_and_that_of_s1_by_the_heel():
    inner, outer = legs()[View.INNER], legs()[View.OUTER]
    assert np.hypot(*np.subtract(inner.key_points[RootName.L4], inner.sites["ankle_medial"])) < 8
    heel = np.subtract(outer.key_points[RootName.S1], outer.sites["heel"])
    assert np.hypot(*heel) < 22


def test_from_the_front_l4_lies_nearer_the_middle_than_l5():
    # the inner shin is L4, the outer L5: swapped, it would teach the wrong root
    width = legs()[View.FRONT].width

    def distance(root):
        box = cores(draw_legs(View.FRONT, one(root, Side.LEFT), TEXT))[root, Side.LEFT]
        extents = box.get_path().get_extents()
        return abs((extents.x0 + extents.x1) / 2 - width / 2)

    assert distance(RootName.L4) < distance(RootName.L5)


def test_the_big_toe_is_nearer_the_middle_of_the_body_than_the_little_toe():
    front = legs()[View.FRONT]
    great, little = front.sites["toe_great"], front.sites["toe_little"]
    assert abs(great[0] - front.width / 2) < abs(little[0] - front.width / 2)


@pytest.mark.parametrize("view", [View.FRONT, View.BACK])
def test_both_sides_are_lettered_at_the_right_place(view):
    figure = draw_legs(view, one(RootName.L5, Side.RIGHT), TEXT)
    x = {text.get_text(): text.get_position()[0] for text in figure.axes[0].texts}
    assert bool(x["R"] < x["L"]) is (view is View.FRONT)


@pytest.mark.parametrize(
    ("view", "side"), product([View.OUTER, View.INNER, View.FOOT, View.SOLE], Side)
)
def test_a_view_of_one_leg_shows_the_letter_of_that_leg_alone(view, side):
    figure = draw_legs(view, one(RootName.L5, side), TEXT)
    shown = [
        text.get_text()
        for text in figure.axes[0].texts
        if text.get_visible() and str(text.get_gid()).endswith("letter")
    ]
    assert shown == [TEXT(f"roots.side.{side}_letter")]


@pytest.mark.parametrize(("view", "root", "side"), STATES)
def test_the_description_names_side_and_visible_sites_and_nothing_hidden(view, root, side):
    said = describe_legs(view, one(root, side), TEXT)
    assert f" {TEXT(f'roots.side.{side}')}" in said
    assert f" {TEXT(f'roots.side.{side.other}')}" not in said
    for site in roots()[root].skin:
        assert (TEXT(f"roots.site.{site}") in said) == (site in legs()[view].sites)


def test_the_svg_is_small_has_no_leaking_style_and_the_same_bytes_each_time():
    shown = Shown(frozenset(LESSON), Side.RIGHT)
    sizes = 0
    for view in View:
        svgs = [
            to_svg(draw_legs(view, shown, TEXT), name=f"x-{view}", description="d")
            for _ in range(2)
        ]
        assert svgs[0] == svgs[1]
        assert "<style" not in svgs[0]
        assert "url(#" not in svgs[0]
        sizes += len(svgs[0])
    assert sizes < 250_000


def test_the_svg_keeps_every_layer_and_hides_what_is_not_shown():
    shown = one(RootName.L5, Side.RIGHT)
    svg = to_svg(draw_legs(View.OUTER, shown, TEXT), name="x", description="d")
    hidden, visible = set(), set()
    for piece in svg.split("<g ")[1:]:
        head = piece.split(">")[0]
        if "data-layer" in head:
            layer = head.split('data-layer="')[1].split('"')[0]
            (hidden if 'display="none"' in head else visible).add(layer)
    assert visible == {root_layer(RootName.L5, Side.RIGHT), body_layer(Side.RIGHT)}
    assert root_layer(RootName.L5, Side.LEFT) in hidden
    assert root_layer(RootName.S1, Side.RIGHT) in hidden


def test_drawing_for_svg_leaves_the_figure_as_it_was():
    figure = draw_legs(View.FRONT, one(RootName.L5, Side.RIGHT), TEXT)
    before = set(cores(figure))
    to_svg(figure, name="x", description="d")
    assert set(cores(figure)) == before


@pytest.mark.parametrize("root", LESSON)
def test_every_root_is_named_in_the_picture_and_the_name_stands_on_its_own_colour(root):
    named = 0
    for view, side in product(View, Side):
        figure = draw_legs(view, one(root, side), TEXT)
        for text in figure.axes[0].texts:
            if text.get_visible() and text.get_text() in set(map(str, RootName)):
                assert text.get_text() == root
                core = cores(figure)[root, side].get_path()
                assert core.contains_point(text.get_position())
                named += 1
    assert named >= 2


def test_every_site_anchor_lies_within_the_picture():
    for view, picture in legs().items():
        for side, point in product(Side, picture.sites.values()):
            x, y = at(view, side, point)
            assert 0 <= x <= picture.width
            assert 0 <= y <= picture.height


# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB
DEUTAN = [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]
PROTAN = [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]


def lab(colour, sight):
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(sight) @ linear, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = np.cbrt(np.array(to_xyz) @ linear / [0.9505, 1, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("sight", [np.eye(3), DEUTAN, PROTAN], ids=["all", "deutan", "protan"])
@pytest.mark.parametrize(("upper", "lower"), NEIGHBOURS)
def test_neighbours_differ_in_colour_also_for_the_colour_blind(upper, lower, sight):
    apart = lab(ROOT_COLOURS[upper], sight) - lab(ROOT_COLOURS[lower], sight)
    assert np.linalg.norm(apart) > 20


def test_every_root_has_lines_of_its_own():
    patterns = {}
    for root in LESSON:
        picture = next(p for p in legs().values() if root in p.areas and p.areas[root].hatch)
        ways, lengths = set(), []
        for (ax, ay), (bx, by) in picture.areas[root].hatch:
            ways.add(round(float(np.degrees(np.arctan2(by - ay, bx - ax))) / 15) * 15 % 180)
            lengths.append(float(np.hypot(bx - ax, by - ay)))
        patterns[root] = (frozenset(ways), max(lengths) < 8)
    assert len(set(patterns.values())) == len(LESSON), patterns
