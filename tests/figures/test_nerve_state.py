"""The four states of a nerve as they are drawn: what presses, what swells, what only signals."""

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.patches import PathPatch, Polygon
from matplotlib.text import Text

from sciatica.content import words
from sciatica.figures import describe_nerve_state, draw_nerve_state, to_svg
from sciatica.figures.nerve_state import DOT, SIGNALS, WIDTH, drawings
from sciatica.model import NerveState

TEXT = words("en")
DISC_HEIGHT = 115.0
FAR = 20.0


def ring(figure, gid):
    (found,) = [p for p in figure.findobj(Polygon) if p.get_gid() == gid]
    return found.get_xy()


def wide(figure, height):
    """Left and right edge of the nerve at a height."""
    points = ring(figure, "nerve--sheath")
    at = points[np.abs(points[:, 1] - height) < 1.01][:, 0]
    return at.min(), at.max()


def gap(figure):
    """Least room between disc and nerve."""
    disc = ring(figure, "disc--fill")
    nerve = ring(figure, "nerve--sheath")
    return min(float(np.hypot(*(nerve - spot).T).min()) for spot in disc)


def marks(figure):
    return [p for p in figure.findobj(PathPatch) if str(p.get_gid()).startswith("signal-")]


def chemicals(figure):
    found = [c for c in figure.findobj(PathCollection) if c.get_gid() == "chemicals--dots"]
    return np.concatenate([c.get_offsets() for c in found]) if found else np.empty((0, 2))


@pytest.fixture(scope="module")
def figures():
    return {state: draw_nerve_state(state, TEXT) for state in NerveState}


def thickness(figure, height):
    left, right = wide(figure, height)
    return right - left


def test_only_the_pressed_nerve_meets_the_disc_and_it_is_flat_there(figures):
    room = {state: gap(figure) for state, figure in figures.items()}
    assert room[NerveState.PRESSED] < 3
    assert min(v for state, v in room.items() if state is not NerveState.PRESSED) > 12
    pressed = figures[NerveState.PRESSED]
    assert thickness(pressed, DISC_HEIGHT) < 0.7 * thickness(pressed, FAR)
    disc, (left, _) = ring(pressed, "disc--fill"), wide(pressed, DISC_HEIGHT)
    assert disc[:, 0].max() <= left  # it bends the nerve, it does not enter it


def test_the_inflamed_nerve_is_swollen_and_dots_lie_around_it_not_in_it(figures):
    inflamed, quiet = figures[NerveState.INFLAMED], figures[NerveState.QUIET]
    assert thickness(inflamed, DISC_HEIGHT) > 1.3 * thickness(quiet, DISC_HEIGHT)
    spots = chemicals(inflamed)
    assert len(spots) > 30
    disc = ring(inflamed, "disc--fill")[:, 0].max()
    sides = set()
    for x, y in spots:
        left, right = wide(inflamed, y)
        assert x + DOT < left or x - DOT > right
        assert x - DOT > disc
        sides.add(bool(x < left))
    assert sides == {True, False}
    for state, figure in figures.items():
        assert (len(chemicals(figure)) > 0) is (state is NerveState.INFLAMED)


def test_the_sensitised_nerve_looks_quiet_but_sends_more_for_the_same_touch(figures):
    quiet, sensitised = figures[NerveState.QUIET], figures[NerveState.SENSITISED]
    for gid in ("nerve--sheath", "disc--fill", "touch--head"):
        assert np.array_equal(ring(quiet, gid), ring(sensitised, gid))
    small, large = marks(quiet), marks(sensitised)
    assert (len(small), len(large)) == (
        SIGNALS[NerveState.QUIET],
        SIGNALS[NerveState.SENSITISED],
    )
    assert len(large) >= 3 * len(small)

    def span(mark):
        return float(np.ptp(mark.get_path().vertices[:, 0]))

    assert max(map(span, large)) > 2 * max(map(span, small))
    touch = ring(quiet, "touch--head")[:, 1].mean()
    for mark in small + large:  # the signal runs up from where the nerve is touched
        assert mark.get_path().vertices[:, 1].max() < touch


@pytest.mark.parametrize("state", [NerveState.PRESSED, NerveState.INFLAMED])
def test_no_touch_and_no_signal_where_the_picture_is_about_something_else(figures, state):
    assert marks(figures[state]) == []
    assert "touch" not in describe_nerve_state(state, TEXT).replace("not touch", "")


def test_labels_stand_inside_the_picture_and_do_not_meet(figures):
    for figure in figures.values():
        figure.canvas.draw()
        boxes = [t.get_window_extent() for t in figure.findobj(Text) if t.get_text()]
        page = figure.bbox
        for i, box in enumerate(boxes):
            assert box.x0 >= 0 and box.x1 <= page.x1
            assert not any(box.overlaps(other) for other in boxes[i + 1 :])


def test_words_say_what_is_drawn():
    quiet, pressed, inflamed, sensitised = (describe_nerve_state(s, TEXT) for s in NerveState)
    assert "two marks" in quiet
    assert "bulges and presses" in pressed
    assert "Nothing presses on the nerve" in inflamed and "Dots" in inflamed
    assert "same light touch" in sensitised and "eight marks" in sensitised
    assert [d.description for d in drawings(TEXT)] == [quiet, pressed, inflamed, sensitised]


@pytest.mark.parametrize("state", NerveState)
def test_each_picture_is_small(state):
    svg = to_svg(
        draw_nerve_state(state, TEXT), name=f"nerve-{state}", description="A nerve beside a disc."
    )
    assert len(svg) < 20_000
    assert f'viewBox="0 0 {WIDTH}' in svg
