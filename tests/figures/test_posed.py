"""The dressed figures do what their words say: contacts, pairs, angles, sides, and nothing else."""

import gzip
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import PathPatch

from sciatica.content import Words, posed, words
from sciatica.content.posed_artwork import Pose
from sciatica.figures import (
    MOVEMENTS,
    describe_pose,
    describe_slr,
    draw_movement,
    draw_pose,
    draw_slr,
    to_svg,
)
from sciatica.figures.posed import drawings, slr_moment
from sciatica.model import Side

TEXT = words("en")
WHOLE = [pose for pose in Pose if pose is not Pose.SLR]
MOMENTS = [(pose, n) for pose in Pose for n in range(len(posed()[pose].frames))]
LYING = (
    *(Pose.DEAD_BUG, Pose.DEAD_BUG_OTHER_SIDE, Pose.HEEL_SLIDES, Pose.ONE_ARM, Pose.MARCHING),
    *(Pose.LONG_LEVERS, Pose.BAND, Pose.GLIDE_LYING),
)


def joints(pose, moment=-1):
    """Return the joints of one moment in millimetres; the floor is at height 0."""
    return {name: np.array(at) for name, at in posed()[pose].frames[moment].joints.items()}


def bend(at, middle, *ends):
    """Return the angle at a joint, 180 when straight."""
    one, other = (at[end] - at[middle] for end in ends)
    cosine = one @ other / (np.linalg.norm(one) * np.linalg.norm(other))
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def knee(at, side="R"):
    return bend(at, f"knee.{side}", f"hip.{side}", f"ankle.{side}")


def gaze(at):
    """Return how far someone upright looks up (positive) or down, in degrees."""
    ahead = at["nose"] - at["skull"]
    return float(np.degrees(np.arctan2(ahead[1], ahead[2])))


def height(at, name):
    return float(at[name][1])


# ---- the right movement -----------------------------------------------------------------------


def test_in_the_slide_the_knee_straightens_while_the_head_comes_up_at_every_moment():
    seen = [joints(Pose.NERVE_GLIDE, n) for n in range(len(posed()[Pose.NERVE_GLIDE].frames))]
    for before, after in pairwise(seen):
        assert knee(after) > knee(before)
        assert gaze(after) > gaze(before)
    assert knee(seen[0]) < 100
    assert gaze(seen[0]) < -30
    assert knee(seen[-1]) > 165
    assert gaze(seen[-1]) > 20


@pytest.mark.parametrize("pose", [Pose.GLIDE_FOOT_UP, Pose.GLIDE_STANDING])
def test_every_harder_slide_still_pairs_a_straight_knee_with_the_head_up(pose):
    assert knee(joints(pose)) > 160
    assert gaze(joints(pose)) > 10


@pytest.mark.parametrize("pose", [Pose.GLIDE_TENSIONER, Pose.SLUMP])
def test_only_the_tensioner_and_the_slump_test_pair_a_straight_knee_with_a_tucked_chin(pose):
    assert knee(joints(pose)) > 155
    assert gaze(joints(pose)) < -40
    assert bend(joints(pose), "ankle.R", "knee.R", "ball.R") < 105


def test_the_tensioner_says_that_it_is_not_the_slide_and_wants_a_physio():
    said = describe_pose(Pose.GLIDE_TENSIONER, TEXT)
    assert "not the slide" in said
    assert "physio" in said


def test_the_easier_slide_with_the_other_leg_moves_the_other_leg():
    at = joints(Pose.GLIDE_OTHER_LEG)
    assert knee(at, "L") > 165
    assert knee(at, "R") < 110


@pytest.mark.parametrize(
    ("pose", "arm", "leg"), [(Pose.DEAD_BUG, "R", "L"), (Pose.DEAD_BUG_OTHER_SIDE, "L", "R")]
)
def test_the_dead_bug_lowers_one_arm_and_the_opposite_leg(pose, arm, leg):
    start, end = joints(pose, 0), joints(pose)
    kept_arm, kept_leg = (("L", "R")[side == "L"] for side in (arm, leg))
    assert arm != leg
    assert height(end, f"wrist.{arm}") < height(start, f"wrist.{arm}") - 250
    assert height(end, f"ankle.{leg}") < height(start, f"ankle.{leg}") - 200
    assert end[f"wrist.{kept_arm}"] == pytest.approx(start[f"wrist.{kept_arm}"], abs=25)
    assert end[f"ankle.{kept_leg}"] == pytest.approx(start[f"ankle.{kept_leg}"], abs=25)
    assert height(end, f"heel.{leg}") > 60  # it hovers
    for side in "LR":
        assert knee(start, side) == pytest.approx(90, abs=8)


ANGLES = range(0, 91, 5)


@pytest.mark.parametrize("angle", ANGLES)
def test_the_raised_leg_makes_the_angle_that_is_written(angle):
    at = joints(Pose.SLR, slr_moment(angle))
    way = at["ankle.R"] - at["hip.R"]
    drawn = float(np.degrees(np.arctan2(way[1], way[2])))
    assert drawn == pytest.approx(angle, abs=4.5)  # flat, the heel lies lower than the hip
    assert knee(at) > 172
    assert knee(at, "L") > 165
    written = {text.get_text() for text in draw_slr(angle, TEXT).axes[0].texts}
    assert written == {TEXT("figures.degrees", angle=angle)}
    assert f" {angle} degrees" in describe_slr(angle, TEXT)


@given(st.sampled_from(ANGLES), st.sampled_from(ANGLES))
def test_a_greater_angle_lifts_the_ankle_higher(one, other):
    heights = [height(joints(Pose.SLR, slr_moment(angle)), "ankle.R") for angle in (one, other)]
    assert (heights[0] < heights[1]) == (one < other)


@pytest.mark.parametrize("angle", [-5, 47, 95, 200])
def test_an_angle_that_is_not_drawn_is_an_error(angle):
    with pytest.raises(ValueError, match="in steps of 5"):
        draw_slr(angle, TEXT)


def test_the_movements_move_what_their_names_say():
    assert knee(joints(Pose.KNEE_STRAIGHT)) > 160
    assert knee(joints(Pose.KNEE_BEND)) < 110
    assert knee(joints(Pose.FEMORAL_STRETCH)) < 90
    foot = joints(Pose.FOOT_UP)
    assert height(foot, "ball.R") > height(foot, "heel.R") + 40
    assert height(foot, "heel.R") < 40
    toe = joints(Pose.BIG_TOE_UP)
    assert height(toe, "toe.R") > height(toe, "toe.L") + 15
    out = joints(Pose.HIP_OUT)
    assert out["ankle.R"][0] < out["hip.R"][0] - 300  # the patient's right: negative x
    assert abs(out["ankle.L"][0] - out["hip.L"][0]) < 60
    back = joints(Pose.HIP_BACK)
    assert back["ankle.R"][2] < back["hip.R"][2] - 250
    up = joints(Pose.HIP_UP)
    assert height(up, "knee.R") > height(up, "knee.L") + 100
    tip = joints(Pose.TIPTOE)
    for side in "LR":
        assert height(tip, f"heel.{side}") > height(tip, f"toe.{side}") + 60


# ---- contact: what should touch touches -------------------------------------------------------


def test_propped_on_the_elbows_elbows_hips_and_feet_stay_down():
    start, at = joints(Pose.PRONE_PROPPING, 0), joints(Pose.PRONE_PROPPING)
    for side in "LR":
        assert height(at, f"elbow_tip.{side}") < 45
        assert height(at, f"hip.{side}") == pytest.approx(height(start, f"hip.{side}"), abs=15)
        assert height(at, f"toe.{side}") < 40
        assert abs(at[f"elbow.{side}"][2] - at[f"shoulder.{side}"][2]) < 60  # under the shoulder
    assert height(at, "crown") > 400


@pytest.mark.parametrize("pose", LYING)
def test_face_up_the_pelvis_and_the_chest_lie_on_the_mat(pose):
    for at in (joints(pose, n) for n in range(len(posed()[pose].frames))):
        assert height(at, "hip.R") < 140
        assert height(at, "chest") < 160


@pytest.mark.parametrize(
    ("pose", "foot"),
    [
        *((pose, "L") for pose in (Pose.NERVE_GLIDE, Pose.GLIDE_SMALL, Pose.GLIDE_FOOT_UP)),
        (Pose.GLIDE_TENSIONER, "L"),
        (Pose.GLIDE_OTHER_LEG, "R"),
        *((pose, "L") for pose in (Pose.KNEE_STRAIGHT, Pose.HIP_UP, Pose.HIP_BACK, Pose.KNEE_BEND)),
        *((pose, "L") for pose in (Pose.HIP_OUT, Pose.GLIDE_STANDING, Pose.HEEL_SLIDES)),
        *((pose, "R") for pose in (Pose.HEEL_SLIDES, Pose.ONE_ARM, Pose.EASE_KNEES_RAISED)),
        *((pose, "R") for pose in (Pose.STANDING_EXTENSION, Pose.BENCH_LEAN)),
    ],
)
def test_the_foot_that_stands_is_on_the_floor(pose, foot):
    assert -5 < height(joints(pose), f"heel.{foot}") < 45


@pytest.mark.parametrize("pose", [Pose.PRESS_UP, Pose.BIRD_DOG])
def test_hands_that_bear_weight_are_on_the_floor(pose):
    assert -5 < height(joints(pose), "wrist.L") < 60
    assert height(joints(pose), "fingertip.L") < 40


@pytest.mark.parametrize(("pose", "moment"), MOMENTS)
def test_nobody_sinks_into_the_floor(pose, moment):
    assert min(place[1] for place in joints(pose, moment).values()) > -12


# ---- no limb passes through another -----------------------------------------------------------

LIMBS = {
    "upper_arm": ("shoulder", "elbow", 36),
    "forearm": ("elbow", "wrist", 26),
    "hand": ("wrist", "fingertip", 13),
    "thigh": ("hip", "knee", 60),
    "shank": ("knee", "ankle", 40),
    "foot": ("heel", "toe", 20),
}
MIDDLE = {"trunk": ("waist", "chest", 85), "head": ("neck", "crown", 60)}
NEIGHBOURS = [
    *({"upper_arm", "forearm"}, {"forearm", "hand"}, {"thigh", "shank"}, {"shank", "foot"}),
    *({"upper_arm", "hand"}, {"trunk", "upper_arm"}, {"trunk", "head"}, {"trunk", "thigh"}),
]
ROOM = 0.75
"""Flesh gives way where limbs rest on one another."""


def pieces(at):
    for name, (start, end, radius) in LIMBS.items():
        for side in "LR":
            yield name, side, at[f"{start}.{side}"], at[f"{end}.{side}"], radius
    for name, (start, end, radius) in MIDDLE.items():
        yield name, "", at[start], at[end], radius


def distance(a, b, c, d):
    share = np.linspace(0, 1, 25)[:, None]
    one, other = a + share * (b - a), c + share * (d - c)
    return np.linalg.norm(one[:, None] - other[None], axis=2).min()


@pytest.mark.parametrize(("pose", "moment"), MOMENTS)
def test_no_limb_passes_through_another(pose, moment):
    for one, other in combinations(pieces(joints(pose, moment)), 2):
        same_side = one[1] == other[1] or not (one[1] and other[1])
        if same_side and {one[0], other[0]} in NEIGHBOURS:
            continue
        if {one[0], other[0]} == {"thigh"}:
            continue  # they meet between the legs
        apart = distance(one[2], one[3], other[2], other[3])
        assert apart > ROOM * (one[4] + other[4]), (one[:2], other[:2], apart)


# ---- the pictures -----------------------------------------------------------------------------


def patches(figure):
    return {patch.get_gid(): patch for patch in figure.findobj(PathPatch) if patch.get_gid()}


@pytest.mark.parametrize("pose", WHOLE)
def test_the_left_is_the_mirror_of_the_right(pose):
    right, left = (patches(draw_pose(pose, side)) for side in (Side.RIGHT, Side.LEFT))
    assert set(right) == set(left)
    for gid, patch in right.items():
        mirrored = patch.get_path().vertices.copy()
        mirrored[:, 0] = posed()[pose].width - mirrored[:, 0]
        assert mirrored == pytest.approx(left[gid].get_path().vertices)


@pytest.mark.parametrize("pose", WHOLE)
def test_the_side_that_is_named_is_the_side_that_is_drawn(pose):
    for side in Side:
        said = describe_pose(pose, TEXT, side)
        assert "{" not in said
        if pose.startswith(("glide", "nerve", "knee", "hip")):
            assert f"{side}" in said


def test_every_figure_is_drawn_named_and_described_and_no_two_say_the_same():
    assert set(posed()) == set(Pose)
    listed = list(drawings(TEXT))
    assert len({drawing.name for drawing in listed}) == len(listed)
    assert len({drawing.description for drawing in listed}) == len(listed)
    assert set(TEXT.under("figures.pose")) == set(Pose)
    for pose in Pose:
        assert TEXT(f"figures.pose.{pose}.name")
        assert any(drawing.name.startswith(pose) for drawing in listed)


@pytest.mark.parametrize("pose", MOVEMENTS)
def test_a_movement_keeps_each_moment_as_a_layer_and_shows_one(pose):
    figure = draw_movement(pose)
    layers = {}
    for gid, patch in patches(figure).items():
        layers.setdefault(gid.split("--")[0], set()).add(patch.get_visible())
    count = len(posed()[pose].frames)
    moments = {f"moment-{n}": {n == count - 1} for n in range(count)}
    assert {layer: shown for layer, shown in layers.items() if layer != "backdrop"} == moments


@pytest.mark.parametrize("pose", WHOLE)
def test_a_figure_lies_within_its_frame_unless_it_is_a_detail(pose):
    picture = posed()[pose]
    ends = np.concatenate(
        [
            np.asarray(ring)
            for shapes in (picture.frames[-1].shapes, picture.backdrop)
            for shape in shapes.values()
            for polygon in shape
            for ring in polygon
        ]
    )
    detail = pose in (Pose.FOOT_UP, Pose.BIG_TOE_UP, Pose.SADDLE)
    inside = (ends >= 0).all() and (ends <= [picture.width, picture.height]).all()
    assert bool(inside) is not detail


@pytest.mark.parametrize(("angle", "side"), product(range(0, 91, 10), Side))
def test_the_angle_stays_in_the_frame_and_off_the_leg_also_when_it_is_longer(angle, side):
    longer = Words("en", {**TEXT.entries, "figures.degrees": "{angle}°nn"})
    figure = draw_slr(angle, longer, side)
    (label,) = figure.axes[0].texts
    box = label.get_window_extent(FigureCanvasAgg(figure).get_renderer())
    assert box.x0 >= 0
    assert box.y0 >= 0
    assert box.x1 <= figure.bbox.width
    assert box.y1 <= figure.bbox.height


def test_every_svg_is_small_and_the_same_bytes_each_time():
    for drawing in drawings(TEXT):
        svgs = [
            to_svg(drawing.draw(), name=drawing.name, description=drawing.description)
            for _ in range(2)
        ]
        assert svgs[0] == svgs[1]
        assert "<style" not in svgs[0]
        assert "url(#" not in svgs[0]
        assert len(gzip.compress(svgs[0].encode())) < 12_000, drawing.name


@pytest.mark.parametrize("pose", MOVEMENTS)
def test_a_whole_movement_packs_to_less_than_forty_kilobytes(pose):
    svg = to_svg(draw_movement(pose), name=pose, description="d")
    assert len(gzip.compress(svg.encode())) < 40_000


@pytest.mark.parametrize("moment_of", [pose for pose in WHOLE if posed()[pose].tracks])
def test_an_arrow_ends_at_the_joint_whose_way_it_shows(moment_of):
    picture = posed()[moment_of]
    for joint, way in picture.tracks.items():
        assert way[-1] == pytest.approx(picture.seen(picture.frames[-1].joints[joint]), abs=0.6)


@pytest.mark.parametrize(("pose", "moment"), MOMENTS)
def test_everybody_wears_a_shirt_and_shorts(pose, moment):
    if pose in (Pose.FOOT_UP, Pose.BIG_TOE_UP):
        return  # the picture ends below the shorts
    assert {"shirt", "shorts"} <= set(posed()[pose].frames[moment].shapes)


def test_the_hammers_tap_below_the_kneecap_and_above_the_heel():
    at = joints(Pose.REFLEXES)
    below_knee = at["knee.R"] - at["tap_knee"]
    assert 20 < below_knee[1] < 80
    assert at["tap_knee"][2] > at["knee.R"][2] + 20  # in front
    assert 20 < at["tap_ankle"][1] - at["heel.R"][1] < 140
    assert at["tap_ankle"][2] < at["ankle.R"][2] - 15  # behind
    for side in Side:
        dots = {
            patch.get_gid(): patch.center
            for patch in draw_pose(Pose.REFLEXES, side).axes[0].patches
            if str(patch.get_gid()).endswith("dot")
        }
        picture = posed()[Pose.REFLEXES]
        x, y = picture.seen(picture.frames[0].joints["tap_knee"])
        placed = (x if side is Side.RIGHT else picture.width - x, y)
        assert dots["tap_knee--dot"] == pytest.approx(placed)


def test_the_marked_saddle_area_lies_on_the_clothes_above_the_saddle_and_bears_lines():
    frame = posed()[Pose.SADDLE].frames[0]

    def ends(name):
        points = np.array([p for polygon in frame.shapes[name] for ring in polygon for p in ring])
        return points.min(axis=0), points.max(axis=0)

    zone, shorts, saddle = (ends(name) for name in ("zone", "shorts", "tool"))
    assert (zone[0] >= shorts[0] - 1).all()
    assert (zone[1] <= shorts[1] + 1).all()
    assert zone[0][1] < saddle[0][1]
    assert zone[0][0] < saddle[1][0]
    assert zone[1][0] > saddle[0][0]
    assert len(frame.hatch) > 5


def test_in_the_press_up_the_arms_are_nearly_straight_and_the_hips_stay_down():
    at, lying = joints(Pose.PRESS_UP), joints(Pose.PRONE_PROPPING, 0)
    for side in "LR":
        assert bend(at, f"elbow.{side}", f"shoulder.{side}", f"wrist.{side}") > 145
        assert height(at, f"hip.{side}") == pytest.approx(height(lying, f"hip.{side}"), abs=15)
