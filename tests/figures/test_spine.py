"""The spine from outside and cut along its middle: sides, roots, bones."""

from itertools import product

from matplotlib.colors import to_rgb
from matplotlib.path import Path

from sciatica.content.spine_artwork import Cut, Outside, outside, section
from sciatica.content.words import words
from sciatica.figures import palette
from sciatica.figures.spine import ROOTS, spine_behind, spine_midline, spine_side
from sciatica.figures.spine_shapes import middle_of
from sciatica.figures.svg import PART
from sciatica.model.anatomy import RootName, Side
from tests.harness.asking import shapes, written
from tests.harness.fitting import names_fit

TEXT = words("en")
BEHIND, SIDE = Outside.BEHIND, Outside.SIDE
STATES = list(product((BEHIND, SIDE), Side, ROOTS))
SWAP = {"left": "right", "right": "left"}


def state(view, side, root):
    """Return a picture with every root of the artwork (pages light three), and the name of the
    view that lights `root`."""
    if view is BEHIND:
        return spine_behind(ROOTS, TEXT), f"{root}.{side}"
    return spine_side(side, ROOTS, TEXT), str(root)


def figure(view, side, root):
    picture, name = state(view, side, root)
    return picture.figure(name)


def lit(figure):
    """Return the visible shapes of lit roots by the names of their layer and of their part."""
    named = {tuple(gid.split(PART)): patch for gid, patch in shapes(figure).items()}
    return {
        (layer, part): patch
        for (layer, part), patch in named.items()
        if part.startswith("root-") and layer != "fixed"
    }


def points(shape):
    return {(round(x, 1), y) for polygon in shape for ring in polygon for x, y in ring}


def test_only_the_root_that_is_asked_for_is_lit_and_in_its_own_shape():
    for view, side, root in STATES:
        stored = side if view is BEHIND else Side.LEFT  # from the right, the left is mirrored
        shown = {(f"{root}-{side}", f"root-{root}-{stored}")}
        assert set(lit(figure(view, side, root))) == shown, (view, side, root)


def test_from_behind_the_patients_left_is_the_viewers_left_in_lines_and_letters():
    middle = outside(BEHIND).width / 2
    for side, root in product(Side, ROOTS):
        shown = figure(BEHIND, side, root)
        for patch in lit(shown).values():
            on_the_left = patch.get_path().vertices[:, 0].mean() < middle
            assert on_the_left == (side is Side.LEFT), (side, root)
        assert written(shown)["L"] < middle < written(shown)["R"]


def test_from_a_side_there_is_the_letter_of_that_side_alone():
    for side in Side:
        letters = {"L", "R"} & set(written(figure(SIDE, side, "all")))
        assert letters == {TEXT(f"roots.side.{side}_letter")}


def test_the_view_from_behind_is_its_own_mirror():
    picture = outside(BEHIND)
    for group in (picture.parts, picture.tones):
        for name, shape in group.items():
            swapped = " ".join(SWAP.get(word, word) for word in name.split())
            mirror = {(round(picture.width - x, 1), y) for x, y in points(group[swapped])}
            assert points(shape) == mirror, name


def test_bones_and_roots_stand_in_their_order_from_the_head_down():
    for parts in (outside(BEHIND).parts, section(Cut.WHOLE).parts):
        bones = ("L1", "L2", "L3", "L4", "L5", "sacrum", "coccyx")
        heights = [middle_of(parts[name])[1] for name in bones]
        assert heights == sorted(heights)
    heights = [outside(BEHIND).spots[f"root {root} left"][1] for root in ROOTS]
    assert heights == sorted(heights)


def test_every_picture_of_the_spine_bears_the_numbers_of_its_bones_and_discs():
    numbers = {"L3", "L4", "L5", "S1", "L4/5", "L5/S1"}
    for shown in (
        *(figure(view, side, root) for view, side, root in STATES),
        spine_midline(TEXT).figure("whole"),
    ):
        said = {text.replace("\n", " ").removesuffix(" disc") for text in written(shown)}
        assert numbers <= said


def test_a_number_stands_on_its_bone_or_its_disc():
    for view, parts in (
        (spine_midline(TEXT).figure("whole"), section(Cut.WHOLE).parts),
        (figure(SIDE, Side.LEFT, "all"), outside(SIDE).parts),
    ):
        for text in view.axes[0].texts:
            number = text.get_text()
            part = {"S1": "sacrum", "L4/5": "disc L4/5", "L5/S1": "disc L5/S1"}.get(number, number)
            if number in ("L3", "L4", "L5", "S1", "L4/5", "L5/S1"):
                x, y = text.get_position()
                assert covers(parts[part], (x, y)), number


def covers(shape, spot):
    return any(Path([*polygon[0], polygon[0][0]]).contains_point(spot) for polygon in shape)


def test_from_behind_numbers_stand_where_no_root_is_lit_and_on_their_bones():
    parts = outside(BEHIND).parts
    for side in Side:
        shown = figure(BEHIND, side, "all")
        for number, bone in (("L3", "L3"), ("L4", "L4"), ("L5", "L5"), ("S1", "sacrum")):
            (at,) = (
                text.get_position()
                for text in shown.axes[0].texts
                if text.get_text() == number and text.get_visible()
            )
            assert (at[0] > outside(BEHIND).width / 2) is (side is Side.LEFT)
            assert covers(parts[bone], at), number


def onward(view, side, root):
    """Return the strips in which the colour of a lit root goes on, from the top down."""
    named = {
        gid: patch
        for gid, patch in shapes(figure(view, side, root)).items()
        if f"{PART}onward-{root}-" in gid
    }
    return [named[gid] for gid in sorted(named)]


def test_the_colours_of_all_three_roots_go_on_and_fade_at_one_height():
    for view, side in product((BEHIND, SIDE), Side):
        lowest = set()
        for root in (RootName.L4, RootName.L5, RootName.S1):
            strips = onward(view, side, root)
            strengths = [strip.get_alpha() for strip in strips]
            assert len(strips) >= 5
            assert strengths == sorted(strengths, reverse=True)
            assert strengths[-1] < 0.2
            lowest.add(round(max(strip.get_path().vertices[:, 1].max() for strip in strips), 1))
            colours = {strip.get_facecolor()[:3] for strip in strips}
            assert colours == {to_rgb(palette.ROOT_COLOURS[root])}
        assert len(lowest) == 1


def test_from_behind_every_colour_reaches_the_sciatic_nerve_beside_the_others():
    nerve = {side: outside(BEHIND).parts[f"sciatic {side}"] for side in Side}
    for side in Side:
        ends = [onward(BEHIND, side, root)[-1] for root in (RootName.L4, RootName.L5, RootName.S1)]
        middles = [strip.get_path().vertices[:-1].mean(axis=0) for strip in ends]
        assert all(covers(nerve[side], spot) for spot in middles)
        outwards = [abs(x - outside(BEHIND).width / 2) for x, _ in middles]
        assert outwards == sorted(outwards, reverse=True)  # L4 outermost


def test_no_lit_root_of_the_sciatic_nerve_ends_before_its_colour_goes_on():
    for view, side in product((BEHIND, SIDE), Side):
        for root in (RootName.L4, RootName.L5, RootName.S1):
            stored = side if view is BEHIND else Side.LEFT
            named = f"{root}-{side}{PART}root-{root}-{stored}"  # in sight and hidden
            ends = max(
                patch.get_path().vertices[:, 1].max()
                for patch in figure(view, side, root).axes[0].patches
                if patch.get_gid() == named
            )
            assert onward(view, side, root)[0].get_path().vertices[:, 1].min() <= ends


def test_names_fit_also_where_every_root_of_the_artwork_is_named():
    for view, side in product((BEHIND, SIDE), Side):
        names_fit(figure(view, side, "all"))


def test_the_words_say_of_the_lit_root_alone_on_which_side_it_is_and_where_it_leaves():
    for view, side, root in STATES:
        picture, name = state(view, side, root)
        said = picture.views[name].words
        for other in ROOTS:
            named = f"Lit on the {side} is the {other} root" in said
            assert named == (other is root), (view, side, root, other)
        assert f"on the {side.other}" not in said, (view, side, root)
        in_the_sacrum = root in (RootName.S1, RootName.S2)
        way = "opening of the sacrum" if in_the_sacrum else f"under the bony bridge of {root}"
        assert way in said, (view, side, root)
