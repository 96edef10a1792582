"""The pictures of the legs say the right thing, on the right side."""

from itertools import combinations, pairwise, product

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from sciatica.content.artwork import LegView, legs
from sciatica.content.facts import roots
from sciatica.content.words import words
from sciatica.figures.legs import leg_map
from sciatica.figures.palette import ROOT_COLOURS
from sciatica.model.anatomy import LESSON, RootName, Side
from tests.harness.asking import at, cores, lit, shapes, written

TEXT = words("en")
ROOTS = tuple(ROOT_COLOURS)
STATES = list(product(LegView, ROOTS, Side))
ONE_LEG = [view for view in LegView if not view.shows_both_legs]


def picture(view):
    return leg_map(view, ROOTS, TEXT)


def figure(view, root, side=Side.LEFT):
    return picture(view).figure(f"{root}.{side}")


def core(view, root, side=Side.LEFT):
    """Return the path of a core, or None where it cannot be seen."""
    patch = cores(figure(view, root, side)).get((root, side))
    return patch and patch.get_path()


def rim(view, root):
    patch = shapes(figure(view, root)).get(f"{root}-left--rim")
    return patch and patch.get_path()


# ---- where the skin is ------------------------------------------------------------------------


def test_what_is_lit_is_exactly_what_shows_of_the_roots_skin():
    for view, root, side in STATES:
        expected = set(roots()[root].skin) & set(legs()[view].sites)
        assert lit(figure(view, root, side), view, side) == expected, (view, root, side)


def test_only_the_chosen_root_and_side_are_coloured():
    for view, root, side in STATES:
        assert set(cores(figure(view, root, side))) <= {(root, side)}, (view, root, side)


def test_all_roots_are_those_of_the_picture_on_one_side():
    asked = (RootName.L5, RootName.S1)
    for view, side in product(LegView, Side):
        shown = set(cores(leg_map(view, asked, TEXT).figure(f"all.{side}")))
        one_by_one = [set(cores(figure(view, root, side))) for root in asked]
        assert shown == set().union(*one_by_one), (view, side)
    both = {"L5.left", "L5.right"}
    hurting = {f"{name}.pain" for name in both}
    assert set(leg_map(LegView.FRONT, asked[:1], TEXT).views) == both | hurting
    no_pain = leg_map(LegView.FRONT, (RootName.S2,), TEXT)
    assert set(no_pain.views) == {"S2.left", "S2.right"}


def test_skin_and_key_point_of_every_root_can_be_seen_from_somewhere():
    seen = {site for view in legs().values() for site in view.sites}
    for root in ROOTS:
        assert set(roots()[root].skin) <= seen, root
        assert any(root in view.key_points for view in legs().values()), root


def test_a_key_point_lies_within_the_rim_of_its_own_root_or_at_its_edge():
    for view, root in product(LegView, ROOTS):
        if spot := legs()[view].key_points.get(root):
            inside = [rim(view, root).contains_point(spot, radius=by) for by in (2, -2)]
            assert any(inside), (view, root)


def test_the_patients_left_is_on_the_viewers_right_from_the_front_and_left_from_the_back():
    for view, root in product((LegView.FRONT, LegView.BACK), ROOTS):
        if path := core(view, root):
            box = path.get_extents()
            on_the_right = bool((box.x0 + box.x1) / 2 > legs()[view].width / 2)
            assert on_the_right is (view is LegView.FRONT), (view, root)


def test_the_right_side_is_the_mirror_of_the_left():
    for view, root in product(LegView, ROOTS):
        left, right = (core(view, root, side) for side in Side)
        assert (left is None) == (right is None), (view, root)
        if left:
            mirrored = left.vertices * [-1, 1] + [legs()[view].width, 0]
            assert mirrored == pytest.approx(right.vertices), (view, root)


def test_the_soft_edges_of_neighbours_overlap():
    for upper, lower in pairwise(ROOTS):
        shared = 0
        for view in LegView:
            paths = [rim(view, root) for root in (upper, lower)]
            if all(paths):
                size = np.arange(legs()[view].width), np.arange(legs()[view].height)
                spots = np.stack(np.meshgrid(*size), axis=-1).reshape(-1, 2)
                shared += int(np.all([path.contains_points(spots) for path in paths], 0).sum())
        assert shared > 15, (upper, lower)


def holds(view, root, site):
    return core(view, root).contains_point(legs()[view].sites[site])


def test_s1_touches_the_outer_foot_and_the_heel_also_from_below():
    assert holds(LegView.OUTER, RootName.S1, "foot_lateral")
    assert holds(LegView.OUTER, RootName.S1, "heel")
    box = core(LegView.SOLE, RootName.S1).get_extents()
    assert box.y0 < 0.15 * legs()[LegView.SOLE].height  # the heel is on top
    # under the left foot, toes down, the outer edge is on the viewer's left
    assert box.x0 + box.x1 < legs()[LegView.SOLE].width


def test_l5_touches_the_back_of_the_big_toe_and_l4_the_inner_ankle():
    assert holds(LegView.FOOT, RootName.L5, "toe_great")
    assert holds(LegView.INNER, RootName.L4, "ankle_medial")


def test_no_area_swallows_the_foot_of_another():
    assert not holds(LegView.FOOT, RootName.L5, "toe_little")
    assert not holds(LegView.FOOT, RootName.S1, "toe_great")


def test_key_points_stand_in_the_order_of_the_roots_down_the_front_and_inner_side():
    front, inner = legs()[LegView.FRONT].key_points, legs()[LegView.INNER].key_points
    assert front[RootName.L2][1] < front[RootName.L3][1] < front[RootName.L4][1]
    assert front[RootName.L4][1] < front[RootName.L5][1]
    assert inner[RootName.L3][1] < inner[RootName.L4][1]
    back = legs()[LegView.BACK].key_points
    assert back[RootName.S2][1] < back[RootName.S1][1]


def test_the_key_point_of_l4_lies_by_the_inner_ankle_and_that_of_s1_by_the_heel():
    inner, outer = legs()[LegView.INNER], legs()[LegView.OUTER]
    assert np.hypot(*np.subtract(inner.key_points[RootName.L4], inner.sites["ankle_medial"])) < 8
    heel = np.subtract(outer.key_points[RootName.S1], outer.sites["heel"])
    assert np.hypot(*heel) < 22


def test_from_the_front_l4_lies_nearer_the_middle_than_l5():
    # the inner shin is L4, the outer L5: swapped, it would teach the wrong root
    def distance(root):
        box = core(LegView.FRONT, root).get_extents()
        return abs((box.x0 + box.x1) / 2 - legs()[LegView.FRONT].width / 2)

    assert distance(RootName.L4) < distance(RootName.L5)


def test_the_big_toe_is_nearer_the_middle_of_the_body_than_the_little_toe():
    front = legs()[LegView.FRONT]
    great, little = front.sites["toe_great"], front.sites["toe_little"]
    assert abs(great[0] - front.width / 2) < abs(little[0] - front.width / 2)


def test_every_site_anchor_lies_within_the_picture():
    for view, side in product(LegView, Side):
        for site, point in legs()[view].sites.items():
            x, y = at(view, side, point)
            assert 0 <= x <= legs()[view].width, (view, side, site)
            assert 0 <= y <= legs()[view].height, (view, side, site)


# ---- pain, a layer of its own -----------------------------------------------------------------


def pain(view, root, side=Side.LEFT):
    return leg_map(view, LESSON, TEXT).figure(f"{root}.{side}.pain")


def runs(figure):
    return {
        tuple(gid.partition("--")[0].split("-")[1:]): patch.get_path()
        for gid, patch in shapes(figure).items()
        if gid.endswith("--run")
    }


def test_feeling_and_pain_are_never_in_one_view():
    for view, root, side in product(LegView, (*LESSON, "all"), Side):
        hurting = shapes(pain(view, root, side))
        assert not any(gid.endswith(("--core", "--rim", "--dot")) for gid in hurting)
        assert set(runs(pain(view, root, side))) <= {
            (str(one), str(side)) for one in (LESSON if root == "all" else (root,))
        }
        felt = shapes(leg_map(view, LESSON, TEXT).figure(f"{root}.{side}"))
        assert not any("--run" in gid for gid in felt)


def test_pain_of_each_root_runs_where_the_facts_say_and_every_site_is_seen_from_somewhere():
    for root in LESSON:
        seen = set()
        for view in LegView:
            for site, spot in legs()[view].pain[root].sites.items():
                assert runs(pain(view, root))[str(root), "left"].contains_point(spot), (view, site)
                seen.add(site)
        assert seen == set(roots()[root].pain), root


def test_pain_of_l5_and_s1_begins_in_the_buttock_and_reaches_the_foot():
    for root, foot in ((RootName.L5, LegView.FOOT), (RootName.S1, LegView.SOLE)):
        back = legs()[LegView.BACK]
        top = runs(pain(LegView.BACK, root))[str(root), "left"].get_extents().y0
        knee = back.key_points[RootName.S2][1]  # the hollow of the knee
        assert top < knee - 0.9 * (back.height - knee), root  # above the thigh
        assert runs(pain(foot, root)), root


def test_pain_of_l5_lies_farther_out_than_that_of_s1_on_the_thigh():
    back = legs()[LegView.BACK]
    outer, middle = (
        back.pain[root].sites[site][0]
        for root, site in ((RootName.L5, "thigh_posterolateral"), (RootName.S1, "thigh_back"))
    )
    assert outer < middle < back.width / 2  # from behind the patient's left is on the left


def test_pain_is_paler_than_feeling_and_dotted_where_feeling_is_lined():
    for view, root in product(LegView, LESSON):
        if not runs(pain(view, root)):
            continue
        (patch,) = (p for gid, p in shapes(pain(view, root)).items() if gid.endswith("--run"))
        assert patch.get_alpha() < 0.5
        felt = cores(figure(view, root)).get((root, Side.LEFT))
        assert felt is None or felt.get_alpha() > 0.7
        dots = [
            lines
            for lines in pain(view, root).axes[0].collections
            if lines.get_visible() and str(lines.get_gid()).endswith("run-dots")
        ]
        assert all(np.mean(to_rgb(lines.get_colors()[0])) < 0.3 for lines in dots)


def test_every_view_of_the_legs_says_its_own_name():
    for view in LegView:
        assert TEXT(f"roots.view.{view}") in written(figure(view, RootName.L5)), view


# ---- letters, names and words -----------------------------------------------------------------


def test_both_sides_are_lettered_at_the_right_place():
    for view in (LegView.FRONT, LegView.BACK):
        x = written(figure(view, RootName.L5))
        assert (x["R"] < x["L"]) is (view is LegView.FRONT), view


def test_a_view_of_one_leg_shows_that_leg_and_its_letter_alone():
    for view, side in product(ONE_LEG, Side):
        shown = figure(view, RootName.S1, side)
        letters = {"L", "R"} & set(written(shown))
        assert letters == {TEXT(f"roots.side.{side}_letter")}, (view, side)
        bodies = {gid for gid in shapes(shown) if gid.endswith("--body")}
        assert bodies == {f"body-{side}--body"}, (view, side)


def test_the_words_name_side_and_visible_sites_and_nothing_hidden():
    for view, root, side in STATES:
        said = picture(view).views[f"{root}.{side}"].words
        assert f" {TEXT(f'roots.side.{side}')}" in said, (view, root)
        assert f" {TEXT(f'roots.side.{side.other}')}" not in said, (view, root)
        for site in roots()[root].skin:
            named = TEXT(f"roots.site.{site}") in said
            assert named == (site in legs()[view].sites), (view, root, site)


def test_every_root_is_named_in_the_picture_and_the_name_stands_on_its_own_colour():
    names = set(map(str, RootName))
    for root in ROOTS:
        named = 0
        for view, side in product(LegView, Side):
            shown = figure(view, root, side)
            for text in shown.axes[0].texts:
                if text.get_visible() and text.get_text() in names:
                    assert text.get_text() == root, (view, side)
                    path = cores(shown)[root, side].get_path()
                    assert path.contains_point(text.get_position()), (view, root, side)
                    named += 1
        assert named >= 2, root


# ---- colours and lines ------------------------------------------------------------------------

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB
SIGHTS = {
    "all": np.eye(3),
    "deutan": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "protan": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
}


def lab(colour, sight):
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(sight) @ linear, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = np.cbrt(np.array(to_xyz) @ linear / [0.9505, 1, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_neighbours_differ_in_colour_also_for_the_colour_blind():
    for (upper, lower), (name, sight) in product(pairwise(ROOTS), SIGHTS.items()):
        apart = lab(ROOT_COLOURS[upper], sight) - lab(ROOT_COLOURS[lower], sight)
        assert np.linalg.norm(apart) > 20, (upper, lower, name)


def test_every_root_has_lines_of_its_own():
    patterns = {}
    for root in ROOTS:
        areas = (view.areas[root] for view in legs().values() if root in view.areas)
        ends = np.array(next(area.hatch for area in areas if area.hatch))  # line, end, x and y
        steps = ends[:, 1] - ends[:, 0]
        ways = np.degrees(np.arctan2(steps[:, 1], steps[:, 0]))
        angles = frozenset((np.round(ways / 15) * 15 % 180).astype(int).tolist())
        patterns[root] = (angles, bool(np.hypot(*steps.T).max() < 8))
    for one, other in combinations(ROOTS, 2):
        assert patterns[one] != patterns[other], (one, other)
