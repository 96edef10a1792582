"""The dressed figures do what their words say: contacts, pairs, angles, sides, and nothing else."""

from itertools import combinations, pairwise, product

import numpy as np
import pytest

from sciatica.content.posed_artwork import Pose, posed
from sciatica.content.words import Words, words
from sciatica.figures.posed import MOVEMENTS, pose, slr_moment, straight_leg_raise
from sciatica.figures.sliding_nerve import course
from sciatica.figures.svg import PART
from sciatica.model.anatomy import Side
from tests.harness.asking import shapes, written
from tests.harness.fitting import names_fit

TEXT = words("en")
WHOLE = [one for one in Pose if one is not Pose.SLR]
MOMENTS = [(one, n) for one in Pose for n in range(len(posed()[one].frames))]
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


def test_every_harder_slide_still_pairs_a_straight_knee_with_the_head_up():
    for one in (Pose.GLIDE_FOOT_UP, Pose.GLIDE_STANDING):
        assert knee(joints(one)) > 160, one
        assert gaze(joints(one)) > 10, one


def test_only_the_tensioner_and_the_slump_test_pair_a_straight_knee_with_a_tucked_chin():
    for one in (Pose.GLIDE_TENSIONER, Pose.SLUMP):
        assert knee(joints(one)) > 155, one
        assert gaze(joints(one)) < -40, one
        assert bend(joints(one), "ankle.R", "knee.R", "ball.R") < 105, one


def test_the_tensioner_says_that_it_is_not_the_slide_and_wants_a_physio():
    for side in Side:
        said = pose(Pose.GLIDE_TENSIONER, side, TEXT).views["end"].words
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


def test_the_raised_leg_makes_the_angle_that_is_written():
    for angle in ANGLES:
        at = joints(Pose.SLR, slr_moment(angle))
        way = at["ankle.R"] - at["hip.R"]
        drawn = float(np.degrees(np.arctan2(way[1], way[2])))
        assert drawn == pytest.approx(angle, abs=4.5)  # flat, the heel lies lower than the hip
        assert knee(at) > 172, angle
        assert knee(at, "L") > 165, angle
        picture = straight_leg_raise(angle, Side.RIGHT, TEXT)
        assert set(written(picture.figure("whole"))) == {TEXT("figures.degrees", angle=angle)}
        assert f" {angle} degrees" in picture.views["whole"].words


def test_a_greater_angle_lifts_the_ankle_higher():
    for lower, higher in pairwise(ANGLES):
        one, other = (joints(Pose.SLR, slr_moment(angle)) for angle in (lower, higher))
        assert height(one, "ankle.R") < height(other, "ankle.R"), higher


def beads_and_marks(angle):
    """Return where beads lie and the middles of their marks, in points, from the hip down."""
    figure = straight_leg_raise(angle, Side.RIGHT, TEXT).figure("whole")
    beads = {
        patch.get_gid(): np.array(patch.center)
        for patch in figure.axes[0].patches
        if "--bead-" in str(patch.get_gid())
    }
    marks = {
        line.get_gid(): line.get_xydata().mean(axis=0)
        for line in figure.axes[0].lines
        if "--mark-" in str(line.get_gid())
    }
    return [beads[f"fixed--bead-{n}"] for n in range(3)], [
        marks[f"fixed--mark-{n}"] for n in range(3)
    ]


def test_the_nerve_slides_towards_the_hip_as_the_leg_goes_up_and_lies_at_its_marks_before():
    slid = []
    for angle in (0, 45, 80):
        hip = np.array(posed()[Pose.SLR].seen(joints(Pose.SLR, slr_moment(angle))["hip.R"]))
        slid.append(
            [
                np.hypot(*(mark - hip)) - np.hypot(*(bead - hip))
                for bead, mark in zip(*beads_and_marks(angle), strict=True)
            ]
        )
        words_said = straight_leg_raise(angle, Side.RIGHT, TEXT).views["whole"].words
        assert ("slides towards the hip" in words_said) is (angle > 0)
    flat, half, high = slid
    assert np.allclose(flat, 0, atol=0.5)
    for nearer, before, after in zip(flat, half, high, strict=True):
        assert nearer + 2 < before < after


def test_the_nerve_keeps_its_ends_and_lies_within_the_raised_leg():
    lengths = [course(joints(Pose.SLR, slr_moment(angle))).length_mm for angle in ANGLES]
    assert lengths == sorted(lengths)
    assert lengths[-1] < 1.1 * lengths[0]  # a nerve gives a little, not more
    for angle in ANGLES:
        at = joints(Pose.SLR, slr_moment(angle))
        line = course(at).line
        axis = at["ankle.R"] - at["hip.R"]
        ahead = axis / np.linalg.norm(axis)
        in_leg = line[(line - at["hip.R"]) @ ahead > 120]
        aside = np.linalg.norm(np.cross(in_leg - at["hip.R"], ahead), axis=1)
        assert aside.max() < 75, angle


def test_an_angle_that_is_not_drawn_is_an_error():
    for angle in (-5, 47, 95, 200):
        with pytest.raises(ValueError, match=f"in steps of 5, not to {angle}"):
            straight_leg_raise(angle, Side.RIGHT, TEXT)


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
    assert height(tip, "heel.R") > height(tip, "toe.R") + 60
    assert height(tip, "toe.R") < 40
    assert min(height(tip, f"{part}.L") for part in ("heel", "toe")) > 150  # it bears nothing


# ---- contact: what should touch touches -------------------------------------------------------


def test_propped_on_the_elbows_elbows_hips_and_feet_stay_down():
    start, at = joints(Pose.PRONE_PROPPING, 0), joints(Pose.PRONE_PROPPING)
    for side in "LR":
        assert height(at, f"elbow_tip.{side}") < 45
        assert height(at, f"hip.{side}") == pytest.approx(height(start, f"hip.{side}"), abs=15)
        assert height(at, f"toe.{side}") < 40
        assert abs(at[f"elbow.{side}"][2] - at[f"shoulder.{side}"][2]) < 60  # under the shoulder
    assert height(at, "crown") > 400


def test_face_up_the_pelvis_and_the_chest_lie_on_the_mat():
    for one, moment in MOMENTS:
        if one in LYING:
            at = joints(one, moment)
            assert height(at, "hip.R") < 140, (one, moment)
            assert height(at, "chest") < 160, (one, moment)


STANDS_ON_LEFT = (
    *(Pose.NERVE_GLIDE, Pose.GLIDE_SMALL, Pose.GLIDE_FOOT_UP, Pose.GLIDE_TENSIONER, Pose.HIP_UP),
    *(Pose.KNEE_STRAIGHT, Pose.HIP_BACK, Pose.KNEE_BEND, Pose.HIP_OUT, Pose.GLIDE_STANDING),
    Pose.HEEL_SLIDES,
)
STANDS_ON_RIGHT = (
    *(Pose.GLIDE_OTHER_LEG, Pose.HEEL_SLIDES, Pose.ONE_ARM, Pose.EASE_KNEES_RAISED),
    *(Pose.STANDING_EXTENSION, Pose.BENCH_LEAN),
)


def test_the_foot_that_stands_is_on_the_floor():
    for foot, poses in {"L": STANDS_ON_LEFT, "R": STANDS_ON_RIGHT}.items():
        for one in poses:
            assert -5 < height(joints(one), f"heel.{foot}") < 45, (one, foot)


def test_hands_that_bear_weight_are_on_the_floor():
    for one in (Pose.PRESS_UP, Pose.BIRD_DOG):
        assert -5 < height(joints(one), "wrist.L") < 60, one
        assert height(joints(one), "fingertip.L") < 40, one


def test_nobody_sinks_into_the_floor():
    for one, moment in MOMENTS:
        lowest = min(place[1] for place in joints(one, moment).values())
        assert lowest > -12, (one, moment)


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


def test_no_limb_passes_through_another():
    for at_moment in MOMENTS:
        for one, other in combinations(pieces(joints(*at_moment)), 2):
            same_side = one[1] == other[1] or not (one[1] and other[1])
            if same_side and {one[0], other[0]} in NEIGHBOURS:
                continue
            if {one[0], other[0]} == {"thigh"}:
                continue  # they meet between the legs
            apart = distance(one[2], one[3], other[2], other[3])
            assert apart > ROOM * (one[4] + other[4]), (at_moment, one[:2], other[:2], apart)


# ---- the pictures -----------------------------------------------------------------------------


def test_the_left_is_the_mirror_of_the_right():
    for one in WHOLE:
        right, left = (
            shapes(pose(one, side, TEXT).figure("end")) for side in (Side.RIGHT, Side.LEFT)
        )
        assert set(right) == set(left), one
        for gid, patch in right.items():
            mirrored = patch.get_path().vertices * [-1, 1] + [posed()[one].width, 0]
            assert np.allclose(mirrored, left[gid].get_path().vertices), (one, gid)


def test_the_side_that_is_named_is_the_side_that_is_drawn():
    for one, side in product(WHOLE, Side):
        if one.startswith(("glide", "nerve", "knee", "hip")):
            said = pose(one, side, TEXT).views["end"].words
            assert f"{side}" in said, one


def test_every_figure_is_drawn_and_has_words():
    assert set(posed()) == set(Pose)
    assert set(TEXT.under("figures.pose")) == set(Pose)


def layers(picture, view):
    """Return the visible layers beside what is always there."""
    return {gid.partition(PART)[0] for gid in shapes(picture.figure(view))} - {"fixed"}


def test_a_movement_keeps_each_moment_as_a_layer_and_arrows_stand_at_its_end():
    for one, side in product(MOVEMENTS, Side):
        picture = pose(one, side, TEXT)
        moments = [f"moment-{n}" for n in range(len(posed()[one].frames))]
        assert list(picture.views) == ["start", "end", *moments], one
        assert layers(picture, "start") == {"moment-0"}, one
        assert layers(picture, "end") == {moments[-1], "arrows"}, one
        for moment in moments:
            assert layers(picture, moment) == {moment}, one


def test_an_arrow_of_a_movement_begins_at_the_dashed_outline_of_what_moves():
    for one in MOVEMENTS:
        picture = posed()[one]
        dashed = shapes(pose(one, Side.RIGHT, TEXT).figure("end"))["arrows--start"].get_path()
        for joint, way in picture.tracks.items():
            reach = np.hypot(*(dashed.vertices - way[0]).T).min()
            assert reach < 6, (one, joint)


def test_who_lies_on_a_mat_casts_a_shadow_on_it_and_who_stands_does_not():
    for one in WHOLE:
        lines = pose(one, Side.RIGHT, TEXT).figure("end").axes[0].lines
        shadows = [line for line in lines if "--shadow-" in str(line.get_gid())]
        assert bool(shadows) is bool(posed()[one].backdrop), one


def test_a_still_figure_has_one_view():
    for one in set(WHOLE) - set(MOVEMENTS):
        assert list(pose(one, Side.LEFT, TEXT).views) == ["end"], one


def test_a_figure_lies_within_its_frame_unless_it_is_a_detail():
    for one in WHOLE:
        picture = posed()[one]
        drawn = (*picture.frames[-1].shapes.values(), *picture.backdrop.values())
        rings = [ring for shape in drawn for polygon in shape for ring in polygon]
        ends = np.concatenate(rings)
        inside = (ends >= 0).all() and (ends <= [picture.width, picture.height]).all()
        detail = one in (Pose.FOOT_UP, Pose.BIG_TOE_UP, Pose.SADDLE)
        assert bool(inside) is not detail, one


def test_the_angle_stays_in_the_frame_also_when_it_is_longer():
    longer = Words("en", {**TEXT.entries, "figures.degrees": "{angle}°nn"})
    for angle, side in product(range(0, 91, 10), Side):
        figure = straight_leg_raise(angle, side, longer).figure("whole")
        assert len(figure.axes[0].texts) == 1
        names_fit(figure)


def test_an_arrow_ends_at_the_joint_whose_way_it_shows():
    for one in WHOLE:
        picture = posed()[one]
        for joint, way in picture.tracks.items():
            end = picture.seen(picture.frames[-1].joints[joint])
            assert way[-1] == pytest.approx(end, abs=0.6), (one, joint)


def test_everybody_wears_a_shirt_and_shorts():
    for one, moment in MOMENTS:
        if one not in (Pose.FOOT_UP, Pose.BIG_TOE_UP):  # the picture ends below the shorts
            worn = set(posed()[one].frames[moment].shapes)
            assert {"shirt", "shorts"} <= worn, (one, moment)


def test_the_hammers_tap_below_the_kneecap_and_above_the_heel():
    at = joints(Pose.REFLEXES)
    below_knee = at["knee.R"] - at["tap_knee"]
    assert 20 < below_knee[1] < 80
    assert at["tap_knee"][2] > at["knee.R"][2] + 20  # in front
    assert 20 < at["tap_ankle"][1] - at["heel.R"][1] < 140
    assert at["tap_ankle"][2] < at["ankle.R"][2] - 15  # behind
    for side in Side:
        patches = pose(Pose.REFLEXES, side, TEXT).figure("end").axes[0].patches
        (dot,) = [patch for patch in patches if patch.get_gid() == "fixed--tap_knee"]
        picture = posed()[Pose.REFLEXES]
        x, y = picture.seen(picture.frames[0].joints["tap_knee"])
        assert dot.center == pytest.approx((x if side is Side.RIGHT else picture.width - x, y))


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
